/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What makes a document rank higher or lower than its words alone would:
 * negation, and text that many reports print.
 */
#include "support.h"
#include "texts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What terms of this origin contributed to the hit with the letter. */
static double
given(const struct fe_hits *hits, char letter, enum fe_origin origin)
{
    double sum = 0;

    for (size_t h = 0; h < fe_hits_count(hits); h++)
        for (size_t t = 0; t < fe_hits_n_terms(hits); t++)
            if (*fe_hits_at(hits, h).data == letter &&
                fe_hits_term(hits, t).origin == origin)
                sum += fe_hits_share(hits, h, t).score;
    return sum;
}

static void
shares_add_up(const struct fe_hits *hits)
{
    for (size_t h = 0; h < fe_hits_count(hits); h++) {
        const double score = fe_hits_at(hits, h).score;
        double sum = 0;
        for (size_t t = 0; t < fe_hits_n_terms(hits); t++)
            sum += fe_hits_share(hits, h, t).score;
        assert_true(fabs(sum - score) <= 1e-9 * (1 + score));
    }
}

static struct fe_hits *
explained(struct texts *tx, const char *query)
{
    struct fe_request request = texts_request(query);

    request.is_explained = true;
    struct fe_hits *hits = texts_ask(tx, &request);
    shares_add_up(hits);
    return hits;
}

static const char *const denials[] = {"reviews are timely and good here",
                                      "reviews are not timely or good here",
                                      "that is not so; reviews are timely",
                                      "reviews are never held in timely ways",
                                      "a lack of money: reviews are timely",
                                      NULL};

static void
a_negated_word_ranks_documents_that_negate_it_first(void **state)
{
    static const char *const queries[] = {
        "reviews not timely", "reviews that aren't timely",
        "not timely reviews", "reviews, not being timely"};
    struct texts *tx = *state;

    texts_add_all(tx, denials);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct fe_hits *hits = explained(tx, queries[i]);
        assert_int_equal(fe_hits_total(hits), 5); /* only the order changes */
        assert_true(given(hits, '2', FE_NEGATED) > 0);
        assert_true(given(hits, '4', FE_NEGATED) > 0);
        assert_true(given(hits, '1', FE_NEGATED) == 0);
        char *ids = texts_ids(hits);
        if (strncmp(ids, "24", 2) != 0 && strncmp(ids, "42", 2) != 0)
            fail_msg("%s: %s", queries[i], ids);
        free(ids);
    }
}

static void
no_negation_reaches_beyond_the_end_of_its_clause(void **state)
{
    struct texts *tx = *state;

    texts_add_all(tx, denials);
    struct fe_hits *hits = explained(tx, "reviews not timely");
    assert_true(given(hits, '3', FE_NEGATED) == 0);
    assert_true(given(hits, '5', FE_NEGATED) == 0);
    fe_hits_free(hits);
}

static void
a_query_without_negation_is_not_helped_by_negations(void **state)
{
    static const char *const queries[] = {
        "timely reviews", "reviews timely not", "\"not timely\" reviews"};
    struct texts *tx = *state;

    texts_add_all(tx, denials);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct fe_hits *hits = explained(tx, queries[i]);
        for (size_t t = 0; t < fe_hits_n_terms(hits); t++)
            if (fe_hits_term(hits, t).origin == FE_NEGATED &&
                strcmp(fe_hits_term(hits, t).text, "not timely") == 0)
                fail_msg("%s", queries[i]);
        fe_hits_free(hits);
    }
}

enum { REPORT = 1, FRAMEWORK };

static const char printed[] =
    "Inspectors read case files with social workers, met children and their "
    "parents, and looked at what the local authority has recorded about its "
    "own performance and the quality of the help that families are given.";

