/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "xapian-capi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAME, PLACE, UNUSED = 77, ROOM = 64 };

struct fixture {
    char *folder;
    char *db;
    struct xc_writer *writer;
    struct xc_reader *reader;
};

/* Strings, and the room for them. */
struct list {
    size_t n;
    bool is_end;
    uint32_t ids[ROOM];
    uint32_t numbers[ROOM];
    char bytes[4096];
    size_t ends[ROOM];
    struct xc_strings strings;
};

static struct list *
list_of(struct list *list, size_t size)
{
    *list = (struct list){.n = 99};
    list->strings = (struct xc_strings){list->bytes, size, list->ends};
    return list;
}

/* The strings of a list, separated by blanks. */
static void
strings_are(const struct list *list, const char *expected)
{
    char text[sizeof list->bytes + ROOM] = "", *p = text;
    size_t start = 0;

    for (size_t i = 0; i < list->n; i++) {
        p += sprintf(p, "%s%.*s", i ? " " : "", (int)(list->ends[i] - start),
                     list->bytes + start);
        start = list->ends[i];
    }
    assert_string_equal(text, expected);
}

/* Numbers, separated by blanks. */
static void
numbers_are(const uint32_t *numbers, size_t n, const char *expected)
{
    char text[12 * ROOM] = "", *p = text;

    for (size_t i = 0; i < n; i++)
        p += sprintf(p, "%s%u", i ? " " : "", (unsigned)numbers[i]);
    assert_string_equal(text, expected);
}

static void
must(enum xc_status status, const struct xc_error *err)
{
    if (status != XC_OK)
        fail_msg("status %d: %s", (int)status, err->message);
}

#define MUST(call) must((call), &err)

/* A document with one word at each position from 1 on; its data is the text and
 * its NAME the first word. */
static struct xc_document
document(const char *text,
         struct xc_term terms[ROOM],
         uint32_t at[ROOM],
         struct xc_value *name)
{
    size_t n = 0;

    for (const char *p = text; *p; p += *p == ' ') {
        const size_t len = strcspn(p, " ");
        at[n] = (uint32_t)n + 1;
        terms[n] = (struct xc_term){p, len, 1, &at[n], 1};
        p += len;
        n++;
    }
    *name = (struct xc_value){NAME, text, strcspn(text, " ")};
    return (struct xc_document){text, strlen(text), terms, n, name, 1};
}

static uint32_t
add(struct fixture *fx, const char *text)
{
    struct xc_term terms[ROOM];
    uint32_t at[ROOM], id;
    struct xc_value name;
    struct xc_error err;
    const struct xc_document made = document(text, terms, at, &name);

    MUST(xc_writer_add(fx->writer, &made, &id, &err));
    return id;
}

static void
commit(struct fixture *fx)
{
    struct xc_error err;

    MUST(xc_writer_commit(fx->writer, &err));
}

static void
open_writer(struct fixture *fx)
{
    struct xc_error err;

    MUST(xc_writer_open(fx->db, &fx->writer, &err));
}

static void
close_writer(struct fixture *fx)
{
    xc_writer_close(fx->writer);
    fx->writer = NULL;
}

static struct xc_reader *
open_reader(const char *path)
{
    const char *const paths[] = {path};
    struct xc_reader *reader;
    struct xc_error err;

    MUST(xc_reader_open(paths, 1, &reader, &err));
    return reader;
}

static bool
reopen(struct fixture *fx)
{
    struct xc_error err;
    bool has_changed;

    MUST(xc_reader_reopen(fx->reader, &has_changed, &err));
    return has_changed;
}

static struct xc_info
info(struct xc_reader *reader)
{
    struct xc_info out;
    struct xc_error err;

    MUST(xc_reader_info(reader, &out, &err));
    return out;
}

static void
data_is(struct xc_reader *reader, uint32_t id, const char *expected)
{
    struct xc_error err;
    char *data;
    size_t len;

    MUST(xc_reader_data(reader, id, &data, &len, &err));
    assert_string_equal(data, expected);
    assert_int_equal(len, strlen(expected));
    free(data);
}

