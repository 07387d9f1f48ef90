/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * record.h: reports as JSON: what --dump prints, the index keeps and the
 * daemon answers with. Each function returns a new object that is the
 * caller's.
 */
#ifndef INDEXER_RECORD_H
#define INDEXER_RECORD_H

#include "abbreviations.h"
#include "report.h"

#include <jansson.h>

/* The value; where jansson could not make it for want of memory, the program
 * ends, as for all else here. */
json_t *record_need(json_t *value);

json_t *record_report(const struct report *report);
json_t *record_paragraph(const struct report *report, size_t index);
json_t *record_judgement(const struct report *report, size_t index);

/* The report with what the index keeps of it beside: its judgements, in their
 * order, and [letters, meaning] for each of the abbreviations. */
json_t *record_kept(const struct report *report,
                    const struct abbreviations *abbreviations);

/* The abbreviations of such a record are added. */
void record_abbreviations(const json_t *kept, struct abbreviations *out);

/* One line, without a newline; yours to free. */
char *record_line(json_t *record);

#endif
