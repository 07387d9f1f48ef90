/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cite.h: where a paragraph is from, in the words of a reference.
 */
#ifndef CLIENT_PRINT_CITE_H
#define CLIENT_PRINT_CITE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* A day of a record: "2010-10-15". False where it is none. */
struct cite_day {
    int year;
    int month;
    int day;
};
bool cite_day(const json_t *record, const char *key, struct cite_day *out);

/* "published 16 November 2010" or, where the report does not say, "inspected 4
 * to 15 October 2010"; "" where it says neither. */
enum { CITE_DATE_SIZE = 96 };
void cite_date(const json_t *record, char out[CITE_DATE_SIZE]);

/* "inspected 4 to 15 October 2010", "inspection ended 15 October 2010" where
 * its first day is not known; "". */
void cite_inspected(const json_t *record, char out[CITE_DATE_SIZE]);

/* ", paragraph 18, bullet 2"; ", bullet 3, page 4" of a PDF; nothing. */
void cite_put_place(const json_t *record, FILE *out);

/* Who inspects by this framework: bodies separated by '|'; NULL where that is
 * not sure. */
const char *cite_inspectorate(const char *framework);

/* The whole reference, with the paragraph as its quotation, in one line. */
void cite_put(const json_t *record, FILE *out);

#endif
