/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grade_grid.h: a table that has a column for each grade, with the names of
 * what has this grade below it. It is read as one that has a row for each name.
 */
#ifndef INDEXER_GRADE_GRID_H
#define INDEXER_GRADE_GRID_H

#include "blocks/blocks.h"
#include "report/scale.h"

/* Divide the rows of such tables: "Lamps \t Nets" below "Good \t Weak" becomes
 * "Lamps \t Good" and "Nets \t Weak". */
void grade_grid_divide(const struct scale *scale, struct blocks *blocks);

#endif
