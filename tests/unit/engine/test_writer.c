/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"
#include "texts.h"

#include "findings/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct fe_writer *
open_writer(const char *path)
{
    struct fe_writer *writer;
    struct fe_error err;

    if (fe_writer_open(path, &writer, &err) != FE_OK)
        fail_msg("%s", err.message);
    return writer;
}

static void
add(struct texts *fx, const char *term)
{
    assert_int_equal(texts_try_add(fx, term, "case recording"), FE_OK);
}

static void
commit(struct texts *fx)
{
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
}

static struct fe_reader *
open_reader(const struct texts *fx)
{
    struct fe_reader *reader;
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    return reader;
}

/* What another process would read now. */
static struct fe_info
info(const struct texts *fx)
{
    struct fe_reader *reader = open_reader(fx);
    struct fe_info out;

    assert_int_equal(fe_reader_info(reader, &out, NULL), FE_OK);
    fe_reader_close(reader);
    return out;
}

static bool
has(const struct texts *fx, const char *term)
{
    struct fe_reader *reader = open_reader(fx);
    struct fe_hits *hits;
    const enum fe_status status =
        fe_reader_get(reader, term, NULL, 0, 0, &hits, NULL);

    assert_true(status == FE_OK || status == FE_NO_DOCUMENT);
    fe_hits_free(hits);
    fe_reader_close(reader);
    return status == FE_OK;
}

static void
metadata_is(const struct texts *fx, const char *key, const char *expected)
{
    struct fe_reader *reader = open_reader(fx);
    char *value;

    assert_int_equal(fe_reader_metadata(reader, key, &value, NULL), FE_OK);
    assert_string_equal(value, expected);
    free(value);
    fe_reader_close(reader);
}

static void
opening_makes_an_empty_index(void **state)
{
    const struct texts *fx = *state;
    assert_int_equal(info(fx).documents, 0);
}

