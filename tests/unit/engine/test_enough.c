/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Which documents count as hits of a query without operators: those that
 * contain enough of its weight. Documents that contain less are ranked after
 * them.
 */
#include "support.h"
#include "texts.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The letters of the documents counted, and of those ranked after them, sorted.
 */
struct answer {
    char counted[40];
    char behind[40];
};

static int
by_letter(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* Checks what is true of every answer, and sorts its letters. */
static struct answer
answer_of(struct texts *tx, const struct fe_request *request)
{
    struct fe_hits *hits = texts_ask(tx, request);
    const size_t total = fe_hits_total(hits);
    struct answer answer = {{0}, {0}};

    assert_int_equal(fe_hits_count(hits), fe_hits_ranked(hits));
    assert_int_equal(fe_hits_shown(hits), total);
    assert_true(total <= fe_hits_ranked(hits));
    for (size_t i = 0; i < fe_hits_count(hits); i++) {
        const struct fe_hit hit = fe_hits_at(hits, i);
        assert_int_equal(hit.is_counted, i < total);
        if (i > 0 && i != total)
            assert_true(fe_hits_at(hits, i - 1).score >= hit.score);
        if (i < total)
            answer.counted[i] = *hit.data;
        else
            answer.behind[i - total] = *hit.data;
    }
    qsort(answer.counted, strlen(answer.counted), 1, by_letter);
    qsort(answer.behind, strlen(answer.behind), 1, by_letter);
    fe_hits_free(hits);
    return answer;
}

static void
answers(struct texts *tx,
        const char *query,
        const char *counted,
        const char *behind)
{
    const struct fe_request request = texts_request(query);
    const struct answer answer = answer_of(tx, &request);

    if (strcmp(answer.counted, counted) != 0 ||
        strcmp(answer.behind, behind) != 0)
        fail_msg("%s: counted \"%s\", not \"%s\"; behind \"%s\", not \"%s\"",
                 query, answer.counted, counted, answer.behind, behind);
}

static const char *const documents[] = {
    "case recording", "a case was recorded", "a case",
    "recording",      "adoption of one",     NULL};

static void
a_perfect_match_does_not_change_what_else_is_counted(void **state)
{
    static const char *const rest[] = {"alpha beta gamma",
                                       "beta gamma delta",
                                       "alpha beta delta",
                                       "gamma alpha",
                                       "alpha",
                                       "delta",
                                       "nothing",
                                       "nothing",
                                       NULL};
    struct texts *tx = *state;

    texts_add_all(tx, rest);
    const struct fe_request request = texts_request("alpha beta gamma delta");
    const struct answer before = answer_of(tx, &request);
    assert_string_equal(before.counted, "1234");
    /* It matches better than all others. */
    texts_add(tx, &(struct text_row){
                      "alpha beta gamma delta, alpha beta gamma delta, alpha "
                      "beta gamma delta",
                      {NULL},
                      NULL});
    texts_commit(tx);
    const struct answer after = answer_of(tx, &request);
    assert_string_equal(after.counted, "12349");
    assert_string_equal(after.behind, before.behind);
}

static void
a_word_found_nowhere_is_missing_from_every_document(void **state)
{
    struct texts *tx = *state;

    texts_add_all(tx, documents);
    answers(tx, "case recording", "12", "34");
    answers(tx, "case unicorn", "", "123");
    answers(tx, "unicorn", "", "");
    answers(tx, "adoption zebra", "", "5");
}

static void
all_of_a_query_is_enough_however_long_it_is(void **state)
{
    static const char *const texts[] = {"alpha beta gamma delta epsilon zeta",
                                        "alpha beta", "gamma", NULL};
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    answers(tx, "alpha beta gamma delta epsilon zeta", "12", "3");
    /* With this many words, one may be missing. */
    answers(tx, "alpha beta gamma delta epsilon zeta unicorn", "12", "3");
}

static void
a_query_with_operators_has_no_partial_matches(void **state)
{
    struct texts *tx = *state;

    texts_add_all(tx, documents);
    answers(tx, "case OR recording", "1234", "");
    answers(tx, "case AND recording", "12", "");
    answers(tx, "case NOT recorded", "3", "");
    /* Required and excluded words do not change the threshold for the others.
     */
    answers(tx, "case recording -adoption", "12", "34");
    answers(tx, "+case recording", "12", "3");
}

static void
related_words_help_the_order_but_are_not_counted(void **state)
{
    static const char *const texts[] = {"neglect of a child", "a child harmed",
                                        "poor care of a child", "a child",
                                        NULL};
    struct texts *tx = *state;

    texts_words(tx, "neglect ~ poor care, harm\n");
    texts_add_all(tx, texts);
    answers(tx, "neglect", "1", "23");
    answers(tx, "harm", "2", "");
    char *ids = texts_ids(texts_ask(
        tx, &(struct fe_request){
                .query = "child neglect", .query_len = 13, .limit = 10}));
    assert_int_equal(ids[0], '1');
    assert_int_equal(ids[3], '4');
    free(ids);
}

static void
a_page_continues_from_what_is_counted_to_the_rest(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("case recording");

    texts_add_all(tx, documents);
    char *whole = texts_ids(texts_ask(tx, &request));
    assert_int_equal(strlen(whole), 4);
    for (size_t limit = 1; limit <= 5; limit++) {
        char paged[40] = "";
        request.limit = limit;
        for (request.offset = 0; request.offset < 8; request.offset += limit) {
            struct fe_hits *hits = texts_ask(tx, &request);
            assert_int_equal(fe_hits_total(hits), 2);
            assert_int_equal(fe_hits_ranked(hits), 4);
            char *ids = texts_ids(hits);
            strcat(paged, ids);
            free(ids);
        }
        assert_string_equal(paged, whole);
    }
    free(whole);
}

/* Also when the order is by date. */
static void
what_is_counted_comes_first_in_any_order(void **state)
{
    static const struct text_row rows[] = {{"case", {"2010"}, NULL},
                                           {"case recording", {"2012"}, NULL},
                                           {"recording", {"2014"}, NULL},
                                           {"recording case", {"2011"}, NULL}};
    static const struct {
        enum fe_order order;
        const char *ids;
    } cases[] = {{FE_ORDER_FALLING, "2431"}, {FE_ORDER_RISING, "4213"}};
    struct texts *tx = *state;
    struct fe_request request = texts_request("case recording");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        request.order = cases[i].order;
        request.order_slot = 1;
        char *ids = texts_ids(texts_ask(tx, &request));
        assert_string_equal(ids, cases[i].ids);
        free(ids);
    }
}

