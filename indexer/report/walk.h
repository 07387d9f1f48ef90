/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * walk.h: blocks -> the report's sections, paragraphs and judgements. One walk
 * over the blocks, told by the framework's table what each heading opens.
 */
#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "report/report.h"

/* Add to the report what the blocks are; area is that of what no part or
 * heading says another of. Paragraphs are not graded yet (judging.h). */
void walk_blocks(const struct blocks *blocks,
                 const struct framework *framework,
                 const char *area,
                 struct report *report);

#endif
