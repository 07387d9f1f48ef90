/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/match/revision.h"

#include "engine/base/kept_text.h"
#include "engine/base/status.h"
#include "engine/match/ranking.h"
#include "engine/match/run_words.h"
#include "engine/store/runs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CACHE_LEAST = 32 * 1024 * 1024, /* bytes of cached posting lists */
    CACHE_DOCUMENT = 32,            /* for each document, if that is more */
    LIST_BLOCK = 4096               /* elements of a list read at once */
};

/* Failures. */

void
store_check(const struct snapshot *snapshot,
            enum xc_status status,
            const struct xc_error *err)
{
    struct fe_error failure;

    /* It may be why the call was given up. */
    if (status != XC_OK)
        arena_look(snapshot->arena);
    if (status == XC_STALE)
        arena_fail(snapshot->arena, FE_STALE, 0,
                   "the index changes faster than it can be read; try again");
    if (status_of_store(status, err, &failure) != FE_OK)
        arena_fail_as(snapshot->arena, &failure);
}

static _Noreturn void
fail_damaged(const struct snapshot *snapshot, const char *what)
{
    arena_fail(snapshot->arena, FE_CORRUPT, 0, "%s", what);
}

struct part_making {
    struct snapshot snapshot;
    void (*make)(const struct snapshot *snapshot, void *data);
    void *data;
};

static void
make_part(void *data)
{
    struct part_making *making = data;

    making->make(&making->snapshot, making->data);
}

struct pause
snapshot_pause(const struct snapshot *snapshot)
{
    const struct pause pause = {*arena_stop(snapshot->arena), arena_pause()};

    arena_stop_at(snapshot->arena, NULL);
    snapshot->store->stop = (struct fe_stop){0};
    return pause;
}

void
snapshot_resume(const struct snapshot *snapshot, const struct pause *pause)
{
    const bool is_nested = !pause->stop.deadline && !pause->stop.is_cancelled;

    if (is_nested)
        return;
    arena_stop_at(snapshot->arena, &pause->stop);
    arena_resume(snapshot->arena, pause->since);
    snapshot->store->stop = *arena_stop(snapshot->arena);
}

void
revision_make(const struct snapshot *snapshot,
              void (*make)(const struct snapshot *snapshot, void *data),
              void *data)
{
    struct part_making making = {*snapshot, make, data};
    const struct pause pause = snapshot_pause(snapshot);
    struct fe_error failure;

    making.snapshot.arena = arena_new(SIZE_MAX);
    pthread_mutex_lock(&snapshot->revision->lock);
    const bool is_made =
        arena_try(making.snapshot.arena, make_part, &making, &failure);
    pthread_mutex_unlock(&snapshot->revision->lock);
    snapshot_resume(snapshot, &pause);
    arena_free(making.snapshot.arena);
    if (!is_made)
        arena_fail_as(snapshot->arena, &failure);
}

bool
revision_has(struct revision *revision, const void *part)
{
    const void *const *pointer = part;

    pthread_mutex_lock(&revision->lock);
    const bool is_made = *pointer != NULL;
    pthread_mutex_unlock(&revision->lock);
    return is_made;
}

/* Reading the store. */

struct posting_list
store_postings(const struct snapshot *snapshot, const char *term, uint32_t from)
{
    struct posting_list list = {0};
    struct xc_error err;
    uint32_t documents = 0;
    size_t n;

    store_check(snapshot,
                shards_frequency(snapshot->store, term, &documents, &err),
                &err);
    list.ids = arena_array(snapshot->arena, documents, sizeof *list.ids);
    list.times = arena_array(snapshot->arena, documents, sizeof *list.times);
    store_check(snapshot,
                shards_postings(snapshot->store, term, from, list.ids,
                                list.times, documents, &n, &err),
                &err);
    list.n = n;
    arena_step(snapshot->arena, STORE_STEPS + n);
    for (size_t i = 0; i < n; i++)
        list.times[i] = MAX(list.times[i], 1);
    return list;
}

void
store_make_room(const struct snapshot *snapshot, struct xc_strings *values)
{
    if (values->size >= CALL_SIZE_MAX)
        fail_damaged(snapshot, "a value is too long");
    values->size *= 4;
    values->bytes = arena_alloc(snapshot->arena, values->size);
}

