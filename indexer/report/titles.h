/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * titles.h: the cover of a report of an unknown kind, and its title: the
 * largest text of the cover that names what was inspected, rather than the kind
 * of report or who publishes it.
 */
#ifndef INDEXER_TITLES_H
#define INDEXER_TITLES_H

#include "blocks/blocks.h"

#include <stdbool.h>
#include <stddef.h>

/* The number of blocks before the text of the report. */
size_t titles_cover(const struct blocks *blocks);

/* Whether the block is a line of a cover, not a sentence. */
bool titles_is_line(const struct block *block);

/* The title, or that of a letter; NULL if there is none. The caller frees it.
 */
char *titles_read(const struct blocks *blocks);

#endif
