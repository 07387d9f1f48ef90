/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Opening. */

static enum xc_status
open_status(const char *path)
{
    const char *const paths[] = {path};
    struct xc_reader *reader = (void *)&paths;
    struct xc_error err = {XC_OK, ""};
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
where_there_is_no_index_none_is_found(void **state)
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
    struct xc_error err = {XC_OK, ""};

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

static void
an_index_without_its_table_of_terms_is_corrupt(void **state)
{
    struct capi *fx = *state;
    char *path = test_path(fx->db, "termlist.glass");
    struct xc_reader *reader;
    struct xc_error err = {XC_OK, ""};
    struct capi_list list;

    assert_int_equal(unlink(path), 0);
    reader = capi_open_reader(fx->db);
    capi_list_of(&list, 99);
    assert_int_equal(xc_reader_document_terms(reader, 1, "", 0, &list.strings,
                                              NULL, NULL, ROOM, &list.n,
                                              &list.is_end, &err),
                     XC_CORRUPT);
    assert_int_equal(err.status, XC_CORRUPT);
    assert_string_not_equal(err.message, "");
    xc_reader_close(reader);
    free(path);
}

static void
an_index_of_a_format_no_longer_supported_is_of_another_version(void **state)
{
    struct capi *fx = *state;
    char *path = test_path(fx->folder, "iamflint");
    struct xc_writer *writer = fx->writer;
    struct xc_error err = {XC_OK, ""};

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

/* Reading one thing. */

static void
an_empty_index_has_nothing(void **state)
{
    struct capi *fx = *state;
    struct xc_reader *reader = fx->reader = capi_open_reader(fx->db);
    const struct xc_info of = capi_info(reader);
    struct capi_list list;
    struct xc_error err;
    const uint32_t ids[] = {1, 5};
    uint32_t documents = 9;
    uint64_t occurrences = 9;
    size_t n = 9;

    assert_int_equal(of.documents, 0);
    assert_int_equal(of.last_id, 0);
    assert_true(of.average_length == 0);
    assert_int_equal(strlen(of.uuid), XC_UUID_SIZE - 1);
    MUST(xc_reader_frequency(reader, "a", 1, &documents, &occurrences, &err));
    assert_int_equal(documents, 0);
    assert_int_equal(occurrences, 0);
    capi_postings_are(reader, "a", 3, ROOM, "");
    capi_postings_are(reader, "", 3, ROOM, "");
    capi_phrase_is(reader, "ab", 0, ROOM, "");
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_lengths(reader, 0, list.ids, list.numbers, ROOM, &n, &err));
    assert_int_equal(n, 0);
    MUST(xc_reader_positions(reader, 1, "a", 1, list.ids, ROOM, &n, &err));
    assert_int_equal(n, 0);
    MUST(xc_reader_values(reader, NAME, 3, list.ids, &list.strings, ROOM,
                          &list.n, &list.is_end, &err));
    assert_true(list.is_end && list.n == 0);
    MUST(xc_reader_values_of(reader, NAME, ids, 2, &list.strings, &list.n,
                             &err));
    assert_true(list.n == 2 && list.ends[1] == 0);
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_terms(reader, "", 0, "b", 1, &list.strings, NULL, ROOM,
                         &list.n, &list.is_end, &err));
    assert_true(list.is_end && list.n == 0);
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_metadata_keys(reader, "", 0, "b", 1, &list.strings, ROOM,
                                 &list.n, &list.is_end, &err));
    assert_true(list.is_end && list.n == 0);
}