void
store_each_value(
    const struct snapshot *snapshot,
    unsigned slot,
    uint32_t from,
    void (*visit)(void *data, uint32_t id, const char *bytes, size_t len),
    void *data)
{
    enum { BYTES = 256 * 1024 };
    uint32_t *ids = arena_array(snapshot->arena, LIST_BLOCK, sizeof *ids);
    size_t *ends = arena_array(snapshot->arena, LIST_BLOCK, sizeof *ends);
    struct xc_strings values = {arena_alloc(snapshot->arena, BYTES), BYTES,
                                ends};
    struct xc_error err;
    bool is_end = false;

    while (!is_end) {
        size_t n;
        store_check(snapshot,
                    shards_values(snapshot->store, slot, from, ids, &values,
                                  LIST_BLOCK, &n, &is_end, &err),
                    &err);
        for (size_t i = 0; i < n; i++) {
            const size_t start = i > 0 ? ends[i - 1] : 0;
            visit(data, ids[i], values.bytes + start, ends[i] - start);
            from = ids[i] + 1;
        }
        if (n == 0 && !is_end)
            store_make_room(snapshot, &values);
    }
}

/* Whether the engine keeps something else there than a text. */
static bool
is_own_key(const char *key)
{
    return dictionary_owns_key(key) || runs_own_key(key) ||
           commits_own_key(key);
}

const char *
shard_metadata(const struct snapshot *snapshot,
               size_t shard,
               const char *key,
               size_t *len)
{
    struct xc_error err;
    char *value;
    size_t n;

    store_check(snapshot,
                shards_metadata(snapshot->store, shard, key, &value, &n, &err),
                &err);
    arena_own(snapshot->arena, value, free);
    if (!is_own_key(key) && !kept_text_is_good(value, n))
        arena_fail(snapshot->arena, FE_CORRUPT, 0,
                   "what is kept under \"%.100s\"", key);
    if (len)
        *len = n;
    return value;
}

const char *
store_metadata(const struct snapshot *snapshot, const char *key, size_t *len)
{
    const char *value = "";
    size_t n = 0;

    for (size_t i = 0; n == 0 && i < snapshot->store->n; i++)
        value = shard_metadata(snapshot, i, key, &n);
    if (len)
        *len = n;
    return value;
}

