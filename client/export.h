/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * export.h: records one after the other, in the formats of other programs. No
 * record is kept.
 */
#ifndef CLIENT_EXPORT_H
#define CLIENT_EXPORT_H

#include <jansson.h>
#include <stdio.h>

struct export_format;

/* By its name: "ris", "csl", "csv", "jsonl"; NULL where there is none. */
const struct export_format *export_format(const char *name);

/* What comes before all records, and after them. */
void export_begin(const struct export_format *format, FILE *out);
void export_end(const struct export_format *format, FILE *out);

/* index: how many there were before it. */
void export_record(const struct export_format *format,
                   const json_t *record,
                   size_t index,
                   FILE *out);

#endif
