/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/match/run_words.h"

#include "engine/match/revision.h"
#include "engine/store/runs.h"

#include <stdlib.h>
#include <string.h>

static _Noreturn void
fail_damaged(const struct snapshot *snapshot)
{
    arena_fail(snapshot->arena, FE_CORRUPT, 0, "the posting lists are damaged");
}

/* The list of runs. */

static struct run *
run_of_before(const struct revision *before, const struct run *run)
{
    for (guint i = 0; before && i < before->runs->len; i++) {
        struct run *known = before->runs->pdata[i];
        if (known->number == run->number)
            return known;
    }
    return NULL;
}

/* A run of the revision before, of which nothing but the number of its dead
 * documents can have changed, is used again if that has not. */
static struct run *
known_run(const struct revision *before, const struct run *run)
{
    struct run *known = run_of_before(before, run);

    return known && known->dead == run->dead && known->n_pages == run->n_pages
               ? known
               : NULL;
}

static void
read_directory(const struct snapshot *snapshot, struct run *run)
{
    char key[RUN_KEY_SIZE], *directory;
    struct xc_error err;
    size_t len;

    runs_directory_key(run, key);
    store_check(
        snapshot,
        xc_reader_metadata(snapshot->store, key, &directory, &len, &err), &err);
    if (!run_set_directory(run, directory, len))
        fail_damaged(snapshot);
}

void
runs_load(const struct snapshot *snapshot,
          struct revision *revision,
          const struct revision *before)
{
    const char *list = store_metadata(snapshot, RUNS_KEY, NULL);
    GPtrArray *runs = revision->runs = runs_parse(list);

    for (guint i = 0; runs && i < runs->len; i++) {
        struct run *run = runs->pdata[i];
        struct run *known = known_run(before, run);
        if (run->last_id > revision->state.last_id)
            fail_damaged(snapshot);
        if (!known) {
            read_directory(snapshot, run);
            continue;
        }
        runs->pdata[i] = run_ref(known);
        run_unref(run);
    }
    if (!runs)
        fail_damaged(snapshot);
}

/* Reading. */

static bool
fetch(void *data,
      const struct run *run,
      uint32_t page,
      char bytes[RUN_PAGE_MAX],
      size_t *len)
{
    const struct snapshot *snapshot = data;
    char key[RUN_KEY_SIZE], *value;
    struct xc_error err;

    runs_page_key(run, page, key);
    arena_step(snapshot->arena, STORE_STEPS);
    store_check(snapshot,
                xc_reader_metadata(snapshot->store, key, &value, len, &err),
                &err);
    const bool is_page = *len <= RUN_PAGE_MAX;
    if (is_page)
        memcpy(bytes, value, *len);
    free(value);
    if (!is_page)
        fail_damaged(snapshot);
    return true;
}

static void
begin(const struct snapshot *snapshot,
      struct run_cursor *cursor,
      const struct run *run)
{
    run_cursor_init(cursor, run, fetch, (void *)snapshot);
}

/* Whether the cursor, which has moved or not, is at an entry. */
static bool
is_good(const struct snapshot *snapshot,
        const struct run_cursor *cursor,
        bool has_moved)
{
    if (cursor->is_damaged)
        fail_damaged(snapshot);
    return has_moved;
}

/* Go to the first entry of the word. */
static bool
find(const struct snapshot *snapshot,
     struct run_cursor *cursor,
     const char *word,
     size_t len)
{
    return is_good(snapshot, cursor, run_cursor_seek(cursor, word, len)) &&
           run_cursor_is_at(cursor, word, len);
}

static bool
find_next(const struct snapshot *snapshot,
          struct run_cursor *cursor,
          const char *word,
          size_t len)
{
    return is_good(snapshot, cursor, run_cursor_next(cursor)) &&
           run_cursor_is_at(cursor, word, len);
}

