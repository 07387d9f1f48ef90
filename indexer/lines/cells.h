/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cells.h: joins the wrapped cells of tables: a row of two cells becomes one
 * line, however many lines its cells took.
 */
#ifndef INDEXER_CELLS_H
#define INDEXER_CELLS_H

#include "lines/lines.h"

/* Join the rows of a PDF. Replaces the bytes of the lines. */
void cells_join(struct lines *lines);

#endif
