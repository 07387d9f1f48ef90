/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * notes.h: what a person should know about a query before reading what it
 * found: words that were corrected or may be misspelt, the daemon's notes, and
 * values that are not in the index. Each is a line, or several if it is long.
 *
 * params are those of the request, whose query is quoted. out is standard error
 * if another program reads standard output.
 */
#ifndef CLIENT_PRINT_NOTES_H
#define CLIENT_PRINT_NOTES_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

/* Print the notes; returns how many there were. */
size_t notes_put(const json_t *result, const json_t *params, FILE *out);

/* The same, followed by a blank line if there were any and out is standard
 * output. */
void notes_show(const json_t *result, const json_t *params, FILE *out);

#endif
