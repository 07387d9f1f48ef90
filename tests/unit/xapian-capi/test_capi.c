/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Opening an index and writing to it with xapian-capi.
 */
#include "capi.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Opening. */

static enum xc_status
open_status(const char *path)
{
    const char *const paths[] = {path};
    struct xc_reader *reader = (void *)&paths;
    struct xc_error err = {.status = XC_OK};
    const enum xc_status status = xc_reader_open(paths, 1, &reader, &err);

    if (status == XC_OK) {
        xc_reader_close(reader);
        return status;
    }
    assert_null(reader);
    assert_int_equal(err.status, status);
    assert_string_not_equal(err.message, "");
    return status;
}

static void
without_an_index_none_is_found(void **state)
{
    static const char *const contents[] = {"", "hello\n", "# a comment\n",
                                           "auto nowhere\n", "\xff\xfe"};
    struct capi *fx = *state;
    char *path = test_path(fx->folder, "file");

    assert_int_equal(open_status(path), XC_NOT_FOUND);
    assert_int_equal(open_status(fx->folder), XC_NOT_FOUND);
    assert_int_equal(open_status("/dev/null"), XC_NOT_FOUND);
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        test_write(path, contents[i], strlen(contents[i]));
        assert_int_equal(open_status(path), XC_NOT_FOUND);
    }
    free(path);
}

static void
a_writer_needs_a_folder_to_write_in(void **state)
{
    struct capi *fx = *state;
    char *file = test_path(fx->folder, "file");
    char *missing = test_path(fx->folder, "missing/db");
    struct xc_writer *writer = fx->writer;
    struct xc_error err = {.status = XC_OK};

    test_write(file, "", 0);
    assert_int_equal(xc_writer_open(file, &writer, &err), XC_NOT_FOUND);
    assert_null(writer);
    assert_int_equal(xc_writer_open(missing, &writer, &err), XC_FAILED);
    assert_null(writer);
    assert_string_not_equal(err.message, "");
    free(file);
    free(missing);
}

static void
an_invalid_address_or_one_without_a_server_fails(void **state)
{
    static const char *const paths[] = {
        "tcp:",        "tcp:x",    "tcp::5",   "tcp:localhost:", "tcp:h:0",
        "tcp:h:65536", "tcp:h:1x", "tcp:h:-1", "tcp:127.0.0.1:1"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(open_status(paths[i]), XC_FAILED);
}

static void
a_stub_file_opens_the_indexes_that_it_lists(void **state)
{
    struct capi *fx = *state;
    char *path = test_path(fx->folder, "stub");

    test_write(path, "auto db\n", 8);
    struct xc_reader *reader = capi_open_reader(path);
    assert_int_equal(capi_info(reader).documents, 5);
    assert_true(capi_info(reader).revision > 0);
    capi_phrase_is(reader, "ab", 2, ROOM, "2 6");
    xc_reader_close(reader);
    test_write(path, "auto db\nauto db\n", 16);
    reader = capi_open_reader(path);
    assert_int_equal(capi_info(reader).documents, 10);
    assert_int_equal(capi_info(reader).revision, 0);
    capi_phrase_is(reader, "ab", 2, ROOM, "2 3 4 11 12");
    xc_reader_close(reader);
    free(path);
}

static void
a_second_writer_finds_the_index_locked(void **state)
{
    struct capi *fx = *state;
    const pid_t pid = fork();
    int status;

    assert_true(pid >= 0);
    if (pid == 0) {
        struct xc_writer *writer;
        struct xc_error err;
        _exit((int)xc_writer_open(fx->db, &writer, &err));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), XC_LOCKED);
}

static void
a_damaged_index_is_corrupt(void **state)
{
    struct capi *fx = *state;
    char *path = test_path(fx->db, "iamglass");

    capi_close_writer(fx);
    test_write(path, "xxxxxxxx", 8);
    assert_int_equal(open_status(fx->db), XC_CORRUPT);
    free(path);
}

