/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * record.h: writes reports as JSON, as --dump prints it, the index stores it
 * and the daemon answers with it. Functions that return json_t return a new
 * reference, which the caller owns.
 */
#ifndef INDEXER_RECORD_H
#define INDEXER_RECORD_H

#include "base/text.h"
#include "report/report.h"

#include <jansson.h>

/* Returns the value. If it is NULL, because jansson is out of memory, the
 * program exits, as everywhere in the indexer. */
json_t *record_need(json_t *value);

/* Set a member, or append an element. Takes ownership of the value. */
void record_set(json_t *object, const char *key, json_t *value);
void record_append(json_t *list, json_t *value);

json_t *record_report(const struct report *report);
json_t *record_judgement(const struct report *report, size_t index);

/* All judgements of the report, in order, without the members that describe the
 * report. */
json_t *record_judgements(const struct report *report);

/* The record on one line, without a newline; the caller frees it. */
char *record_line(json_t *record);

/* A member of a paragraph's record: its texts, or else its number if that is
 * not 0, or else null. */
struct record_member {
    const char *name;
    const char *texts[AREAS_MAX]; /* then NULLs; several are a list */
    long number;
};

enum { RECORD_MEMBERS = 27 };

/* The record of a paragraph. An index has many of them, so they are not built
 * as json_t. Free it with record_fini(). */
struct record {
    struct record_member members[RECORD_MEMBERS];
    size_t n_members;
    struct text id;
    char day[DAY_SIZE];
};

/* The record borrows from the report. */
void
record_paragraph(const struct report *report, size_t index, struct record *out);

/* NULL if no record has such a member. */
const struct record_member *record_member(const struct record *record,
                                          const char *name);

/* Append the record to the text, on one line, without a newline. */
void record_write(const struct record *record, struct text *out);

void record_fini(struct record *record);

/* The record of a paragraph on one line, likewise; the caller frees it. */
char *record_paragraph_line(const struct report *report, size_t index);

#endif
