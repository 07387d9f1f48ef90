/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * rows.h: makes lines of the glyphs of a frame: segments that are side by side,
 * such as the cells of a table or a number and its paragraph, are one line.
 */
#ifndef INDEXER_ROWS_H
#define INDEXER_ROWS_H

#include "lines/lines.h"
#include "lines/page.h"

/* Add the lines of the glyphs from top to bottom, their text to bytes. What all
 * of them have in common, such as their page, is in the model. Returns the
 * number of letters. */
size_t rows_add(struct lines *lines,
                struct text *bytes,
                const struct glyphs *glyphs,
                struct line model);

#endif
