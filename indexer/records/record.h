/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * record.h: reports as JSON: what --dump prints, the index keeps and the
 * daemon answers with. Each function returns a new object that is the
 * caller's.
 */
#ifndef INDEXER_RECORD_H
#define INDEXER_RECORD_H

#include "report/report.h"

#include <jansson.h>

/* The value; where jansson could not make it for want of memory, the program
 * ends, as for all else here. */
json_t *record_need(json_t *value);

/* Set a member, or append an element; the value becomes the container's. */
void record_set(json_t *object, const char *key, json_t *value);
void record_append(json_t *list, json_t *value);

json_t *record_report(const struct report *report);
json_t *record_paragraph(const struct report *report, size_t index);
json_t *record_judgement(const struct report *report, size_t index);

/* All its judgements, in their order, without what is the report's. */
json_t *record_judgements(const struct report *report);

/* One line, without a newline; the caller frees it. */
char *record_line(json_t *record);

#endif
