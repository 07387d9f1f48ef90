/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * plain.h: turns the lines of a text into blocks.
 */
#ifndef INDEXER_PLAIN_H
#define INDEXER_PLAIN_H

#include "blocks/builder.h"

/* Build the blocks from the lines of the builder, which has no blocks yet. */
void plain_read(struct block_builder *builder);

#endif
