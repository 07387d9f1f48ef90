/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cells.h: joins the cells of a table that were wrapped: a row of two cells
 * becomes one line, however many lines its cells took.
 */
#ifndef INDEXER_CELLS_H
#define INDEXER_CELLS_H

#include "lines/lines.h"

/* Join the rows of lines with type. Replaces the bytes of the lines. */
void cells_join(struct lines *lines);

#endif
