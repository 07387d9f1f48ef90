/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Readers of an index share the revision of the last commit in memory. The
 * first reader that sees a new revision makes it, while the others wait.
 */
#include "engine/match/reader.h"

#include "engine/base/inspect.h"
#include "engine/base/status.h"
#include "engine/match/revision.h"
#include "engine/store/shards.h"
#include "xapian-capi.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ATTEMPTS = 4,
    REQUEST_MAX = 512 * 1024 * 1024 /* bytes in the arena of a request */
};

struct fe_index {
    struct parts *parts;
    const struct fe_lexicon *lexicon; /* that its readers begin with */
    char *expected_key;               /* or NULL */
    char *expected_value;
    char *unique_prefix;       /* or NULL */
    pthread_mutex_t lock;      /* of revision, held while one is made */
    struct revision *revision; /* the last one seen; or NULL */
    uint64_t changes;          /* of revision */
};

struct fe_reader {
    struct fe_index *index;
    bool owns_index;
    const struct fe_lexicon *lexicon; /* or NULL */
    struct shards *store;             /* NULL if it could not be opened again */
    bool has_moved;                   /* since the last revision that it used */
    struct arena *arena;
    struct stemmer *stemmer;
    struct packer *packer;
    bool is_holding;
    struct revision *held; /* referenced; NULL before the first call */
};

/* Opening. */

/* Look for damage in the folders. The processes that serve shards have done so
 * with theirs. A part with several places does without one that is damaged. */
static enum fe_status
inspect_places(struct parts *parts, size_t part, struct fe_error *err)
{
    struct fe_error failure;

    for (size_t place = 0; place < parts_places(parts, part); place++) {
        if (parts_is_remote(parts, part, place) ||
            inspect_index(parts_path(parts, part, place), &failure) == FE_OK)
            continue;
        failure.shard = part;
        if (!parts_may_be_missing(parts, part))
            return status_report(&failure, err);
        parts_lose(parts, part, place, failure.message);
    }
    return FE_OK;
}

enum fe_status
fe_index_open_shards(const struct fe_shard *shards,
                     size_t n_shards,
                     unsigned answer_ms,
                     const struct fe_lexicon *lexicon,
                     struct fe_index **out,
                     struct fe_error *err)
{
    enum fe_status status = FE_OK;
    struct shards *store = NULL;

    FE_REQUIRE(shards && n_shards > 0 && answer_ms > 0 && out);
    *out = NULL;
    struct parts *parts = parts_new(shards, n_shards, answer_ms);
    for (size_t i = 0; i < n_shards && status == FE_OK; i++)
        status = inspect_places(parts, i, err);
    if (status == FE_OK)
        status = shards_open(parts, &store, err);
    if (status != FE_OK) {
        parts_free(parts);
        return status;
    }
    shards_close(store);
    *out = g_new0(struct fe_index, 1);
    (*out)->parts = parts;
    (*out)->lexicon = lexicon;
    pthread_mutex_init(&(*out)->lock, NULL);
    return FE_OK;
}

enum fe_status
fe_index_open(const char *path,
              const struct fe_lexicon *lexicon,
              struct fe_index **out,
              struct fe_error *err)
{
    /* The only place of an index is not waited for. */
    enum { ANSWER_MS = 1000 };

    FE_REQUIRE(path);
    return fe_index_open_shards(&(struct fe_shard){&path, 1}, 1, ANSWER_MS,
                                lexicon, out, err);
}

void
fe_index_close(struct fe_index *index)
{
    if (!index)
        return;
    revision_unref(index->revision);
    pthread_mutex_destroy(&index->lock);
    g_free(index->expected_key);
    g_free(index->expected_value);
    g_free(index->unique_prefix);
    parts_free(index->parts);
    g_free(index);
}

void
fe_index_expect(struct fe_index *index, const char *key, const char *value)
{
    FE_REQUIRE(index && key && *key && value);
    g_free(index->expected_key);
    g_free(index->expected_value);
    index->expected_key = g_strdup(key);
    index->expected_value = g_strdup(value);
}

void
fe_index_expect_unique(struct fe_index *index, const char *prefix)
{
    FE_REQUIRE(index && prefix && *prefix);
    g_free(index->unique_prefix);
    index->unique_prefix = g_strdup(prefix);
}

uint64_t
fe_index_revision(struct fe_index *index)
{
    FE_REQUIRE(index);
    pthread_mutex_lock(&index->lock);
    const uint64_t revision = index->revision ? index->revision->number : 0;
    pthread_mutex_unlock(&index->lock);
    return revision;
}

