/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/match/view.h"

#include "engine/base/status.h"
#include "engine/match/ranking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CACHE_MAX = 32 * 1024 * 1024, /* bytes of posting lists */
    LIST_BLOCK = 4096             /* elements of a list that are read at once */
};

/* Failures. */

void
store_check(const struct snapshot *snapshot,
            enum xc_status status,
            const struct xc_error *err)
{
    struct fe_error failure;

    if (status == XC_STALE)
        arena_fail(snapshot->arena, FE_STALE, 0,
                   "the index changes faster than it can be read; try again");
    if (status_of_store(status, status == XC_OK ? "" : err->message,
                        &failure) != FE_OK)
        arena_fail(snapshot->arena, failure.status, 0, "%s", failure.message);
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

void
view_make(const struct snapshot *snapshot,
          void (*make)(const struct snapshot *snapshot, void *data),
          void *data)
{
    struct part_making making = {*snapshot, make, data};
    struct fe_error failure;

    making.snapshot.arena = arena_new(SIZE_MAX);
    pthread_mutex_lock(&snapshot->view->lock);
    const bool is_made =
        arena_try(making.snapshot.arena, make_part, &making, &failure);
    pthread_mutex_unlock(&snapshot->view->lock);
    arena_free(making.snapshot.arena);
    if (!is_made)
        arena_fail(snapshot->arena, failure.status, failure.offset, "%s",
                   failure.message);
}

bool
view_has(struct view *view, const void *part)
{
    const void *const *pointer = part;

    pthread_mutex_lock(&view->lock);
    const bool is_made = *pointer != NULL;
    pthread_mutex_unlock(&view->lock);
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
                xc_reader_frequency(snapshot->store, term, strlen(term),
                                    &documents, NULL, &err),
                &err);
    list.ids = arena_array(snapshot->arena, documents, sizeof *list.ids);
    list.times = arena_array(snapshot->arena, documents, sizeof *list.times);
    store_check(snapshot,
                xc_reader_postings(snapshot->store, term, strlen(term), from,
                                   list.ids, list.times, documents, &n, &err),
                &err);
    list.n = n;
    for (size_t i = 0; i < n; i++) {
        list.times[i] = MAX(list.times[i], 1);
        if (list.ids[i] > snapshot->view->state.last_id)
            fail_damaged(snapshot, "a word of no document");
    }
    return list;
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
                    xc_reader_values(snapshot->store, slot, from, ids, &values,
                                     LIST_BLOCK, &n, &is_end, &err),
                    &err);
        for (size_t i = 0; i < n; i++) {
            const size_t start = i > 0 ? ends[i - 1] : 0;
            if (ids[i] > snapshot->view->state.last_id)
                fail_damaged(snapshot, "a value of no document");
            visit(data, ids[i], values.bytes + start, ends[i] - start);
            from = ids[i] + 1;
        }
    }
}

const char *
store_metadata(const struct snapshot *snapshot, const char *key, size_t *len)
{
    struct xc_error err;
    char *value;

    store_check(snapshot,
                xc_reader_metadata(snapshot->store, key, &value, len, &err),
                &err);
    arena_own(snapshot->arena, value, free);
    return value;
}

struct phrase
store_keys(const struct snapshot *snapshot, const char *prefix)
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
                    xc_reader_metadata_keys(snapshot->store, prefix,
                                            strlen(prefix), from, strlen(from),
                                            &found, BLOCK, &n, &is_end, &err),
                    &err);
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

/* Lineages. */

static struct lineage *
lineage_new(void)
{
    struct lineage *lineage = g_new0(struct lineage, 1);

    lineage->references = 1;
    lineage->dictionary = dictionary_new();
    lineage->cache = cache_new(CACHE_MAX);
    lineage->neighbours = neighbours_new();
    pthread_rwlock_init(&lineage->spelling_lock, NULL);
    return lineage;
}

