/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Terms turned into postings, and these written as the pages of a run and read
 * again.
 */
#include "support.h"

#include "engine/store/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The inverter. */

static bool
is_odd(const void *data, uint32_t id)
{
    (void)data;
    return id % 2 == 1;
}

static bool
is_none(const void *data, uint32_t id)
{
    (void)data;
    (void)id;
    return false;
}

/* "term:id*times,... " for each. */
static void
note(void *data,
     const char *term,
     size_t len,
     const struct posting *postings,
     size_t n)
{
    g_string_append_printf(data, "%.*s:", (int)len, term);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(data, "%u*%u,", postings[i].id,
                               postings[i].times);
    g_string_append_c(data, ' ');
}

static size_t
term_of(const struct inverter_word *word, char term[XC_TERM_MAX + 1])
{
    strcpy(term, word->first);
    return strlen(term);
}

static void
put(struct inverter *inverter, const char *term, uint32_t id, uint32_t times)
{
    const struct inverter_word word = {.first = term, .times = times};

    inverter_add(inverter, &word, 1, id);
}

static void
terms_come_in_byte_order_with_their_documents(void **state)
{
    struct inverter *inverter = inverter_new(term_of);
    GString *found = g_string_new(NULL);

    (void)state;
    put(inverter, "plan", 3, 1);
    put(inverter, "assessment", 3, 2);
    put(inverter, "assessments", 3, 0);
    put(inverter, "assessment", 3, 1);
    put(inverter, "assessment", 8, 1);
    put(inverter, "\xc3\xa9lan", 8, 1);
    inverter_drain(inverter, is_none, note, found);
    assert_string_equal(found->str, "assessment:3*3,8*1, assessments:3*1, "
                                    "plan:3*1, \xc3\xa9lan:8*1, ");
    /* It is empty then. */
    g_string_truncate(found, 0);
    assert_int_equal(inverter_size(inverter), 0);
    put(inverter, "plan", 9, 1);
    put(inverter, "case", 10, 1);
    put(inverter, "plan", 10, 1);
    inverter_drain(inverter, is_odd, note, found);
    assert_string_equal(found->str, "case:10*1, plan:10*1, ");
    g_string_free(found, TRUE);
    inverter_free(inverter);
}

static void
put_key(struct inverter *inverter, uint64_t key, const char *term, uint32_t id)
{
    const struct inverter_word word = {key, term, NULL, 1};

    inverter_add(inverter, &word, 1, id);
}

static void
a_term_is_made_once_for_a_key(void **state)
{
    struct inverter *inverter = inverter_new(term_of);
    GString *found = g_string_new(NULL);

    (void)state;
    put_key(inverter, 7, "seven", 1);
    put_key(inverter, 7, "not made", 1);
    put_key(inverter, 8, "eight", 1);
    put_key(inverter, 7, "not made", 2);
    inverter_drain(inverter, is_none, note, found);
    assert_string_equal(found->str, "eight:1*1, seven:1*2,2*1, ");
    /* Keys may have other terms then. */
    g_string_truncate(found, 0);
    put_key(inverter, 7, "eight", 3);
    inverter_drain(inverter, is_none, note, found);
    assert_string_equal(found->str, "eight:3*1, ");
    g_string_free(found, TRUE);
    inverter_free(inverter);
}

static void
keys_with_the_same_term_have_their_documents_in_common(void **state)
{
    struct inverter *inverter = inverter_new(term_of);
    GString *found = g_string_new(NULL);

    (void)state;
    put_key(inverter, 1, "plan", 1);
    put_key(inverter, 2, "plan", 1);
    put_key(inverter, 2, "plan", 2);
    put_key(inverter, 1, "plan", 3);
    put(inverter, "plan", 3, 2);
    put(inverter, "plans", 3, 1);
    put_key(inverter, 2, "plan", 5);
    inverter_drain(inverter, is_odd, note, found);
    assert_string_equal(found->str, "plan:2*1, ");
    g_string_truncate(found, 0);
    put_key(inverter, 1, "plan", 1);
    put_key(inverter, 2, "plan", 1);
    put_key(inverter, 2, "plan", 2);
    put_key(inverter, 1, "plan", 3);
    put(inverter, "plan", 3, 2);
    inverter_drain(inverter, is_none, note, found);
    assert_string_equal(found->str, "plan:1*2,2*1,3*3, ");
    g_string_free(found, TRUE);
    inverter_free(inverter);
}

/* Runs: each term has some of the documents FIRST to LAST, and the common one
 * all of them, which takes many pages. */

enum { TERMS = 3000, FIRST = 501, LAST = 9000, COMMON = 1500 };

static void
name_term(unsigned i, char name[32])
{
    snprintf(name, 32, "%s%05u", i % 3 == 0 ? "=pair of " : "word", 2 * i);
}

