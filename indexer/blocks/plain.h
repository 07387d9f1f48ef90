/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * plain.h: the lines of a text -> blocks.
 */
#ifndef INDEXER_PLAIN_H
#define INDEXER_PLAIN_H

#include "blocks/builder.h"

/* Put all blocks together from the lines of the builder, which are empty. */
void plain_read(struct block_builder *builder);

#endif