/* The status that opening a writer has in another process. */
static int
status_elsewhere(const char *path)
{
    const pid_t pid = fork();
    int status;

    assert_true(pid >= 0);
    if (pid == 0) {
        struct fe_writer *writer;
        struct fe_error err = {0};
        const enum fe_status got = fe_writer_open(path, &writer, &err);
        const bool is_said = got == FE_OK || (!writer && *err.message);
        fe_writer_close(writer);
        _exit(is_said ? (int)got : 99);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void
a_second_writer_in_another_process_finds_the_index_locked(void **state)
{
    struct texts *fx = *state;

    assert_int_equal(status_elsewhere(fx->db), FE_LOCKED);
    add(fx, "Q1");
    commit(fx);
    assert_int_equal(status_elsewhere(fx->db), FE_LOCKED);
    fe_writer_close(fx->writer);
    fx->writer = NULL;
    assert_int_equal(status_elsewhere(fx->db), FE_OK);
}

static void
nothing_is_visible_before_the_commit(void **state)
{
    struct texts *fx = *state;

    add(fx, "Q1");
    fe_writer_set_metadata(fx->writer, "key", "value", NULL);
    assert_int_equal(info(fx).documents, 0);
    metadata_is(fx, "key", "");
    commit(fx);
    assert_int_equal(info(fx).documents, 1);
    metadata_is(fx, "key", "value");
}

/* Xapian on its own would flush every ten thousand documents. */
static void
very_many_documents_are_not_visible_before_the_commit_either(void **state)
{
    struct texts *fx = *state;
    char term[16];

    for (int i = 0; i < 10500; i++) {
        snprintf(term, sizeof term, "Q%d", i);
        add(fx, term);
    }
    assert_int_equal(info(fx).documents, 0);
    commit(fx);
    assert_int_equal(info(fx).documents, 10500);
}

static void
a_rollback_discards_only_what_was_not_committed(void **state)
{
    struct texts *fx = *state;

    add(fx, "Q1");
    commit(fx);
    add(fx, "Q2");
    fe_writer_remove(fx->writer, "Q1", NULL);
    fe_writer_set_metadata(fx->writer, "key", "value", NULL);
    assert_int_equal(fe_writer_rollback(fx->writer, NULL), FE_OK);
    add(fx, "Q3");
    commit(fx);
    assert_true(has(fx, "Q1"));
    assert_false(has(fx, "Q2"));
    assert_true(has(fx, "Q3"));
    metadata_is(fx, "key", "");
}

static void
closing_without_a_commit_discards_changes(void **state)
{
    struct texts *fx = *state;

    add(fx, "Q1");
    commit(fx);
    add(fx, "Q2");
    fe_writer_close(fx->writer);
    fx->writer = NULL;
    assert_true(has(fx, "Q1"));
    assert_false(has(fx, "Q2"));
}

static void
committing_or_rolling_back_nothing_succeeds(void **state)
{
    struct texts *fx = *state;

    commit(fx);
    commit(fx);
    assert_int_equal(fe_writer_rollback(fx->writer, NULL), FE_OK);
    assert_int_equal(fe_writer_rollback(fx->writer, NULL), FE_OK);
    commit(fx);
    assert_int_equal(info(fx).documents, 0);
}

static void
removing_by_a_term_removes_every_document_that_has_it(void **state)
{
    struct texts *fx = *state;

    add(fx, "XRleeds");
    add(fx, "XRleeds");
    add(fx, "XRleedswest");
    commit(fx);
    assert_int_equal(fe_writer_remove(fx->writer, "XRleeds", NULL), FE_OK);
    assert_int_equal(fe_writer_remove(fx->writer, "XRnone", NULL), FE_OK);
    assert_int_equal(info(fx).documents, 3);
    commit(fx);
    assert_int_equal(info(fx).documents, 1);
    assert_true(has(fx, "XRleedswest"));
}

static void
a_document_removed_and_added_in_one_commit_is_the_new_one(void **state)
{
    struct texts *fx = *state;

    add(fx, "Q1");
    commit(fx);
    fe_writer_remove(fx->writer, "Q1", NULL);
    add(fx, "Q1");
    add(fx, "Q2");
    fe_writer_remove(fx->writer, "Q2", NULL);
    commit(fx);
    assert_int_equal(info(fx).documents, 1);
    assert_true(has(fx, "Q1"));
}

static void
metadata_is_kept_replaced_and_removed(void **state)
{
    struct texts *fx = *state;

    assert_int_equal(
        fe_writer_set_metadata(fx->writer, "key", "old \u00e9", NULL), FE_OK);
    commit(fx);
    metadata_is(fx, "key", "old \u00e9");
    fe_writer_set_metadata(fx->writer, "key", "new", NULL);
    commit(fx);
    metadata_is(fx, "key", "new");
    fe_writer_set_metadata(fx->writer, "key", "", NULL);
    commit(fx);
    metadata_is(fx, "key", "");
    metadata_is(fx, "never set", "");
}

static void
keys_are_listed_by_prefix_in_order(void **state)
{
    static const char *const keys[] = {"report/b", "schema",  "report/a",
                                       "report",   "reports", "report/c"};
    struct texts *fx = *state;
    struct fe_keys found;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        fe_writer_set_metadata(fx->writer, keys[i], "x", NULL);
    commit(fx);
    fe_writer_set_metadata(fx->writer, "report/c", "", NULL);
    commit(fx);

    struct fe_reader *reader = open_reader(fx);
    assert_int_equal(fe_reader_metadata_keys(reader, "report/", &found, NULL),
                     FE_OK);
    assert_int_equal(found.count, 2);
    assert_string_equal(found.keys[0], "report/a");
    assert_string_equal(found.keys[1], "report/b");
    fe_keys_free(&found);
    /* The engine has two itself. */
    assert_int_equal(fe_reader_metadata_keys(reader, "", &found, NULL), FE_OK);
    assert_int_equal(found.count, 7);
    fe_keys_free(&found);
    fe_keys_free(&found); /* empty, so harmless */
    assert_int_equal(fe_reader_metadata_keys(reader, "zzz", &found, NULL),
                     FE_OK);
    assert_int_equal(found.count, 0);
    fe_keys_free(&found);
    fe_reader_close(reader);
}

static void
a_term_at_the_limit_passes_and_one_byte_more_is_an_error(void **state)
{
    struct texts *fx = *state;
    char term[247];

    memset(term, 'x', sizeof term);
    term[245] = '\0';
    assert_int_equal(texts_try_add(fx, term, "text"), FE_OK);
    term[245] = 'x';
    term[246] = '\0';
    assert_int_equal(texts_try_add(fx, term, "text"), FE_FAILED);
    assert_int_equal(texts_try_add(fx, "", "text"), FE_FAILED);
}

static void
a_document_that_cannot_be_added_leaves_the_others_alone(void **state)
{
    struct texts *fx = *state;
    char term[301];

    memset(term, 'x', sizeof term);
    term[300] = '\0';
    add(fx, "Q1");
    assert_int_equal(texts_try_add(fx, term, "text"), FE_FAILED);
    add(fx, "Q2");
    commit(fx);
    assert_true(has(fx, "Q1"));
    assert_true(has(fx, "Q2"));
    assert_int_equal(info(fx).documents, 2);
}

static void
a_word_of_any_length_can_be_in_a_text(void **state)
{
    struct texts *fx = *state;
    char *text = malloc(100001);

    assert_non_null(text);
    memset(text, 'x', 100000);
    text[100000] = '\0';
    assert_int_equal(texts_try_add(fx, "Q1", text), FE_OK);
    for (size_t i = 1; i < 100000; i += 2)
        text[i] = '-';
    assert_int_equal(texts_try_add(fx, "Q2", text), FE_OK);
    memset(text, '\xe9', 100000); /* not UTF-8 */
    assert_int_equal(texts_try_add(fx, "Q3", text), FE_OK);
    free(text);
    commit(fx);
    assert_int_equal(info(fx).documents, 3);
}

static void
data_comes_back_as_it_was_with_nul_bytes_too(void **state)
{
    static const char data[] = "a\0b\xff\n";
    const char *term = "Q1";
    const struct fe_document document = {
        .data = data, .data_len = sizeof data, .terms = &term, .n_terms = 1};
    struct texts *fx = *state;
    struct fe_hits *hits;

    assert_int_equal(fe_writer_add(fx->writer, &document, NULL), FE_OK);
    commit(fx);
    struct fe_reader *reader = open_reader(fx);
    assert_int_equal(fe_reader_get(reader, "Q1", NULL, 0, 0, &hits, NULL),
                     FE_OK);
    const struct fe_hit hit = fe_hits_at(hits, 0);
    assert_int_equal(hit.data_len, sizeof data);
    assert_memory_equal(hit.data, data, sizeof data);
    fe_hits_free(hits);
    fe_reader_close(reader);
}

static void
an_empty_document_is_a_document(void **state)
{
    const struct fe_document nothing = {0};
    struct texts *fx = *state;

    assert_int_equal(fe_writer_add(fx->writer, &nothing, NULL), FE_OK);
    commit(fx);
    assert_int_equal(info(fx).documents, 1);
}

static void
reopening_keeps_the_documents(void **state)
{
    struct texts *fx = *state;

    add(fx, "Q1");
    fe_writer_set_metadata(fx->writer, "key", "value", NULL);
    commit(fx);
    fe_writer_close(fx->writer);
    fx->writer = open_writer(fx->db);
    add(fx, "Q2");
    commit(fx);
    assert_true(has(fx, "Q1"));
    assert_true(has(fx, "Q2"));
    metadata_is(fx, "key", "value");
}

static void
the_revision_grows_with_each_commit(void **state)
{
    struct texts *fx = *state;
    uint64_t before = info(fx).revision;

    for (int i = 0; i < 3; i++) {
        add(fx, "Q1");
        commit(fx);
        const uint64_t after = info(fx).revision;
        assert_true(after > before);
        before = after;
    }
    fe_writer_close(fx->writer);
    fx->writer = open_writer(fx->db);
    assert_true(info(fx).revision >= before);
}

static void
an_index_cannot_be_made_in_a_missing_folder(void **state)
{
    struct texts *fx = *state;
    char *path = test_path(fx->folder, "missing/db");
    struct fe_writer *writer = fx->writer;
    struct fe_error err = {0};

    const enum fe_status status = fe_writer_open(path, &writer, &err);
    assert_int_not_equal(status, FE_OK);
    assert_int_equal(err.status, status);
    assert_null(writer);
    assert_string_not_equal(err.message, "");
    free(path);
}

static void
an_index_cannot_be_made_in_place_of_a_file(void **state)
{
    struct texts *fx = *state;
    char *path = test_path(fx->folder, "file");
    struct fe_writer *writer = fx->writer;

    test_write(path, "hello\n", 6);
    assert_int_not_equal(fe_writer_open(path, &writer, NULL), FE_OK);
    assert_null(writer);
    free(path);
}

static void
closing_and_freeing_null_is_harmless(void **state)
{
    (void)state;
    fe_writer_close(NULL);
    fe_reader_close(NULL);
    fe_hits_free(NULL);
    fe_keys_free(NULL);
    fe_snippet_free(NULL);
    fe_lexicon_free(NULL);
    fe_scroll_close(NULL);
    fe_table_free(NULL);
    fe_counts_free(NULL);
}

static void
the_version_of_xapian_is_reported(void **state)
{
    (void)state;
    assert_int_equal(strncmp(fe_xapian_version(), "1.", 2), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(opening_makes_an_empty_index),
        WITH_TEXTS(a_second_writer_in_another_process_finds_the_index_locked),
        WITH_TEXTS(nothing_is_visible_before_the_commit),
        WITH_TEXTS(
            very_many_documents_are_not_visible_before_the_commit_either),
        WITH_TEXTS(a_rollback_discards_only_what_was_not_committed),
        WITH_TEXTS(closing_without_a_commit_discards_changes),
        WITH_TEXTS(committing_or_rolling_back_nothing_succeeds),
        WITH_TEXTS(removing_by_a_term_removes_every_document_that_has_it),
        WITH_TEXTS(a_document_removed_and_added_in_one_commit_is_the_new_one),
        WITH_TEXTS(metadata_is_kept_replaced_and_removed),
        WITH_TEXTS(keys_are_listed_by_prefix_in_order),
        WITH_TEXTS(a_term_at_the_limit_passes_and_one_byte_more_is_an_error),
        WITH_TEXTS(a_document_that_cannot_be_added_leaves_the_others_alone),
        WITH_TEXTS(a_word_of_any_length_can_be_in_a_text),
        WITH_TEXTS(data_comes_back_as_it_was_with_nul_bytes_too),
        WITH_TEXTS(an_empty_document_is_a_document),
        WITH_TEXTS(reopening_keeps_the_documents),
        WITH_TEXTS(the_revision_grows_with_each_commit),
        WITH_TEXTS(an_index_cannot_be_made_in_a_missing_folder),
        WITH_TEXTS(an_index_cannot_be_made_in_place_of_a_file),
        cmocka_unit_test(closing_and_freeing_null_is_harmless),
        cmocka_unit_test(the_version_of_xapian_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
