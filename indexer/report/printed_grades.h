/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * printed_grades.h: where a report of an unknown kind prints its grades: beside
 * a name in a table, at the right edge of a heading, after a colon, a dash or a
 * question, or on the line below. Which words are grades is said by grades.h.
 *
 * The grade of an earlier inspection is not one: that of a row, a column or a
 * table that says so.
 */
#ifndef INDEXER_PRINTED_GRADES_H
#define INDEXER_PRINTED_GRADES_H

#include "blocks/blocks.h"
#include "terms/grades.h"

/* Give the blocks the grades that are printed with them. A graded block becomes
 * a heading if text follows it, and a row of a table of judgements otherwise;
 * all other blocks have no grade. */
void printed_grades_find(const struct grade_word *words, struct blocks *blocks);

#endif