static void
data_is_any_bytes_of_a_document_that_is_there(void **state)
{
    static const char bytes[] = "a\0b\xff\n";
    static const uint32_t none[] = {0, 4, 99};
    const struct xc_document made = {.data = bytes, .data_len = sizeof bytes};
    struct capi *fx = *state;
    struct xc_error err;
    char *data;
    size_t len;

    MUST(xc_writer_add(fx->writer, &made, NULL, &err));
    capi_commit(fx);
    capi_reopen(fx);
    MUST(xc_reader_data(fx->reader, 7, &data, &len, &err));
    assert_int_equal(len, sizeof bytes);
    assert_memory_equal(data, bytes, sizeof bytes + 1); /* with a NUL */
    free(data);
    for (size_t i = 0; i < 3; i++) {
        data = (char *)bytes;
        assert_int_equal(xc_reader_data(fx->reader, none[i], &data, &len, &err),
                         XC_NOT_FOUND);
        assert_null(data);
        assert_int_equal(len, 0);
        assert_string_not_equal(err.message, "");
    }
}

static void
frequencies_count_documents_and_occurrences(void **state)
{
    struct capi *fx = *state;
    const struct xc_term marks[] = {{"mark", 4, 0, NULL, 0},
                                    {"often", 5, 7, NULL, 0}};
    const struct xc_document made = {.terms = marks, .n_terms = 2};
    static const struct {
        const char *term;
        uint32_t documents;
        uint64_t occurrences;
    } cases[] = {{"a", 4, 5},
                 {"gone", 0, 0},
                 {"mark", 1, 0},
                 {"often", 1, 7},
                 {"", 6, 6}};
    struct xc_error err;

    MUST(xc_writer_add(fx->writer, &made, NULL, &err));
    capi_commit(fx);
    capi_reopen(fx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *term = cases[i].term;
        uint32_t documents;
        uint64_t occurrences;
        MUST(xc_reader_frequency(fx->reader, term, strlen(term), &documents,
                                 &occurrences, &err));
        assert_int_equal(documents, cases[i].documents);
        assert_int_equal(occurrences, cases[i].occurrences);
    }
    MUST(xc_reader_frequency(fx->reader, "a", 1, NULL, NULL, &err));
}

/* Lists. */

static void
postings_are_read_in_blocks_from_a_number_on(void **state)
{
    static const char *const all[] = {"1 2 3 6", "1 2 3 6", "2 3 6", "3 6",
                                      "6",       "6",       "6",     ""};
    struct capi *fx = *state;
    uint32_t ids[ROOM], times[ROOM];
    struct xc_error err;
    size_t n;

    for (uint32_t from = 0; from < 8; from++)
        capi_postings_are(fx->reader, "a", from, ROOM, all[from]);
    capi_postings_are(fx->reader, "a", UINT32_MAX, ROOM, "");
    capi_postings_are(fx->reader, "a", 0, 0, "");
    capi_postings_are(fx->reader, "a", 0, 2, "1 2");
    capi_postings_are(fx->reader, "a", 3, 2, "3 6"); /* fills the room */
    capi_postings_are(fx->reader, "a", 7, 2, "");
    capi_postings_are(fx->reader, "none", 3, ROOM, "");
    MUST(xc_reader_postings(fx->reader, "b", 1, 0, ids, times, ROOM, &n, &err));
    capi_numbers_are(ids, n, "1 2 5 6");
    capi_numbers_are(times, n, "1 2 1 2");
    MUST(xc_reader_postings(fx->reader, "", 0, 2, ids, times, ROOM, &n, &err));
    capi_numbers_are(ids, n, "2 3 5 6");
    capi_numbers_are(times, n, "1 1 1 1");
}

static void
lengths_are_listed_for_every_document(void **state)
{
    struct capi *fx = *state;
    uint32_t ids[ROOM], lengths[ROOM];
    struct xc_error err;
    size_t n;

    MUST(xc_reader_lengths(fx->reader, 0, ids, lengths, ROOM, &n, &err));
    capi_numbers_are(ids, n, "1 2 3 5 6");
    capi_numbers_are(lengths, n, "3 4 2 2 5");
    MUST(xc_reader_lengths(fx->reader, 3, ids, lengths, 2, &n, &err));
    capi_numbers_are(ids, n, "3 5");
    capi_numbers_are(lengths, n, "2 2");
    MUST(xc_reader_lengths(fx->reader, 7, ids, lengths, 2, &n, &err));
    assert_int_equal(n, 0);
    assert_true(capi_info(fx->reader).average_length == 16 / 5.0);
}

