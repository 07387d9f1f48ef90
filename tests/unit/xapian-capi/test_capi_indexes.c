/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Readers during writing, and several indexes read as one.
 */
#include "capi.h"

#include <stdlib.h>
#include <string.h>

/* Readers during writing. */

/* The next commit overwrites blocks that the last one no longer used. */
static void
a_reader_two_commits_behind_is_stale_until_it_reopens(void **state)
{
    enum { ALL = 3000 };
    struct capi *fx = *state;
    struct xc_error err;
    uint32_t ids[ROOM];
    bool is_stale = false;
    size_t n;

    for (int commits = 0; commits < 4; commits++) {
        capi_remove_term(fx, "text");
        for (int i = 0; i < ALL; i++)
            capi_add(fx, "text of some length so that blocks are filled");
        capi_commit(fx);
        if (commits == 0)
            fx->reader = capi_open_reader(fx->db);
        if (commits < 2)
            capi_postings_are(fx->reader, "text", 2999, 2, "2999 3000");
    }
    for (uint32_t from = 1; !is_stale && from < ALL; from += ROOM) {
        const enum xc_status status = xc_reader_postings(
            fx->reader, "text", 4, from, ids, NULL, ROOM, &n, &err);
        is_stale = status == XC_STALE;
        if (is_stale)
            assert_true(n == 0 && *err.message);
        else
            assert_int_equal(status, XC_OK);
    }
    assert_true(is_stale);
    assert_true(capi_reopen(fx));
    capi_postings_are(fx->reader, "text", 0, 2, "9001 9002");
}

static void
readers_do_not_change_each_other(void **state)
{
    struct capi *fx = *state;
    struct xc_reader *other = capi_open_reader(fx->db);

    capi_add(fx, "later a");
    capi_commit(fx);
    assert_true(capi_reopen(fx));
    capi_postings_are(fx->reader, "a", 0, ROOM, "1 2 3 6 7");
    capi_postings_are(other, "a", 0, ROOM, "1 2 3 6");
    assert_int_equal(capi_info(other).documents, 5);
    xc_reader_close(other);
}

/* Rebuilds with as many commits as before, and with fewer or more: the new
 * revision may be the same, lower or higher. */
static void
an_index_rebuilt_at_the_same_path_is_noticed(void **state)
{
    struct capi *fx = *state;
    char uuid[XC_UUID_SIZE];

    for (int commits = 1; commits <= 4; commits++) {
        strcpy(uuid, capi_info(fx->reader).uuid);
        capi_close_writer(fx);
        test_folder_remove(strdup(fx->db));
        capi_open_writer(fx);
        for (int i = 0; i < commits; i++) {
            capi_add(fx, i ? "other" : "first a");
            capi_commit(fx);
        }
        assert_true(capi_reopen(fx));
        assert_false(capi_reopen(fx));
        assert_string_not_equal(capi_info(fx->reader).uuid, uuid);
        assert_int_equal(capi_info(fx->reader).documents, commits);
        capi_postings_are(fx->reader, "a", 0, ROOM, "1");
        capi_data_is(fx->reader, 1, "first a");
    }
}

static void
while_there_is_no_index_a_reader_fails_and_then_it_recovers(void **state)
{
    struct capi *fx = *state;
    uint32_t ids[ROOM];
    struct xc_error err;
    bool has_changed = true;
    size_t n;

    capi_close_writer(fx);
    test_folder_remove(strdup(fx->db));
    assert_int_equal(xc_reader_reopen(fx->reader, &has_changed, &err),
                     XC_NOT_FOUND);
    assert_false(has_changed);
    assert_string_not_equal(err.message, "");
    assert_int_equal(
        xc_reader_postings(fx->reader, "a", 1, 0, ids, NULL, ROOM, &n, &err),
        XC_STALE);
    assert_int_equal(xc_reader_reopen(fx->reader, NULL, NULL), XC_NOT_FOUND);
    capi_open_writer(fx);
    capi_add(fx, "back a");
    capi_commit(fx);
    assert_true(capi_reopen(fx));
    capi_postings_are(fx->reader, "a", 0, ROOM, "1");
}

/* Several indexes read as one. */

