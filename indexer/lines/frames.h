/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * frames.h: finds the columns of a page. A text frame is a part of the page
 * whose lines are read from top to bottom before those of the next frame: the
 * whole page, or a column of it, or what is above or below columns.
 *
 * Columns have prose on both sides of a gutter. The cells of a table, or a
 * number and its paragraph, are not columns.
 */
#ifndef INDEXER_FRAMES_H
#define INDEXER_FRAMES_H

#include "lines/page.h"

#include <stdbool.h>
#include <stddef.h>

/* Glyphs of one frame, in the order in which they came. If it is a column, they
 * have been moved left, to where the first column of the page is, so that all
 * columns of a report have the same left edge. */
struct frame {
    struct glyphs text;
    bool is_column, is_figure;
    double right; /* right edge of a column's text, after moving */
};

/* Free with frames_fini(). */
struct frames {
    struct frame *list;
    size_t count;
};

/* The frames in reading order. Takes the glyphs over. */
struct frames frames_of(struct glyphs *glyphs);
void frames_fini(struct frames *frames);

#endif
