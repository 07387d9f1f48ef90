/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grade_pairs.h: names and grades that a page shows side by side without a
 * table: the pairs of a definition list, which are lines one after the other,
 * and the items of a list of ratings, "Safe Good".
 */
#ifndef INDEXER_GRADE_PAIRS_H
#define INDEXER_GRADE_PAIRS_H

#include "blocks/blocks.h"
#include "report/scale.h"

/* Make each pair a row of a table. */
void grade_pairs_join(const struct scale *scale, struct blocks *blocks);

#endif
