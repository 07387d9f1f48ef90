/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cite.h: a paragraph as a reference, with its quotation.
 */
#ifndef CLIENT_PRINT_CITE_H
#define CLIENT_PRINT_CITE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* Read a date of a record, such as "2010-10-15" or "2010-10"; false if it does
 * not have one. */
struct cite_day {
    int year;
    int month;
    int day; /* 0: only the month is known */
};
bool cite_day(const json_t *record, const char *key, struct cite_day *out);

/* "published 16 November 2010" or, if the report does not say, "inspected 4 to
 * 15 October 2010"; "" if it says neither. */
enum { CITE_DATE_SIZE = 96 };
void cite_date(const json_t *record, char out[CITE_DATE_SIZE]);

/* "inspected 4 to 15 October 2010", "inspection ended 15 October 2010" if
 * its first day is not known; "" if neither is. */
void cite_inspected(const json_t *record, char out[CITE_DATE_SIZE]);

/* Write the date by which the report is listed (member_date()) in words:
 * "15 October 2010". What is not a day or a month is as it is. */
void cite_ended(const json_t *record, char out[CITE_DATE_SIZE]);

/* Write a number of the record, such as 47 or, with parts, 2.39; false if it
 * does not have one. */
enum { CITE_NUMBER_SIZE = 32 };
bool
cite_number(const json_t *record, const char *key, char out[CITE_NUMBER_SIZE]);

/* Print what is known of the place in the report: ", paragraph 18, bullet 2"
 * or, for a PDF, ", bullet 3, page 4". */
void cite_put_place(const json_t *record, FILE *out);

/* The bodies that wrote the report, separated by '|': those that inspect under
 * its framework, or else its publisher; "" if neither is certain. */
const char *cite_authors(const json_t *record);

/* Print where a paragraph is to be found, in words: "Sheffield, Inspection of
 * ..., published 16 November 2010, paragraph 47, section ...". */
void cite_put_reference(const json_t *record, FILE *out);

/* Print the whole citation on one line: the reference, the paragraph as its
 * quotation, and its id. */
void cite_put(const json_t *record, FILE *out);

/* The title of the report, with whom it is about unless the title says so. The
 * caller owns it. */
json_t *cite_title(const json_t *record);

/* Ways to write a reference, without the quotation: as officers do in a report,
 * with author and year, and as a footnote. */
enum { CITE_STYLES = 3 };
struct cite_style {
    const char *name;  /* "harvard" */
    const char *label; /* for a person */
    void (*put)(const json_t *record, FILE *out);
};
extern const struct cite_style cite_styles[CITE_STYLES];

#endif