uint64_t
fe_index_changes(struct fe_index *index)
{
    FE_REQUIRE(index);
    pthread_mutex_lock(&index->lock);
    const uint64_t changes = index->changes;
    pthread_mutex_unlock(&index->lock);
    return changes;
}

static void
nothing(const struct snapshot *snapshot, void *data)
{
    (void)snapshot;
    (void)data;
}

enum fe_status
fe_reader_open(struct fe_index *index,
               struct fe_reader **out,
               struct fe_error *err)
{
    FE_REQUIRE(index && out);
    *out = NULL;
    struct fe_reader *reader = g_new0(struct fe_reader, 1);
    reader->index = index;
    reader->lexicon = index->lexicon;
    reader->has_moved = true;
    reader->arena = arena_new(REQUEST_MAX);
    reader->stemmer = stemmer_new();
    reader->packer = packer_new();
    enum fe_status status = shards_open(index->parts, &reader->store, err);
    if (status == FE_OK)
        status = reader_run(reader, nothing, NULL, err);
    if (status == FE_OK)
        *out = reader;
    else
        fe_reader_close(reader);
    return status;
}

enum fe_status
fe_reader_open_path(const char *path,
                    const struct fe_lexicon *lexicon,
                    struct fe_reader **out,
                    struct fe_error *err)
{
    struct fe_index *index;
    enum fe_status status = fe_index_open(path, lexicon, &index, err);

    *out = NULL;
    if (status != FE_OK)
        return status;
    status = fe_reader_open(index, out, err);
    if (status == FE_OK)
        (*out)->owns_index = true;
    else
        fe_index_close(index);
    return status;
}

void
fe_reader_close(struct fe_reader *reader)
{
    if (!reader)
        return;
    fe_reader_release(reader);
    /* The arena still references lists and revisions of the index. */
    arena_free(reader->arena);
    if (reader->owns_index)
        fe_index_close(reader->index);
    stemmer_free(reader->stemmer);
    packer_free(reader->packer);
    shards_close(reader->store);
    g_free(reader);
}

void
fe_reader_use(struct fe_reader *reader, const struct fe_lexicon *lexicon)
{
    FE_REQUIRE(reader && lexicon);
    reader->lexicon = lexicon;
}

void
fe_reader_stop_at(struct fe_reader *reader, const struct fe_stop *stop)
{
    FE_REQUIRE(reader);
    arena_stop_at(reader->arena, stop);
}

void
fe_reader_hold(struct fe_reader *reader)
{
    FE_REQUIRE(reader);
    reader->is_holding = true;
}

static void
drop_held(struct fe_reader *reader)
{
    revision_unref(reader->held);
    reader->held = NULL;
}

void
fe_reader_release(struct fe_reader *reader)
{
    FE_REQUIRE(reader);
    drop_held(reader);
    reader->is_holding = false;
}

bool
fe_reader_has_commit(const struct fe_reader *reader)
{
    FE_REQUIRE(reader);
    return reader->held != NULL;
}

/* Revisions. */

/* For making a revision, under the lock of the index. */
struct revision_making {
    struct fe_index *index;
    const struct snapshot *snapshot;
    bool has_moved;
    bool is_put_back; /* a shard is at an earlier state, such as a backup */
};

/* Whether the revision consists of the shards that are open. */
static bool
has_same_shards(const struct revision *revision, const struct shards *store)
{
    bool is_same = revision && revision->n_shards == store->n;

    for (size_t i = 0; is_same && i < store->n; i++)
        is_same = revision->shards[i].part == store->list[i].part;
    return is_same;
}

static bool
is_of(const struct revision_making *making, const struct revision *revision)
{
    const struct shards *store = making->snapshot->store;

    if (!has_same_shards(revision, store))
        return false;
    for (size_t i = 0; i < store->n; i++) {
        const struct xc_info *info = &shards_info(store, i)->index;
        if (revision->shards[i].number != info->revision ||
            strcmp(revision->shards[i].uuid, info->uuid) != 0)
            return false;
    }
    return true;
}

/* Each shard that has documents has the expected metadata. */
static void
check_version(const struct revision_making *making)
{
    const struct fe_index *index = making->index;
    const struct shards *store = making->snapshot->store;

    for (size_t i = 0; index->expected_key && i < store->n; i++) {
        if (shards_info(store, i)->index.documents == 0)
            continue;
        const char *value =
            shard_metadata(making->snapshot, i, index->expected_key, NULL);
        if (strcmp(value, index->expected_value) != 0)
            arena_fail(making->snapshot->arena, FE_WRONG_VERSION, 0,
                       "the index is of another version");
    }
}