/* Xapian itself would follow some of these numbers out of its arrays. */
static void
a_damaged_version_file_is_refused_or_can_be_read(void **state)
{
    static const char masks[] = {1, 4, 0x10, (char)0x80, 0x7f, (char)0xff};
    struct capi *fx = *state;
    char *path = test_path(fx->db, "iamglass");
    size_t len, n_refused = 0;

    capi_close_writer(fx);
    char *bytes = test_read(path, &len);
    for (size_t at = 0; at < len; at++)
        for (size_t i = 0; i < sizeof masks; i++) {
            bytes[at] ^= masks[i];
            test_write(path, bytes, len);
            bytes[at] ^= masks[i];
            n_refused += open_status(fx->db) != XC_OK;
            xc_check(fx->db, NULL);
        }
    assert_true(n_refused > 0);
    for (size_t cut = 0; cut < len; cut++) {
        test_write(path, bytes, cut);
        assert_int_not_equal(open_status(fx->db), XC_OK);
    }
    free(bytes);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(open_status(fx->db), XC_CORRUPT);
    assert_int_equal(xc_writer_open(fx->db, &fx->writer, NULL), XC_CORRUPT);
    free(path);
}

/* Neither a lock nor damage. */
static void
too_few_open_files_are_a_refusal_of_the_system(void **state)
{
    struct capi *fx = *state;
    struct rlimit was, few;
    struct xc_writer *writer;
    struct xc_error err = {.status = XC_OK};
    size_t n_refused = 0;

    capi_close_writer(fx);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    for (few = was, few.rlim_cur = 3; few.rlim_cur < 16; few.rlim_cur++) {
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
        const enum xc_status status = xc_writer_open(fx->db, &writer, &err);
        xc_writer_close(writer);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
        if (status == XC_OK)
            continue;
        n_refused++;
        assert_int_equal(status, XC_FAILED);
        assert_int_equal(err.system, EMFILE);
    }
    assert_true(n_refused > 0);
}

static void
an_index_without_its_table_of_terms_is_corrupt(void **state)
{
    struct capi *fx = *state;
    char *path = test_path(fx->db, "termlist.glass");

    assert_int_equal(unlink(path), 0);
    assert_int_equal(open_status(fx->db), XC_CORRUPT);
    free(path);
}

static void
an_index_of_a_format_no_longer_supported_is_of_another_version(void **state)
{
    struct capi *fx = *state;
    char *path = test_path(fx->folder, "iamflint");
    struct xc_writer *writer = fx->writer;
    struct xc_error err = {.status = XC_OK};

    test_write(path, "flint", 5);
    assert_int_equal(open_status(fx->folder), XC_WRONG_VERSION);
    assert_int_equal(xc_writer_open(fx->folder, &writer, &err),
                     XC_WRONG_VERSION);
    assert_null(writer);
    free(path);
}

static void
closing_null_does_nothing(void **state)
{
    (void)state;
    xc_writer_close(NULL);
    xc_reader_close(NULL);
    assert_int_equal(strncmp(xc_xapian_version(), "1.", 2), 0);
}

/* Writing. */

static void
documents_are_numbered_from_one(void **state)
{
    struct capi *fx = *state;
    const struct xc_document nothing = {0};
    struct xc_error err;

    assert_int_equal(capi_add(fx, "a"), 1);
    MUST(xc_writer_add(fx->writer, &nothing, NULL, &err));
    capi_commit(fx);
    assert_int_equal(capi_add(fx, "b"), 3);
    capi_remove_term(fx, "b");
    capi_commit(fx);
    assert_int_equal(capi_add(fx, "c"), 4);
    capi_commit(fx);
    fx->reader = capi_open_reader(fx->db);
    assert_int_equal(capi_info(fx->reader).documents, 3);
    assert_int_equal(capi_info(fx->reader).last_id, 4);
    capi_data_is(fx->reader, 2, "");
}

