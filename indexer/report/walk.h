/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * walk.h: turns blocks into the sections, paragraphs and judgements of a
 * report, in one pass. The framework's table says what each heading opens.
 */
#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "report/report.h"

/* Add to the report what the blocks contain. The area applies where no part or
 * heading names another. Paragraphs are not graded yet (judging.h). */
void walk_blocks(const struct blocks *blocks,
                 const struct framework *framework,
                 const char *area,
                 struct report *report);

#endif