static void
free_table(void *table)
{
    g_hash_table_destroy(table);
}

static _Noreturn void
fail_repeated(struct arena *arena, const char *other, const char *name)
{
    struct fe_error failure = {.status = FE_FAILED, .system = ENOTUNIQ};

    snprintf(failure.message, sizeof failure.message,
             "\"%.60s\" is in it and in \"%.80s\"", name, other);
    arena_fail_as(arena, &failure);
}

static const char *
path_of(const struct shards *store, size_t shard)
{
    return parts_path(store->parts, store->list[shard].part,
                      site_place(store->list[shard].site));
}

/* No two shards have the same key of those that must be unique. */
static void
check_unique(const struct revision_making *making)
{
    const struct fe_index *index = making->index;
    const struct shards *store = making->snapshot->store;
    struct arena *arena = making->snapshot->arena;

    if (!index->unique_prefix || store->n == 1)
        return;
    GHashTable *owners = g_hash_table_new(g_str_hash, g_str_equal);
    arena_own(arena, owners, free_table);
    for (size_t i = 0; i < store->n; i++) {
        const struct phrase keys =
            shard_keys(making->snapshot, i, index->unique_prefix);
        for (size_t k = 0; k < keys.n; k++) {
            void *owner = g_hash_table_lookup(owners, keys.words[k]);
            if (owner)
                fail_repeated(arena,
                              path_of(store, GPOINTER_TO_SIZE(owner) - 1),
                              keys.words[k] + strlen(index->unique_prefix));
            g_hash_table_insert(owners, (void *)keys.words[k],
                                GSIZE_TO_POINTER(i + 1));
        }
    }
}

/* Whether each shard is at the commit of the revision, or came from it. */
static bool
is_from(const struct revision_making *making, const struct revision *revision)
{
    bool is_later = has_same_shards(revision, making->snapshot->store);

    for (size_t i = 0; is_later && i < revision->n_shards; i++) {
        const char *commit = revision->shards[i].commit;
        const char *list =
            shard_metadata(making->snapshot, i, COMMITS_KEY, NULL);
        is_later = *list ? commits_contain(list, commit)
                         : !*commit && !making->is_put_back;
    }
    return is_later;
}

static void
make_revision(void *data)
{
    const struct revision_making *making = data;
    struct fe_index *index = making->index;
    struct snapshot snapshot = *making->snapshot;
    const bool is_same = is_of(making, index->revision);

    if (is_same && !making->has_moved)
        return;
    const bool is_later = is_from(making, index->revision);
    if (is_same && is_later)
        return;
    check_version(making);
    check_unique(making);
    snapshot.revision = is_later ? index->revision : NULL;
    struct revision *revision = revision_new(&snapshot);
    revision_unref(index->revision);
    index->revision = revision;
    index->changes++;
}

static void
unref_revision(void *revision)
{
    revision_unref(revision);
}

/* Whether any shard is at an earlier revision of its own than that. */
static bool
is_behind(const struct revision *revision, const struct shards *store)
{
    if (!has_same_shards(revision, store))
        return false;
    for (size_t i = 0; i < store->n; i++) {
        const struct xc_info *info = &shards_info(store, i)->index;
        if (strcmp(revision->shards[i].uuid, info->uuid) == 0 &&
            info->revision < revision->shards[i].number)
            return true;
    }
    return false;
}

/* A faster reader may have seen a later commit than the store: then that is
 * reopened. If it is still at an earlier revision, the index was put back, for
 * example from a backup, or is read from a copy that lags behind. Call under
 * the lock of the index. */
static enum xc_status
catch_up(struct revision_making *making, struct xc_error *err)
{
    struct shards *store = making->snapshot->store;
    bool has_changed;

    if (!is_behind(making->index->revision, store))
        return XC_OK;
    making->has_moved = true;
    const enum xc_status status = shards_reopen(store, &has_changed, err);
    making->is_put_back =
        status == XC_OK && is_behind(making->index->revision, store);
    return status;
}

