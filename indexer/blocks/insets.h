/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * insets.h: what is set apart from the text of a page, in a report of an
 * unknown kind: a box, such as one with an example, and a table. A line in it
 * that is set like a heading does not end the section around it.
 */
#ifndef INDEXER_INSETS_H
#define INDEXER_INSETS_H

#include "blocks/builder.h"

#include <stddef.h>

/* What n lines from line i on are that are set like a heading and have this
 * text: a heading, unless they are a caption or the title of a box
 * (BLOCK_CAPTION), or a row of a table. A known heading, and one with a grade,
 * is a heading wherever it is. */
enum block_kind insets_kind(struct block_builder *builder,
                            size_t i,
                            size_t n,
                            const struct text *text);

#endif