static size_t
postings_of(unsigned i, struct posting postings[LAST])
{
    const unsigned step = i == COMMON ? 1 : 1 + i * 7919 % 3000;
    size_t n = 0;

    for (uint32_t id = FIRST + i % step; id <= LAST; id += step)
        postings[n++] = (struct posting){id, id % 5 == 0 ? 1 + id % 300 : 1};
    return n;
}

static void
add_postings(struct inverter *inverter)
{
    struct posting postings[LAST];
    /* By document: an inverter wants it so. */
    GPtrArray *documents = g_ptr_array_new();

    for (uint32_t id = 0; id <= LAST; id++)
        g_ptr_array_add(documents, g_array_new(FALSE, FALSE, 8));
    for (unsigned i = 0; i < TERMS; i++) {
        const size_t n = postings_of(i, postings);
        for (size_t p = 0; p < n; p++) {
            const uint32_t entry[2] = {i, postings[p].times};
            g_array_append_vals(documents->pdata[postings[p].id], entry, 1);
        }
    }
    for (uint32_t id = 0; id <= LAST; id++) {
        GArray *entries = documents->pdata[id];
        for (guint e = 0; e < entries->len; e++) {
            const uint32_t *entry = (uint32_t *)(void *)entries->data + 2 * e;
            char name[32];
            name_term(entry[0], name);
            put(inverter, name, id, entry[1]);
        }
        g_array_free(entries, TRUE);
    }
    g_ptr_array_free(documents, TRUE);
}

struct fixture {
    struct run_writer writer;
    GPtrArray *pages;    /* GBytes */
    uint32_t first, end; /* of the pages that may be fetched */
    uint32_t fetched;
    struct run *run;
};

static void
put_page(void *data, uint32_t page, const unsigned char *bytes, size_t len)
{
    struct fixture *fx = data;

    assert_int_equal(page, fx->pages->len);
    g_ptr_array_add(fx->pages, g_bytes_new(bytes, len));
}

static void
unref_page(void *page)
{
    g_bytes_unref(page);
}

static void
write_term(void *data,
           const char *term,
           size_t len,
           const struct posting *postings,
           size_t n)
{
    run_writer_add(data, term, len, postings, n);
}

static int
set_up(void **state)
{
    static struct fixture fx;
    struct inverter *inverter = inverter_new(term_of);

    fx.pages = g_ptr_array_new_with_free_func(unref_page);
    run_writer_init(&fx.writer, FIRST, put_page, &fx);
    add_postings(inverter);
    inverter_drain(inverter, is_none, write_term, &fx.writer);
    run_writer_end(&fx.writer);
    inverter_free(inverter);
    fx.run = run_new();
    fx.run->first_id = FIRST;
    fx.run->last_id = LAST;
    fx.run->n_pages = fx.end = fx.writer.n_pages;
    const guint len = fx.writer.directory->len;
    char *directory = malloc(len);
    memcpy(directory, fx.writer.directory->data, len);
    assert_true(run_set_directory(fx.run, directory, len));
    *state = &fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    run_writer_fini(&fx->writer);
    g_ptr_array_unref(fx->pages);
    run_unref(fx->run);
    return 0;
}

static bool
fetch(void *data,
      const struct run *run,
      uint32_t page,
      char bytes[RUN_PAGE_MAX],
      size_t *len)
{
    struct fixture *fx = data;
    const void *kept = g_bytes_get_data(fx->pages->pdata[page], len);

    assert_true(page < run->n_pages);
    assert_true(page >= fx->first && page < fx->end);
    fx->fetched++;
    assert_true(*len <= RUN_PAGE_MAX);
    memcpy(bytes, kept, *len);
    return true;
}

/* Read the postings of the cursor's term. */
static size_t
read_term(struct run_cursor *cursor, struct posting *postings)
{
    size_t n = 0;

    do {
        assert_true(n + cursor->n <= LAST);
        assert_true(run_cursor_postings(cursor, postings + n));
        n += cursor->n;
    } while (run_cursor_continue(cursor));
    assert_false(cursor->is_damaged);
    return n;
}

static void
every_term_is_found_with_its_postings(void **state)
{
    struct fixture *fx = *state;
    struct run_cursor *cursor = g_new(struct run_cursor, 1);
    static struct posting wanted[LAST], found[2 * LAST];
    char name[32];

    assert_true(fx->run->n_pages > 20);
    run_cursor_init(cursor, fx->run, fetch, fx);
    for (unsigned i = 0; i < TERMS; i++) {
        name_term(i, name);
        assert_true(run_cursor_seek(cursor, name, strlen(name)));
        assert_string_equal(cursor->term, name);
        const size_t n = postings_of(i, wanted);
        assert_int_equal(read_term(cursor, found), n);
        assert_memory_equal(found, wanted, n * sizeof *found);
    }
    g_free(cursor);
}