static void
facets_totals_tables_and_lists_cover_what_is_counted(void **state)
{
    static const struct text_row rows[] = {{"case", {"Leeds"}, NULL},
                                           {"case recording", {"Kent"}, NULL},
                                           {"recording", {"Hull"}, NULL},
                                           {"recording case", {"Kent"}, NULL},
                                           {"adoption", {"York"}, NULL}};
    static const struct fe_facet facet = {1, 0};
    static const unsigned slot = 1;
    struct texts *tx = *state;
    struct fe_request request = texts_request("case recording");
    struct fe_table *table;
    struct fe_counts absent;
    struct fe_hits *told;
    struct fe_scroll *scroll;
    size_t selected;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    request.facets = &facet;
    request.n_facets = 1;
    request.total_slots = &slot;
    request.n_total_slots = 1;
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_ranked(hits), 4);
    assert_int_equal(fe_hits_total(hits), 2);
    assert_int_equal(fe_hits_total_of(hits, 0), 1);
    assert_int_equal(fe_hits_facet(hits, 0).n_counts, 1);
    assert_string_equal(fe_hits_facet(hits, 0).counts[0].value, "Kent");
    assert_int_equal(fe_hits_facet(hits, 0).counts[0].count, 2);
    fe_hits_free(hits);

    assert_int_equal(
        fe_reader_table(tx->reader, &request, facet, facet, &table, NULL),
        FE_OK);
    assert_int_equal(fe_table_n_rows(table), 1);
    assert_int_equal(fe_table_cell(table, FE_ALL, FE_ALL), 2);
    assert_int_equal(fe_hits_total(fe_table_told(table)), 2);
    fe_table_free(table);

    assert_int_equal(fe_reader_absent(tx->reader, &request, 1, &absent,
                                      &selected, &told, NULL),
                     FE_OK);
    assert_int_equal(absent.count, 3); /* Hull and Leeds have only one word */
    fe_counts_free(&absent);
    fe_hits_free(told);

    assert_int_equal(fe_scroll_open(tx->reader, &request, &scroll, NULL),
                     FE_OK);
    assert_int_equal(fe_scroll_next(scroll, tx->reader, 10, &hits, NULL),
                     FE_OK);
    assert_int_equal(fe_hits_total(hits), 2);
    assert_int_equal(fe_hits_count(hits), 2);
    fe_hits_free(hits);
    fe_scroll_close(scroll);
}

static void
ideas_report_their_documents_and_their_weight(void **state)
{
    struct texts *tx = *state;
    const struct fe_request request =
        texts_request("of case  re-cording unicorn");

    texts_add_all(tx, documents);
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_n_ideas(hits), 3);
    const struct fe_idea common = fe_hits_idea(hits, 0);
    const struct fe_idea joined = fe_hits_idea(hits, 1);
    const struct fe_idea absent = fe_hits_idea(hits, 2);
    assert_string_equal(common.text, "case");
    assert_int_equal(common.offset, 3);
    assert_int_equal(common.length, 4);
    assert_int_equal(common.documents, 3);
    assert_int_equal(joined.offset, 9);
    assert_int_equal(joined.length, 10);
    assert_int_equal(joined.documents, 3);
    assert_int_equal(absent.documents, 0);
    assert_true(absent.weight > common.weight && common.weight > 0);
    assert_false(common.is_needed);
    fe_hits_free(hits);
}