static void
metadata_is(struct xc_reader *reader, const char *key, const char *expected)
{
    struct xc_error err;
    char *value;
    size_t len;

    MUST(xc_reader_metadata(reader, key, &value, &len, &err));
    assert_string_equal(value, expected);
    assert_int_equal(len, strlen(expected));
    free(value);
}

static void
set_metadata(struct fixture *fx, const char *key, const char *value)
{
    struct xc_error err;

    MUST(xc_writer_set_metadata(fx->writer, key, value, strlen(value), &err));
}

static void
remove_term(struct fixture *fx, const char *term)
{
    struct xc_error err;

    MUST(xc_writer_remove(fx->writer, term, strlen(term), &err));
}

/* Fails unless these are the documents of a term, at most room of them, from a
 * number on. */
static void
postings_are(struct xc_reader *reader,
             const char *term,
             uint32_t from,
             size_t room,
             const char *expected)
{
    uint32_t ids[ROOM];
    struct xc_error err;
    size_t n;

    MUST(xc_reader_postings(reader, term, strlen(term), from, ids, NULL, room,
                            &n, &err));
    numbers_are(ids, n, expected);
}

/* Each letter of the phrase is a word. */
static void
phrase_is(struct xc_reader *reader,
          const char *phrase,
          uint32_t from,
          size_t room,
          const char *expected)
{
    const char *terms[ROOM];
    size_t lens[ROOM], n_terms = strlen(phrase), n;
    uint32_t ids[ROOM];
    struct xc_error err;

    for (size_t i = 0; i < n_terms; i++) {
        terms[i] = phrase + i;
        lens[i] = 1;
    }
    MUST(xc_reader_phrase(reader, terms, lens, n_terms, from, ids, room, &n,
                          &err));
    numbers_are(ids, n, expected);
}

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    fx->db = test_path(fx->folder, "db");
    open_writer(fx);
    commit(fx);
    *state = fx;
    return 0;
}

/* Documents 1 to 6; 4 has been removed. */
static int
set_up_texts(void **state)
{
    set_up(state);
    struct fixture *fx = *state;
    add(fx, "a b c");
    add(fx, "b a b a");
    add(fx, "c a");
    add(fx, "a b gone");
    add(fx, "ab b");
    add(fx, "b c a b c");
    remove_term(fx, "gone");
    commit(fx);
    fx->reader = open_reader(fx->db);
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    xc_reader_close(fx->reader);
    xc_writer_close(fx->writer);
    free(fx->db);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

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
    struct fixture *fx = *state;
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
    struct fixture *fx = *state;
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
    struct fixture *fx = *state;
    char *path = test_path(fx->folder, "stub");

    test_write(path, "auto db\n", 8);
    struct xc_reader *reader = open_reader(path);
    assert_int_equal(info(reader).documents, 5);
    assert_true(info(reader).revision > 0);
    phrase_is(reader, "ab", 2, ROOM, "2 6");
    xc_reader_close(reader);
    test_write(path, "auto db\nauto db\n", 16);
    reader = open_reader(path);
    assert_int_equal(info(reader).documents, 10);
    assert_int_equal(info(reader).revision, 0);
    phrase_is(reader, "ab", 2, ROOM, "2 3 4 11 12");
    xc_reader_close(reader);
    free(path);
}

static void
a_second_writer_finds_the_index_locked(void **state)
{
    struct fixture *fx = *state;
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
    struct fixture *fx = *state;
    char *path = test_path(fx->db, "iamglass");

    close_writer(fx);
    test_write(path, "xxxxxxxx", 8);
    assert_int_equal(open_status(fx->db), XC_CORRUPT);
    free(path);
}

