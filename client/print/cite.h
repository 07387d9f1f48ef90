/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cite.h: where a paragraph is from, in the words of a reference.
 */
#ifndef CLIENT_PRINT_CITE_H
#define CLIENT_PRINT_CITE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* Read a day of a record, such as "2010-10-15"; false if it does not have one.
 */
struct cite_day {
    int year;
    int month;
    int day;
};
bool cite_day(const json_t *record, const char *key, struct cite_day *out);

/* "published 16 November 2010" or, if the report does not say, "inspected 4 to
 * 15 October 2010"; "" if it says neither. */
enum { CITE_DATE_SIZE = 96 };
void cite_date(const json_t *record, char out[CITE_DATE_SIZE]);

/* "inspected 4 to 15 October 2010", "inspection ended 15 October 2010" if
 * its first day is not known; "" if neither is. */
void cite_inspected(const json_t *record, char out[CITE_DATE_SIZE]);

/* Print what is known of the place in the report: ", paragraph 18, bullet 2",
 * or
 * ", bullet 3, page 4" (for a PDF). */
void cite_put_place(const json_t *record, FILE *out);

/* The bodies that inspect by this framework, separated by '|'; NULL if that is
 * not certain. */
const char *cite_inspectorate(const char *framework);

/* Print the whole reference with its quotation, the paragraph, in one line. */
void cite_put(const json_t *record, FILE *out);

#endif
