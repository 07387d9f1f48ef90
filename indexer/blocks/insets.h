/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * insets.h: what is set apart from the text of a page, in a report of an
 * unknown kind: a box, such as one with an example, a table or a figure. A line
 * in it that is set like a heading does not end the section around it, and no
 * sentence ends at it.
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

/* Take the labels of a figure, which begin at line i, as one block. Returns how
 * many lines they are; 0 if there are none. */
size_t insets_take_labels(struct block_builder *builder, size_t i);

/* The paragraph before figures and captions whose sentence this line continues;
 * NULL if there is none. Borrowed until the next block begins. */
struct raw_block *insets_sentence_before(struct block_builder *builder,
                                         const struct line *line);

#endif
