/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Words of a query that name a value of a field: a place, a grade, a year.
 */
#include "support.h"
#include "texts.h"

#include <stdlib.h>
#include <string.h>

enum { AUTHORITY = 1, GRADE, DATE, AREA };

static int
set_up(void **state)
{
    static const struct fe_word grades[] = {
        {"good", NULL}, {"requires-improvement", NULL}, {0}};
    static const struct fe_field fields[] = {
        {.name = "authority", .slot = AUTHORITY, .naming = FE_NAMES_PLACE},
        {.name = "grade",
         .slot = GRADE,
         .words = grades,
         .naming = FE_NAMES_TOPIC},
        {.name = "date",
         .kind = FE_FIELD_DATE,
         .slot = DATE,
         .naming = FE_NAMES_NEEDED},
        {.name = "area", .slot = AREA, .naming = FE_NAMES_TOPIC}};
    static const struct {
        const char *field, *value, *name;
        bool in_capitals;
    } names[] = {{"authority", "York", "York", false},
                 {"authority", "Kingston upon Hull", "Hull", false},
                 {"grade", "requires-improvement", "needs improving", false},
                 {"area", "special needs", "SEND", true}};
    static const struct text_row rows[] = {
        {"case files",
         {"Kingston upon Hull", "good", "2016-03-01", "special needs"},
         NULL},
        {"case files seen in Hull", {"Leeds", "good", "2015-05-05"}, NULL},
        {"case files", {"Leeds", "requires-improvement", "2016-09-01"}, NULL},
        {"case plans of 2016", {"Kent", "good", "2014-01-01"}, NULL},
        {"adoption", {"Kingston upon Hull", "good", "2013"}, NULL},
        {"they send letters", {"Kent", NULL, "2012"}, NULL},
    };
    struct texts *tx;

    texts_open(state);
    tx = *state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        texts_field(tx, &fields[i]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(fe_lexicon_add_name(tx->lexicon, names[i].field,
                                             names[i].value, names[i].name,
                                             names[i].in_capitals, NULL),
                         FE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    return 0;
}

/* For each query, the documents counted, in the order they were added, and how
 * many more are ranked. */
struct named_case {
    const char *query, *counted;
    size_t behind;
};

static void
answer(struct texts *tx, const struct named_case *cases, size_t n)
{
    size_t failed = 0;

    for (const struct named_case *c = cases; c < cases + n; c++) {
        struct fe_request request = texts_request(c->query);
        struct fe_hits *hits = texts_ask(tx, &request);
        const size_t behind = fe_hits_ranked(hits) - fe_hits_total(hits);
        request.limit = fe_hits_total(hits);
        fe_hits_free(hits);
        char *counted = texts_sorted(texts_ask(tx, &request));
        if (strcmp(counted, c->counted) != 0 || behind != c->behind) {
            print_error("%s: counted \"%s\", not \"%s\"; %zu behind, not %zu\n",
                        c->query, counted, c->counted, behind, c->behind);
            failed++;
        }
        free(counted);
    }
    if (failed > 0)
        fail_msg("%zu of %zu", failed, n);
}
#define ANSWER(tx, cases) answer(tx, cases, sizeof(cases) / sizeof *(cases))

static void
a_place_matches_its_documents_and_texts_that_mention_it(void **state)
{
    static const struct named_case cases[] = {
        {"Hull", "125", 0},
        {"hull", "125", 0},
        {"HULL's", "125", 0},
        {"Kingston upon Hull", "15", 1}, /* the text contains one word of it */
        {"hull city council", "15", 1},
        {"Leeds", "23", 0},
        {"leeds", "23", 0},
    };

    ANSWER(*state, cases);
}

static void
only_documents_of_a_named_place_are_counted_and_others_ranked(void **state)
{
    static const struct named_case cases[] = {
        {"case files Hull", "12", 3},
        {"hull case files", "12", 3},
        {"case files in Leeds", "23", 2},
        {"case files adoption plans hull", "125", 2},
    };
    struct texts *tx = *state;
    const struct fe_request request = texts_request("case files hull");

    ANSWER(tx, cases);
    struct fe_hits *hits = texts_ask(tx, &request);
    const struct fe_idea idea = fe_hits_idea(hits, fe_hits_n_ideas(hits) - 1);
    assert_true(idea.is_needed);
    assert_int_equal(idea.n_values, 1);
    assert_string_equal(idea.values[0].field, "authority");
    assert_string_equal(idea.values[0].value, "Kingston upon Hull");
    assert_int_equal(idea.values[0].documents, 2);
    assert_int_equal(idea.documents, 3); /* with the text that mentions it */
    fe_hits_free(hits);
}

static void
a_place_without_documents_is_reported_and_nothing_is_counted(void **state)
{
    static const struct named_case cases[] = {{"case files York", "", 4},
                                              {"York", "", 0}};
    struct texts *tx = *state;
    const struct fe_request request = texts_request("case files york");

    ANSWER(tx, cases);
    struct fe_hits *hits = texts_ask(tx, &request);
    const struct fe_idea idea = fe_hits_idea(hits, fe_hits_n_ideas(hits) - 1);
    assert_true(idea.is_needed);
    assert_int_equal(idea.documents, 0);
    assert_int_equal(idea.n_values, 1);
    assert_string_equal(idea.values[0].value, "York");
    assert_int_equal(idea.values[0].documents, 0);
    assert_int_equal(fe_hits_n_corrections(hits), 0);
    fe_hits_free(hits);
}

static void
a_year_matches_its_documents_and_texts_that_mention_it(void **state)
{
    static const struct named_case cases[] = {
        {"2016", "134", 0},
        {"case 2016", "134", 1},
        {"in 2016", "134", 0},
        {"2015-16", "123", 0},
        {"2015/16", "123", 0},
        {"2015-2016", "123", 1},
        {"case files 2013", "", 5},
        {"2001", "", 0},
        {"case files in 2015-16", "123", 1},
    };

    ANSWER(*state, cases);
}

static void
a_topic_is_an_idea_like_any_other(void **state)
{
    static const struct named_case cases[] = {
        {"needs improving", "3", 0},
        {"needs improvement", "", 0}, /* names another topic */
    };
    struct texts *tx = *state;
    const struct fe_request request = texts_request("case needs improving");

    ANSWER(tx, cases);
    struct fe_hits *hits = texts_ask(tx, &request);
    for (size_t i = 0; i < fe_hits_n_ideas(hits); i++)
        assert_false(fe_hits_idea(hits, i).is_needed);
    fe_hits_free(hits);
}

static void
an_abbreviation_names_its_value_only_in_capitals(void **state)
{
    static const struct named_case cases[] = {
        {"SEND", "16", 0}, {"send", "6", 0}, {"Send", "6", 0}};

    ANSWER(*state, cases);
}

static void
excluding_a_place_excludes_its_documents(void **state)
{
    static const struct named_case cases[] = {
        {"case -hull", "34", 0},
        {"case NOT Hull", "34", 0},
        {"case -2016", "2", 0},
        {"+hull case", "12", 1},
    };

    ANSWER(*state, cases);
}

static void
in_literal_queries_and_quotation_marks_words_are_only_words(void **state)
{
    static const struct named_case cases[] = {
        {"\"hull\"", "2", 0}, {"=hull", "2", 0}, {"\"2016\"", "4", 0}};
    struct texts *tx = *state;
    struct fe_request request = texts_request("hull");

    ANSWER(tx, cases);
    request.is_literal = true;
    char *ids = texts_sorted(texts_ask(tx, &request));
    assert_string_equal(ids, "2");
    free(ids);
}

/* Names belong to the lexicon and its fields. */
static void
names_are_forgotten_with_their_lexicon(void **state)
{
    struct texts *tx = *state;
    struct fe_lexicon *other;
    const struct fe_request request = texts_request("hull");

    char *ids = texts_sorted(texts_ask(tx, &request));
    assert_string_equal(ids, "125");
    free(ids);
    assert_int_equal(fe_lexicon_new(&other, NULL), FE_OK);
    assert_int_equal(fe_lexicon_finish(other, NULL), FE_OK);
    texts_use(tx, other);
    ids = texts_sorted(texts_ask(tx, &request));
    assert_string_equal(ids, "2");
    free(ids);
    texts_use(tx, tx->lexicon);
    fe_lexicon_free(other);
    ids = texts_sorted(texts_ask(tx, &request));
    assert_string_equal(ids, "125");
    free(ids);
}

/* No document belongs to two places: a query that names both means either. */
static void
values_of_one_field_are_alternatives(void **state)
{
    static const struct named_case cases[] = {
        {"Hull Leeds", "1235", 0},
        {"leeds and hull case files", "123", 2},
        {"Hull York case files", "12", 3},
        {"case files 2015 2016", "123", 1},
        {"case files Hull 2016", "1", 4},
    };

    ANSWER(*state, cases);
}

static void
documents_of_a_place_come_before_those_that_mention_it(void **state)
{
    const struct fe_request request = texts_request("hull case files");
    char *ids = texts_ids(texts_ask(*state, &request));

    assert_memory_equal(ids, "12", 2);
    free(ids);
}

/* "Reading" is just a word if no document has a place. */
static void
names_are_only_words_if_documents_do_not_differ_in_the_field(void **state)
{
    static const struct fe_word grades[] = {
        {"good", NULL}, {"none", NULL}, {0}};
    static const struct fe_field fields[] = {
        {.name = "authority", .slot = AUTHORITY, .naming = FE_NAMES_PLACE},
        {.name = "grade",
         .slot = GRADE,
         .words = grades,
         .naming = FE_NAMES_NEEDED},
        {.name = "date",
         .kind = FE_FIELD_DATE,
         .slot = DATE,
         .naming = FE_NAMES_NEEDED}};
    static const struct text_row rows[] = {
        {"machines for reading text", {NULL, "none"}, NULL},
        {"good machines of 2016", {NULL, "none"}, NULL},
        {"machines, text, forms", {NULL, "none"}, NULL},
    };
    static const char *const queries[] = {"machines text forms reading",
                                          "machines text forms good",
                                          "machines text forms 2016"};
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        texts_field(tx, &fields[i]);
    assert_int_equal(fe_lexicon_add_name(tx->lexicon, "authority", "Reading",
                                         "Reading", false, NULL),
                     FE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        const struct fe_request request = texts_request(queries[i]);
        struct fe_hits *hits = texts_ask(tx, &request);
        for (size_t k = 0; k < fe_hits_n_ideas(hits); k++) {
            assert_int_equal(fe_hits_idea(hits, k).n_values, 0);
            assert_false(fe_hits_idea(hits, k).is_needed);
        }
        fe_hits_free(hits);
    }
}

#define WITH_ROWS(test)                                                        \
    cmocka_unit_test_setup_teardown(test, set_up, texts_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ROWS(a_place_matches_its_documents_and_texts_that_mention_it),
        WITH_ROWS(
            only_documents_of_a_named_place_are_counted_and_others_ranked),
        WITH_ROWS(a_place_without_documents_is_reported_and_nothing_is_counted),
        WITH_ROWS(a_year_matches_its_documents_and_texts_that_mention_it),
        WITH_ROWS(a_topic_is_an_idea_like_any_other),
        WITH_ROWS(an_abbreviation_names_its_value_only_in_capitals),
        WITH_ROWS(excluding_a_place_excludes_its_documents),
        WITH_ROWS(in_literal_queries_and_quotation_marks_words_are_only_words),
        WITH_ROWS(names_are_forgotten_with_their_lexicon),
        WITH_ROWS(values_of_one_field_are_alternatives),
        WITH_ROWS(documents_of_a_place_come_before_those_that_mention_it),
        WITH_TEXTS(
            names_are_only_words_if_documents_do_not_differ_in_the_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