static void
replacing_keeps_the_number_or_creates_it(void **state)
{
    struct capi *fx = *state;
    struct xc_term terms[ROOM];
    uint32_t at[ROOM];
    struct xc_value name;
    struct xc_error err;
    const struct xc_document made = capi_document("x y", terms, at, &name);

    MUST(xc_writer_replace(fx->writer, 2, &made, &err));
    MUST(xc_writer_replace(fx->writer, 9, &made, &err));
    capi_commit(fx);
    assert_true(capi_reopen(fx));
    capi_data_is(fx->reader, 2, "x y");
    capi_data_is(fx->reader, 9, "x y");
    capi_postings_are(fx->reader, "x", 0, ROOM, "2 9");
    capi_postings_are(fx->reader, "a", 0, ROOM, "1 3 6");
    assert_int_equal(capi_info(fx->reader).last_id, 9);
}

static void
a_term_leads_to_another_of_its_document(void **state)
{
    static const struct {
        const char *term, *prefix, *found;
    } cases[] = {{"qa", "r", "ra"}, {"qb", "r", "rb"}, {"qa", "ra", "ra"},
                 {"qa", "s", ""},   {"qa", "", "qa"},  {"qc", "r", ""}};
    struct capi *fx = *state;
    struct xc_error err;

    capi_add(fx, "qa ra");
    capi_add(fx, "qb rb zz");
    for (int is_committed = 0; is_committed <= 1; is_committed++) {
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            char *found;
            MUST(xc_writer_term_beside(fx->writer, cases[i].term,
                                       strlen(cases[i].term), cases[i].prefix,
                                       strlen(cases[i].prefix), &found, &err));
            assert_string_equal(found, cases[i].found);
            free(found);
        }
        capi_commit(fx);
    }
}

static void
the_documents_of_a_term_may_be_uncommitted(void **state)
{
    struct capi *fx = *state;
    uint32_t ids[2], from = 1, before = 0;
    struct xc_error err;
    size_t n = 2, all = 0;

    for (int i = 0; i < 5; i++)
        capi_add(fx, i == 2 ? "other" : "sought");
    while (n == 2) {
        MUST(xc_writer_documents(fx->writer, "sought", 6, from, ids, 2, &n,
                                 &err));
        for (size_t i = 0; i < n; i++, all++) {
            assert_true(ids[i] > before);
            before = ids[i];
        }
        from = before + 1;
    }
    assert_int_equal(all, 4);
    MUST(xc_writer_remove(fx->writer, "sought", 6, &err));
    MUST(xc_writer_documents(fx->writer, "sought", 6, 1, ids, 2, &n, &err));
    assert_int_equal(n, 0);
}

static void
nothing_is_visible_before_the_commit(void **state)
{
    struct capi *fx = *state;
    const struct xc_info before = capi_info(fx->reader);
    struct xc_error err;
    char *value;

    /* Xapian on its own would flush every ten thousand documents. */
    for (int i = 0; i < 10500; i++)
        capi_add(fx, "many");
    capi_set_metadata(fx, "key", "value");
    assert_false(capi_reopen(fx));
    assert_int_equal(capi_info(fx->reader).documents, before.documents);
    capi_metadata_is(fx->reader, "key", "");
    MUST(xc_writer_metadata(fx->writer, "key", &value, NULL, &err));
    assert_string_equal(value, "value");
    free(value);
    capi_commit(fx);
    assert_int_equal(capi_info(fx->reader).documents, before.documents);
    assert_true(capi_reopen(fx));
    assert_false(capi_reopen(fx));
    assert_int_equal(capi_info(fx->reader).documents, before.documents + 10500);
    assert_true(capi_info(fx->reader).revision > before.revision);
    capi_metadata_is(fx->reader, "key", "value");
}

static void
a_cancelled_transaction_and_one_that_is_not_committed_are_discarded(
    void **state)
{
    struct capi *fx = *state;
    struct xc_error err;

    for (int is_closed = 0; is_closed < 2; is_closed++) {
        capi_add(fx, "new");
        capi_remove_term(fx, "a");
        capi_set_metadata(fx, "key", "value");
        if (is_closed) {
            capi_close_writer(fx);
            capi_open_writer(fx);
        } else
            MUST(xc_writer_cancel(fx->writer, &err));
        capi_commit(fx);
        capi_reopen(fx);
        capi_postings_are(fx->reader, "", 0, ROOM, "1 2 3 5 6");
        capi_metadata_is(fx->reader, "key", "");
    }
    MUST(xc_writer_cancel(fx->writer, &err));
    capi_add(fx, "kept");
    capi_commit(fx);
    capi_reopen(fx);
    capi_postings_are(fx->reader, "kept", 0, ROOM, "7");
}