struct phrase
shard_keys(const struct snapshot *snapshot, size_t shard, const char *prefix)
{
    enum { BLOCK = 1024, BYTES = 512 * 1024 };
    struct arena *arena = snapshot->arena;
    struct xc_strings found = {arena_alloc(arena, BYTES), BYTES,
                               arena_array(arena, BLOCK, sizeof(size_t))};
    ARRAY(const char *) keys = {0};
    const char *from = "";
    bool is_end = false;
    struct xc_error err;

    while (!is_end) {
        size_t n;
        store_check(snapshot,
                    shards_metadata_keys(snapshot->store, shard, prefix, from,
                                         &found, BLOCK, &n, &is_end, &err),
                    &err);
        arena_step(arena, STORE_STEPS + n);
        for (size_t i = 0; i < n; i++) {
            const size_t start = i > 0 ? found.ends[i - 1] : 0;
            array_push(arena, &keys,
                       arena_strndup(arena, found.bytes + start,
                                     found.ends[i] - start));
        }
        if (n > 0)
            from = arena_printf(arena, "%s\x01", keys.at[keys.n - 1]);
    }
    return (struct phrase){keys.at, keys.n};
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct phrase
store_keys(const struct snapshot *snapshot, const char *prefix)
{
    ARRAY(const char *) all = {0};
    size_t n = 0;

    if (snapshot->store->n == 1)
        return shard_keys(snapshot, 0, prefix);
    for (size_t i = 0; i < snapshot->store->n; i++) {
        const struct phrase keys = shard_keys(snapshot, i, prefix);
        for (size_t k = 0; k < keys.n; k++)
            array_push(snapshot->arena, &all, keys.words[k]);
    }
    if (all.n > 1)
        qsort(all.at, all.n, sizeof *all.at, by_text);
    for (size_t i = 0; i < all.n; i++)
        if (n == 0 || strcmp(all.at[n - 1], all.at[i]) != 0)
            all.at[n++] = all.at[i];
    return (struct phrase){all.at, n};
}

/* Lineages. */

static struct lineage *
lineage_new(size_t n_shards)
{
    struct lineage *lineage = g_new0(struct lineage, 1);

    lineage->references = 1;
    lineage->dictionary = dictionary_new();
    lineage->n_shards = n_shards;
    lineage->of_shards = g_new(struct dictionary *, n_shards);
    for (size_t i = 0; i < n_shards; i++)
        lineage->of_shards[i] =
            n_shards == 1 ? lineage->dictionary : dictionary_new();
    lineage->cache = cache_new(CACHE_LEAST);
    lineage->spelling_index = spelling_index_new();
    pthread_rwlock_init(&lineage->spelling_lock, NULL);
    return lineage;
}

static void
lineage_unref(struct lineage *lineage)
{
    if (!lineage || !g_atomic_int_dec_and_test(&lineage->references))
        return;
    spelling_index_free(lineage->spelling_index);
    for (size_t i = 0; i < lineage->n_shards; i++)
        if (lineage->of_shards[i] != lineage->dictionary)
            dictionary_free(lineage->of_shards[i]);
    g_free(lineage->of_shards);
    dictionary_free(lineage->dictionary);
    cache_free(lineage->cache);
    pthread_rwlock_destroy(&lineage->spelling_lock);
    g_free(lineage);
}

/* Revisions. */

struct revision *
revision_ref(struct revision *revision)
{
    g_atomic_int_inc(&revision->references);
    return revision;
}

void
revision_unref(struct revision *revision)
{
    if (!revision || !g_atomic_int_dec_and_test(&revision->references))
        return;
    lineage_unref(revision->lineage);
    g_ptr_array_unref(revision->columns);
    g_hash_table_destroy(revision->idea_frequencies);
    spelling_names_free(revision->spelling_names);
    g_hash_table_destroy(revision->forms);
    gazetteer_free(revision->gazetteer);
    concepts_free(revision->learnt);
    duplicates_free(revision->duplicates);
    pthread_mutex_destroy(&revision->lock);
    if (revision->runs)
        g_array_unref(revision->runs);
    g_free(revision->shards);
    g_free(revision->boilerplate);
    g_free(revision->word_documents);
    g_free(revision->alive);
    g_free(revision->factors);
    g_free(revision->lengths);
    g_free(revision);
}

static void
discard_revision(void *revision)
{
    revision_unref(revision);
}

static void
free_forms(void *forms)
{
    g_ptr_array_unref(forms);
}

static struct revision *
new_revision(size_t n_shards)
{
    struct revision *revision = g_new0(struct revision, 1);
    pthread_mutexattr_t recursive;

    revision->references = 1;
    revision->shards = g_new0(struct revision_shard, n_shards);
    revision->n_shards = n_shards;
    revision->state.sequence = 1;
    revision->columns = g_ptr_array_new_with_free_func(column_part_free);
    revision->idea_frequencies =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    revision->forms =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_forms);
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&revision->lock, &recursive);
    pthread_mutexattr_destroy(&recursive);
    return revision;
}

/* Take what the shards say of themselves. */
static void
take_infos(const struct snapshot *snapshot, struct revision *revision)
{
    double length = 0;

    for (size_t i = 0; i < revision->n_shards; i++) {
        struct revision_shard *shard = &revision->shards[i];
        const struct xc_info *info = &shards_info(snapshot->store, i)->index;
        memcpy(shard->uuid, info->uuid, sizeof shard->uuid);
        shard->part = snapshot->store->list[i].part;
        shard->number = info->revision;
        shard->base = snapshot->store->list[i].base;
        shard->last_id = info->last_id;
        commits_newest(shard_metadata(snapshot, i, COMMITS_KEY, NULL),
                       shard->commit);
        revision->number += info->revision;
        revision->documents += info->documents;
        revision->average_length = info->average_length;
        length += round(info->average_length * info->documents);
    }
    const struct revision_shard *last =
        &revision->shards[revision->n_shards - 1];
    revision->state.last_id = last->base + last->last_id;
    if (revision->n_shards > 1 && revision->documents > 0)
        revision->average_length = length / revision->documents;
}