static void
positions_ascend_and_there_are_none_without_the_term(void **state)
{
    struct capi *fx = *state;
    uint32_t at[ROOM];
    struct xc_error err;
    size_t n;

    MUST(xc_reader_positions(fx->reader, 6, "b", 1, at, ROOM, &n, &err));
    capi_numbers_are(at, n, "1 4");
    MUST(xc_reader_positions(fx->reader, 6, "b", 1, at, 1, &n, &err));
    capi_numbers_are(at, n, "1");
    MUST(xc_reader_positions(fx->reader, 6, "ab", 2, at, ROOM, &n, &err));
    assert_int_equal(n, 0);
    MUST(xc_reader_positions(fx->reader, 99, "b", 1, at, ROOM, &n, &err));
    assert_int_equal(n, 0);
}

static void
a_phrase_is_found_in_blocks_from_a_number_on(void **state)
{
    static const char *const all[] = {"1 2 6", "1 2 6", "2 6", "6",
                                      "6",     "6",     "6",   ""};
    struct capi *fx = *state;

    for (uint32_t from = 0; from < 8; from++)
        capi_phrase_is(fx->reader, "ab", from, ROOM, all[from]);
    capi_phrase_is(fx->reader, "ab", UINT32_MAX, ROOM, "");
    capi_phrase_is(fx->reader, "ab", 0, 0, "");
    capi_phrase_is(fx->reader, "ab", 0, 2, "1 2");
    capi_phrase_is(fx->reader, "ab", 2, 2, "2 6");
    capi_phrase_is(fx->reader, "ab", 2, 1, "2");
    capi_phrase_is(fx->reader, "abc", 0, ROOM, "1 6");
    capi_phrase_is(fx->reader, "baba", 0, ROOM, "2");
    capi_phrase_is(fx->reader, "ac", 0, ROOM, "");
    capi_phrase_is(fx->reader, "az", 0, ROOM, "");
    capi_phrase_is(fx->reader, "b", 2, ROOM, "2 5 6");
    capi_phrase_is(fx->reader, "", 0, ROOM, "");
}

/* The list is so long that blocks of the index end within it. */
static void
blocks_joined_are_the_whole_list(void **state)
{
    enum { ALL = 9000 };
    struct capi *fx = *state;
    uint32_t *ids = calloc(ALL, sizeof *ids),
             *phrase = calloc(ALL, sizeof *ids);
    struct xc_error err;
    size_t n, part;

    assert_non_null(ids);
    assert_non_null(phrase);
    for (int i = 1; i <= ALL; i++)
        capi_add(fx, i % 3 == 0 ? "x y" : i % 3 == 1 ? "y x" : "x z y");
    capi_commit(fx);
    fx->reader = capi_open_reader(fx->db);
    for (n = 0; n < ALL; n += part) {
        MUST(xc_reader_postings(fx->reader, "x", 1, n ? ids[n - 1] + 1 : 0,
                                ids + n, NULL, 1000, &part, &err));
        assert_int_equal(part, 1000);
    }
    for (size_t i = 0; i < ALL; i++)
        assert_int_equal(ids[i], i + 1);
    for (n = 0; n < ALL / 3; n += part) {
        MUST(xc_reader_phrase(
            fx->reader, (const char *const[]){"x", "y"}, (const size_t[]){1, 1},
            2, n ? phrase[n - 1] + 1 : 0, phrase + n, 700, &part, &err));
        assert_int_equal(part, n < 2800 ? 700 : 200);
    }
    for (size_t i = 0; i < n; i++)
        assert_int_equal(phrase[i], 3 * i + 3);
    free(ids);
    free(phrase);
}

