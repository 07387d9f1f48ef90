/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * revision.h: what all workers share, in memory, of one revision of an index:
 * document lengths, columns, document frequencies of words, names of values,
 * near-duplicates. The first request after a commit makes it from the revision
 * before, so that what has only grown is extended; its parts are made when they
 * are first needed, and do not change after that.
 *
 * A revision is reference-counted: a request keeps the one that it began with.
 * Its lock guards the making of its parts.
 */
#ifndef ENGINE_MATCH_REVISION_H
#define ENGINE_MATCH_REVISION_H

#include "engine/base/commits.h"
#include "engine/match/cache.h"
#include "engine/match/columns.h"
#include "engine/match/snapshot.h"
#include "engine/query/spelling_index.h"
#include "engine/store/run.h"
#include "engine/store/shards.h"
#include "engine/text/dictionary.h"
#include "xapian-capi.h"

#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>

/* What is kept from revision to revision, until the index is rebuilt. */
struct lineage {
    int references;
    struct dictionary *dictionary;
    struct dictionary **of_shards; /* whose numbers their streams have; with a
                                      single one, it is the dictionary */
    size_t n_shards;
    struct cache *cache;
    struct spelling_index *spelling_index; /* of the first n_spelled words */
    uint32_t n_spelled;
    pthread_rwlock_t spelling_lock; /* guards spelling_index and n_spelled */
};

/* How many documents contain an idea, and how often it occurs in all of them.
 */
struct idea_frequency {
    size_t documents;
    double occurrences;
};

/* Of one shard (store/shards.h). */
struct revision_shard {
    size_t part; /* of the index */
    char uuid[XC_UUID_SIZE];
    uint64_t number;
    char commit[COMMIT_SIZE]; /* "" if it has no name */
    uint32_t base, last_id;
    uint32_t n_words; /* words of its dictionary */
};

/* A run, and the shard that it is in, whose document numbers it has. */
struct shard_run {
    struct run *run;
    size_t shard;
};

struct revision {
    int references;
    struct lineage *lineage;
    struct cache_state state;
    struct revision_shard *shards;
    size_t n_shards;
    uint64_t number;             /* of all shards, added up */
    char identity[XC_UUID_SIZE]; /* no other state of the index has it */
    uint32_t documents;
    double average_length;
    uint32_t n_words; /* words of the dictionary that this revision has */

    /* By document number, up to state.last_id. */
    uint32_t *lengths;
    float *factors;   /* ranking_length_factor(); 0 if there is no document */
    uint64_t *alive;  /* a set, in whole windows */
    size_t n_removed; /* documents of the revision before that are gone */
    GArray *runs;     /* struct shard_run, which have the postings of words */

    pthread_mutex_t lock;        /* recursive; guards everything below */
    atomic_uint *word_documents; /* by word, + 1; 0 if not looked up yet */
    GPtrArray *columns;          /* struct column_part */
    struct gazetteer *gazetteer;
    struct concepts *learnt;
    struct duplicates *duplicates;
    uint64_t *boilerplate;                 /* a set of documents */
    GHashTable *idea_frequencies;          /* struct idea_frequency, by key */
    struct spelling_names *spelling_names; /* of the names of places */
    GHashTable *forms; /* by word; a GPtrArray of words of the dictionary */
};

static inline bool
is_in_set(const uint64_t *set, uint32_t id)
{
    return set[id / 64] >> id % 64 & 1;
}

static inline void
add_to_set(uint64_t *set, uint32_t id)
{
    set[id / 64] |= (uint64_t)1 << id % 64;
}

/* 64-bit words in a set of all document numbers, which consists of whole
 * windows. */
static inline size_t
revision_set_words(const struct revision *revision)
{
    return ((size_t)revision->state.last_id / WINDOW + 1) * WINDOW_WORDS;
}

/* Make the revision that the snapshot's store is at. The snapshot's own
 * revision is the one before, or NULL, and its arena is for temporary memory. A
 * request does not give up meanwhile: the next one needs the revision too. */
struct revision *revision_new(const struct snapshot *snapshot);
struct revision *revision_ref(struct revision *revision);
void revision_unref(struct revision *revision); /* NULL is allowed */

/* How many steps of arena_step() a call of xapian-capi counts as, beside one
 * for each element that it reads. */
enum { STORE_STEPS = 32 };

/* Fail the request, with the message, if a call of xapian-capi failed. */
void store_check(const struct snapshot *snapshot,
                 enum xc_status status,
                 const struct xc_error *err);

/* Around what is made to its end for all readers, however long it takes: the
 * request is not stopped and no call given up meanwhile, and its deadline moves
 * by the time that it takes. It may be nested. */
struct pause {
    struct fe_stop stop; /* what was */
    int64_t since;
};
struct pause snapshot_pause(const struct snapshot *snapshot);
void snapshot_resume(const struct snapshot *snapshot,
                     const struct pause *pause);

/* Make a part of the revision, under its lock: make() is called with a snapshot
 * whose arena is freed afterwards. If it fails, the request fails. */
void revision_make(const struct snapshot *snapshot,
                   void (*make)(const struct snapshot *snapshot, void *data),
                   void *data);

/* Whether a part has been made; part is the address of its pointer in the
 * revision. */
bool revision_has(struct revision *revision, const void *part);

/* Every posting of an exact term, from a document number on. */
struct posting_list store_postings(const struct snapshot *snapshot,
                                   const char *term,
                                   uint32_t from);

/* Make four times as much room for values of which not even one has fitted. */
void store_make_room(const struct snapshot *snapshot,
                     struct xc_strings *values);

/* Call visit() for each value in the slot, from a document number on. */
void store_each_value(
    const struct snapshot *snapshot,
    unsigned slot,
    uint32_t from,
    void (*visit)(void *data, uint32_t id, const char *bytes, size_t len),
    void *data);

/* The metadata under a key; "" if there is none. */
const char *
store_metadata(const struct snapshot *snapshot, const char *key, size_t *len);

/* The keys of metadata that begin with the prefix, in byte order. */
struct phrase store_keys(const struct snapshot *snapshot, const char *prefix);

/* The same of one shard. */
const char *shard_metadata(const struct snapshot *snapshot,
                           size_t shard,
                           const char *key,
                           size_t *len);
struct phrase
shard_keys(const struct snapshot *snapshot, size_t shard, const char *prefix);

/* Parts, which are freed with the revision. The functions named extend make
 * them from those of the revision before, which must be locked, as far as these
 * can be used. */
struct column_part;
void column_part_free(void *data);
void columns_extend(const struct snapshot *snapshot,
                    const struct revision *before);

struct duplicates;
void duplicates_free(struct duplicates *duplicates);
void duplicates_extend(const struct snapshot *snapshot,
                       const struct revision *before);

#endif
