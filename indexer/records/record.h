/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * record.h: writes reports as JSON, as --dump prints it, the index stores it
 * and the daemon answers with it. Functions that return json_t return a new
 * reference, which the caller owns.
 */
#ifndef INDEXER_RECORD_H
#define INDEXER_RECORD_H

#include "report/report.h"

#include <jansson.h>

/* Returns the value. If it is NULL, because jansson is out of memory, the
 * program exits, as everywhere in the indexer. */
json_t *record_need(json_t *value);

/* Set a member, or append an element. Takes ownership of the value. */
void record_set(json_t *object, const char *key, json_t *value);
void record_append(json_t *list, json_t *value);

json_t *record_report(const struct report *report);
json_t *record_paragraph(const struct report *report, size_t index);
json_t *record_judgement(const struct report *report, size_t index);

/* All judgements of the report, in order, without the members that describe the
 * report. */
json_t *record_judgements(const struct report *report);

/* The record on one line, without a newline; the caller frees it. */
char *record_line(json_t *record);

#endif