/* Documents 1 to 5 print the same text under one framework, 6 under another. */
static void
add_boilerplate(struct texts *tx)
{
    static const struct text_row rows[] = {
        {printed, {"r1", "old"}, NULL},
        {printed, {"r2", "old"}, NULL},
        {printed, {"r3", "old"}, NULL},
        {printed, {"r4", "old"}, NULL},
        {printed, {"r5", "old"}, NULL},
        {printed, {"r6", "new"}, NULL},
        {"Managers do not read case files as often as they say, and where they "
         "do so it is hard to see what has been changed by it for any child, "
         "as nothing of it is written down by anybody in any of the teams.",
         {"r1", "old"},
         NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
}

static void
text_that_many_reports_print_ranks_lower_and_is_marked(void **state)
{
    struct texts *tx = *state;

    fe_lexicon_set_repeated(tx->lexicon, REPORT, FRAMEWORK);
    add_boilerplate(tx);
    struct fe_hits *hits = explained(tx, "read case files");
    assert_int_equal(fe_hits_total(hits), 7); /* boilerplate is still found */
    double own = 0;
    for (size_t h = 0; h < fe_hits_count(hits); h++) {
        const struct fe_hit hit = fe_hits_at(hits, h);
        assert_int_equal(hit.is_boilerplate, *hit.data < '6');
        if (*hit.data == '6')
            own = hit.score;
    }
    assert_true(own > 0);
    for (size_t h = 0; h < fe_hits_count(hits); h++)
        if (fe_hits_at(hits, h).is_boilerplate)
            assert_true(fe_hits_at(hits, h).score < own / 2);
    char *ids = texts_ids(hits);
    assert_string_equal(ids + 2, "12345");
    free(ids);
}

static void
nothing_is_boilerplate_unless_requested(void **state)
{
    struct texts *tx = *state;

    add_boilerplate(tx);
    struct fe_hits *hits = explained(tx, "read case files");
    for (size_t h = 0; h < fe_hits_count(hits); h++)
        assert_false(fe_hits_at(hits, h).is_boilerplate);
    fe_hits_free(hits);
}

static void
a_light_word_only_affects_the_order_unless_it_is_alone(void **state)
{
    static const char *const texts[] = {"reviews", "reviews got better",
                                        "they got it", NULL};
    static const char light[] = "get got # forms of one verb\n";
    struct texts *tx = *state;

    assert_int_equal(
        fe_lexicon_add_light_words(tx->lexicon, light, sizeof light - 1, NULL),
        FE_OK);
    texts_add_all(tx, texts);
    struct fe_hits *hits = explained(tx, "got reviews");
    assert_int_equal(fe_hits_total(hits), 2);
    assert_true(fe_hits_idea(hits, 0).weight == 0);
    assert_memory_equal(fe_hits_at(hits, 0).data, "2", 1);
    fe_hits_free(hits);
    hits = explained(tx, "got");
    assert_int_equal(fe_hits_total(hits), 2);
    assert_true(fe_hits_idea(hits, 0).weight > 0);
    fe_hits_free(hits);
}

/* A word that documents use is meant first, and its synonyms second. */
static void
synonyms_score_less_than_a_word_in_common_use(void **state)
{
    static const char *const texts[] = {"poverty here", "poverty there",
                                        "deprivation here", "poverty now",
                                        NULL};
    struct texts *tx = *state;

    texts_words(tx, "poverty = deprivation");
    texts_add_all(tx, texts);
    struct fe_hits *hits = explained(tx, "poverty");
    const double few = given(hits, '3', FE_SAME) / given(hits, '1', FE_TYPED);
    fe_hits_free(hits);
    for (size_t i = 0; i < 8; i++)
        texts_add(tx, &(struct text_row){.text = "poverty again"});
    texts_commit(tx);
    hits = explained(tx, "poverty");
    const double many = given(hits, '3', FE_SAME) / given(hits, '1', FE_TYPED);
    assert_true(few > 0.9);
    assert_true(many > 0 && many < 0.7);
    fe_hits_free(hits);
}

/* Fails unless each query counts these documents; what is ranked after them
 * does not matter. */
static void
count(struct texts *tx, const struct texts_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fe_request request = texts_request(cases[i].query);
        struct fe_hits *hits = texts_ask(tx, &request);
        request.limit = fe_hits_total(hits);
        fe_hits_free(hits);
        char *ids = texts_sorted(texts_ask(tx, &request));
        assert_string_equal(ids, cases[i].found);
        free(ids);
    }
}
#define COUNT(tx, cases) count(tx, cases, sizeof(cases) / sizeof *(cases))

/* Words score higher where they form a term than where they are apart. The term
 * is scored once: not as a pair as well. */
static void
a_term_scores_beside_its_words_and_not_also_as_a_pair(void **state)
{
    static const char *const texts[] = {
        "the carers of children who are young", "young carers meet here",
        "young people meet here", "carers of children meet", NULL};
    struct texts *tx = *state;

    texts_words(tx, "young carers = caring children");
    texts_add_all(tx, texts);
    struct fe_hits *hits = explained(tx, "young carers");
    assert_memory_equal(fe_hits_at(hits, 0).data, "2", 1);
    assert_true(given(hits, '2', FE_SAME) > 0);
    assert_true(given(hits, '2', FE_TYPED) > 0);
    assert_true(given(hits, '1', FE_SAME) == 0);
    assert_true(given(hits, '2', FE_PAIR) == 0);
    fe_hits_free(hits);
    hits = explained(tx, "carers meet");
    assert_true(given(hits, '2', FE_PAIR) > 0);
    fe_hits_free(hits);
}

/* A term that names one concept is not a match for another that it only
 * describes. */
static void
a_name_does_not_match_the_concept_it_only_describes(void **state)
{
    static const char *const texts[] = {"police came", "police notifications",
                                        "the constabulary", "alerts", NULL};
    static const struct texts_case cases[] = {
        {"police notifications", "24"}, /* not what the police do */
        {"police", "123"},
    };
    struct texts *tx = *state;

    texts_words(tx, "police = constabulary\n"
                    "    wordings: police notifications\n"
                    "police notifications = alerts\n");
    texts_add_all(tx, texts);
    COUNT(tx, cases);
}

/* An everyday wording of light words stands for its concept only if the query
 * consists of nothing else. */
static void
a_wording_of_light_words_counts_only_as_the_whole_query(void **state)
{
    static const char light[] = "happens\n";
    static const char *const texts[] = {"a chronology", "children go missing",
                                        NULL};
    static const struct texts_case cases[] = {
        {"what happens when", "1"},
        {"what happens when children go missing", "2"},
    };
    struct texts *tx = *state;

    texts_words(tx, "chronology = chronologies\n"
                    "    said: what happens when\n");
    assert_int_equal(
        fe_lexicon_add_light_words(tx->lexicon, light, sizeof light - 1, NULL),
        FE_OK);
    texts_add_all(tx, texts);
    COUNT(tx, cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(a_negated_word_ranks_documents_that_negate_it_first),
        WITH_TEXTS(no_negation_reaches_beyond_the_end_of_its_clause),
        WITH_TEXTS(a_query_without_negation_is_not_helped_by_negations),
        WITH_TEXTS(text_that_many_reports_print_ranks_lower_and_is_marked),
        WITH_TEXTS(nothing_is_boilerplate_unless_requested),
        WITH_TEXTS(a_light_word_only_affects_the_order_unless_it_is_alone),
        WITH_TEXTS(synonyms_score_less_than_a_word_in_common_use),
        WITH_TEXTS(a_term_scores_beside_its_words_and_not_also_as_a_pair),
        WITH_TEXTS(a_name_does_not_match_the_concept_it_only_describes),
        WITH_TEXTS(a_wording_of_light_words_counts_only_as_the_whole_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
