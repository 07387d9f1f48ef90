/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a writer leaves in an index, read back directly.
 */
#include "support.h"
#include "texts.h"

#include "engine/text/dictionary.h"
#include "engine/text/stream.h"
#include "findings/engine.h"
#include "xapian-capi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Take the index for one that was written by xapian-capi alone. */
static void
drop_seal(const struct texts *fx)
{
    char *path = test_path(fx->db, "seal");

    assert_int_equal(unlink(path), 0);
    free(path);
}

static void
reopen(struct texts *fx)
{
    struct fe_error err;

    fe_writer_close(fx->writer);
    if (fe_writer_open(fx->db, &fx->writer, &err) != FE_OK)
        fail_msg("%s", err.message);
}

static void
add(struct texts *fx, const char *term, const char *text)
{
    assert_int_equal(texts_try_add(fx, term, text), FE_OK);
}

static void
commit(const struct texts *fx)
{
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
}

static struct xc_reader *
open_reader(const struct texts *fx)
{
    const char *paths[] = {fx->db};
    struct xc_reader *reader;

    assert_int_equal(xc_reader_open(paths, 1, &reader, NULL), XC_OK);
    return reader;
}

static uint32_t
documents(const struct texts *fx)
{
    struct xc_reader *reader = open_reader(fx);
    struct xc_info info;

    assert_int_equal(xc_reader_info(reader, &info, NULL), XC_OK);
    xc_reader_close(reader);
    return info.documents;
}

/* The caller frees it. */
static char *
metadata(const struct texts *fx, const char *key, size_t *len)
{
    struct xc_reader *reader = open_reader(fx);
    char *value;

    assert_int_equal(xc_reader_metadata(reader, key, &value, len, NULL), XC_OK);
    xc_reader_close(reader);
    return value;
}

/* The dictionary stored in the index; the caller frees it. */
static struct dictionary *
dictionary_of(const struct texts *fx)
{
    struct dictionary *dictionary = dictionary_new();
    size_t len = 1;

    for (unsigned chunk = 0; len > 0; chunk++) {
        char key[32], *value;
        snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
        value = metadata(fx, key, &len);
        if (len > 0)
            assert_true(dictionary_load(dictionary, chunk, value, len, NULL));
        free(value);
    }
    return dictionary;
}

/* The index must have these words, numbered in this order. */
static void
words_are(const struct texts *fx, const char *expected)
{
    struct dictionary *dictionary = dictionary_of(fx);
    char words[200] = "";

    for (uint32_t i = 1; i <= dictionary_size(dictionary); i++) {
        strcat(words, i > 1 ? " " : "");
        strcat(words, dictionary_word(dictionary, i));
    }
    assert_string_equal(words, expected);
    dictionary_free(dictionary);
}

/* The document must have these words, by the dictionary of the index. */
static void
reads(const struct texts *fx, uint32_t id, const char *expected)
{
    struct dictionary *dictionary = dictionary_of(fx);
    struct xc_reader *reader = open_reader(fx);
    char bytes[200], words[200] = "";
    size_t ends[1], n;
    struct xc_strings strings = {bytes, sizeof bytes, ends};
    struct stream stream;
    uint32_t number;

    assert_int_equal(
        xc_reader_values_of(reader, STREAM_SLOT, &id, 1, &strings, &n, NULL),
        XC_OK);
    assert_int_equal(n, 1);
    assert_true(stream_open(&stream, bytes, ends[0], ""));
    while ((number = stream_next(&stream))) {
        strcat(words, *words ? " " : "");
        strcat(words, dictionary_word(dictionary, number));
    }
    assert_string_equal(words, expected);
    xc_reader_close(reader);
    dictionary_free(dictionary);
}

static void
words_are_saved_with_the_documents(void **state)
{
    struct texts *fx = *state;

    add(fx, "I:1", "plan care plan");
    assert_int_equal(documents(fx), 0);
    words_are(fx, "");
    commit(fx);
    assert_int_equal(documents(fx), 1);
    words_are(fx, "plan care");
    add(fx, "I:2", "other care-plan");
    commit(fx);
    words_are(fx, "plan care other care-plan");
    reads(fx, 1, "plan care plan");
    reads(fx, 2, "other care plan");
}

static void
numbering_continues_where_it_ended(void **state)
{
    struct texts *fx = *state;

    add(fx, "I:1", "plan");
    commit(fx);
    reopen(fx);
    add(fx, "I:2", "care plan");
    commit(fx);
    words_are(fx, "plan care");
    reads(fx, 2, "care plan");
}

static void
words_that_were_rolled_back_are_forgotten(void **state)
{
    struct texts *fx = *state;

    add(fx, "I:1", "plan");
    commit(fx);
    add(fx, "I:2", "care");
    assert_int_equal(fe_writer_rollback(fx->writer, NULL), FE_OK);
    add(fx, "I:3", "other care");
    commit(fx);
    words_are(fx, "plan other care");
    assert_int_equal(documents(fx), 2);
    add(fx, "I:4", "lost");
    reopen(fx);
    add(fx, "I:5", "won");
    commit(fx);
    words_are(fx, "plan other care won");
}

