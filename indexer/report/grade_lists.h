/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grade_lists.h: a list of names and grades whose lines were read as one
 * paragraph: "Quality of care: good Staffing: inadequate".
 */
#ifndef INDEXER_GRADE_LISTS_H
#define INDEXER_GRADE_LISTS_H

#include "blocks/blocks.h"
#include "report/scale.h"

/* Give each line of such lists a block of its own. */
void grade_lists_divide(const struct scale *scale, struct blocks *blocks);

#endif
