/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * themes.h: a list of themes, each a query on a line of its own, which may
 * follow a name and a colon:
 *
 *   # What was said about records
 *   recording: case recording
 *   "case files" grade:inadequate
 *   @saved
 */
#ifndef CLIENT_ASK_THEMES_H
#define CLIENT_ASK_THEMES_H

#include <jansson.h>

/* The themes of the lines (text_lines.h): a list of objects, which the caller
 * frees. Each has a "name", a "line" and a "query", which begins at the
 * "column", in characters from 1; or, if it cannot be read, an "error" with a
 * "message" and a "column". */
json_t *themes_of(const json_t *lines);

/* The column of a theme's error at this byte of its query. */
size_t themes_column(const json_t *theme, size_t offset);

/* Set the theme's error. */
void themes_fail(json_t *theme, size_t column, const char *message);

#endif