/* The postings of the entry, of documents that are there. */
static struct posting *
read_postings(const struct snapshot *snapshot,
              struct run_cursor *cursor,
              size_t *n)
{
    struct posting *postings =
        arena_array(snapshot->arena, cursor->n, sizeof *postings);

    arena_step(snapshot->arena, cursor->n);
    if (!run_cursor_postings(cursor, postings))
        fail_damaged(snapshot);
    *n = 0;
    for (uint32_t i = 0; i < cursor->n; i++)
        if (is_in_set(snapshot->revision->alive, postings[i].id))
            postings[(*n)++] = postings[i];
    return postings;
}

struct part {
    const struct posting *postings;
    size_t n;
};

struct posting_list
run_postings(const struct snapshot *snapshot, const char *word, uint32_t from)
{
    const GPtrArray *runs = snapshot->revision->runs;
    struct arena *arena = snapshot->arena;
    struct run_cursor *cursor = arena_alloc(arena, sizeof *cursor);
    const size_t len = strlen(word);
    ARRAY(struct part) parts = {0};
    size_t most = 0;

    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = runs->pdata[i];
        if (run->last_id < from)
            continue;
        begin(snapshot, cursor, run);
        for (bool is_there = find(snapshot, cursor, word, len); is_there;
             is_there = find_next(snapshot, cursor, word, len)) {
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
count_documents(const struct snapshot *snapshot, struct run_cursor *cursor)
{
    size_t n;

    if (cursor->run->dead == 0)
        return cursor->n;
    const struct arena_mark mark = arena_mark(snapshot->arena);
    read_postings(snapshot, cursor, &n);
    arena_rewind(snapshot->arena, &mark);
    return (uint32_t)n;
}

uint32_t
run_documents(const struct snapshot *snapshot, const char *word)
{
    const GPtrArray *runs = snapshot->revision->runs;
    const struct arena_mark mark = arena_mark(snapshot->arena);
    struct run_cursor *cursor = arena_alloc(snapshot->arena, sizeof *cursor);
    const size_t len = strlen(word);
    uint32_t documents = 0;

    for (guint i = 0; i < runs->len; i++) {
        begin(snapshot, cursor, runs->pdata[i]);
        for (bool is_there = find(snapshot, cursor, word, len); is_there;
             is_there = find_next(snapshot, cursor, word, len))
            documents += count_documents(snapshot, cursor);
    }
    arena_rewind(snapshot->arena, &mark);
    return documents;
}

/* All words. */

static bool
has_prefix(const struct run_cursor *cursor, const char *prefix)
{
    return strncmp(cursor->term, prefix, strlen(prefix)) == 0;
}

/* The cursor whose word comes first; NULL if all have ended. */
static struct run_cursor *
first_cursor(struct run_cursor *cursors, size_t n)
{
    struct run_cursor *first = NULL;

    for (size_t i = 0; i < n; i++)
        if (cursors[i].run &&
            (!first || strcmp(cursors[i].term, first->term) < 0))
            first = &cursors[i];
    return first;
}

void
run_each_word(const struct snapshot *snapshot,
              const char *prefix,
              void (*visit)(void *data, const char *word, uint32_t documents),
              void *data)
{
    const GPtrArray *runs = snapshot->revision->runs;
    struct run_cursor *cursors =
        arena_array(snapshot->arena, runs->len, sizeof *cursors);
    char word[XC_TERM_MAX + 1] = "";
    uint32_t documents = 0;
    struct run_cursor *cursor;

    for (guint i = 0; i < runs->len; i++) {
        begin(snapshot, &cursors[i], runs->pdata[i]);
        if (!is_good(snapshot, &cursors[i],
                     run_cursor_seek(&cursors[i], prefix, strlen(prefix))) ||
            !has_prefix(&cursors[i], prefix))
            cursors[i].run = NULL;
    }
    while ((cursor = first_cursor(cursors, runs->len))) {
        arena_step(snapshot->arena, 1);
        if (strcmp(cursor->term, word) != 0) {
            if (documents > 0)
                visit(data, word, documents);
            g_strlcpy(word, cursor->term, sizeof word);
            documents = 0;
        }
        documents += count_documents(snapshot, cursor);
        if (!is_good(snapshot, cursor, run_cursor_next(cursor)) ||
            !has_prefix(cursor, prefix))
            cursor->run = NULL;
    }
    if (documents > 0)
        visit(data, word, documents);
}