static enum xc_status
try_term(struct capi *fx, const char *text, size_t len)
{
    const struct xc_term term = {text, len, 1, NULL, 0};
    const struct xc_document made = {.terms = &term, .n_terms = 1};
    struct xc_error err;

    return xc_writer_add(fx->writer, &made, NULL, &err);
}

static void
a_term_or_key_too_long_is_refused_and_leaves_the_others_alone(void **state)
{
    struct capi *fx = *state;
    char text[XC_TERM_MAX + 2] = "";
    struct xc_error err;

    capi_add(fx, "before");
    assert_int_equal(try_term(fx, text, 123), XC_FAILED); /* all NULs */
    assert_int_equal(try_term(fx, text, 122), XC_OK);
    assert_int_equal(try_term(fx, "", 0), XC_FAILED);
    memset(text, 'x', XC_TERM_MAX + 1);
    assert_int_equal(try_term(fx, text, XC_TERM_MAX + 1), XC_FAILED);
    assert_int_equal(try_term(fx, text, XC_TERM_MAX), XC_OK);
    assert_int_equal(xc_writer_set_metadata(fx->writer, text, "v", 1, &err),
                     XC_FAILED);
    text[XC_TERM_MAX] = '\0';
    capi_set_metadata(fx, text, "v");
    capi_commit(fx);
    fx->reader = capi_open_reader(fx->db);
    capi_postings_are(fx->reader, "before", 0, ROOM, "1");
    capi_postings_are(fx->reader, text, 0, ROOM, "3");
    capi_postings_are(fx->reader, "", 0, ROOM, "1 2 3");
    capi_metadata_is(fx->reader, text, "v");
}

static void
a_failed_change_stops_the_commit_until_it_is_cancelled(void **state)
{
    enum { LARGE = 1 << 20 };
    struct capi *fx = *state;
    char *bytes = malloc(LARGE);
    const struct xc_document made = {.data = bytes, .data_len = LARGE};
    enum xc_status status = XC_OK;
    struct xc_error err;
    unsigned random = 1;

    assert_non_null(bytes);
    for (size_t i = 0; i < LARGE; i++) {
        random = random * 1103515245u + 12345u;
        bytes[i] = (char)(random >> 16); /* cannot be compressed */
    }
    capi_add(fx, "before");
    test_limit_files(LARGE / 2);
    for (int i = 0; i < 9 && status == XC_OK; i++)
        status = xc_writer_add(fx->writer, &made, NULL, &err);
    test_limit_files(0);
    free(bytes);
    assert_int_equal(status, XC_FAILED);
    assert_non_null(strstr(err.message, "File too large"));
    assert_int_equal(xc_writer_commit(fx->writer, &err), XC_FAILED);
    assert_int_equal(xc_writer_remove(fx->writer, "b", 1, &err), XC_FAILED);
    assert_int_equal(xc_writer_commit(fx->writer, &err), XC_FAILED);
    MUST(xc_writer_cancel(fx->writer, &err));
    capi_add(fx, "after");
    capi_commit(fx);
    capi_reopen(fx);
    capi_postings_are(fx->reader, "", 0, ROOM, "1 2 3 5 6 7");
    capi_data_is(fx->reader, 7, "after");
}

