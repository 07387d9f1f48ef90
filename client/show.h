/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * show.h: results for a person: text in the terminal's width, the matched words
 * bold; elsewhere in 80 columns, the matched words between asterisks.
 */
#ifndef CLIENT_SHOW_H
#define CLIENT_SHOW_H

#include <jansson.h>
#include <stddef.h>

/* A search's result; offset is the number of hits before the first. */
void show_hits(const json_t *result, size_t offset);

/* A paragraph's record, whole. */
void show_paragraph(const json_t *record);

/* The daemon's status. */
void show_status(const json_t *status);

/* An error object, on standard error; the query, to point into it, or NULL. */
void show_error(const json_t *error, const char *query);

#endif