static void
a_commit_that_failed_is_rolled_back_with_its_words(void **state)
{
    struct texts *fx = *state;
    struct fe_error err;

    add(fx, "I:1", "plan");
    commit(fx);
    add(fx, "I:2", "lost");
    test_limit_files(1);
    assert_int_equal(fe_writer_commit(fx->writer, &err), FE_FAILED);
    test_limit_files(0);
    assert_non_null(strstr(err.message, "File too large"));
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_FAILED);
    assert_int_equal(texts_try_add(fx, "I:2", "lost"), FE_FAILED);
    assert_int_equal(fe_writer_rollback(fx->writer, NULL), FE_OK);
    add(fx, "I:3", "care");
    commit(fx);
    assert_int_equal(documents(fx), 2);
    words_are(fx, "plan care");
    reads(fx, 2, "care");
}

static void
words_of_removed_documents_stay(void **state)
{
    struct texts *fx = *state;

    add(fx, "I:1", "plan");
    commit(fx);
    assert_int_equal(fe_writer_remove(fx->writer, "I:1", NULL), FE_OK);
    assert_int_equal(fe_writer_remove(fx->writer, "I:9", NULL), FE_OK);
    add(fx, "I:2", "care");
    commit(fx);
    assert_int_equal(documents(fx), 1);
    words_are(fx, "plan care");
}

static void
many_words_fill_several_chunks(void **state)
{
    struct texts *fx = *state;
    const size_t n = 2 * DICTIONARY_CHUNK + 10;
    char *text = malloc(8 * n + 1), *end = text;
    struct dictionary *dictionary;

    assert_non_null(text);
    for (size_t i = 0; i < n / 2; i++)
        end += sprintf(end, "w%zu ", i);
    add(fx, "I:1", text);
    commit(fx);
    for (size_t i = n / 2; i < n; i++)
        end += sprintf(end, "w%zu ", i);
    reopen(fx);
    add(fx, "I:2", text);
    commit(fx);
    dictionary = dictionary_of(fx);
    assert_int_equal(dictionary_size(dictionary), n);
    assert_string_equal(dictionary_word(dictionary, (uint32_t)n), "w8201");
    dictionary_free(dictionary);
    free(text);
}

static void
stems_made_by_other_rules_are_made_again(void **state)
{
    struct texts *fx = *state;
    struct dictionary *dictionary;
    struct xc_writer *writer;
    char *value;

    fe_writer_close(fx->writer);
    fx->writer = NULL;
    assert_int_equal(xc_writer_open(fx->db, &writer, NULL), XC_OK);
    xc_writer_set_metadata(writer, DICTIONARY_RULES_KEY, "old", 3, NULL);
    xc_writer_set_metadata(writer, "words/000000", "\5plans\0\5\0", 9, NULL);
    assert_int_equal(xc_writer_commit(writer, NULL), XC_OK);
    xc_writer_close(writer);
    drop_seal(fx);
    reopen(fx);
    add(fx, "I:1", "care");
    commit(fx);
    dictionary = dictionary_of(fx);
    assert_int_equal(dictionary_size(dictionary), 2);
    assert_string_equal(dictionary_stem(dictionary, 1), "plan");
    dictionary_free(dictionary);
    value = metadata(fx, DICTIONARY_RULES_KEY, NULL);
    assert_string_equal(value, dictionary_rules());
    free(value);
}

static void
damaged_words_are_corruption(void **state)
{
    struct texts *fx = *state;
    struct xc_writer *writer;

    fe_writer_close(fx->writer);
    fx->writer = NULL;
    assert_int_equal(xc_writer_open(fx->db, &writer, NULL), XC_OK);
    xc_writer_set_metadata(writer, "words/000000", "\7plan", 5, NULL);
    assert_int_equal(xc_writer_commit(writer, NULL), XC_OK);
    xc_writer_close(writer);
    drop_seal(fx);
    reopen(fx);
    assert_int_equal(texts_try_add(fx, "I:1", "care"), FE_CORRUPT);
    assert_int_equal(texts_try_add(fx, "I:1", "care"), FE_CORRUPT);
}

