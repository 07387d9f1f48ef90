/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cache.h: a cache of posting lists by the pattern that they belong to, shared
 * by all workers. It has a limit in bytes; the least recently used lists make
 * room.
 *
 * Each list is kept with the last document number of the index that it was made
 * from. After a commit it is not rebuilt: what has been added is appended.
 *
 * Any number of threads may use a cache.
 */
#ifndef ENGINE_MATCH_CACHE_H
#define ENGINE_MATCH_CACHE_H

#include "engine/match/postings.h"

struct cache;

struct cache *cache_new(size_t most); /* bytes */
void cache_free(struct cache *cache);

/* Change the limit. */
void cache_set_most(struct cache *cache, size_t most);

/* The revision of the index that a list belongs to. */
struct cache_state {
    uint64_t sequence; /* rises with each revision */
    uint32_t last_id;  /* highest document number of the index */
    uint32_t removed;  /* how many documents were ever removed from it */
};

/* The list under the key, or NULL; *of is the state it was made for, which is
 * this one or an earlier one. The caller unrefs it. */
struct postings *cache_find(struct cache *cache,
                            const char *key,
                            const struct cache_state *now,
                            struct cache_state *of);

/* Keep a list that was made for this state, in place of an older one under the
 * same key; if a newer one is there, nothing changes. The cache takes a
 * reference of its own. */
void cache_keep(struct cache *cache,
                const char *key,
                const struct cache_state *now,
                struct postings *postings);

#endif
