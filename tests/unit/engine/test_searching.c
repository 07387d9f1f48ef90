/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a reader finds, filters, orders and counts.
 */
#include "sample.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static void
the_match_says_how_many_of_the_words_are_needed(void **state)
{
    struct sample *fx = *state;
    const char *query = "case recording";

    sample_finds(fx, sample_words(query, FE_MATCH_ALL), "01 02");
    sample_finds(fx, sample_words(query, FE_MATCH_ANY), "01 02 04 05 06");
    /* A word that most documents contain is a small part of a query beside one
     * that few contain. */
    sample_add_plain(fx, "case", 60);
    sample_add_plain(fx, "unicorn case", 1);
    sample_commit(fx);
    sample_finds(fx, sample_words("case unicorn", FE_MATCH_AUTO), "67");
}

static void
words_are_stemmed_on_both_sides(void **state)
{
    struct sample *fx = *state;

    sample_finds(fx, sample_words("recording", FE_MATCH_ALL), "01 02 04");
    sample_finds(fx, sample_words("records", FE_MATCH_ALL), "01 02 04");
    sample_finds(fx, sample_words("planned", FE_MATCH_ALL), "05 06");
    sample_finds(fx, sample_words("cases", FE_MATCH_ALL), "01 02 05 06");
}

/* The words of a text are kept as numbers of one to three bytes, and it has
 * more than a megabyte of them. */
static void
a_phrase_is_found_in_a_text_of_any_length(void **state)
{
    enum { OTHERS = 17000, WORDS = 400000 };
    struct sample *fx = *state;
    GString *text = g_string_new("");

    for (int i = 0; i < OTHERS; i++)
        g_string_append_printf(text, "word%d ", i);
    sample_add_plain(fx, text->str, 1);
    g_string_truncate(text, 0);
    for (int i = 0; i < WORDS; i++) {
        g_string_append_c(text, (char)('b' + i % 7));
        g_string_append_c(text, ' ');
    }
    g_string_append(text, "plum tart");
    sample_add_plain(fx, text->str, 1);
    sample_add_plain(fx, "tart plum", 1);
    sample_commit(fx);
    sample_finds(fx, sample_words("\"plum tart\"", FE_MATCH_ALL), "08");
    g_string_free(text, TRUE);
}

static void
letter_case_changes_nothing(void **state)
{
    static const char *const queries[] = {"case recording", "Case recording",
                                          "CASE RECORDING", "Case Recordings",
                                          "cases RECORDED"};
    struct sample *fx = *state;

    for (size_t i = 1; i < sizeof queries / sizeof *queries; i++) {
        struct fe_request request = sample_words(queries[0], FE_MATCH_ANY);
        request.limit = 10;
        struct fe_hits *plain = sample_ask(fx, &request);
        request.query = queries[i];
        request.query_len = strlen(queries[i]);
        struct fe_hits *hits = sample_ask(fx, &request);
        assert_int_equal(fe_hits_total(hits), fe_hits_total(plain));
        for (size_t k = 0; k < fe_hits_count(plain); k++)
            assert_true(fe_hits_at(hits, k).score ==
                        fe_hits_at(plain, k).score);
        fe_hits_free(plain);
        fe_hits_free(hits);
    }
}

static void
the_best_hits_come_first(void **state)
{
    struct sample *fx = *state;
    struct fe_request request = sample_words("case recording", FE_MATCH_ANY);

    request.order = FE_ORDER_RELEVANCE;
    request.limit = 10;
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_int_equal(fe_hits_total(hits), 5);
    for (size_t i = 1; i < fe_hits_count(hits); i++)
        assert_true(fe_hits_at(hits, i - 1).score >= fe_hits_at(hits, i).score);
    assert_true(fe_hits_at(hits, 4).score > 0);
    /* 01 and 02 contain both words; otherwise shorter documents come first. */
    char *ids = sample_ids_of(hits);
    assert_int_equal(strncmp(ids, "01 02 04", 8), 0);
    free(ids);
    fe_hits_free(hits);
}

static void
ties_come_in_the_order_they_were_added(void **state)
{
    struct sample *fx = *state;
    struct fe_request request = sample_words("fostering", FE_MATCH_AUTO);

    for (int i = 0; i < 5; i++)
        sample_add(fx, "Fostering is good.", "Leeds", "good", "2010");
    sample_commit(fx);
    request.order = FE_ORDER_RELEVANCE;
    sample_finds(fx, request, "07 08 09 10 11");
}

