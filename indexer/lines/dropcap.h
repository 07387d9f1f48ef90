/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dropcap.h: gives a drop cap, the large first letter beside the first lines of
 * a paragraph, back to its word.
 */
#ifndef INDEXER_DROPCAP_H
#define INDEXER_DROPCAP_H

#include "lines/segments.h"

/* Put each drop cap of a page before the first line beside it, and the left
 * edges of all lines beside it where the paragraph's is. */
void dropcap_join(struct segments *segments);

#endif
