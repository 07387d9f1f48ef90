/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The runs of an index, through commits, removals, merges and rollbacks,
 * against a plain table of which document has which word.
 */
#include "support.h"

#include "engine/store/runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 60, DOCUMENTS = 6000 };

struct fixture {
    char *folder, *db;
    struct xc_writer *store;
    struct runs_writer *runs;
    struct inverter *inverter;
    uint32_t last_id;
    /* How often each document has each word, as now and as committed. */
    unsigned char now[DOCUMENTS][WORDS], committed[DOCUMENTS][WORDS];
    uint32_t committed_id;
};

static void
must(enum xc_status status, const struct xc_error *err)
{
    if (status != XC_OK)
        fail_msg("%s", err->message);
}

static size_t
term_of(const struct inverter_word *word, char term[XC_TERM_MAX + 1])
{
    strcpy(term, word->first);
    return strlen(term);
}

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);
    struct xc_error err;

    fx->folder = test_folder();
    fx->db = test_path(fx->folder, "db");
    must(xc_writer_open(fx->db, &fx->store, &err), &err);
    fx->runs = runs_writer_new(fx->store);
    fx->inverter = inverter_new(term_of);
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    inverter_free(fx->inverter);
    runs_writer_free(fx->runs);
    xc_writer_close(fx->store);
    test_folder_remove(fx->folder);
    free(fx->db);
    free(fx);
    return 0;
}

static unsigned
chance(unsigned most)
{
    static uint64_t state = 7;

    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % most;
}

static void
name_word(unsigned word, char name[64])
{
    /* Some are long, so that there are several pages. */
    snprintf(name, 64, "%s%02u", word % 2 ? "w" : "a-rather-long-beginning-",
             word);
}

static void
add_document(struct fixture *fx)
{
    const uint32_t id = ++fx->last_id;

    assert_true(id < DOCUMENTS);
    for (unsigned n = chance(30); n > 0; n--) {
        char name[64];
        const unsigned word = chance(WORDS);
        name_word(word, name);
        const struct inverter_word one = {.first = name, .times = 1};
        inverter_add(fx->inverter, &one, 1, id);
        fx->now[id][word]++;
    }
}

static void
remove_documents(struct fixture *fx, uint32_t first, uint32_t last)
{
    for (uint32_t id = first; id <= last && id <= fx->last_id; id++) {
        runs_writer_remove(fx->runs, id);
        memset(fx->now[id], 0, WORDS);
    }
}

static void
commit(struct fixture *fx)
{
    struct xc_error err;

    must(runs_writer_add(fx->runs, fx->inverter, &err), &err);
    must(runs_writer_finish(fx->runs, &err), &err);
    must(xc_writer_commit(fx->store, &err), &err);
    memcpy(fx->committed, fx->now, sizeof fx->now);
    fx->committed_id = fx->last_id;
}

static void
roll_back(struct fixture *fx)
{
    struct xc_error err;

    inverter_clear(fx->inverter);
    runs_writer_forget(fx->runs);
    must(xc_writer_cancel(fx->store, &err), &err);
    memcpy(fx->now, fx->committed, sizeof fx->now);
    fx->last_id = fx->committed_id;
}

static bool
fetch(void *data,
      const struct run *run,
      uint32_t page,
      char bytes[RUN_PAGE_MAX],
      size_t *len)
{
    struct xc_error err;
    char key[RUN_KEY_SIZE], *value;

    runs_page_key(run, page, key);
    must(xc_writer_metadata(data, key, &value, len, &err), &err);
    memcpy(bytes, value, *len);
    free(value);
    return true;
}

static unsigned
word_of(const char *term)
{
    return (unsigned)atoi(term + strlen(term) - 2);
}

/* Compare the run with the table: what it has more must be of documents that
 * are gone. Postings are counted. */
static void
check_run(struct fixture *fx, struct run *run, size_t *postings)
{
    static struct posting found[DOCUMENTS];
    struct run_cursor *cursor = calloc(1, sizeof *cursor);
    char key[RUN_KEY_SIZE], *directory;
    struct xc_error err;
    size_t len, dead = 0;

    runs_directory_key(run, key);
    must(xc_writer_metadata(fx->store, key, &directory, &len, &err), &err);
    assert_true(run_set_directory(run, directory, len));
    run_cursor_init(cursor, run, fetch, fx->store);
    while (run_cursor_next(cursor)) {
        assert_true(run_cursor_postings(cursor, found));
        for (uint32_t i = 0; i < cursor->n; i++) {
            const unsigned times = fx->now[found[i].id][word_of(cursor->term)];
            assert_true(times == 0 || times == found[i].times);
            *postings += times > 0;
            dead += times == 0;
        }
    }
    assert_false(cursor->is_damaged);
    assert_true(dead == 0 || run->dead > 0);
    free(cursor);
}