static void
values_of(struct capi *fx,
          struct capi_list *list,
          uint32_t from,
          size_t size,
          size_t room)
{
    struct xc_error err;

    capi_list_of(list, size);
    MUST(xc_reader_values(fx->reader, NAME, from, list->ids, &list->strings,
                          room, &list->n, &list->is_end, &err));
}

static void
values_are_listed_until_room_or_bytes_run_out(void **state)
{
    struct capi *fx = *state;
    struct capi_list list;
    struct xc_error err;

    values_of(fx, &list, 0, sizeof list.bytes, ROOM);
    capi_numbers_are(list.ids, list.n, "1 2 3 5 6");
    capi_strings_are(&list, "a b c ab b");
    assert_true(list.is_end);
    values_of(fx, &list, 4, sizeof list.bytes, 2);
    capi_strings_are(&list, "ab b");
    assert_true(list.is_end);
    values_of(fx, &list, 4, sizeof list.bytes, 1);
    capi_strings_are(&list, "ab");
    assert_false(list.is_end);
    values_of(fx, &list, 0, 4, ROOM); /* only half of "ab" fits */
    capi_strings_are(&list, "a b c");
    assert_false(list.is_end);
    values_of(fx, &list, 0, 5, ROOM); /* "ab" fits exactly */
    capi_strings_are(&list, "a b c ab");
    assert_false(list.is_end);
    values_of(fx, &list, 0, sizeof list.bytes, 0);
    assert_true(list.n == 0 && !list.is_end);
    values_of(fx, &list, 7, 0, ROOM);
    assert_true(list.n == 0 && list.is_end);
    capi_list_of(&list, 1);
    assert_int_equal(xc_reader_values(fx->reader, NAME, 5, list.ids,
                                      &list.strings, ROOM, &list.n,
                                      &list.is_end, &err),
                     XC_FAILED);
    assert_int_equal(list.n, 0);
    MUST(xc_reader_values(fx->reader, UNUSED, 0, list.ids, &list.strings, ROOM,
                          &list.n, &list.is_end, &err));
    assert_true(list.n == 0 && list.is_end);
}

static void
values_of_given_documents_may_be_missing(void **state)
{
    static const uint32_t ids[] = {0, 1, 2, 4, 5, 5, 6, 99};
    struct capi *fx = *state;
    struct capi_list list;
    struct xc_error err;

    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_values_of(fx->reader, NAME, ids, 8, &list.strings, &list.n,
                             &err));
    capi_strings_are(&list, " a b  ab ab b ");
    capi_list_of(&list, 2);
    MUST(xc_reader_values_of(fx->reader, NAME, ids, 8, &list.strings, &list.n,
                             &err));
    capi_strings_are(&list, " a b ");
    capi_list_of(&list, 1);
    assert_int_equal(xc_reader_values_of(fx->reader, NAME, ids + 4, 4,
                                         &list.strings, &list.n, &err),
                     XC_FAILED);
    MUST(xc_reader_values_of(fx->reader, UNUSED, ids, 8, &list.strings, &list.n,
                             &err));
    assert_true(list.n == 8 && list.ends[7] == 0);
    MUST(xc_reader_values_of(fx->reader, NAME, NULL, 0, &list.strings, &list.n,
                             &err));
    assert_int_equal(list.n, 0);
}

/* Documents in a row and alone, over many chunks of the index; every third has
 * no value. */
