/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Documents that a thread of the writer adds.
 */
#include "support.h"
#include "texts.h"

#include "findings/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Everything that the document points to is gone when this returns. */
static enum fe_status
queue(struct texts *fx, unsigned number, const char *words)
{
    char *term = NULL, *text = strdup(words), *value = strdup("value");
    const struct fe_text texts[] = {
        {.text = text, .text_len = strlen(text), .weight = 1},
        {.prefix = "S", .text = text, .text_len = strlen(text), .weight = 1}};
    const struct fe_value values[] = {{1, value}, {2, ""}};
    const char *terms[1];

    assert_true(asprintf(&term, "Q%u", number) > 0);
    terms[0] = term;
    const struct fe_document document = {.data = text,
                                         .data_len = strlen(text),
                                         .texts = texts,
                                         .n_texts = 2,
                                         .terms = terms,
                                         .n_terms = 1,
                                         .values = values,
                                         .n_values = 2};
    const enum fe_status status = fe_writer_queue(fx->writer, &document, NULL);
    memset(term, 'x', strlen(term));
    memset(text, 'x', strlen(text));
    memset(value, 'x', strlen(value));
    free(term);
    free(text);
    free(value);
    return status;
}

static uint32_t
documents(const struct texts *fx)
{
    struct fe_reader *reader;
    struct fe_info info;

    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    assert_int_equal(fe_reader_info(reader, &info, NULL), FE_OK);
    fe_reader_close(reader);
    return info.documents;
}

/* The data of the document that has the term; the caller frees it. */
static char *
data_of(const struct texts *fx, const char *term)
{
    struct fe_reader *reader;
    struct fe_hits *hits;

    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    assert_int_equal(fe_reader_get(reader, term, NULL, 0, 0, &hits, NULL),
                     FE_OK);
    const struct fe_hit hit = fe_hits_at(hits, 0);
    char *data = strndup(hit.data, hit.data_len);
    fe_hits_free(hits);
    fe_reader_close(reader);
    return data;
}

static void
what_is_queued_is_there_after_the_commit(void **state)
{
    struct texts *fx = *state;
    char words[64];

    for (unsigned i = 0; i < 5000; i++) {
        snprintf(words, sizeof words, "case recording %u", i);
        assert_int_equal(queue(fx, i, words), FE_OK);
    }
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
    assert_int_equal(documents(fx), 5000);
    for (unsigned i = 0; i < 5000; i += 1111) {
        char term[16];
        snprintf(term, sizeof term, "Q%u", i);
        snprintf(words, sizeof words, "case recording %u", i);
        char *data = data_of(fx, term);
        assert_string_equal(data, words);
        free(data);
    }
}

static void
all_other_calls_see_what_was_queued_before(void **state)
{
    struct texts *fx = *state;
    char *group;

    queue(fx, 1, "case");
    assert_int_equal(fe_writer_group(fx->writer, "Q1", "Q", &group, NULL),
                     FE_OK);
    free(group);
    queue(fx, 2, "case");
    assert_int_equal(fe_writer_remove(fx->writer, "Q2", NULL), FE_OK);
    assert_int_equal(texts_try_add(fx, "Q3", "case"), FE_OK);
    queue(fx, 4, "case");
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
    assert_int_equal(documents(fx), 3);
    queue(fx, 5, "case");
    assert_int_equal(fe_writer_rollback(fx->writer, NULL), FE_OK);
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
    assert_int_equal(documents(fx), 3);
}

static void
a_document_that_is_refused_leaves_the_others(void **state)
{
    struct texts *fx = *state;
    char term[FE_TERM_MAX + 2];
    const char *terms[] = {term};
    const struct fe_document refused = {.terms = terms, .n_terms = 1};
    struct fe_error err;

    memset(term, 'Q', sizeof term - 1);
    term[sizeof term - 1] = '\0';
    queue(fx, 1, "case");
    assert_int_equal(fe_writer_queue(fx->writer, &refused, &err), FE_FAILED);
    assert_has(err.message, "too long");
    queue(fx, 2, "case");
    assert_int_equal(fe_writer_commit(fx->writer, &err), FE_OK);
    assert_int_equal(documents(fx), 2);
}

/* Xapian writes what waits to the disk after ten thousand documents. */
static void
a_failure_to_write_is_told_by_a_later_call(void **state)
{
    struct texts *fx = *state;
    struct fe_error err;
    bool is_told = false;

    queue(fx, 1, "case");
    assert_int_equal(fe_writer_commit(fx->writer, &err), FE_OK);
    test_limit_files(64 * 1024);
    for (unsigned i = 0; i < 12000 && !is_told; i++)
        is_told = queue(fx, i, "case recording and supervision") != FE_OK;
    is_told = fe_writer_commit(fx->writer, &err) != FE_OK || is_told;
    test_limit_files(0);
    assert_true(is_told);
    assert_int_equal(fe_writer_rollback(fx->writer, &err), FE_OK);
    queue(fx, 20000, "case");
    assert_int_equal(fe_writer_commit(fx->writer, &err), FE_OK);
    assert_int_equal(documents(fx), 2);
}

static void
closing_drops_what_is_queued(void **state)
{
    struct texts *fx = *state;
    struct fe_error err;

    for (unsigned i = 0; i < 200; i++)
        queue(fx, i, "case recording");
    fe_writer_close(fx->writer);
    assert_int_equal(fe_writer_open(fx->db, &fx->writer, &err), FE_OK);
    assert_int_equal(documents(fx), 0);
}

static void
a_child_that_is_forked_meanwhile_finds_nothing_locked(void **state)
{
    struct texts *fx = *state;

    for (unsigned round = 0; round < 20; round++) {
        for (unsigned i = 0; i < 50; i++)
            queue(fx, 100 * round + i, "case recording and supervision");
        const pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            for (int i = 0; i < 1000; i++)
                free(malloc(100));
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(status, 0);
    }
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
    assert_int_equal(documents(fx), 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(what_is_queued_is_there_after_the_commit),
        WITH_TEXTS(all_other_calls_see_what_was_queued_before),
        WITH_TEXTS(a_document_that_is_refused_leaves_the_others),
        WITH_TEXTS(a_failure_to_write_is_told_by_a_later_call),
        WITH_TEXTS(closing_drops_what_is_queued),
        WITH_TEXTS(a_child_that_is_forked_meanwhile_finds_nothing_locked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
