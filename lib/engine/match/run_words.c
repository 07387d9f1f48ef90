/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/match/run_words.h"

#include "engine/match/revision.h"
#include "engine/store/ahead.h"
#include "engine/store/runs.h"

#include <stdlib.h>
#include <string.h>

static _Noreturn void
fail_damaged(const struct snapshot *snapshot)
{
    arena_fail(snapshot->arena, FE_CORRUPT, 0, "the posting lists are damaged");
}

/* The list of runs. */

static const struct shard_run *
run_at(const struct revision *revision, size_t i)
{
    return &g_array_index(revision->runs, struct shard_run, i);
}

static struct run *
run_of_before(const struct revision *before,
              size_t shard,
              const struct run *run)
{
    for (guint i = 0; before && i < before->runs->len; i++) {
        const struct shard_run *known = run_at(before, i);
        if (known->shard == shard && known->run->number == run->number)
            return known->run;
    }
    return NULL;
}

/* A run of the revision before, of which nothing but the number of its dead
 * documents can have changed, is used again if that has not. */
static struct run *
known_run(const struct revision *before, size_t shard, const struct run *run)
{
    struct run *known = run_of_before(before, shard, run);

    return known && known->dead == run->dead && known->n_pages == run->n_pages
               ? known
               : NULL;
}

static void
read_directory(const struct snapshot *snapshot, size_t shard, struct run *run)
{
    char key[RUN_KEY_SIZE], *directory;
    struct xc_error err;
    size_t len;

    runs_directory_key(run, key);
    store_check(
        snapshot,
        shards_metadata(snapshot->store, shard, key, &directory, &len, &err),
        &err);
    if (!run_set_directory(run, directory, len))
        fail_damaged(snapshot);
}

static void
unref_list(void *list)
{
    g_ptr_array_unref(list);
}

static GPtrArray *
read_list(const struct snapshot *snapshot, size_t shard)
{
    GPtrArray *list =
        runs_parse(shard_metadata(snapshot, shard, RUNS_KEY, NULL));

    if (!list)
        fail_damaged(snapshot);
    arena_own(snapshot->arena, list, unref_list);
    return list;
}

static void
load_runs_of(const struct snapshot *snapshot,
             struct revision *revision,
             size_t shard,
             const struct revision *before)
{
    const GPtrArray *list = read_list(snapshot, shard);

    for (guint i = 0; i < list->len; i++) {
        struct run *run = list->pdata[i];
        struct run *known = known_run(before, shard, run);
        if (run->last_id > revision->shards[shard].last_id)
            fail_damaged(snapshot);
        if (!known)
            read_directory(snapshot, shard, run);
        const struct shard_run added = {run_ref(known ? known : run), shard};
        g_array_append_val(revision->runs, added);
    }
}

static void
unref_run(void *run)
{
    run_unref(((struct shard_run *)run)->run);
}

void
runs_load(const struct snapshot *snapshot,
          struct revision *revision,
          const struct revision *before)
{
    revision->runs = g_array_new(FALSE, FALSE, sizeof(struct shard_run));
    g_array_set_clear_func(revision->runs, unref_run);
    for (size_t i = 0; i < revision->n_shards; i++)
        load_runs_of(snapshot, revision, i, before);
}

/* Reading. */

/* A place in a run of a shard. */
struct shard_cursor {
    struct run_cursor at;
    const struct snapshot *snapshot;
    size_t shard;
    uint32_t base;
};

static bool
fetch(void *data,
      const struct run *run,
      uint32_t page,
      char bytes[RUN_PAGE_MAX],
      size_t *len)
{
    const struct shard_cursor *cursor = data;
    const struct snapshot *snapshot = cursor->snapshot;
    char key[RUN_KEY_SIZE], *value;
    struct xc_error err;

    arena_step(snapshot->arena, STORE_STEPS);
    if (run_find_page(run, page, bytes, len))
        return true;
    runs_page_key(run, page, key);
    store_check(
        snapshot,
        shards_metadata(snapshot->store, cursor->shard, key, &value, len, &err),
        &err);
    if (!run_take_page(value, *len, bytes))
        fail_damaged(snapshot);
    run_keep_page(run, page, bytes, *len);
    return true;
}