/* The revision that the store is at, referenced until the arena is reset. */
static struct revision *
current_revision(struct fe_reader *reader, const struct snapshot *snapshot)
{
    struct fe_index *index = reader->index;
    struct xc_error err;
    struct fe_error failure;
    struct revision_making making = {index, snapshot, reader->has_moved, false};
    const struct pause pause = snapshot_pause(snapshot);

    pthread_mutex_lock(&index->lock);
    const enum xc_status status = catch_up(&making, &err);
    const bool is_made =
        status == XC_OK &&
        arena_try(snapshot->arena, make_revision, &making, &failure);
    struct revision *revision = is_made ? revision_ref(index->revision) : NULL;
    pthread_mutex_unlock(&index->lock);
    snapshot_resume(snapshot, &pause);
    store_check(snapshot, status, &err);
    if (!is_made)
        arena_fail_as(snapshot->arena, &failure);
    arena_own(snapshot->arena, revision, unref_revision);
    reader->has_moved = false;
    return revision;
}

/* Requests. */

struct request {
    struct fe_reader *reader;
    void (*body)(const struct snapshot *snapshot, void *data);
    void *data;
    bool is_repeated;         /* the last attempt failed with FE_STALE */
    struct snapshot snapshot; /* lives as long as the arena */
};

/* Move to the last commit. If a block seemed to be of a later one, but there is
 * none, it is the block that is wrong. */
static void
move_on(const struct request *request, const struct snapshot *snapshot)
{
    struct xc_error err;
    bool has_changed;

    store_check(snapshot, shards_reopen(snapshot->store, &has_changed, &err),
                &err);
    request->reader->has_moved |= has_changed;
    if (request->is_repeated && !has_changed)
        arena_fail(snapshot->arena, FE_CORRUPT, 0,
                   "a block is of a later revision than the index");
}

static void
run_once(void *data)
{
    struct request *request = data;
    struct fe_reader *reader = request->reader;
    struct snapshot *snapshot = arena_alloc(reader->arena, sizeof *snapshot);

    arena_step(reader->arena, 1);
    reader->store->stop = *arena_stop(reader->arena);
    *snapshot = (struct snapshot){.arena = reader->arena,
                                  .stemmer = reader->stemmer,
                                  .packer = reader->packer,
                                  .lexicon = reader->lexicon,
                                  .store = reader->store};
    if (reader->held) {
        snapshot->revision = revision_ref(reader->held);
        arena_own(reader->arena, snapshot->revision, unref_revision);
    } else {
        move_on(request, snapshot);
        snapshot->revision = current_revision(reader, snapshot);
        if (reader->is_holding)
            reader->held = revision_ref(snapshot->revision);
    }
    request->body(snapshot, request->data);
}

/* The places may have other indexes by now, or be away. If none is there, no
 * commit is held any more. */
static enum fe_status
open_again(struct fe_reader *reader, struct fe_error *err)
{
    shards_close(reader->store);
    reader->store = NULL;
    reader->has_moved = true;
    const enum fe_status status =
        shards_open(reader->index->parts, &reader->store, err);
    if (status != FE_OK)
        drop_held(reader);
    return status;
}

/* Find out whether a place that was away is there again, and leave shards that
 * are not to be read any more. */
static void
look_around(struct fe_reader *reader)
{
    struct parts *parts = reader->index->parts;
    size_t part, place;

    if (parts_due(parts, &part, &place))
        site_probe(parts, part, place);
    if (reader->store && (shards_are_lost(reader->store) ||
                          !shards_are_current(reader->store))) {
        shards_close(reader->store);
        reader->store = NULL;
    }
}

static bool
is_of_files(enum fe_status status)
{
    return status == FE_CORRUPT || status == FE_FAILED ||
           status == FE_NOT_FOUND || status == FE_WRONG_VERSION;
}

enum fe_status
reader_run(struct fe_reader *reader,
           void (*body)(const struct snapshot *snapshot, void *data),
           void *data,
           struct fe_error *err)
{
    struct request request = {.reader = reader, .body = body, .data = data};
    struct fe_error failure = {0};
    /* What an earlier call saw cannot be had again. */
    const bool is_bound = reader->held != NULL;

    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        arena_reset(reader->arena);
        if (!is_bound) {
            drop_held(reader);
            look_around(reader);
        }
        if (!reader->store) {
            const enum fe_status status = open_again(reader, err);
            if (status != FE_OK)
                return status;
        }
        if (arena_try(reader->arena, run_once, &request, &failure))
            return FE_OK;
        failure.shard = shards_part(reader->store);
        if (is_bound && shards_are_lost(reader->store))
            failure.status = FE_STALE;
        if (is_bound)
            break;
        request.is_repeated = failure.status == FE_STALE;
        if (shards_are_lost(reader->store))
            continue;
        if (is_of_files(failure.status) && attempt == 1) {
            const enum fe_status status = open_again(reader, err);
            if (status != FE_OK)
                return status;
        } else if (failure.status != FE_STALE) {
            break;
        }
    }
    return status_report(&failure, err);
}