static void
lineage_unref(struct lineage *lineage)
{
    if (!lineage || !g_atomic_int_dec_and_test(&lineage->references))
        return;
    neighbours_free(lineage->neighbours);
    dictionary_free(lineage->dictionary);
    cache_free(lineage->cache);
    pthread_rwlock_destroy(&lineage->spelling_lock);
    g_free(lineage);
}

/* Views. */

struct view *
view_ref(struct view *view)
{
    g_atomic_int_inc(&view->references);
    return view;
}

void
view_unref(struct view *view)
{
    if (!view || !g_atomic_int_dec_and_test(&view->references))
        return;
    lineage_unref(view->lineage);
    g_ptr_array_unref(view->columns);
    g_hash_table_destroy(view->idea_frequencies);
    spelling_names_free(view->spelling_names);
    g_hash_table_destroy(view->forms);
    names_free(view->names);
    concepts_free(view->learnt);
    duplicates_free(view->duplicates);
    pthread_mutex_destroy(&view->lock);
    g_free(view->boilerplate);
    g_free(view->word_documents);
    g_free(view->alive);
    g_free(view->factors);
    g_free(view->lengths);
    g_free(view);
}

static void
discard_view(void *view)
{
    view_unref(view);
}

static void
free_forms(void *forms)
{
    g_ptr_array_unref(forms);
}

static struct view *
new_view(const struct xc_info *info)
{
    struct view *view = g_new0(struct view, 1);
    pthread_mutexattr_t recursive;

    view->references = 1;
    memcpy(view->uuid, info->uuid, sizeof view->uuid);
    view->revision = info->revision;
    view->documents = info->documents;
    view->average_length = info->average_length;
    view->state.last_id = info->last_id;
    view->state.sequence = 1;
    view->columns = g_ptr_array_new_with_free_func(column_part_free);
    view->idea_frequencies =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    view->forms =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_forms);
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&view->lock, &recursive);
    pthread_mutexattr_destroy(&recursive);
    return view;
}

/* Whether a view continues the one before it: not if the index was rebuilt. */
static bool
continues(const struct view *view, const struct view *before)
{
    return before && strcmp(before->uuid, view->uuid) == 0 &&
           before->state.last_id <= view->state.last_id;
}

static void
join_lineage(struct view *view, const struct view *before)
{
    if (!before) {
        view->lineage = lineage_new();
        return;
    }
    g_atomic_int_inc(&before->lineage->references);
    view->lineage = before->lineage;
    view->state.sequence = before->state.sequence + 1;
    view->state.removed = before->state.removed;
}

/* Lengths from a document number on; how many documents these are. */
static size_t
read_lengths(const struct snapshot *snapshot, struct view *view, uint32_t from)
{
    uint32_t *ids = arena_array(snapshot->arena, LIST_BLOCK, sizeof *ids);
    uint32_t *lengths =
        arena_array(snapshot->arena, LIST_BLOCK, sizeof *lengths);
    struct xc_error err;
    size_t n, total = 0;

    do {
        store_check(snapshot,
                    xc_reader_lengths(snapshot->store, from, ids, lengths,
                                      LIST_BLOCK, &n, &err),
                    &err);
        for (size_t i = 0; i < n; i++) {
            if (ids[i] > view->state.last_id)
                fail_damaged(snapshot, "a document after the last");
            add_to_set(view->alive, ids[i]);
            view->lengths[ids[i]] = lengths[i];
            from = ids[i] + 1;
        }
        total += n;
    } while (n == LIST_BLOCK);
    return total;
}

/* How many documents of the view before are gone. */
static void
count_removed(struct view *view, const struct view *before)
{
    for (size_t w = 0; w < view_set_words(before); w++)
        view->n_removed +=
            (size_t)__builtin_popcountll(before->alive[w] & ~view->alive[w]);
    view->state.removed += (uint32_t)view->n_removed;
}