static void
begin(const struct snapshot *snapshot,
      struct shard_cursor *cursor,
      const struct shard_run *run)
{
    cursor->snapshot = snapshot;
    cursor->shard = run->shard;
    cursor->base = snapshot->revision->shards[run->shard].base;
    run_cursor_init(&cursor->at, run->run, fetch, cursor);
}

/* Whether the cursor, which has moved or not, is at an entry. */
static bool
is_good(const struct snapshot *snapshot,
        const struct shard_cursor *cursor,
        bool has_moved)
{
    if (cursor->at.is_damaged)
        fail_damaged(snapshot);
    return has_moved;
}

/* Go to the first entry of the word. */
static bool
find(const struct snapshot *snapshot,
     struct shard_cursor *cursor,
     const char *word,
     size_t len)
{
    return is_good(snapshot, cursor, run_cursor_seek(&cursor->at, word, len)) &&
           run_cursor_is_at(&cursor->at, word, len);
}

static bool
find_next(const struct snapshot *snapshot, struct shard_cursor *cursor)
{
    return is_good(snapshot, cursor, run_cursor_continue(&cursor->at));
}

/* The postings of the entry, of documents that are there. */
static struct posting *
read_postings(const struct snapshot *snapshot,
              struct shard_cursor *cursor,
              size_t *n)
{
    struct posting *postings =
        arena_array(snapshot->arena, cursor->at.n, sizeof *postings);
    const uint64_t *alive = snapshot->revision->alive;
    size_t kept = 0;

    arena_step(snapshot->arena, cursor->at.n);
    if (!run_cursor_postings(&cursor->at, postings))
        fail_damaged(snapshot);
    for (uint32_t i = 0; i < cursor->at.n; i++) {
        struct posting posting = postings[i];
        posting.id += cursor->base;
        if (is_in_set(alive, posting.id))
            postings[kept++] = posting;
    }
    *n = kept;
    return postings;
}

/* Whether the run has documents from this number on. */
static bool
reaches(const struct snapshot *snapshot,
        const struct shard_run *run,
        uint32_t from)
{
    return snapshot->revision->shards[run->shard].base + run->run->last_id >=
           from;
}

struct page_keys {
    ARRAY(struct shard_key) keys;
};

/* Add the pages of a run that the word is to be looked for in, unless they are
 * kept. */
static void
add_pages(const struct snapshot *snapshot,
          struct page_keys *pages,
          const struct shard_run *run,
          const char *word)
{
    struct arena *arena = snapshot->arena;
    char bytes[RUN_PAGE_MAX];
    uint32_t first;
    size_t unused;
    const uint32_t n = run_pages_of(run->run, word, strlen(word), &first);

    arena_step(arena, 1 + n);
    for (uint32_t page = first; page < first + n; page++) {
        if (run_find_page(run->run, page, bytes, &unused))
            continue;
        char *key = arena_alloc(arena, RUN_KEY_SIZE);
        runs_page_key(run->run, page, key);
        array_push(arena, &pages->keys, ((struct shard_key){run->shard, key}));
    }
}

void
run_expect(const struct snapshot *snapshot,
           const struct phrase *words,
           uint32_t from)
{
    const struct revision *revision = snapshot->revision;
    struct page_keys pages = {0};
    struct xc_error err;

    if (!shards_has_remote(snapshot->store))
        return;
    for (guint i = 0; i < revision->runs->len; i++)
        for (size_t w = 0; w < words->n; w++)
            if (reaches(snapshot, run_at(revision, i), from))
                add_pages(snapshot, &pages, run_at(revision, i),
                          words->words[w]);
    store_check(snapshot,
                shards_expect_metadata(snapshot->store, pages.keys.at,
                                       pages.keys.n, &err),
                &err);
}

struct part {
    const struct posting *postings;
    size_t n;
};

