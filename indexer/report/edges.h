/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * edges.h: where the cover of a report ends, and what usually closes one.
 */
#ifndef INDEXER_EDGES_H
#define INDEXER_EDGES_H

#include "blocks/blocks.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the block begins what usually closes a report. In a report of an
 * unknown kind this may be a sentence, which is not a heading. */
bool edges_is_closing(const struct framework *framework,
                      const struct block *block);

/* Whether the text is the title of the report, or a part of it. */
bool edges_is_title(const char *text, const char *title);

/* The block with which the body of a report of an unknown kind begins: the
 * first known heading, or the first paragraph that is not a line of the cover
 * or of an imprint (which ends at the next heading), with the headings just
 * above it; or else the first line of prose. The title, or a part of it, is not
 * a heading of the body. */
size_t edges_opening(const struct framework *framework,
                     const struct blocks *blocks,
                     const char *title);

#endif
