/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * typed.h: turns the lines of a PDF, which have place and type, into blocks.
 */
#ifndef INDEXER_TYPED_H
#define INDEXER_TYPED_H

#include "blocks/builder.h"

/* Build the blocks from the lines of the builder, which has no blocks yet. */
void typed_read(struct block_builder *builder);

#endif
