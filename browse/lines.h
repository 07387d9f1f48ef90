/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lines.h: text divided into lines of a width, by the columns that a terminal
 * gives its characters: two to a wide one, none to one that combines with the
 * character before it (print/columns.h).
 */
#ifndef BROWSE_LINES_H
#define BROWSE_LINES_H

#include "findings/visible.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Write the character at p, which is not NUL, as it is shown: itself, its
 * escape, or a blank for a tab or a line break. Returns its length in bytes at
 * p; *columns is how many columns it takes. */
size_t
lines_step(const char *p, char shown[FINDINGS_VISIBLE_SIZE], size_t *columns);

/* How many columns the first len bytes of the text take. */
size_t lines_columns(const char *text, size_t len);

/* The bytes of a text that are on one line, without the blank at its end. */
struct line {
    size_t from, to;
};

/* Initialise it with zeros. */
struct lines {
    struct line *all;
    size_t n, size;
};

/* Divide the text into lines of at most this many columns, at blanks, or within
 * a word that is wider than a line. Every text has a line, if an empty one. A
 * character that is wider than the width has a line of its own. */
void lines_wrap(struct lines *lines, const char *text, size_t width);
void lines_fini(struct lines *lines);

/* Whether byte `at` is in one of the spans, a list of [start, end] in ascending
 * order, or NULL. *next is the place in the list to look at first; set it to 0
 * for the first byte of a text. */
bool lines_is_marked(const json_t *spans, size_t at, size_t *next);

#endif