static void
no_other_pages_are_read_than_those_of_the_term(void **state)
{
    struct fixture *fx = *state;
    struct run_cursor *cursor = g_new(struct run_cursor, 1);
    static struct posting found[2 * LAST];
    char name[32];
    uint32_t most = 0;

    run_cursor_init(cursor, fx->run, fetch, fx);
    for (unsigned i = 0; i < TERMS; i++) {
        name_term(i, name);
        const uint32_t n =
            run_pages_of(fx->run, name, strlen(name), &fx->first);
        assert_in_range(n, 1, fx->run->n_pages - fx->first);
        fx->end = fx->first + n;
        fx->fetched = 0;
        assert_true(run_cursor_seek(cursor, name, strlen(name)));
        read_term(cursor, found);
        assert_int_equal(fx->fetched, n);
        most = MAX(most, n);
    }
    assert_true(most > 2);
    fx->first = 0;
    fx->end = fx->run->n_pages;
    g_free(cursor);
}

static void
a_term_that_is_not_there_leads_to_the_next(void **state)
{
    struct fixture *fx = *state;
    struct run_cursor *cursor = g_new(struct run_cursor, 1);

    run_cursor_init(cursor, fx->run, fetch, fx);
    assert_true(run_cursor_seek(cursor, "", 0));
    assert_string_equal(cursor->term, "=pair of 00000");
    assert_true(run_cursor_seek(cursor, "word00003", 9));
    assert_string_equal(cursor->term, "word00004");
    assert_true(run_cursor_seek(cursor, "=q", 2));
    assert_string_equal(cursor->term, "word00002");
    assert_false(run_cursor_seek(cursor, "words", 5));
    assert_false(cursor->is_damaged);
    g_free(cursor);
}

static void
entries_come_in_order_to_the_end(void **state)
{
    struct fixture *fx = *state;
    struct run_cursor *cursor = g_new(struct run_cursor, 1);
    char before[XC_TERM_MAX + 1] = "";
    unsigned terms = 0;

    run_cursor_init(cursor, fx->run, fetch, fx);
    while (run_cursor_next(cursor)) {
        const int order = strcmp(before, cursor->term);
        assert_true(order <= 0);
        terms += order < 0;
        snprintf(before, sizeof before, "%s", cursor->term);
    }
    assert_false(cursor->is_damaged);
    assert_int_equal(terms, TERMS);
    g_free(cursor);
}

static void
a_directory_that_is_cut_is_refused(void **state)
{
    const struct fixture *fx = *state;

    for (guint len = 0; len < 200; len++) {
        struct run *run = run_new();
        char *directory = malloc(len + 1);
        memcpy(directory, fx->writer.directory->data, len);
        run->n_pages = fx->run->n_pages;
        assert_false(run_set_directory(run, directory, len));
        run_unref(run);
    }
}

static void
pages_of_a_small_run_are_kept(void **state)
{
    /* A page whose first term is "a", and one too many of them. */
    static const char directory[] = "\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a"
                                    "\1a\1a\1a\1a\1a";
    enum { LARGE = (sizeof directory - 1) / 2 };
    char bytes[RUN_PAGE_MAX];
    size_t len = 0;

    (void)state;
    for (uint32_t n = LARGE - 1; n <= LARGE; n++) {
        struct run *run = run_new();
        run->n_pages = n;
        char *copy = malloc(2 * n);
        memcpy(copy, directory, 2 * n);
        assert_true(run_set_directory(run, copy, 2 * n));
        assert_false(run_find_page(run, 3, bytes, &len));
        run_keep_page(run, 3, "page", 4);
        run_keep_page(run, 3, "same", 4);
        assert_int_equal(run_find_page(run, 3, bytes, &len), n < LARGE);
        if (n < LARGE)
            assert_memory_equal(bytes, "page", 4);
        assert_false(run_find_page(run, 2, bytes, &len));
        run_unref(run);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_come_in_byte_order_with_their_documents),
        cmocka_unit_test(a_term_is_made_once_for_a_key),
        cmocka_unit_test(
            keys_with_the_same_term_have_their_documents_in_common),
        cmocka_unit_test(every_term_is_found_with_its_postings),
        cmocka_unit_test(no_other_pages_are_read_than_those_of_the_term),
        cmocka_unit_test(a_term_that_is_not_there_leads_to_the_next),
        cmocka_unit_test(entries_come_in_order_to_the_end),
        cmocka_unit_test(a_directory_that_is_cut_is_refused),
        cmocka_unit_test(pages_of_a_small_run_are_kept),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
