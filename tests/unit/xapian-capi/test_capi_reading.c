/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What xapian-capi reads in an index, one thing or a list at a time.
 */
#include "capi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    values_of(fx, &list, 5, 1, ROOM); /* "ab" does not fit */
    assert_true(list.n == 0 && !list.is_end);
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
    MUST(xc_reader_values_of(fx->reader, NAME, ids + 4, 4, &list.strings,
                             &list.n, &err));
    assert_int_equal(list.n, 0);
    MUST(xc_reader_values_of(fx->reader, NAME, ids + 4, 1, &list.strings,
                             &list.n, &err));
    assert_int_equal(list.n, 0);
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