static void
an_index_without_its_table_of_terms_is_corrupt(void **state)
{
    struct fixture *fx = *state;
    char *path = test_path(fx->db, "termlist.glass");
    struct xc_reader *reader;
    struct xc_error err = {XC_OK, ""};
    struct list list;

    assert_int_equal(unlink(path), 0);
    reader = open_reader(fx->db);
    list_of(&list, 99);
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
    struct fixture *fx = *state;
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
    struct fixture *fx = *state;
    const struct xc_document nothing = {0};
    struct xc_error err;

    assert_int_equal(add(fx, "a"), 1);
    MUST(xc_writer_add(fx->writer, &nothing, NULL, &err));
    commit(fx);
    assert_int_equal(add(fx, "b"), 3);
    remove_term(fx, "b");
    commit(fx);
    assert_int_equal(add(fx, "c"), 4);
    commit(fx);
    fx->reader = open_reader(fx->db);
    assert_int_equal(info(fx->reader).documents, 3);
    assert_int_equal(info(fx->reader).last_id, 4);
    data_is(fx->reader, 2, "");
}

static void
replacing_keeps_the_number_or_creates_it(void **state)
{
    struct fixture *fx = *state;
    struct xc_term terms[ROOM];
    uint32_t at[ROOM];
    struct xc_value name;
    struct xc_error err;
    const struct xc_document made = document("x y", terms, at, &name);

    MUST(xc_writer_replace(fx->writer, 2, &made, &err));
    MUST(xc_writer_replace(fx->writer, 9, &made, &err));
    commit(fx);
    assert_true(reopen(fx));
    data_is(fx->reader, 2, "x y");
    data_is(fx->reader, 9, "x y");
    postings_are(fx->reader, "x", 0, ROOM, "2 9");
    postings_are(fx->reader, "a", 0, ROOM, "1 3 6");
    assert_int_equal(info(fx->reader).last_id, 9);
}

static void
nothing_is_visible_before_the_commit(void **state)
{
    struct fixture *fx = *state;
    const struct xc_info before = info(fx->reader);
    struct xc_error err;
    char *value;

    /* Xapian on its own would flush every ten thousand documents. */
    for (int i = 0; i < 10500; i++)
        add(fx, "many");
    set_metadata(fx, "key", "value");
    assert_false(reopen(fx));
    assert_int_equal(info(fx->reader).documents, before.documents);
    metadata_is(fx->reader, "key", "");
    MUST(xc_writer_metadata(fx->writer, "key", &value, NULL, &err));
    assert_string_equal(value, "value");
    free(value);
    commit(fx);
    assert_int_equal(info(fx->reader).documents, before.documents);
    assert_true(reopen(fx));
    assert_false(reopen(fx));
    assert_int_equal(info(fx->reader).documents, before.documents + 10500);
    assert_true(info(fx->reader).revision > before.revision);
    metadata_is(fx->reader, "key", "value");
}

static void
a_cancelled_transaction_and_one_that_is_not_committed_are_discarded(
    void **state)
{
    struct fixture *fx = *state;
    struct xc_error err;

    for (int is_closed = 0; is_closed < 2; is_closed++) {
        add(fx, "new");
        remove_term(fx, "a");
        set_metadata(fx, "key", "value");
        if (is_closed) {
            close_writer(fx);
            open_writer(fx);
        } else
            MUST(xc_writer_cancel(fx->writer, &err));
        commit(fx);
        reopen(fx);
        postings_are(fx->reader, "", 0, ROOM, "1 2 3 5 6");
        metadata_is(fx->reader, "key", "");
    }
    MUST(xc_writer_cancel(fx->writer, &err));
    add(fx, "kept");
    commit(fx);
    reopen(fx);
    postings_are(fx->reader, "kept", 0, ROOM, "7");
}

static enum xc_status
try_term(struct fixture *fx, const char *text, size_t len)
{
    const struct xc_term term = {text, len, 1, NULL, 0};
    const struct xc_document made = {.terms = &term, .n_terms = 1};
    struct xc_error err;

    return xc_writer_add(fx->writer, &made, NULL, &err);
}

