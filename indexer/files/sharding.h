/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sharding.h: divides files among several indexes, which findingsd searches as
 * one.
 */
#ifndef INDEXER_SHARDING_H
#define INDEXER_SHARDING_H

#include "files/sources.h"

/* A shard: one of several parts, numbered from 1. Zeroed: not divided. */
struct sharding {
    unsigned shard, shards;
};

enum { SHARDS_MAX = 64 };

/* Read "2/3"; false if that is not one of SHARDS_MAX shards at most. */
bool sharding_read(const char *text, struct sharding *out);

/* Keep only the files of the shard, and note the others as sources->elsewhere.
 * The files are divided in order, with the same number in each shard, so that
 * the shards one after the other have their reports in the order in which one
 * index would. Copies are an exception: they go where their original is, which
 * is the first file with the same content and ending. So where a file goes
 * depends on all of them. A file that cannot be read does not count as a copy.
 */
void sharding_keep(struct sources *sources, const struct sharding *sharding);

#endif