static void
several_indexes_are_read_as_one(void **state)
{
    struct capi *fx = *state;
    struct capi more = {.db = test_path(fx->folder, "more")};
    const char *const paths[] = {fx->db, more.db};
    struct xc_reader *reader;
    struct xc_error err;
    struct capi_list list;
    bool has_changed;

    capi_open_writer(&more);
    capi_add(&more, "a b z");
    capi_add(&more, "z a b");
    capi_set_metadata(&more, "key", "second");
    capi_commit(&more);
    capi_set_metadata(fx, "key", "first");
    capi_commit(fx);
    MUST(xc_reader_open(paths, 2, &reader, &err));
    assert_int_equal(capi_info(reader).documents, 7);
    assert_int_equal(capi_info(reader).last_id, 11);
    assert_int_equal(capi_info(reader).revision, 0);
    assert_string_equal(capi_info(reader).uuid, "");
    capi_metadata_is(reader, "key", "first");
    capi_postings_are(reader, "a", 0, ROOM, "1 2 3 4 5 11");
    capi_postings_are(reader, "z", 3, ROOM, "4");
    capi_phrase_is(reader, "ab", 0, ROOM, "1 2 3 4 11");
    capi_phrase_is(reader, "ab", 3, 2, "3 4");
    capi_phrase_is(reader, "ab", 5, 2, "11");
    capi_data_is(reader, 4, "z a b");
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_values(reader, NAME, 2, list.ids, &list.strings, 3, &list.n,
                          &list.is_end, &err));
    capi_numbers_are(list.ids, list.n, "2 3 4");
    capi_strings_are(&list, "a b z");
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_terms(reader, "", 0, "b", 1, &list.strings, list.numbers,
                         ROOM, &list.n, &list.is_end, &err));
    capi_strings_are(&list, "b c z");
    capi_numbers_are(list.numbers, list.n, "6 3 2");

    MUST(xc_reader_reopen(reader, &has_changed, &err));
    assert_false(has_changed);
    capi_add(&more, "z");
    capi_commit(&more);
    MUST(xc_reader_reopen(reader, &has_changed, &err));
    assert_true(has_changed);
    capi_postings_are(reader, "z", 3, ROOM, "4 6");
    xc_reader_close(reader);
    xc_writer_close(more.writer);
    free(more.db);
}

static void
compacting_joins_indexes_in_a_new_folder(void **state)
{
    struct capi *fx = *state;
    struct capi more = {.db = test_path(fx->folder, "more")};
    const char *const paths[] = {fx->db, more.db};
    char *to = test_path(fx->folder, "to");
    struct xc_error err;

    capi_open_writer(&more);
    capi_add(&more, "z a b");
    capi_commit(&more);
    capi_close_writer(&more);
    capi_set_metadata(fx, "key", "first");
    capi_commit(fx);
    MUST(xc_compact(paths, 2, to, &err));
    struct xc_reader *reader = capi_open_reader(to);
    assert_int_equal(capi_info(reader).documents, 6);
    capi_postings_are(reader, "", 0, ROOM, "1 2 3 5 6 7");
    capi_phrase_is(reader, "ab", 3, ROOM, "6 7");
    capi_data_is(reader, 7, "z a b");
    capi_metadata_is(reader, "key", "first");
    assert_string_not_equal(capi_info(reader).uuid, capi_info(fx->reader).uuid);
    xc_reader_close(reader);
    /* Existing files are not overwritten. */
    assert_int_equal(xc_compact(paths, 2, to, &err), XC_FAILED);
    assert_int_equal(xc_compact(paths, 1, fx->folder, &err), XC_FAILED);
    reader = capi_open_reader(to);
    assert_int_equal(capi_info(reader).documents, 6);
    xc_reader_close(reader);
    free(to);
    free(more.db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_INDEX(a_reader_two_commits_behind_is_stale_until_it_reopens),
        WITH_TEXTS(readers_do_not_change_each_other),
        WITH_TEXTS(an_index_rebuilt_at_the_same_path_is_noticed),
        WITH_TEXTS(while_there_is_no_index_a_reader_fails_and_then_it_recovers),
        WITH_TEXTS(several_indexes_are_read_as_one),
        WITH_TEXTS(compacting_joins_indexes_in_a_new_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