static void
a_term_or_key_too_long_is_refused_and_leaves_the_others_alone(void **state)
{
    struct fixture *fx = *state;
    char text[XC_TERM_MAX + 2] = "";
    struct xc_error err;

    add(fx, "before");
    assert_int_equal(try_term(fx, text, 123), XC_FAILED); /* all NULs */
    assert_int_equal(try_term(fx, text, 122), XC_OK);
    assert_int_equal(try_term(fx, "", 0), XC_FAILED);
    memset(text, 'x', XC_TERM_MAX + 1);
    assert_int_equal(try_term(fx, text, XC_TERM_MAX + 1), XC_FAILED);
    assert_int_equal(try_term(fx, text, XC_TERM_MAX), XC_OK);
    assert_int_equal(xc_writer_set_metadata(fx->writer, text, "v", 1, &err),
                     XC_FAILED);
    text[XC_TERM_MAX] = '\0';
    set_metadata(fx, text, "v");
    commit(fx);
    fx->reader = open_reader(fx->db);
    postings_are(fx->reader, "before", 0, ROOM, "1");
    postings_are(fx->reader, text, 0, ROOM, "3");
    postings_are(fx->reader, "", 0, ROOM, "1 2 3");
    metadata_is(fx->reader, text, "v");
}

static void
a_failed_change_stops_the_commit_until_it_is_cancelled(void **state)
{
    enum { LARGE = 1 << 20 };
    struct fixture *fx = *state;
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
    add(fx, "before");
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
    add(fx, "after");
    commit(fx);
    reopen(fx);
    postings_are(fx->reader, "", 0, ROOM, "1 2 3 5 6 7");
    data_is(fx->reader, 7, "after");
}

static void
after_a_commit_that_failed_nothing_is_committed_until_it_is_cancelled(
    void **state)
{
    struct fixture *fx = *state;
    struct xc_error err;

    for (int is_closed = 0; is_closed < 2; is_closed++) {
        add(fx, "lost");
        test_limit_files(1);
        assert_int_equal(xc_writer_commit(fx->writer, &err), XC_FAILED);
        test_limit_files(0);
        assert_int_equal(xc_writer_commit(fx->writer, &err), XC_FAILED);
        assert_int_equal(xc_writer_remove(fx->writer, "b", 1, &err), XC_FAILED);
        if (is_closed) {
            close_writer(fx);
            open_writer(fx);
        } else {
            MUST(xc_writer_cancel(fx->writer, &err));
        }
        add(fx, "kept");
        commit(fx);
    }
    reopen(fx);
    postings_are(fx->reader, "lost", 0, ROOM, "");
    postings_are(fx->reader, "kept", 0, ROOM, "7 8");
    postings_are(fx->reader, "", 0, ROOM, "1 2 3 5 6 7 8");
}

static void
removing_by_a_term_that_no_document_has_succeeds(void **state)
{
    struct fixture *fx = *state;

    remove_term(fx, "none");
    remove_term(fx, "ab");
    commit(fx);
    reopen(fx);
    postings_are(fx->reader, "", 0, ROOM, "1 2 3 6");
}

static void
metadata_is_replaced_and_an_empty_value_removes_it(void **state)
{
    struct fixture *fx = *state;

    set_metadata(fx, "key", "old");
    commit(fx);
    set_metadata(fx, "key", "new");
    commit(fx);
    reopen(fx);
    metadata_is(fx->reader, "key", "new");
    set_metadata(fx, "key", "");
    commit(fx);
    reopen(fx);
    metadata_is(fx->reader, "key", "");
}

/* Reading one thing. */

