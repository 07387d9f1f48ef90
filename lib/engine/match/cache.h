/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cache.h: posting lists that were used lately, by the pattern that they are
 * of, shared by all workers. It is bounded in bytes: what was used longest ago
 * makes room.
 *
 * A list is kept with the last document number of the index that it was made
 * from: after a commit it is not rebuilt, but what has been added is
 * appended.
 *
 * Any number of threads may use a cache.
 */
#ifndef ENGINE_MATCH_CACHE_H
#define ENGINE_MATCH_CACHE_H

#include "engine/match/postings.h"

struct cache;

struct cache *cache_new(size_t most); /* bytes */
void cache_free(struct cache *cache);

/* The revision of the index that a list is of. */
struct cache_state {
    uint64_t sequence; /* rises with each revision */
    uint32_t last_id;  /* of the index */
    uint32_t removed;  /* documents that were ever removed from it */
};

/* The list of the key, made for this state or an earlier one, as *of says; NULL
 * if there is none. The caller unrefs it. */
struct postings *cache_find(struct cache *cache,
                            const char *key,
                            const struct cache_state *now,
                            struct cache_state *of);

/* Keep a list that was made for this state; what was kept of the key is
 * replaced unless it is newer. It takes a reference of its own. */
void cache_keep(struct cache *cache,
                const char *key,
                const struct cache_state *now,
                struct postings *postings);

#endif
