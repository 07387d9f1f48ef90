/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * marked.h: turns lines that say what they are, of a web page or a word
 * processor's file, into blocks.
 */
#ifndef INDEXER_MARKED_H
#define INDEXER_MARKED_H

#include "blocks/builder.h"

void marked_read(struct block_builder *builder);

#endif