static void
an_empty_index_has_nothing(void **state)
{
    struct fixture *fx = *state;
    struct xc_reader *reader = fx->reader = open_reader(fx->db);
    const struct xc_info of = info(reader);
    struct list list;
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
    postings_are(reader, "a", 3, ROOM, "");
    postings_are(reader, "", 3, ROOM, "");
    phrase_is(reader, "ab", 0, ROOM, "");
    list_of(&list, sizeof list.bytes);
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
    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_terms(reader, "", 0, "b", 1, &list.strings, NULL, ROOM,
                         &list.n, &list.is_end, &err));
    assert_true(list.is_end && list.n == 0);
    list_of(&list, sizeof list.bytes);
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
    struct fixture *fx = *state;
    struct xc_error err;
    char *data;
    size_t len;

    MUST(xc_writer_add(fx->writer, &made, NULL, &err));
    commit(fx);
    reopen(fx);
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
    struct fixture *fx = *state;
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
    commit(fx);
    reopen(fx);
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
    struct fixture *fx = *state;
    uint32_t ids[ROOM], times[ROOM];
    struct xc_error err;
    size_t n;

    for (uint32_t from = 0; from < 8; from++)
        postings_are(fx->reader, "a", from, ROOM, all[from]);
    postings_are(fx->reader, "a", UINT32_MAX, ROOM, "");
    postings_are(fx->reader, "a", 0, 0, "");
    postings_are(fx->reader, "a", 0, 2, "1 2");
    postings_are(fx->reader, "a", 3, 2, "3 6"); /* fills the room */
    postings_are(fx->reader, "a", 7, 2, "");
    postings_are(fx->reader, "none", 3, ROOM, "");
    MUST(xc_reader_postings(fx->reader, "b", 1, 0, ids, times, ROOM, &n, &err));
    numbers_are(ids, n, "1 2 5 6");
    numbers_are(times, n, "1 2 1 2");
    MUST(xc_reader_postings(fx->reader, "", 0, 2, ids, times, ROOM, &n, &err));
    numbers_are(ids, n, "2 3 5 6");
    numbers_are(times, n, "1 1 1 1");
}

static void
lengths_are_listed_for_every_document(void **state)
{
    struct fixture *fx = *state;
    uint32_t ids[ROOM], lengths[ROOM];
    struct xc_error err;
    size_t n;

    MUST(xc_reader_lengths(fx->reader, 0, ids, lengths, ROOM, &n, &err));
    numbers_are(ids, n, "1 2 3 5 6");
    numbers_are(lengths, n, "3 4 2 2 5");
    MUST(xc_reader_lengths(fx->reader, 3, ids, lengths, 2, &n, &err));
    numbers_are(ids, n, "3 5");
    numbers_are(lengths, n, "2 2");
    MUST(xc_reader_lengths(fx->reader, 7, ids, lengths, 2, &n, &err));
    assert_int_equal(n, 0);
    assert_true(info(fx->reader).average_length == 16 / 5.0);
}

static void
positions_ascend_and_there_are_none_without_the_term(void **state)
{
    struct fixture *fx = *state;
    uint32_t at[ROOM];
    struct xc_error err;
    size_t n;

    MUST(xc_reader_positions(fx->reader, 6, "b", 1, at, ROOM, &n, &err));
    numbers_are(at, n, "1 4");
    MUST(xc_reader_positions(fx->reader, 6, "b", 1, at, 1, &n, &err));
    numbers_are(at, n, "1");
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
    struct fixture *fx = *state;

    for (uint32_t from = 0; from < 8; from++)
        phrase_is(fx->reader, "ab", from, ROOM, all[from]);
    phrase_is(fx->reader, "ab", UINT32_MAX, ROOM, "");
    phrase_is(fx->reader, "ab", 0, 0, "");
    phrase_is(fx->reader, "ab", 0, 2, "1 2");
    phrase_is(fx->reader, "ab", 2, 2, "2 6");
    phrase_is(fx->reader, "ab", 2, 1, "2");
    phrase_is(fx->reader, "abc", 0, ROOM, "1 6");
    phrase_is(fx->reader, "baba", 0, ROOM, "2");
    phrase_is(fx->reader, "ac", 0, ROOM, "");
    phrase_is(fx->reader, "az", 0, ROOM, "");
    phrase_is(fx->reader, "b", 2, ROOM, "2 5 6");
    phrase_is(fx->reader, "", 0, ROOM, "");
}

