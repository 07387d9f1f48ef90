/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * typed.h: the lines of a PDF, whose lines have place and type -> blocks.
 */
#ifndef INDEXER_TYPED_H
#define INDEXER_TYPED_H

#include "blocks/builder.h"

/* Put all blocks together from the lines of the builder, which are empty. */
void typed_read(struct block_builder *builder);

#endif
