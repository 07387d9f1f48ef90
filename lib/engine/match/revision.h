/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * revision.h: what is kept in memory of one revision of an index, for all
 * workers: lengths, columns, numbers of documents of words, names of values,
 * near- duplicates. A revision is made by the first request after a commit,
 * from the one before it, so that what has only grown is extended; its parts
 * are made when they are first asked for, and do not change then.
 *
 * A revision is reference-counted: a request holds the one that it began with.
 * Workers share it; its lock guards the making of its parts.
 */
#ifndef ENGINE_MATCH_REVISION_H
#define ENGINE_MATCH_REVISION_H

#include "engine/match/cache.h"
#include "engine/match/columns.h"
#include "engine/match/snapshot.h"
#include "engine/query/neighbours.h"
#include "engine/text/dictionary.h"
#include "xapian-capi.h"

#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>

/* What stays from revision to revision of an index, until it is rebuilt. */
struct lineage {
    int references;
    struct dictionary *dictionary;
    struct cache *cache;
    struct neighbours *neighbours;  /* of the dictionary's first words; */
    uint32_t n_spelled;             /* so many */
    pthread_rwlock_t spelling_lock; /* guards these two */
};

/* How many documents contain an idea, and how often all of them together do. */
struct idea_frequency {
    size_t documents;
    double occurrences;
};

struct revision {
    int references;
    struct lineage *lineage;
    struct cache_state state;
    char uuid[XC_UUID_SIZE];
    uint64_t number;
    uint32_t documents;
    double average_length;
    uint32_t n_words; /* of the dictionary, that this revision has */

    /* By document number, to state.last_id. */
    uint32_t *lengths;
    float *factors;   /* ranking_length_factor(); 0: there is no document */
    uint64_t *alive;  /* a set of windows */
    size_t n_removed; /* documents that the revision before had */

    pthread_mutex_t lock;        /* recursive; guards all below */
    atomic_uint *word_documents; /* by word, + 1; 0: not looked up yet */
    GPtrArray *columns;          /* struct column_part */
    struct names *names;
    struct concepts *learnt;
    struct duplicates *duplicates;
    uint64_t *boilerplate;                 /* a set */
    GHashTable *idea_frequencies;          /* by key */
    struct spelling_names *spelling_names; /* of places */
    GHashTable *forms; /* GPtrArray of the dictionary's words, by word */
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

/* Words of a set of all document numbers: whole windows. */
static inline size_t
revision_set_words(const struct revision *revision)
{
    return ((size_t)revision->state.last_id / WINDOW + 1) * WINDOW_WORDS;
}

/* A revision of what the snapshot's store sees; its revision is the one before,
 * or NULL. The snapshot's arena is for temporary memory. */
struct revision *revision_new(const struct snapshot *snapshot);
struct revision *revision_ref(struct revision *revision);
void revision_unref(struct revision *revision); /* NULL is allowed */

/* Fail if a function of the wrapper did, with its message. */
void store_check(const struct snapshot *snapshot,
                 enum xc_status status,
                 const struct xc_error *err);

/* Make a part of the revision, under its lock: make() is called with a snapshot
 * whose arena is freed afterwards; if it fails, so does the request. */
void revision_make(const struct snapshot *snapshot,
                   void (*make)(const struct snapshot *snapshot, void *data),
                   void *data);

/* Whether a part, a pointer of the revision, is made. */
bool revision_has(struct revision *revision, const void *part);

/* Every posting of a term from a document number on. */
struct posting_list store_postings(const struct snapshot *snapshot,
                                   const char *term,
                                   uint32_t from);

/* Call visit for each value of the slot from a document number on. */
void store_each_value(
    const struct snapshot *snapshot,
    unsigned slot,
    uint32_t from,
    void (*visit)(void *data, uint32_t id, const char *bytes, size_t len),
    void *data);

/* The metadata under a key, "" if there is none. */
const char *
store_metadata(const struct snapshot *snapshot, const char *key, size_t *len);

/* The keys of metadata that begin with the prefix, in order. */
struct phrase store_keys(const struct snapshot *snapshot, const char *prefix);

/* Parts, each freed with the revision; and what a new revision takes of them
 * from the one before it, which is locked. */
struct column_part;
void column_part_free(void *data);
void columns_extend(const struct snapshot *snapshot,
                    const struct revision *before);

struct duplicates;
void duplicates_free(struct duplicates *duplicates);
void duplicates_extend(const struct snapshot *snapshot,
                       const struct revision *before);

#endif