/* The list is so long that blocks of the index end within it. */
static void
blocks_joined_are_the_whole_list(void **state)
{
    enum { ALL = 9000 };
    struct fixture *fx = *state;
    uint32_t *ids = calloc(ALL, sizeof *ids),
             *phrase = calloc(ALL, sizeof *ids);
    struct xc_error err;
    size_t n, part;

    assert_non_null(ids);
    assert_non_null(phrase);
    for (int i = 1; i <= ALL; i++)
        add(fx, i % 3 == 0 ? "x y" : i % 3 == 1 ? "y x" : "x z y");
    commit(fx);
    fx->reader = open_reader(fx->db);
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
values_of(struct fixture *fx,
          struct list *list,
          uint32_t from,
          size_t size,
          size_t room)
{
    struct xc_error err;

    list_of(list, size);
    MUST(xc_reader_values(fx->reader, NAME, from, list->ids, &list->strings,
                          room, &list->n, &list->is_end, &err));
}

static void
values_are_listed_until_room_or_bytes_run_out(void **state)
{
    struct fixture *fx = *state;
    struct list list;
    struct xc_error err;

    values_of(fx, &list, 0, sizeof list.bytes, ROOM);
    numbers_are(list.ids, list.n, "1 2 3 5 6");
    strings_are(&list, "a b c ab b");
    assert_true(list.is_end);
    values_of(fx, &list, 4, sizeof list.bytes, 2);
    strings_are(&list, "ab b");
    assert_true(list.is_end);
    values_of(fx, &list, 4, sizeof list.bytes, 1);
    strings_are(&list, "ab");
    assert_false(list.is_end);
    values_of(fx, &list, 0, 4, ROOM); /* only half of "ab" fits */
    strings_are(&list, "a b c");
    assert_false(list.is_end);
    values_of(fx, &list, 0, 5, ROOM); /* "ab" fits exactly */
    strings_are(&list, "a b c ab");
    assert_false(list.is_end);
    values_of(fx, &list, 0, sizeof list.bytes, 0);
    assert_true(list.n == 0 && !list.is_end);
    values_of(fx, &list, 7, 0, ROOM);
    assert_true(list.n == 0 && list.is_end);
    list_of(&list, 1);
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
    struct fixture *fx = *state;
    struct list list;
    struct xc_error err;

    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_values_of(fx->reader, NAME, ids, 8, &list.strings, &list.n,
                             &err));
    strings_are(&list, " a b  ab ab b ");
    list_of(&list, 2);
    MUST(xc_reader_values_of(fx->reader, NAME, ids, 8, &list.strings, &list.n,
                             &err));
    strings_are(&list, " a b ");
    list_of(&list, 1);
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
    struct fixture *fx = *state;
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
    commit(fx);
    fx->reader = open_reader(fx->db);
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
    struct fixture *fx = *state;
    struct list list;
    struct xc_error err;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *prefix = cases[i].prefix, *from = cases[i].from;
        list_of(&list, cases[i].size);
        MUST(xc_reader_terms(fx->reader, prefix, strlen(prefix), from,
                             strlen(from), &list.strings, list.numbers,
                             cases[i].room, &list.n, &list.is_end, &err));
        strings_are(&list, cases[i].expected);
        numbers_are(list.numbers, list.n, cases[i].documents);
        assert_int_equal(list.is_end, cases[i].is_end);
    }
    list_of(&list, 1);
    assert_int_equal(xc_reader_terms(fx->reader, "ab", 2, "", 0, &list.strings,
                                     NULL, ROOM, &list.n, &list.is_end, &err),
                     XC_FAILED);
}