static void
an_empty_query_gives_every_document(void **state)
{
    static const char *const blanks[] = {"", " ", "\t \n\r "};
    struct sample *fx = *state;

    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        struct fe_request request = sample_words(blanks[i], FE_MATCH_AUTO);
        request.order = FE_ORDER_RELEVANCE;
        sample_finds(fx, request, "01 02 03 04 05 06");
    }
    struct fe_request request = sample_words("", FE_MATCH_AUTO);
    request.limit = 1;
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_true(fe_hits_at(hits, 0).score == 0);
    assert_string_equal(fe_hits_query(hits), "");
    fe_hits_free(hits);
}

static void
an_empty_index_answers(void **state)
{
    struct sample *fx = *state;

    sample_finds(fx, sample_words("", FE_MATCH_AUTO), "");
    sample_finds(fx, sample_words("case recording", FE_MATCH_AUTO), "");
    sample_finds(fx, sample_words("\"case recording\"", FE_MATCH_ALL), "");
}

static void
values_of_one_filter_are_alternatives_and_filters_all_pass(void **state)
{
    static const char *const leeds[] = {"Leeds"};
    static const char *const two[] = {"Leeds", "Sheffield"};
    static const char *const good[] = {"good"};
    static const char *const odd[] = {"LEEDS", "yNYS m\u00d4n", "none"};
    const struct fe_filter filters[] = {
        {.slot = AUTHORITY, .values = leeds, .n_values = 1},
        {.slot = AUTHORITY, .values = two, .n_values = 2},
        {.slot = AUTHORITY, .values = odd, .n_values = 3},
        {.slot = GRADE, .values = good, .n_values = 1},
        {.slot = UNUSED, .values = good, .n_values = 1},
    };
    struct sample *fx = *state;
    struct fe_request request = sample_words("", FE_MATCH_AUTO);

    request.n_filters = 1;
    request.filters = &filters[0];
    sample_finds(fx, request, "01 02");
    request.filters = &filters[1];
    sample_finds(fx, request, "01 02 03 05 06");
    request.filters = &filters[2]; /* letter case changes nothing */
    sample_finds(fx, request, "01 02 04");
    request.filters = &filters[4];
    sample_finds(fx, request, "");

    const struct fe_filter both[] = {filters[1], filters[3]};
    request.filters = both;
    request.n_filters = 2;
    sample_finds(fx, request, "02 03");
    request.query = "recording";
    request.query_len = 9;
    sample_finds(fx, request, "02");
}

static void
a_range_includes_both_ends_but_no_document_without_a_value(void **state)
{
    static const struct {
        const char *from, *to, *expected;
    } cases[] = {
        {"2010-10", "2012-02", "01 02 03 05"},
        {"2010-11", "2012-01", "03"},
        {"2011", NULL, "02 03 06"},
        {NULL, "2011-05", "01 03 05"},
        {"2014", NULL, ""},
        {"2012", "2011", ""},
    };
    struct sample *fx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct fe_filter filter = {
            .slot = DATE, .from = cases[i].from, .to = cases[i].to};
        struct fe_request request = sample_words("", FE_MATCH_AUTO);
        request.filters = &filter;
        request.n_filters = 1;
        sample_finds(fx, request, cases[i].expected);
    }
}

static void
a_facet_is_counted_without_its_own_filter(void **state)
{
    static const char *const leeds[] = {"leeds"};
    static const struct fe_filter filter = {
        .slot = AUTHORITY, .values = leeds, .n_values = 1};
    static const struct fe_facet facets[] = {
        {GRADE, 0}, {UNUSED, 0}, {AUTHORITY, 0}};
    struct sample *fx = *state;
    struct fe_request request = sample_words("case", FE_MATCH_AUTO);

    request.filters = &filter;
    request.n_filters = 1;
    request.facets = facets;
    request.n_facets = 3;
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_int_equal(fe_hits_total(hits), 2);
    assert_int_equal(fe_hits_n_facets(hits), 3);

    const struct fe_facet_counts grade = fe_hits_facet(hits, 0);
    assert_int_equal(grade.facet.slot, GRADE);
    assert_int_equal(grade.n_counts, 2);
    assert_string_equal(grade.counts[0].value, "good"); /* ties: by value */
    assert_string_equal(grade.counts[1].value, "inadequate");

    const struct fe_facet_counts unused = fe_hits_facet(hits, 1);
    assert_int_equal(unused.facet.slot, UNUSED);
    assert_int_equal(unused.n_counts, 0);

    const struct fe_facet_counts authority = fe_hits_facet(hits, 2);
    assert_int_equal(authority.n_counts, 2);
    assert_string_equal(authority.counts[0].value, "Leeds");
    assert_int_equal(authority.counts[0].count, 2);
    assert_string_equal(authority.counts[1].value, "Sheffield");
    assert_int_equal(authority.counts[1].count, 2);
    fe_hits_free(hits);
}