/* Where documents were only added, the others are as they were. */
static void
take_lengths(const struct snapshot *snapshot,
             struct view *view,
             const struct view *before)
{
    const size_t n = (size_t)view->state.last_id + 1;
    uint32_t from = 1;
    size_t known = 0;

    view->lengths = g_new0(uint32_t, n);
    view->alive = g_new0(uint64_t, view_set_words(view));
    if (before) {
        memcpy(view->lengths, before->lengths,
               ((size_t)before->state.last_id + 1) * sizeof *view->lengths);
        memcpy(view->alive, before->alive,
               view_set_words(before) * sizeof *view->alive);
        from = before->state.last_id + 1;
        known = before->documents;
    }
    if (known + read_lengths(snapshot, view, from) == view->documents)
        return;
    memset(view->lengths, 0, n * sizeof *view->lengths);
    memset(view->alive, 0, view_set_words(view) * sizeof *view->alive);
    read_lengths(snapshot, view, 1);
    if (before)
        count_removed(view, before);
}

static void
find_factors(struct view *view)
{
    enum { ORDINARY = 2048 }; /* words: lengths whose factors come again */
    float known[ORDINARY] = {0};

    view->factors = g_new0(float, (size_t)view->state.last_id + 1);
    for (uint32_t id = 1; id <= view->state.last_id; id++) {
        const uint32_t length = view->lengths[id];
        if (!is_in_set(view->alive, id))
            continue;
        float factor = length < ORDINARY ? known[length] : 0;
        if (factor == 0)
            factor = (float)ranking_length_factor(length, view->average_length);
        if (length < ORDINARY)
            known[length] = factor;
        view->factors[id] = factor;
    }
}

/* Words that were added since. Their stems are as stored, unless other rules
 * made them. */
static void
load_words(const struct snapshot *snapshot,
           struct view *view,
           const struct view *before)
{
    struct dictionary *dictionary = view->lineage->dictionary;
    const char *rules = store_metadata(snapshot, DICTIONARY_RULES_KEY, NULL);
    struct stemmer *stemmer =
        strcmp(rules, dictionary_rules()) == 0 ? NULL : snapshot->stemmer;
    unsigned chunk = before ? before->n_words / DICTIONARY_CHUNK : 0;

    for (;; chunk++) {
        char key[sizeof DICTIONARY_KEY + 16];
        size_t len;
        snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
        const char *value = store_metadata(snapshot, key, &len);
        if (len == 0)
            break;
        if (!dictionary_load(dictionary, chunk, value, len, stemmer))
            fail_damaged(snapshot, "the list of words is damaged");
    }
    view->n_words = dictionary_size(dictionary);
    view->word_documents = g_new0(atomic_uint, (size_t)view->n_words + 1);
}

/* Parts that the view before has will be asked for again, and are cheap to
 * extend. */
static void
take_parts(const struct snapshot *snapshot, void *data)
{
    const struct snapshot *inner = data;

    /* The lock is that of the view before, the arena the part's. */
    struct snapshot of_new = *inner;
    of_new.arena = snapshot->arena;
    columns_extend(&of_new, snapshot->view);
    duplicates_extend(&of_new, snapshot->view);
}

struct view *
view_new(const struct snapshot *snapshot)
{
    struct snapshot inner = *snapshot;
    struct xc_error err;
    struct xc_info info;

    store_check(snapshot, xc_reader_info(snapshot->store, &info, &err), &err);
    struct view *view = new_view(&info);
    arena_own(snapshot->arena, view, discard_view);
    const struct view *before =
        continues(view, snapshot->view) ? snapshot->view : NULL;
    join_lineage(view, before);
    inner.view = view;
    load_words(&inner, view, before);
    take_lengths(&inner, view, before);
    find_factors(view);
    if (before)
        view_make(snapshot, take_parts, &inner);
    return view_ref(view); /* the arena's own reference goes */
}

uint32_t
snapshot_documents(const struct snapshot *snapshot)
{
    return snapshot->view->documents;
}

uint64_t
snapshot_revision(const struct snapshot *snapshot)
{
    return snapshot->view->revision;
}