static void
terms_of_a_document_have_their_frequencies(void **state)
{
    struct fixture *fx = *state;
    uint32_t times[ROOM], documents[ROOM];
    struct list list;
    struct xc_error err;

    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_document_terms(fx->reader, 6, "", 0, &list.strings, times,
                                  documents, ROOM, &list.n, &list.is_end,
                                  &err));
    strings_are(&list, "a b c");
    numbers_are(times, list.n, "1 2 2");
    numbers_are(documents, list.n, "4 4 3");
    assert_true(list.is_end);
    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_document_terms(fx->reader, 6, "aa", 2, &list.strings, NULL,
                                  NULL, 1, &list.n, &list.is_end, &err));
    strings_are(&list, "b");
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
    struct fixture *fx = *state;
    struct list list;
    struct xc_error err;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        set_metadata(fx, keys[i], "x");
    commit(fx);
    set_metadata(fx, "r/c", "");
    commit(fx);
    reopen(fx);
    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_metadata_keys(fx->reader, "r/", 2, "", 0, &list.strings,
                                 ROOM, &list.n, &list.is_end, &err));
    strings_are(&list, "r/a r/b");
    assert_true(list.is_end);
    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_metadata_keys(fx->reader, "", 0, "r/a", 3, &list.strings, 2,
                                 &list.n, &list.is_end, &err));
    strings_are(&list, "r/a r/b");
    assert_false(list.is_end);
    list_of(&list, sizeof list.bytes);
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
    struct fixture *fx = *state;
    struct xc_error err;
    uint32_t ids[ROOM];
    bool is_stale = false;
    size_t n;

    for (int commits = 0; commits < 4; commits++) {
        remove_term(fx, "text");
        for (int i = 0; i < ALL; i++)
            add(fx, "text of some length so that blocks are filled");
        commit(fx);
        if (commits == 0)
            fx->reader = open_reader(fx->db);
        if (commits < 2)
            postings_are(fx->reader, "text", 2999, 2, "2999 3000");
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
    assert_true(reopen(fx));
    postings_are(fx->reader, "text", 0, 2, "9001 9002");
}

static void
readers_do_not_change_each_other(void **state)
{
    struct fixture *fx = *state;
    struct xc_reader *other = open_reader(fx->db);

    add(fx, "later a");
    commit(fx);
    assert_true(reopen(fx));
    postings_are(fx->reader, "a", 0, ROOM, "1 2 3 6 7");
    postings_are(other, "a", 0, ROOM, "1 2 3 6");
    assert_int_equal(info(other).documents, 5);
    xc_reader_close(other);
}

/* Rebuilds with as many commits as before, and with fewer or more: the new
 * revision may be the same, lower or higher. */
static void
an_index_rebuilt_at_the_same_path_is_noticed(void **state)
{
    struct fixture *fx = *state;
    char uuid[XC_UUID_SIZE];

    for (int commits = 1; commits <= 4; commits++) {
        strcpy(uuid, info(fx->reader).uuid);
        close_writer(fx);
        test_folder_remove(strdup(fx->db));
        open_writer(fx);
        for (int i = 0; i < commits; i++) {
            add(fx, i ? "other" : "first a");
            commit(fx);
        }
        assert_true(reopen(fx));
        assert_false(reopen(fx));
        assert_string_not_equal(info(fx->reader).uuid, uuid);
        assert_int_equal(info(fx->reader).documents, commits);
        postings_are(fx->reader, "a", 0, ROOM, "1");
        data_is(fx->reader, 1, "first a");
    }
}

static void
while_there_is_no_index_a_reader_fails_and_then_it_recovers(void **state)
{
    struct fixture *fx = *state;
    uint32_t ids[ROOM];
    struct xc_error err;
    bool has_changed = true;
    size_t n;

    close_writer(fx);
    test_folder_remove(strdup(fx->db));
    assert_int_equal(xc_reader_reopen(fx->reader, &has_changed, &err),
                     XC_NOT_FOUND);
    assert_false(has_changed);
    assert_string_not_equal(err.message, "");
    assert_int_equal(
        xc_reader_postings(fx->reader, "a", 1, 0, ids, NULL, ROOM, &n, &err),
        XC_STALE);
    assert_int_equal(xc_reader_reopen(fx->reader, NULL, NULL), XC_NOT_FOUND);
    open_writer(fx);
    add(fx, "back a");
    commit(fx);
    assert_true(reopen(fx));
    postings_are(fx->reader, "a", 0, ROOM, "1");
}