/* Adds some hundred documents with few words and values. */
static void
add_many(struct sample *fx)
{
    static const char *const texts[] = {
        "case",           "recording",          "adoption",
        "case recording", "case adoption case", "plan"};
    static const char *const authorities[] = {"Leeds", "Kent", "Hull", ""};
    static const char *const grades[] = {"good", "inadequate", "adequate"};
    static const char *const dates[] = {"2009", "2010", "2011", "2012", ""};
    unsigned random = 1;

    for (int i = 0; i < 300; i++) {
        random = random * 1103515245u + 12345u;
        const unsigned r = random >> 8;
        sample_add(fx, texts[r % 6], authorities[r / 6 % 4], grades[r / 24 % 3],
                   dates[r / 72 % 5]);
    }
    sample_commit(fx);
}

static void
the_count_beside_a_value_is_the_total_after_choosing_it(void **state)
{
    static const char *const chosen[] = {"Leeds", "Hull"};
    static const char *const grade[] = {"good"};
    static const struct fe_facet facets[] = {
        {AUTHORITY, 0}, {GRADE, 0}, {DATE, 0}};
    const struct fe_filter filters[] = {
        {.slot = AUTHORITY, .values = chosen, .n_values = 2},
        {.slot = GRADE, .values = grade, .n_values = 1},
        {.slot = DATE, .from = "2010", .to = "2012"},
    };
    struct sample *fx = *state;
    struct fe_request request = sample_words("case recording", FE_MATCH_AUTO);

    add_many(fx);
    request.filters = filters;
    request.n_filters = 3;
    request.facets = facets;
    request.n_facets = 3;
    struct fe_hits *hits = sample_ask(fx, &request);
    for (size_t f = 0; f < 3; f++) {
        const struct fe_facet_counts facet = fe_hits_facet(hits, f);
        assert_true(facet.n_counts > 1);
        for (size_t i = 0; i < facet.n_counts; i++) {
            struct fe_filter next[3];
            memcpy(next, filters, sizeof next);
            next[f] = (struct fe_filter){.slot = facet.facet.slot,
                                         .values = &facet.counts[i].value,
                                         .n_values = 1};
            request.filters = next;
            request.n_facets = 0;
            struct fe_hits *then = sample_ask(fx, &request);
            assert_int_equal(fe_hits_total(then), facet.counts[i].count);
            assert_true(facet.counts[i].count > 0);
            fe_hits_free(then);
            if (i > 0)
                assert_true(facet.counts[i - 1].count >= facet.counts[i].count);
        }
    }
    fe_hits_free(hits);
}

static void
documents_are_ordered_by_a_slot_and_ties_as_they_were_added(void **state)
{
    struct sample *fx = *state;
    struct fe_request request = sample_words("", FE_MATCH_AUTO);

    request.order_slot = DATE;
    request.order = FE_ORDER_RISING;
    sample_finds(fx, request, "04 01 05 03 02 06");
    request.order = FE_ORDER_FALLING;
    sample_finds(fx, request, "06 02 03 01 05 04");
    request.order_slot = UNUSED;
    sample_finds(fx, request, "01 02 03 04 05 06");
}

static void
pages_joined_are_one_large_page(void **state)
{
    static const char *const queries[] = {"", "case recording"};
    static const enum fe_order orders[] = {FE_ORDER_RELEVANCE, FE_ORDER_FALLING,
                                           FE_ORDER_RISING};
    struct sample *fx = *state;

    add_many(fx);
    for (size_t i = 0; i < 6; i++) {
        struct fe_request request = sample_words(queries[i % 2], FE_MATCH_ANY);
        request.order = orders[i / 2];
        request.order_slot = DATE;
        request.limit = 1000;
        struct fe_hits *all = sample_ask(fx, &request);
        const size_t total = fe_hits_total(all);
        assert_int_equal(fe_hits_count(all), total);
        request.limit = 7;
        for (size_t at = 0; at < total; at += 7) {
            request.offset = at;
            struct fe_hits *page = sample_ask(fx, &request);
            assert_int_equal(fe_hits_total(page), total);
            assert_int_equal(fe_hits_count(page),
                             total - at < 7 ? total - at : 7);
            for (size_t k = 0; k < fe_hits_count(page); k++) {
                const struct fe_hit a = fe_hits_at(page, k);
                const struct fe_hit b = fe_hits_at(all, at + k);
                assert_int_equal(a.data_len, b.data_len);
                assert_memory_equal(a.data, b.data, a.data_len);
                assert_true(a.score == b.score);
            }
            fe_hits_free(page);
        }
        fe_hits_free(all);
    }
}