static GPtrArray *
runs_of(struct fixture *fx)
{
    struct xc_error err;
    char *list;

    must(xc_writer_metadata(fx->store, RUNS_KEY, &list, NULL, &err), &err);
    GPtrArray *runs = runs_parse(list);
    assert_non_null(runs);
    free(list);
    return runs;
}

static void
check_index(struct fixture *fx)
{
    GPtrArray *runs = runs_of(fx);
    size_t postings = 0, wanted = 0;

    for (guint i = 0; i < runs->len; i++)
        check_run(fx, runs->pdata[i], &postings);
    for (uint32_t id = 1; id <= fx->last_id; id++)
        for (unsigned word = 0; word < WORDS; word++)
            wanted += fx->now[id][word] > 0;
    assert_int_equal(postings, wanted);
    g_ptr_array_unref(runs);
}

static void
runs_have_what_was_added_and_not_removed(void **state)
{
    struct fixture *fx = *state;

    for (int round = 0; round < 120; round++) {
        for (unsigned n = chance(60); n > 0; n--)
            add_document(fx);
        if (chance(3) == 0) {
            const uint32_t first = 1 + chance(fx->last_id + 1);
            remove_documents(fx, first, first + chance(40));
        }
        if (chance(8) == 0)
            roll_back(fx);
        else
            commit(fx);
        if (round % 10 == 0)
            check_index(fx);
    }
    check_index(fx);
}

static void
there_are_few_runs_however_many_commits(void **state)
{
    struct fixture *fx = *state;

    for (int round = 0; round < 300; round++) {
        add_document(fx);
        commit(fx);
        GPtrArray *runs = runs_of(fx);
        assert_true(runs->len < 8);
        g_ptr_array_unref(runs);
    }
    check_index(fx);
}

/* Of much more than the smallest level. */
static void
add_large_document(struct fixture *fx)
{
    const uint32_t id = ++fx->last_id;

    for (unsigned i = 0; i < 40000; i++) {
        char name[16];
        snprintf(name, sizeof name, "%08u", i * 104729);
        const struct inverter_word one = {.first = name, .times = 1};
        inverter_add(fx->inverter, &one, 1, id);
    }
}

static void
a_large_run_is_not_written_again_for_a_few_small_ones(void **state)
{
    struct fixture *fx = *state;
    unsigned number = 0;

    add_large_document(fx);
    for (int round = 0; round < 30; round++) {
        commit(fx);
        GPtrArray *runs = runs_of(fx);
        const struct run *first = runs->pdata[0];
        assert_true(round == 0 || first->number == number);
        assert_true(first->size > 1 << 18);
        assert_in_range(runs->len, 1, 9);
        number = first->number;
        g_ptr_array_unref(runs);
        add_document(fx);
    }
}

static void
as_many_large_runs_are_merged(void **state)
{
    struct fixture *fx = *state;

    for (int round = 0; round < 16; round++) {
        add_large_document(fx);
        commit(fx);
        GPtrArray *runs = runs_of(fx);
        assert_true(runs->len < 9);
        g_ptr_array_unref(runs);
    }
}

static void
a_run_that_is_mostly_dead_is_written_again(void **state)
{
    struct fixture *fx = *state;

    for (int i = 0; i < 100; i++)
        add_document(fx);
    commit(fx);
    remove_documents(fx, 1, 40);
    commit(fx);
    GPtrArray *runs = runs_of(fx);
    assert_int_equal(((struct run *)runs->pdata[0])->dead, 40);
    g_ptr_array_unref(runs);
    remove_documents(fx, 41, 60);
    commit(fx);
    runs = runs_of(fx);
    assert_int_equal(((struct run *)runs->pdata[0])->dead, 0);
    g_ptr_array_unref(runs);
    check_index(fx);
    remove_documents(fx, 61, 100);
    commit(fx);
    check_index(fx);
}

static void
a_list_that_is_damaged_is_refused(void **state)
{
    static const char *const lists[] = {
        "1",
        "1 1 5 2 0 100",
        "x\n",
        "1 5 1 2 0 100\n",
        "1 1 5 2 0 100\n2 5 9 2 0 100\n",
        "1 1 5 2 0 100 7\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        assert_null(runs_parse(lists[i]));
    GPtrArray *runs = runs_parse("1 1 5 2 0 100\n2 6 9 2 0 100\n");
    assert_int_equal(runs->len, 2);
    g_ptr_array_unref(runs);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(runs_have_what_was_added_and_not_removed),
        WITH(there_are_few_runs_however_many_commits),
        WITH(a_large_run_is_not_written_again_for_a_few_small_ones),
        WITH(as_many_large_runs_are_merged),
        WITH(a_run_that_is_mostly_dead_is_written_again),
        cmocka_unit_test(a_list_that_is_damaged_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