/* Several indexes read as one. */

static void
several_indexes_are_read_as_one(void **state)
{
    struct fixture *fx = *state;
    struct fixture more = {.db = test_path(fx->folder, "more")};
    const char *const paths[] = {fx->db, more.db};
    struct xc_reader *reader;
    struct xc_error err;
    struct list list;
    bool has_changed;

    open_writer(&more);
    add(&more, "a b z");
    add(&more, "z a b");
    set_metadata(&more, "key", "second");
    commit(&more);
    set_metadata(fx, "key", "first");
    commit(fx);
    MUST(xc_reader_open(paths, 2, &reader, &err));
    assert_int_equal(info(reader).documents, 7);
    assert_int_equal(info(reader).last_id, 11);
    assert_int_equal(info(reader).revision, 0);
    assert_string_equal(info(reader).uuid, "");
    metadata_is(reader, "key", "first");
    postings_are(reader, "a", 0, ROOM, "1 2 3 4 5 11");
    postings_are(reader, "z", 3, ROOM, "4");
    phrase_is(reader, "ab", 0, ROOM, "1 2 3 4 11");
    phrase_is(reader, "ab", 3, 2, "3 4");
    phrase_is(reader, "ab", 5, 2, "11");
    data_is(reader, 4, "z a b");
    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_values(reader, NAME, 2, list.ids, &list.strings, 3, &list.n,
                          &list.is_end, &err));
    numbers_are(list.ids, list.n, "2 3 4");
    strings_are(&list, "a b z");
    list_of(&list, sizeof list.bytes);
    MUST(xc_reader_terms(reader, "", 0, "b", 1, &list.strings, list.numbers,
                         ROOM, &list.n, &list.is_end, &err));
    strings_are(&list, "b c z");
    numbers_are(list.numbers, list.n, "6 3 2");

    MUST(xc_reader_reopen(reader, &has_changed, &err));
    assert_false(has_changed);
    add(&more, "z");
    commit(&more);
    MUST(xc_reader_reopen(reader, &has_changed, &err));
    assert_true(has_changed);
    postings_are(reader, "z", 3, ROOM, "4 6");
    xc_reader_close(reader);
    xc_writer_close(more.writer);
    free(more.db);
}

static void
compacting_joins_indexes_in_a_new_folder(void **state)
{
    struct fixture *fx = *state;
    struct fixture more = {.db = test_path(fx->folder, "more")};
    const char *const paths[] = {fx->db, more.db};
    char *to = test_path(fx->folder, "to");
    struct xc_error err;

    open_writer(&more);
    add(&more, "z a b");
    commit(&more);
    close_writer(&more);
    set_metadata(fx, "key", "first");
    commit(fx);
    MUST(xc_compact(paths, 2, to, &err));
    struct xc_reader *reader = open_reader(to);
    assert_int_equal(info(reader).documents, 6);
    postings_are(reader, "", 0, ROOM, "1 2 3 5 6 7");
    phrase_is(reader, "ab", 3, ROOM, "6 7");
    data_is(reader, 7, "z a b");
    metadata_is(reader, "key", "first");
    assert_string_not_equal(info(reader).uuid, info(fx->reader).uuid);
    xc_reader_close(reader);
    /* Existing files are not overwritten. */
    assert_int_equal(xc_compact(paths, 2, to, &err), XC_FAILED);
    assert_int_equal(xc_compact(paths, 1, fx->folder, &err), XC_FAILED);
    reader = open_reader(to);
    assert_int_equal(info(reader).documents, 6);
    xc_reader_close(reader);
    free(to);
    free(more.db);
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

#define WITH_INDEX(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define WITH_TEXTS(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up_texts, tear_down)

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
        cmocka_unit_test(messages_are_one_line_of_whole_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