static void
a_page_past_the_end_or_without_hits_still_has_the_total(void **state)
{
    static const size_t pages[][2] = {
        {6, 10}, {1000, 10}, {SIZE_MAX, SIZE_MAX}, {0, 0}, {5, 0}};
    static const struct fe_facet facets[] = {{GRADE, 0}};
    struct sample *fx = *state;

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct fe_request request = sample_words("", FE_MATCH_AUTO);
        request.offset = pages[i][0];
        request.limit = pages[i][1];
        request.facets = facets;
        request.n_facets = 1;
        struct fe_hits *hits = sample_ask(fx, &request);
        assert_int_equal(fe_hits_total(hits), 6);
        assert_int_equal(fe_hits_count(hits), 0);
        assert_int_equal(fe_hits_facet(hits, 0).n_counts, 3);
        fe_hits_free(hits);
    }
}

static void
what_is_counted_is_measured_against_the_query(void **state)
{
    struct sample *fx = *state;

    /* Nothing contains both words, and one is not enough of the query. */
    sample_finds(fx, sample_words("adoption plan", FE_MATCH_AUTO), "");
    sample_finds(fx, sample_words("adoption good", FE_MATCH_AUTO), "");
    /* The other word is not enough, either, if one occurs nowhere. */
    sample_finds(fx, sample_words("case unicorns", FE_MATCH_AUTO), "");
    /* All of the query is always enough. */
    sample_finds(fx, sample_words("case recording", FE_MATCH_AUTO), "01 02");
    /* A single word cannot match in part. */
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06");
    /* A query with operators is exact: it has no threshold. */
    sample_finds(fx, sample_words("case OR recording", FE_MATCH_AUTO),
                 "01 02 04 05 06");
}

static void
what_is_cut_off_does_not_depend_on_the_filters(void **state)
{
    static const char *const sheffield[] = {"Sheffield"};
    static const char *const hull[] = {"Hull"};
    struct fe_filter filter = {.slot = AUTHORITY, .n_values = 1};
    struct sample *fx = *state;
    struct fe_request request = sample_words("case unicorn", FE_MATCH_AUTO);

    sample_add_plain(fx, "case", 60);
    sample_add_plain(fx, "unicorn case", 1);
    sample_commit(fx);
    request.filters = &filter;
    request.n_filters = 1;
    filter.values = sheffield; /* nothing there has both words */
    sample_finds(fx, request, "");
    filter.values = hull;
    sample_finds(fx, request, "67");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_EMPTY_INDEX(an_empty_index_answers),
        WITH_INDEX(the_match_says_how_many_of_the_words_are_needed),
        WITH_INDEX(words_are_stemmed_on_both_sides),
        WITH_INDEX(a_phrase_is_found_in_a_text_of_any_length),
        WITH_INDEX(letter_case_changes_nothing),
        WITH_INDEX(the_best_hits_come_first),
        WITH_INDEX(ties_come_in_the_order_they_were_added),
        WITH_INDEX(an_empty_query_gives_every_document),
        WITH_INDEX(values_of_one_filter_are_alternatives_and_filters_all_pass),
        WITH_INDEX(a_range_includes_both_ends_but_no_document_without_a_value),
        WITH_INDEX(a_facet_is_counted_without_its_own_filter),
        WITH_EMPTY_INDEX(
            the_count_beside_a_value_is_the_total_after_choosing_it),
        WITH_INDEX(documents_are_ordered_by_a_slot_and_ties_as_they_were_added),
        WITH_EMPTY_INDEX(pages_joined_are_one_large_page),
        WITH_INDEX(a_page_past_the_end_or_without_hits_still_has_the_total),
        WITH_INDEX(what_is_counted_is_measured_against_the_query),
        WITH_INDEX(what_is_cut_off_does_not_depend_on_the_filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