struct posting_list
run_postings(const struct snapshot *snapshot, const char *word, uint32_t from)
{
    const struct revision *revision = snapshot->revision;
    struct arena *arena = snapshot->arena;
    struct shard_cursor *cursor = arena_alloc(arena, sizeof *cursor);
    const size_t len = strlen(word);
    ARRAY(struct part) parts = {0};
    size_t most = 0;

    run_expect(snapshot, &(struct phrase){&word, 1}, from);
    for (guint i = 0; i < revision->runs->len; i++) {
        const struct shard_run *run = run_at(revision, i);
        if (!reaches(snapshot, run, from))
            continue;
        begin(snapshot, cursor, run);
        for (bool is_there = find(snapshot, cursor, word, len); is_there;
             is_there = find_next(snapshot, cursor)) {
            struct part part;
            part.postings = read_postings(snapshot, cursor, &part.n);
            most += part.n;
            array_push(arena, &parts, part);
        }
    }
    struct posting_list list = {
        .ids = arena_array(arena, most, sizeof *list.ids),
        .times = arena_array(arena, most, sizeof *list.times)};
    for (size_t p = 0; p < parts.n; p++)
        for (size_t i = 0; i < parts.at[p].n; i++) {
            const struct posting posting = parts.at[p].postings[i];
            if (posting.id < from)
                continue;
            list.ids[list.n] = posting.id;
            list.times[list.n++] = posting.times;
        }
    return list;
}

/* How many documents of the entry are there. */
static uint32_t
count_documents(const struct snapshot *snapshot, struct shard_cursor *cursor)
{
    size_t n;

    if (cursor->at.run->dead == 0)
        return cursor->at.n;
    const struct arena_mark mark = arena_mark(snapshot->arena);
    read_postings(snapshot, cursor, &n);
    arena_rewind(snapshot->arena, &mark);
    return (uint32_t)n;
}

uint32_t
run_documents(const struct snapshot *snapshot, const char *word)
{
    const struct revision *revision = snapshot->revision;
    const struct arena_mark mark = arena_mark(snapshot->arena);
    struct shard_cursor *cursor = arena_alloc(snapshot->arena, sizeof *cursor);
    const size_t len = strlen(word);
    uint32_t documents = 0;

    run_expect(snapshot, &(struct phrase){&word, 1}, 0);
    for (guint i = 0; i < revision->runs->len; i++) {
        begin(snapshot, cursor, run_at(revision, i));
        for (bool is_there = find(snapshot, cursor, word, len); is_there;
             is_there = find_next(snapshot, cursor))
            documents += count_documents(snapshot, cursor);
    }
    arena_rewind(snapshot->arena, &mark);
    return documents;
}

/* All words. */

static bool
has_prefix(const struct shard_cursor *cursor, const char *prefix)
{
    return strncmp(cursor->at.term, prefix, strlen(prefix)) == 0;
}

/* The cursor whose word comes first; NULL if all have ended. */
static struct shard_cursor *
first_cursor(struct shard_cursor *cursors, size_t n)
{
    struct shard_cursor *first = NULL;

    for (size_t i = 0; i < n; i++)
        if (cursors[i].at.run &&
            (!first || strcmp(cursors[i].at.term, first->at.term) < 0))
            first = &cursors[i];
    return first;
}

void
run_each_word(const struct snapshot *snapshot,
              const char *prefix,
              void (*visit)(void *data, const char *word, uint32_t documents),
              void *data)
{
    const struct revision *revision = snapshot->revision;
    const guint n = revision->runs->len;
    struct shard_cursor *cursors =
        arena_array(snapshot->arena, n, sizeof *cursors);
    char word[XC_TERM_MAX + 1] = "";
    uint32_t documents = 0;
    struct shard_cursor *cursor;

    for (guint i = 0; i < n; i++) {
        begin(snapshot, &cursors[i], run_at(revision, i));
        if (!is_good(snapshot, &cursors[i],
                     run_cursor_seek(&cursors[i].at, prefix, strlen(prefix))) ||
            !has_prefix(&cursors[i], prefix))
            cursors[i].at.run = NULL;
    }
    while ((cursor = first_cursor(cursors, n))) {
        arena_step(snapshot->arena, 1);
        if (strcmp(cursor->at.term, word) != 0) {
            if (documents > 0)
                visit(data, word, documents);
            g_strlcpy(word, cursor->at.term, sizeof word);
            documents = 0;
        }
        documents += count_documents(snapshot, cursor);
        if (!is_good(snapshot, cursor, run_cursor_next(&cursor->at)) ||
            !has_prefix(cursor, prefix))
            cursor->at.run = NULL;
    }
    if (documents > 0)
        visit(data, word, documents);
}
