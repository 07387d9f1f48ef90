/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * compact.h: makes an index smaller.
 */
#ifndef INDEXER_COMPACT_H
#define INDEXER_COMPACT_H

/* Put a compact copy of the index in its place. Returns the exit status. */
int run_compact(const char *db);

#endif
