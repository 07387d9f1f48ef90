/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * records.h: results for another program: a record on each line, with a tab
 * between its fields. A value is never cut or wrapped; line breaks, tabs and
 * control characters within it are printed as spaces, and a missing value as
 * nothing.
 */
#ifndef CLIENT_PRINT_RECORDS_H
#define CLIENT_PRINT_RECORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct records_field;

/* What a record is of: which fields it may have, and which it has unless others
 * are chosen. */
struct records_kind {
    const char *name;                   /* for an error: "a paragraph" */
    const struct records_field *fields; /* ended by one without a name */
    const char *usual;                  /* their names, with ',' between them */
    const char *id; /* the field that --ids prints; NULL if there is none */
};

/* Each is read from an object of the daemon's answer, except those of compared
 * judgements (grid_compared()), concepts (cmd_words.c) and saved queries. */
extern const struct records_kind records_paragraphs;
extern const struct records_kind records_judgements;
extern const struct records_kind records_compared;
extern const struct records_kind records_absent_reports;
extern const struct records_kind records_absent_authorities;
extern const struct records_kind records_reports;
extern const struct records_kind records_suggestions;
extern const struct records_kind records_concepts;
extern const struct records_kind records_saved;  /* {name, query} */
extern const struct records_kind records_counts; /* {field, value, count} */

/* How to print records. */
enum { RECORDS_FIELDS_MAX = 64 };
struct records {
    const struct records_field *fields[RECORDS_FIELDS_MAX];
    size_t n_fields;
    json_t *seen; /* values that have been printed, and are not to be printed
                     again; NULL: any may be. Borrowed */
    char end;     /* after each record: a new line or NUL */
    FILE *out;
};

/* Choose the fields of a list of names, with ',' between them; those of the
 * kind's `usual` if it is NULL. If one is unknown, reports that and returns
 * false. */
bool records_choose(const struct records_kind *kind,
                    const char *list,
                    struct records *records);

/* Print the names of the fields, as a record. */
void records_put_names(const struct records *records);

/* Print the object, or each of a list, as a record. */
void records_put(const struct records *records, const json_t *object);
void records_put_all(const struct records *records, const json_t *objects);

/* Print a row of a table (sheet.h) as a record. */
void records_put_row(const struct records *records, const json_t *row);

#endif
