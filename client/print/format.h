/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * format.h: writes records in the formats of other programs, one at a time;
 * none is kept. RIS and CSL have place for the note of whoever collected a
 * paragraph, the record's "annotation".
 */
#ifndef CLIENT_PRINT_FORMAT_H
#define CLIENT_PRINT_FORMAT_H

#include <jansson.h>
#include <stdio.h>

struct format;

/* The format of this name ("ris", "csl", "csv", "jsonl"); NULL if there is
 * none. */
const struct format *format_find(const char *name);

/* Write what comes before the first record, and after the last. */
void format_begin(const struct format *format, FILE *out);
void format_end(const struct format *format, FILE *out);

/* Write a record; index is the number of records before it. */
void format_record(const struct format *format,
                   const json_t *record,
                   size_t index,
                   FILE *out);

#endif