static void
a_changed_letter_of_a_kept_text_is_corruption(void **state)
{
    struct texts *fx = *state;
    struct fe_reader *reader;
    struct xc_writer *writer;
    char *value, *bytes;
    size_t len;

    fe_writer_set_metadata(fx->writer, "key", "value", NULL);
    commit(fx);
    fe_writer_close(fx->writer);
    fx->writer = NULL;
    bytes = metadata(fx, "key", &len);
    assert_string_equal(bytes, "value");
    bytes[1] ^= 1;
    assert_int_equal(xc_writer_open(fx->db, &writer, NULL), XC_OK);
    xc_writer_set_metadata(writer, "key", bytes, len, NULL);
    xc_writer_set_metadata(writer, "older", "no digest", 9, NULL);
    assert_int_equal(xc_writer_commit(writer, NULL), XC_OK);
    xc_writer_close(writer);
    free(bytes);
    drop_seal(fx);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    assert_int_equal(fe_reader_metadata(reader, "key", &value, NULL),
                     FE_CORRUPT);
    assert_int_equal(fe_reader_metadata(reader, "older", &value, NULL), FE_OK);
    assert_string_equal(value, "no digest");
    free(value);
    fe_reader_close(reader);
}

static void
a_term_that_is_too_long_does_not_harm_others(void **state)
{
    struct texts *fx = *state;
    char term[FE_TERM_MAX + 2];

    memset(term, 'i', sizeof term - 1);
    term[sizeof term - 1] = '\0';
    add(fx, "I:1", "plan");
    assert_int_equal(texts_try_add(fx, term, "care"), FE_FAILED);
    term[FE_TERM_MAX] = '\0';
    add(fx, term, "other");
    commit(fx);
    assert_int_equal(documents(fx), 2);
    reads(fx, 2, "other");
}

static void
metadata_is_kept(void **state)
{
    struct texts *fx = *state;
    char *value;

    assert_int_equal(fe_writer_set_metadata(fx->writer, "schema", "4", NULL),
                     FE_OK);
    /* The writer sees it before others do. */
    assert_int_equal(fe_writer_metadata(fx->writer, "schema", &value, NULL),
                     FE_OK);
    assert_string_equal(value, "4");
    free(value);
    commit(fx);
    value = metadata(fx, "schema", NULL);
    assert_string_equal(value, "4");
    free(value);
    assert_int_equal(fe_writer_set_metadata(fx->writer, "schema", "", NULL),
                     FE_OK);
    commit(fx);
    commit(fx);
    value = metadata(fx, "schema", NULL);
    assert_string_equal(value, "");
    free(value);
}

/* Also before it is committed. */
static void
a_document_is_of_its_group(void **state)
{
    static const char *const terms[] = {"I:1", "I:2"}, *const groups[] = {"I",
                                                                          "J"};
    static const char *const found[] = {"1", "", "", ""};
    struct texts *fx = *state;

    add(fx, "I:1", "plan");
    for (size_t i = 0; i < 4; i++) {
        char *value;
        assert_int_equal(fe_writer_group(fx->writer, terms[i / 2],
                                         groups[i % 2], &value, NULL),
                         FE_OK);
        assert_string_equal(value, found[i]);
        free(value);
    }
}

static void
keys_of_the_engine_are_refused(void **state)
{
    static const char *const keys[] = {DICTIONARY_RULES_KEY, "words/000000",
                                       "words/"};
    static const char *const others[] = {"stem", "stems/", "words", "a/words/"};
    struct texts *fx = *state;
    struct fe_error err;

    add(fx, "I:1", "plan");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        assert_int_equal(fe_writer_set_metadata(fx->writer, keys[i], "", &err),
                         FE_FAILED);
        assert_non_null(strstr(err.message, keys[i]));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(
            fe_writer_set_metadata(fx->writer, others[i], "x", NULL), FE_OK);
    commit(fx);
    words_are(fx, "plan");
}

static void
only_one_writer_can_be_open_at_a_time(void **state)
{
    const struct texts *fx = *state;
    struct fe_writer *writer;
    struct fe_error err;
    char *file = test_path(fx->folder, "file");

    assert_int_equal(fe_writer_open(fx->db, &writer, &err), FE_LOCKED);
    assert_null(writer);
    assert_int_equal(err.status, FE_LOCKED);
    assert_true(*err.message);
    test_write(file, "", 0);
    assert_int_not_equal(fe_writer_open(file, &writer, &err), FE_OK);
    free(file);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(words_are_saved_with_the_documents),
        WITH_TEXTS(numbering_continues_where_it_ended),
        WITH_TEXTS(words_that_were_rolled_back_are_forgotten),
        WITH_TEXTS(a_commit_that_failed_is_rolled_back_with_its_words),
        WITH_TEXTS(words_of_removed_documents_stay),
        WITH_TEXTS(many_words_fill_several_chunks),
        WITH_TEXTS(stems_made_by_other_rules_are_made_again),
        WITH_TEXTS(damaged_words_are_corruption),
        WITH_TEXTS(a_changed_letter_of_a_kept_text_is_corruption),
        WITH_TEXTS(a_term_that_is_too_long_does_not_harm_others),
        WITH_TEXTS(metadata_is_kept),
        WITH_TEXTS(a_document_is_of_its_group),
        WITH_TEXTS(keys_of_the_engine_are_refused),
        WITH_TEXTS(only_one_writer_can_be_open_at_a_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