static const char *
shard_identity(const struct revision_shard *shard)
{
    return *shard->commit ? shard->commit : shard->uuid;
}

static void
set_identity(struct revision *revision)
{
    if (revision->n_shards == 1) {
        g_strlcpy(revision->identity, shard_identity(revision->shards),
                  sizeof revision->identity);
        return;
    }
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (size_t i = 0; i < revision->n_shards; i++) {
        const char *of = shard_identity(&revision->shards[i]);
        g_checksum_update(sum, (const guchar *)of, (gssize)strlen(of) + 1);
    }
    g_strlcpy(revision->identity, g_checksum_get_string(sum),
              sizeof revision->identity);
    g_checksum_free(sum);
}

/* Whether a revision continues the one before it, which it does not if a shard
 * was rebuilt, or has grown in front of another one. */
static bool
continues(const struct revision *revision, const struct revision *before)
{
    if (!before || before->n_shards != revision->n_shards)
        return false;
    for (size_t i = 0; i < revision->n_shards; i++) {
        const struct revision_shard *a = &before->shards[i];
        const struct revision_shard *b = &revision->shards[i];
        if (a->part != b->part || strcmp(a->uuid, b->uuid) != 0 ||
            a->base != b->base || a->last_id > b->last_id)
            return false;
    }
    return true;
}

static void
join_lineage(struct revision *revision, const struct revision *before)
{
    if (!before) {
        revision->lineage = lineage_new(revision->n_shards);
        return;
    }
    g_atomic_int_inc(&before->lineage->references);
    revision->lineage = before->lineage;
    revision->state.sequence = before->state.sequence + 1;
    revision->state.removed = before->state.removed;
}

/* Read lengths from a document number on; returns how many documents there are.
 */
static size_t
read_lengths(const struct snapshot *snapshot,
             struct revision *revision,
             uint32_t from)
{
    uint32_t *ids = arena_array(snapshot->arena, LIST_BLOCK, sizeof *ids);
    uint32_t *lengths =
        arena_array(snapshot->arena, LIST_BLOCK, sizeof *lengths);
    struct xc_error err;
    size_t n, total = 0;

    do {
        store_check(snapshot,
                    shards_lengths(snapshot->store, from, ids, lengths,
                                   LIST_BLOCK, &n, &err),
                    &err);
        for (size_t i = 0; i < n; i++) {
            add_to_set(revision->alive, ids[i]);
            revision->lengths[ids[i]] = lengths[i];
            from = ids[i] + 1;
        }
        total += n;
    } while (n == LIST_BLOCK);
    return total;
}

/* Count the documents of the revision before that are gone. */
static void
count_removed(struct revision *revision, const struct revision *before)
{
    for (size_t w = 0; w < revision_set_words(before); w++)
        revision->n_removed += (size_t)__builtin_popcountll(
            before->alive[w] & ~revision->alive[w]);
    revision->state.removed += (uint32_t)revision->n_removed;
}

/* If documents were only added, the lengths of the others are copied. */
static void
take_lengths(const struct snapshot *snapshot,
             struct revision *revision,
             const struct revision *before)
{
    const size_t n = (size_t)revision->state.last_id + 1;
    uint32_t from = 1;
    size_t known = 0;

    revision->lengths = g_new0(uint32_t, n);
    revision->alive = g_new0(uint64_t, revision_set_words(revision));
    if (before) {
        memcpy(revision->lengths, before->lengths,
               ((size_t)before->state.last_id + 1) * sizeof *revision->lengths);
        memcpy(revision->alive, before->alive,
               revision_set_words(before) * sizeof *revision->alive);
        from = before->state.last_id + 1;
        known = before->documents;
    }
    if (known + read_lengths(snapshot, revision, from) == revision->documents)
        return;
    memset(revision->lengths, 0, n * sizeof *revision->lengths);
    memset(revision->alive, 0,
           revision_set_words(revision) * sizeof *revision->alive);
    read_lengths(snapshot, revision, 1);
    if (before)
        count_removed(revision, before);
}

