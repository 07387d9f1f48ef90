/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Why a hit has its score: what each term contributed.
 */
#include "support.h"
#include "texts.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
set_up(void **state)
{
    static const struct fe_field title = {
        .name = "title", .kind = FE_FIELD_TEXT, .prefix = "S", .weight = 0.2};
    static const struct fe_field authority = {
        .name = "authority", .slot = 1, .naming = FE_NAMES_PLACE};
    static const struct text_row rows[] = {
        {"case recording, and more case recording", {"leeds"}, "Case"},
        {"recording of a case by multi-agency teams", {"leeds"}, "Neglect"},
        {"multiagency work; the agency has multi teams", {"kent"}, NULL},
        {"neglect of kids, poor care of children", {"kent"}, "Recording"},
        {"poor care and harm", {"hull"}, "Case recording"},
        {"case case case plan", {"hull"}, "Plans"},
        {"the mash is a safeguarding hub", {"hull"}, "Case"},
        {"multi-agency safeguarding hub", {"hull"}, "Case"},
    };
    struct texts *tx;

    texts_open(state);
    tx = *state;
    texts_words(tx, "kids = children\nneglect ~ poor care, harm\n"
                    "mash = multi-agency safeguarding hub\n");
    texts_field(tx, &title);
    texts_field(tx, &authority);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    return 0;
}

static void
add_up(struct texts *tx, const char *query, enum fe_match match)
{
    struct fe_request request = texts_request(query);

    request.match = match;
    request.is_explained = true;
    struct fe_hits *hits = texts_ask(tx, &request);
    for (size_t h = 0; h < fe_hits_count(hits); h++) {
        const double score = fe_hits_at(hits, h).score;
        double sum = 0;
        for (size_t t = 0; t < fe_hits_n_terms(hits); t++) {
            const struct fe_share share = fe_hits_share(hits, h, t);
            assert_true(share.score >= 0 && share.occurrences >= 0);
            sum += share.score;
        }
        if (fabs(sum - score) > 1e-9 * (1 + score))
            fail_msg("%s, match %d, hit %s: %g, not %g", query, (int)match,
                     fe_hits_at(hits, h).data, sum, score);
    }
    fe_hits_free(hits);
}

static void
shares_add_up_to_the_score(void **state)
{
    static const char *const queries[] = {
        "",
        "case",
        "case recording",
        "case case recording",
        "case recording plan",
        "multi-agency",
        "multiagency",
        "multi-agency teams",
        "neglect",
        "neglect of kids",
        "neglected children",
        "mash",
        "multi-agency safeguarding hub",
        "safeguarding hub case",
        "\"case recording\"",
        "\"case recording\" case",
        "case NEAR/3 recording",
        "cas* rec*",
        "=case recording",
        "+case recording",
        "+recording case -plan",
        "+(neglect recording) case",
        "case OR recording",
        "case OR plan recording",
        "case OR unicorn recording",
        "(case NOT recording) OR plan",
        "(case NOT recording) OR recording",
        "case AND (recording OR plan)",
        "case NOT plan",
        "authority:leeds case",
        "authority:leeds OR case recording",
        "title:case recording",
        "(title:case recording) OR harm",
        "(authority:kent recording) OR case",
        "recordng case",
        "the of case",
        "case kent",
        "hull",
        "leeds case recording unicorn",
        "case not recorded",
        "never plan a case",
        "multi-agency recording not hull",
        "-hull case",
        "poor care",
        "why neglect, children",
        "\"multiagency teams\" case",
        "safeguarding hub of Kent NOT recording",
    };
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        for (enum fe_match match = FE_MATCH_AUTO; match <= FE_MATCH_ANY;
             match++)
            add_up(tx, queries[i], match);
}