/* Places. */

static bool
is_open(const struct shards *store, size_t part)
{
    bool is_found = false;

    for (size_t i = 0; store && i < store->n; i++)
        is_found |= store->list[i].part == part;
    return is_found;
}

size_t
fe_reader_missing(struct fe_reader *reader,
                  struct fe_location *missing,
                  size_t room)
{
    size_t n = 0;

    FE_REQUIRE(reader && (missing || room == 0));
    struct parts *parts = reader->index->parts;
    for (size_t part = 0; part < parts_count(parts); part++) {
        if (is_open(reader->store, part))
            continue;
        if (n < room)
            parts_state(parts, part, 0, &missing[n]);
        n++;
    }
    return n;
}

size_t
fe_reader_places(struct fe_reader *reader,
                 struct fe_location *places,
                 size_t room)
{
    size_t n = 0;

    FE_REQUIRE(reader && (places || room == 0));
    struct parts *parts = reader->index->parts;
    for (size_t part = 0; part < parts_count(parts); part++) {
        const size_t choice = parts_choice(parts, part, 0);
        for (size_t place = 0; place < parts_places(parts, part); place++) {
            /* What is away is tried again when it is due. */
            if (place != choice && parts_choice(parts, part, place) == place)
                site_probe(parts, part, place);
            if (n < room)
                parts_state(parts, part, place, &places[n]);
            n++;
        }
    }
    return n;
}

/* Information about the index. */

static void
find_info(const struct snapshot *snapshot, void *data)
{
    struct fe_info *info = data;

    info->revision = snapshot->revision->number;
    info->documents = snapshot->revision->documents;
}

enum fe_status
fe_reader_info(struct fe_reader *reader,
               struct fe_info *out,
               struct fe_error *err)
{
    FE_REQUIRE(reader && out);
    *out = (struct fe_info){0};
    const enum fe_status status = reader_run(reader, find_info, out, err);
    for (size_t i = 0; status == FE_OK && i < reader->store->n; i++)
        out->written =
            MAX(out->written, shards_info(reader->store, i)->written);
    return status;
}

struct metadata {
    const char *key;
    const char *value;
};

static void
find_metadata(const struct snapshot *snapshot, void *data)
{
    struct metadata *metadata = data;

    metadata->value = store_metadata(snapshot, metadata->key, NULL);
}

static char *
copy_of(const char *text)
{
    char *copy = strdup(text);

    if (!copy)
        g_error("out of memory");
    return copy;
}

enum fe_status
fe_reader_metadata(struct fe_reader *reader,
                   const char *key,
                   char **out,
                   struct fe_error *err)
{
    struct metadata metadata = {key, ""};

    FE_REQUIRE(reader && key && *key && out);
    *out = NULL;
    const enum fe_status status =
        reader_run(reader, find_metadata, &metadata, err);
    if (status == FE_OK)
        *out = copy_of(metadata.value);
    return status;
}

struct key_search {
    const char *prefix;
    struct phrase keys;
};

static void
find_keys(const struct snapshot *snapshot, void *data)
{
    struct key_search *search = data;

    search->keys = store_keys(snapshot, search->prefix);
}

enum fe_status
fe_reader_metadata_keys(struct fe_reader *reader,
                        const char *prefix,
                        struct fe_keys *out,
                        struct fe_error *err)
{
    struct key_search search = {.prefix = prefix};

    FE_REQUIRE(reader && prefix && out);
    *out = (struct fe_keys){0};
    const enum fe_status status = reader_run(reader, find_keys, &search, err);
    if (status != FE_OK || search.keys.n == 0)
        return status;
    out->keys = calloc(search.keys.n, sizeof *out->keys);
    if (!out->keys)
        g_error("out of memory");
    for (size_t i = 0; i < search.keys.n; i++)
        out->keys[out->count++] = copy_of(search.keys.words[i]);
    return FE_OK;
}

void
fe_keys_free(struct fe_keys *keys)
{
    if (!keys)
        return;
    for (size_t i = 0; i < keys->count; i++)
        free(keys->keys[i]);
    free(keys->keys);
    *keys = (struct fe_keys){0};
}

const char *
fe_xapian_version(void)
{
    return xc_xapian_version();
}