static void
find_factors(struct revision *revision)
{
    /* Most texts are shorter than this, in words; the factors of their lengths
     * are remembered. */
    enum { ORDINARY = 2048 };
    float known[ORDINARY] = {0};

    revision->factors = g_new0(float, (size_t)revision->state.last_id + 1);
    for (uint32_t id = 1; id <= revision->state.last_id; id++) {
        const uint32_t length = revision->lengths[id];
        if (!is_in_set(revision->alive, id))
            continue;
        float factor = length < ORDINARY ? known[length] : 0;
        if (factor == 0)
            factor =
                (float)ranking_length_factor(length, revision->average_length);
        if (length < ORDINARY)
            known[length] = factor;
        revision->factors[id] = factor;
    }
}

/* Load words that were added to a shard since the revision before. Their stems
 * are as stored, unless other stemming rules made them. */
static void
load_words_of(const struct snapshot *snapshot,
              struct revision *revision,
              size_t shard,
              uint32_t n_before)
{
    struct dictionary *dictionary = revision->lineage->of_shards[shard];
    const char *rules =
        shard_metadata(snapshot, shard, DICTIONARY_RULES_KEY, NULL);
    struct stemmer *stemmer =
        strcmp(rules, dictionary_rules()) == 0 ? NULL : snapshot->stemmer;
    unsigned chunk = n_before / DICTIONARY_CHUNK;

    for (;; chunk++) {
        char key[sizeof DICTIONARY_KEY + 16];
        size_t len;
        snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
        const char *value = shard_metadata(snapshot, shard, key, &len);
        if (len == 0)
            break;
        if (!dictionary_load(dictionary, chunk, value, len, stemmer))
            fail_damaged(snapshot, "the list of words is damaged");
    }
    revision->shards[shard].n_words = dictionary_size(dictionary);
}

/* Several shards have a dictionary in common as well, to which their words are
 * added in the order in which a single index would have met them. */
static void
load_words(const struct snapshot *snapshot,
           struct revision *revision,
           const struct revision *before)
{
    const struct lineage *lineage = revision->lineage;

    for (size_t i = 0; i < revision->n_shards; i++) {
        const struct dictionary *own = lineage->of_shards[i];
        const uint32_t n_before = before ? before->shards[i].n_words : 0;
        load_words_of(snapshot, revision, i, n_before);
        if (own == lineage->dictionary)
            continue;
        for (uint32_t n = n_before + 1; n <= revision->shards[i].n_words; n++)
            dictionary_add(lineage->dictionary, dictionary_word(own, n),
                           snapshot->stemmer);
    }
    revision->n_words = dictionary_size(lineage->dictionary);
    revision->word_documents =
        g_new0(atomic_uint, (size_t)revision->n_words + 1);
}

/* Extend parts that the revision before has: they will be needed again, and
 * extending them is cheap. */
static void
take_parts(const struct snapshot *snapshot, void *data)
{
    const struct snapshot *inner = data;

    /* The lock held is that of the revision before; the arena is that of
     * revision_make(). */
    struct snapshot of_new = *inner;
    of_new.arena = snapshot->arena;
    columns_extend(&of_new, snapshot->revision);
    duplicates_extend(&of_new, snapshot->revision);
}

struct revision *
revision_new(const struct snapshot *snapshot)
{
    struct snapshot inner = *snapshot;
    struct revision *revision = new_revision(snapshot->store->n);

    arena_own(snapshot->arena, revision, discard_revision);
    take_infos(snapshot, revision);
    set_identity(revision);
    const struct revision *before =
        continues(revision, snapshot->revision) ? snapshot->revision : NULL;
    join_lineage(revision, before);
    cache_set_most(
        revision->lineage->cache,
        MAX(CACHE_LEAST, (size_t)CACHE_DOCUMENT * revision->documents));
    inner.revision = revision;
    load_words(&inner, revision, before);
    runs_load(&inner, revision, before);
    take_lengths(&inner, revision, before);
    find_factors(revision);
    if (before)
        revision_make(snapshot, take_parts, &inner);
    return revision_ref(revision); /* the arena drops its own reference */
}

uint32_t
snapshot_documents(const struct snapshot *snapshot)
{
    return snapshot->revision->documents;
}

uint64_t
snapshot_revision_number(const struct snapshot *snapshot)
{
    return snapshot->revision->number;
}