/* A repetition with other punctuation is not another term. */
static void
repeating_a_phrase_does_not_raise_the_score_of_other_words(void **state)
{
    static const char *const queries[] = {
        "plan \"multi agency\"", "plan \"multi agency\" \"multi agency\"",
        "plan \"multi agency\" \"multi-agency\""};
    struct texts *tx = *state;
    double once = 0;

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct fe_request request = texts_request(queries[i]);
        request.match = FE_MATCH_ANY;
        request.is_explained = true;
        struct fe_hits *hits = texts_ask(tx, &request);
        /* The two typed terms, the joined form, and the pair. */
        assert_int_equal(fe_hits_n_terms(hits), 4);
        for (size_t h = 0; h < fe_hits_count(hits); h++) {
            if (strcmp(fe_hits_at(hits, h).data, "6") != 0)
                continue;
            const double score = fe_hits_share(hits, h, 0).score;
            assert_true(score > 0 && (i == 0 || score == once));
            once = score;
        }
        fe_hits_free(hits);
    }
    assert_true(once > 0);
}

static void
a_share_says_how_often_a_term_occurs(void **state)
{
    static const struct {
        const char *query, *id;
        double occurrences;
    } cases[] = {{"case", "1", 2},
                 {"case", "6", 3},
                 {"\"case recording\"", "1", 2},
                 {"plan NEAR/5 case", "6", 3},
                 {"case NEAR/5 plan", "6", 3}};
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i].query);
        bool is_found = false;
        request.match = FE_MATCH_ANY;
        request.is_explained = true;
        struct fe_hits *hits = texts_ask(tx, &request);
        for (size_t h = 0; h < fe_hits_count(hits); h++) {
            if (*fe_hits_at(hits, h).data != *cases[i].id)
                continue;
            is_found = true;
            assert_true(fe_hits_share(hits, h, 0).occurrences ==
                        cases[i].occurrences);
        }
        assert_true(is_found);
        fe_hits_free(hits);
    }
}

static void
without_a_request_nothing_is_explained_and_scores_are_the_same(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("case recording");

    struct fe_hits *plain = texts_ask(tx, &request);
    request.is_explained = true;
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_count(plain), fe_hits_count(hits));
    for (size_t h = 0; h < fe_hits_count(hits); h++) {
        assert_true(fe_hits_at(plain, h).score == fe_hits_at(hits, h).score);
        for (size_t t = 0; t < fe_hits_n_terms(plain); t++) {
            assert_true(fe_hits_share(plain, h, t).occurrences == 0);
            assert_true(fe_hits_share(plain, h, t).score == 0);
        }
    }
    fe_hits_free(plain);
    fe_hits_free(hits);
}

static void
many_words_are_explained_for_many_hits(void **state)
{
    enum { WORDS = 400, HITS = 200 };
    struct texts *tx = *state;
    GString *text = g_string_new(NULL);

    for (unsigned i = 0; i < WORDS; i++)
        g_string_append_printf(text, "w%ux ", i);
    for (unsigned i = 0; i < HITS; i++) {
        char term[16];
        g_snprintf(term, sizeof term, "N:%u", i);
        assert_int_equal(texts_try_add(tx, term, text->str), FE_OK);
    }
    texts_commit(tx);
    struct fe_request request = texts_request(text->str);
    request.is_explained = true;
    request.limit = HITS;
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_count(hits), HITS);
    assert_true(fe_hits_share(hits, HITS - 1, 0).score > 0);
    fe_hits_free(hits);
    g_string_free(text, TRUE);
}

#define WITH_ROWS(test)                                                        \
    cmocka_unit_test_setup_teardown(test, set_up, texts_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ROWS(shares_add_up_to_the_score),
        WITH_ROWS(repeating_a_phrase_does_not_raise_the_score_of_other_words),
        WITH_ROWS(a_share_says_how_often_a_term_occurs),
        WITH_ROWS(
            without_a_request_nothing_is_explained_and_scores_are_the_same),
        WITH_ROWS(many_words_are_explained_for_many_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