static void
values_of_documents_far_apart_are_their_own(void **state)
{
    enum { ALL = 5000, LONG = 60, MOST = 100 };
    static const unsigned steps[] = {1, 40, 1, 3, 200, 31, 32, 33, 34, 500, 7};
    struct capi *fx = *state;
    char text[LONG + 1], bytes[MOST * LONG];
    uint32_t ids[MOST];
    size_t ends[MOST], n_ids = 0, n, start = 0;
    struct xc_strings values = {bytes, sizeof bytes, ends};
    struct xc_value name = {NAME, text, LONG};
    struct xc_document made = {.values = &name};
    struct xc_error err;

    for (unsigned id = 1; id <= ALL; id++) {
        sprintf(text, "%0*u", LONG, id);
        made.n_values = id % 3 > 0;
        MUST(xc_writer_add(fx->writer, &made, NULL, &err));
    }
    capi_commit(fx);
    fx->reader = capi_open_reader(fx->db);
    for (uint32_t id = 1; id < ALL + 500 && n_ids < MOST; n_ids++) {
        ids[n_ids] = id;
        id += steps[n_ids % (sizeof steps / sizeof *steps)];
    }
    MUST(xc_reader_values_of(fx->reader, NAME, ids, n_ids, &values, &n, &err));
    assert_int_equal(n, n_ids);
    for (size_t i = 0; i < n; start = ends[i++]) {
        const bool has_one = ids[i] % 3 > 0 && ids[i] <= ALL;
        sprintf(text, "%0*u", LONG, ids[i]);
        assert_int_equal(ends[i] - start, has_one ? LONG : 0);
        assert_memory_equal(bytes + start, text, ends[i] - start);
    }
}

static void
terms_are_listed_by_prefix_from_a_text_on(void **state)
{
    static const struct {
        const char *prefix, *from;
        size_t size, room;
        const char *expected, *documents;
        bool is_end;
    } cases[] = {
        {"", "", 99, ROOM, "a ab b c", "4 1 4 3", true},
        {"a", "", 99, ROOM, "a ab", "4 1", true},
        {"a", "", 99, 2, "a ab", "4 1", true},
        {"a", "", 99, 1, "a", "4", false},
        {"a", "", 2, ROOM, "a", "4", false},
        {"a", "aa", 99, ROOM, "ab", "1", true},
        {"b", "a", 99, ROOM, "b", "4", true},
        {"a", "b", 99, ROOM, "", "", true},
        {"", "ab", 99, 2, "ab b", "1 4", false},
        {"gone", "", 99, ROOM, "", "", true},
    };
    struct capi *fx = *state;
    struct capi_list list;
    struct xc_error err;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *prefix = cases[i].prefix, *from = cases[i].from;
        capi_list_of(&list, cases[i].size);
        MUST(xc_reader_terms(fx->reader, prefix, strlen(prefix), from,
                             strlen(from), &list.strings, list.numbers,
                             cases[i].room, &list.n, &list.is_end, &err));
        capi_strings_are(&list, cases[i].expected);
        capi_numbers_are(list.numbers, list.n, cases[i].documents);
        assert_int_equal(list.is_end, cases[i].is_end);
    }
    capi_list_of(&list, 1);
    assert_int_equal(xc_reader_terms(fx->reader, "ab", 2, "", 0, &list.strings,
                                     NULL, ROOM, &list.n, &list.is_end, &err),
                     XC_FAILED);
}

static void
terms_of_a_document_have_their_frequencies(void **state)
{
    struct capi *fx = *state;
    uint32_t times[ROOM], documents[ROOM];
    struct capi_list list;
    struct xc_error err;

    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_document_terms(fx->reader, 6, "", 0, &list.strings, times,
                                  documents, ROOM, &list.n, &list.is_end,
                                  &err));
    capi_strings_are(&list, "a b c");
    capi_numbers_are(times, list.n, "1 2 2");
    capi_numbers_are(documents, list.n, "4 4 3");
    assert_true(list.is_end);
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_document_terms(fx->reader, 6, "aa", 2, &list.strings, NULL,
                                  NULL, 1, &list.n, &list.is_end, &err));
    capi_strings_are(&list, "b");
    assert_false(list.is_end);
    assert_int_equal(xc_reader_document_terms(fx->reader, 4, "", 0,
                                              &list.strings, NULL, NULL, ROOM,
                                              &list.n, &list.is_end, &err),
                     XC_NOT_FOUND);
    assert_int_equal(xc_reader_document_terms(fx->reader, 0, "", 0,
                                              &list.strings, NULL, NULL, ROOM,
                                              &list.n, &list.is_end, &err),
                     XC_NOT_FOUND);
}

