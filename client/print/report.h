/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * report.h: reports for a person: a list of them, or the contents or the text
 * of one.
 */
#ifndef CLIENT_PRINT_REPORT_H
#define CLIENT_PRINT_REPORT_H

#include "print/print.h"

#include <jansson.h>

/* Print the list of reports, and how many there are. */
void report_show_list(const json_t *reports);

/* The reports as rows for CSV, with a row of column names; the caller frees
 * them. */
json_t *report_rows(const json_t *reports);

/* Print the result of the daemon's method "report": what it is, its sections
 * and judgements, and what it recommends. */
void report_show(const json_t *result);

/* Print a paragraph of a report's text. last is the one that was printed before
 * it, or NULL: if it had other headings, the new ones are printed first. */
void report_show_paragraph(const json_t *paragraph,
                           const json_t *last,
                           const struct style *style);

#endif
