/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ahead.h: reading ahead from shards on other machines. What will be asked for
 * one by one is sent by all of them at once, and kept until the shards are
 * reopened. It has no effect but on speed: nothing is done for folders.
 */
#ifndef ENGINE_STORE_AHEAD_H
#define ENGINE_STORE_AHEAD_H

#include "engine/store/shards.h"

/* A key of the metadata of a shard. */
struct shard_key {
    size_t shard;
    const char *key;
};

/* What shards_values_of() will be asked for, of one document at a time. */
enum xc_status shards_expect_values(struct shards *shards,
                                    unsigned slot,
                                    const uint32_t *ids,
                                    size_t n,
                                    struct xc_error *err);

/* What shards_metadata() will be asked for. */
enum xc_status shards_expect_metadata(struct shards *shards,
                                      const struct shard_key *keys,
                                      size_t n,
                                      struct xc_error *err);

/* For shards.c: find what has been sent ahead; false if it was not, or does not
 * fit. The metadata is to be freed with free(). */
bool ahead_find_value(const struct ahead *ahead,
                      unsigned slot,
                      uint32_t id,
                      struct xc_strings *value);
bool ahead_find_metadata(const struct ahead *ahead,
                         size_t shard,
                         const char *key,
                         char **out,
                         size_t *len);

/* NULL is allowed. */
void ahead_forget(struct ahead *ahead);
void ahead_free(struct ahead *ahead);

#endif