static void
keys_of_metadata_are_listed_by_prefix_from_a_text_on(void **state)
{
    static const char *const keys[] = {"r/b", "schema", "r/a", "r", "r/c"};
    struct capi *fx = *state;
    struct capi_list list;
    struct xc_error err;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        capi_set_metadata(fx, keys[i], "x");
    capi_commit(fx);
    capi_set_metadata(fx, "r/c", "");
    capi_commit(fx);
    capi_reopen(fx);
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_metadata_keys(fx->reader, "r/", 2, "", 0, &list.strings,
                                 ROOM, &list.n, &list.is_end, &err));
    capi_strings_are(&list, "r/a r/b");
    assert_true(list.is_end);
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_metadata_keys(fx->reader, "", 0, "r/a", 3, &list.strings, 2,
                                 &list.n, &list.is_end, &err));
    capi_strings_are(&list, "r/a r/b");
    assert_false(list.is_end);
    capi_list_of(&list, sizeof list.bytes);
    MUST(xc_reader_metadata_keys(fx->reader, "r/", 2, "s", 1, &list.strings,
                                 ROOM, &list.n, &list.is_end, &err));
    assert_true(list.n == 0 && list.is_end);
}

/* Readers beside a writer. */

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
        WITH_INDEX(where_there_is_no_index_none_is_found),
        WITH_INDEX(a_writer_needs_a_folder_to_write_in),
        cmocka_unit_test(an_invalid_address_or_one_without_a_server_fails),
        WITH_TEXTS(a_stub_file_opens_the_indexes_that_it_lists),
        WITH_INDEX(a_second_writer_finds_the_index_locked),
        WITH_TEXTS(a_damaged_index_is_corrupt),
        WITH_TEXTS(an_index_without_its_table_of_terms_is_corrupt),
        WITH_INDEX(
            an_index_of_a_format_no_longer_supported_is_of_another_version),
        cmocka_unit_test(closing_null_does_nothing),
        WITH_INDEX(documents_are_numbered_from_one),
        WITH_TEXTS(replacing_keeps_the_number_or_creates_it),
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
        WITH_INDEX(an_empty_index_has_nothing),
        WITH_TEXTS(data_is_any_bytes_of_a_document_that_is_there),
        WITH_TEXTS(frequencies_count_documents_and_occurrences),
        WITH_TEXTS(postings_are_read_in_blocks_from_a_number_on),
        WITH_TEXTS(lengths_are_listed_for_every_document),
        WITH_TEXTS(positions_ascend_and_there_are_none_without_the_term),
        WITH_TEXTS(a_phrase_is_found_in_blocks_from_a_number_on),
        WITH_INDEX(blocks_joined_are_the_whole_list),
        WITH_TEXTS(values_are_listed_until_room_or_bytes_run_out),
        WITH_TEXTS(values_of_given_documents_may_be_missing),
        WITH_INDEX(values_of_documents_far_apart_are_their_own),
        WITH_TEXTS(terms_are_listed_by_prefix_from_a_text_on),
        WITH_TEXTS(terms_of_a_document_have_their_frequencies),
        WITH_TEXTS(keys_of_metadata_are_listed_by_prefix_from_a_text_on),
        WITH_INDEX(a_reader_two_commits_behind_is_stale_until_it_reopens),
        WITH_TEXTS(readers_do_not_change_each_other),
        WITH_TEXTS(an_index_rebuilt_at_the_same_path_is_noticed),
        WITH_TEXTS(while_there_is_no_index_a_reader_fails_and_then_it_recovers),
        WITH_TEXTS(several_indexes_are_read_as_one),
        WITH_TEXTS(compacting_joins_indexes_in_a_new_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