/* Random texts and queries are made of these. */
static const char *const drawn[] = {
    "alpha",     "beta",   "gamma",       "delta",   "epsilon",  "multi-agency",
    "multi",     "agency", "multiagency", "kids",    "children", "youngster",
    "follow-up", "of",     "not",         "harm",    "neglect",  "poor care",
    "Hull",      "Stoke",  "2016",        "unicorn", "alphas",   "really",
};
enum { N_DRAWN = sizeof drawn / sizeof *drawn };

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % below;
}

static void
draw_words(uint32_t *seed, unsigned n, char *text)
{
    *text = '\0';
    while (n-- > 0) {
        if (*text)
            strcat(text, " ");
        strcat(text, drawn[draw(seed, N_DRAWN)]);
    }
}

static void
fill_at_random(struct texts *tx, uint32_t *seed)
{
    static const struct fe_field fields[] = {
        {.name = "authority", .slot = 1, .naming = FE_NAMES_PLACE},
        {.name = "year",
         .kind = FE_FIELD_DATE,
         .slot = 2,
         .length = 4,
         .naming = FE_NAMES_NEEDED}};
    static const char *const places[] = {"Hull", "Stoke-on-Trent", "Leeds"};
    static const char *const dates[] = {"2015-01-01", "2016-02-02", "2016"};
    static const char light[] = "really\n";

    for (size_t i = 0; i < 2; i++)
        texts_field(tx, &fields[i]);
    texts_words(tx, "kids = children\n"
                    "children\n"
                    "    said: youngster\n"
                    "    narrower: babies\n"
                    "babies = alphas\n"
                    "neglect ~ poor care, harm\n");
    assert_int_equal(
        fe_lexicon_add_light_words(tx->lexicon, light, sizeof light - 1, NULL),
        FE_OK);
    for (size_t i = 0; i < 34; i++) {
        char text[400];
        draw_words(seed, 1 + draw(seed, 8), text);
        texts_add(
            tx, &(struct text_row){
                    text, {places[draw(seed, 3)], dates[draw(seed, 3)]}, NULL});
    }
    texts_commit(tx);
}

static bool
is_part_of(const char *part, const char *whole)
{
    return strspn(part, whole) == strlen(part);
}

static void
shares_add_up(struct texts *tx, const struct fe_request *request)
{
    struct fe_hits *hits = texts_ask(tx, request);

    for (size_t h = 0; h < fe_hits_count(hits); h++) {
        const double score = fe_hits_at(hits, h).score;
        double sum = 0;
        for (size_t t = 0; t < fe_hits_n_terms(hits); t++)
            sum += fe_hits_share(hits, h, t).score;
        if (fabs(sum - score) > 1e-9 * (1 + score))
            fail_msg("%s, hit %zu: %g, not %g", request->query, h, sum, score);
    }
    fe_hits_free(hits);
}

/* This is true of any query. */
static void
documents_with_all_words_are_counted_and_with_any_are_ranked(void **state)
{
    enum { QUERIES = 2000 };
    struct texts *tx = *state;
    uint32_t seed = 10;

    fill_at_random(tx, &seed);
    for (unsigned i = 0; i < QUERIES; i++) {
        char query[400], ranked[80], any_ranked[80];
        draw_words(&seed, 1 + draw(&seed, 5), query);
        struct fe_request request = texts_request(query);
        request.is_explained = true;
        const struct answer enough = answer_of(tx, &request);
        if (i % 10 == 0)
            shares_add_up(tx, &request);
        request.match = FE_MATCH_ALL;
        const struct answer all = answer_of(tx, &request);
        request.match = FE_MATCH_ANY;
        const struct answer any = answer_of(tx, &request);
        strcat(strcpy(ranked, enough.counted), enough.behind);
        strcat(strcpy(any_ranked, any.counted), any.behind);
        if (!is_part_of(all.counted, enough.counted))
            fail_msg("%s: all \"%s\", enough \"%s\"", query, all.counted,
                     enough.counted);
        assert_string_equal(all.behind, "");
        if (strlen(ranked) != strlen(any_ranked) ||
            !is_part_of(ranked, any_ranked))
            fail_msg("%s: any \"%s\", ranked \"%s\"", query, any_ranked,
                     ranked);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(a_perfect_match_does_not_change_what_else_is_counted),
        WITH_TEXTS(a_word_found_nowhere_is_missing_from_every_document),
        WITH_TEXTS(all_of_a_query_is_enough_however_long_it_is),
        WITH_TEXTS(a_query_with_operators_has_no_partial_matches),
        WITH_TEXTS(related_words_help_the_order_but_are_not_counted),
        WITH_TEXTS(a_page_continues_from_what_is_counted_to_the_rest),
        WITH_TEXTS(what_is_counted_comes_first_in_any_order),
        WITH_TEXTS(facets_totals_tables_and_lists_cover_what_is_counted),
        WITH_TEXTS(ideas_report_their_documents_and_their_weight),
        WITH_TEXTS(
            documents_with_all_words_are_counted_and_with_any_are_ranked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