static void
after_a_commit_that_failed_nothing_is_committed_until_it_is_cancelled(
    void **state)
{
    struct capi *fx = *state;
    struct xc_error err;

    for (int is_closed = 0; is_closed < 2; is_closed++) {
        capi_add(fx, "lost");
        test_limit_files(1);
        assert_int_equal(xc_writer_commit(fx->writer, &err), XC_FAILED);
        test_limit_files(0);
        assert_int_equal(xc_writer_commit(fx->writer, &err), XC_FAILED);
        assert_int_equal(xc_writer_remove(fx->writer, "b", 1, &err), XC_FAILED);
        if (is_closed) {
            capi_close_writer(fx);
            capi_open_writer(fx);
        } else {
            MUST(xc_writer_cancel(fx->writer, &err));
        }
        capi_add(fx, "kept");
        capi_commit(fx);
    }
    capi_reopen(fx);
    capi_postings_are(fx->reader, "lost", 0, ROOM, "");
    capi_postings_are(fx->reader, "kept", 0, ROOM, "7 8");
    capi_postings_are(fx->reader, "", 0, ROOM, "1 2 3 5 6 7 8");
}

static void
removing_by_a_term_that_no_document_has_succeeds(void **state)
{
    struct capi *fx = *state;

    capi_remove_term(fx, "none");
    capi_remove_term(fx, "ab");
    capi_commit(fx);
    capi_reopen(fx);
    capi_postings_are(fx->reader, "", 0, ROOM, "1 2 3 6");
}

static void
metadata_is_replaced_and_an_empty_value_removes_it(void **state)
{
    struct capi *fx = *state;

    capi_set_metadata(fx, "key", "old");
    capi_commit(fx);
    capi_set_metadata(fx, "key", "new");
    capi_commit(fx);
    capi_reopen(fx);
    capi_metadata_is(fx->reader, "key", "new");
    capi_set_metadata(fx, "key", "");
    capi_commit(fx);
    capi_reopen(fx);
    capi_metadata_is(fx->reader, "key", "");
}

static void
messages_are_one_line_of_whole_characters(void **state)
{
    char path[600] = "/nowhere\n";
    const char *const paths[] = {path};
    struct xc_reader *reader;
    struct xc_error err;

    (void)state;
    for (size_t shift = 0; shift < 2; shift++) {
        strcpy(path + 9, shift ? "x" : "");
        while (strlen(path) < 590)
            strcat(path, "\u00e9");
        assert_int_not_equal(xc_reader_open(paths, 1, &reader, &err), XC_OK);
        assert_null(strchr(err.message, '\n'));
        const size_t len = strlen(err.message);
        assert_true(len > 200 && len < sizeof err.message);
        assert_memory_equal(err.message + len - 2, "\u00e9", 2);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_INDEX(without_an_index_none_is_found),
        WITH_INDEX(a_writer_needs_a_folder_to_write_in),
        cmocka_unit_test(an_invalid_address_or_one_without_a_server_fails),
        WITH_TEXTS(a_stub_file_opens_the_indexes_that_it_lists),
        WITH_INDEX(a_second_writer_finds_the_index_locked),
        WITH_TEXTS(a_damaged_index_is_corrupt),
        WITH_TEXTS(a_damaged_version_file_is_refused_or_can_be_read),
        WITH_TEXTS(too_few_open_files_are_a_refusal_of_the_system),
        WITH_TEXTS(an_index_without_its_table_of_terms_is_corrupt),
        WITH_INDEX(
            an_index_of_a_format_no_longer_supported_is_of_another_version),
        cmocka_unit_test(closing_null_does_nothing),
        WITH_INDEX(documents_are_numbered_from_one),
        WITH_TEXTS(replacing_keeps_the_number_or_creates_it),
        WITH_TEXTS(a_term_leads_to_another_of_its_document),
        WITH_TEXTS(the_documents_of_a_term_may_be_uncommitted),
        WITH_TEXTS(nothing_is_visible_before_the_commit),
        WITH_TEXTS(
            a_cancelled_transaction_and_one_that_is_not_committed_are_discarded),
        WITH_INDEX(
            a_term_or_key_too_long_is_refused_and_leaves_the_others_alone),
        WITH_TEXTS(a_failed_change_stops_the_commit_until_it_is_cancelled),
        WITH_TEXTS(
            after_a_commit_that_failed_nothing_is_committed_until_it_is_cancelled),
        WITH_TEXTS(removing_by_a_term_that_no_document_has_succeeds),
        WITH_TEXTS(metadata_is_replaced_and_an_empty_value_removes_it),
        cmocka_unit_test(messages_are_one_line_of_whole_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
