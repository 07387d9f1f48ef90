/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * paint.h: text on the screen of ncurses. Everything is drawn by these
 * functions, which let no escape and no character that cannot be seen reach the
 * terminal (findings/visible.h), and nothing beyond its columns.
 */
#ifndef BROWSE_PAINT_H
#define BROWSE_PAINT_H

#include "lines.h"

#include <jansson.h>
#include <stdbool.h>

/* How text looks. Nothing is said by colour alone. */
enum paint_look {
    PAINT_PLAIN,
    PAINT_STRONG,
    PAINT_DIM,
    PAINT_MARKED, /* a word that matched */
    PAINT_ID,
    PAINT_CHOSEN, /* where the cursor is */
    PAINT_LOOKS
};

/* Call after ncurses has begun; colours only if `is_colored`. */
void paint_init(bool is_colored);

/* Draw a text in at most so many columns; what does not fit is cut, and ends in
 * "…". Returns how many columns it took. */
int
paint_text(int y, int x, int columns, enum paint_look look, const char *text);

/* Draw a line of a text, with the marked spans, or NULL, of the whole text. */
void paint_line(int y,
                int x,
                int columns,
                const char *text,
                struct line line,
                const json_t *spans);

/* Draw a text in several lines, in so many rows at most. */
void paint_wrapped(int y, int x, int columns, int rows, const char *text);

#endif
