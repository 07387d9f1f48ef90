/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The query language beyond what test_query.c has of it: small letters, one
 * form, beginnings, nearness; and what is said of a query that has a fault.
 */
#include "support.h"
#include "texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
small_letters_are_operators_between_single_items(void **state)
{
    static const char *const texts[] = {"case",           "recording",
                                        "case recording", "adoption case",
                                        "plan for a",     NULL};
    static const struct texts_case cases[] = {
        {"case and recording", "3"},
        {"case or adoption", "134"},
        {"recording or plan", "235"},
        {"case not recording", "14"},
        {"case and not recording", "14"},
        {"Case Or Adoption", "134"},
        {"recording and case or plan", "35"},
        {"\"case recording\" or plan", "35"},
        {"(recording or plan) and case", "3"},
        {"case and (recording or adoption)", "34"},
        {"=case and recording", "3"},
        {"cas* and rec*", "3"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_AUTO, cases);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
small_letters_are_words_where_items_stand_side_by_side(void **state)
{
    static const char *const texts[] = {"case",       "recording",
                                        "young case", "young recording people",
                                        "not here",   NULL};
    static const struct texts_case cases[] = {
        {"case and young recording", "1234"},
        {"young people or case", "134"},
        {"and case", "13"},
        {"case or", "13"},
        {"young people and case", "134"},
        {"case not young people", "134"},
        {"recording and (young case)", "1234"},
    };
    /* An operator in capitals says that the others are meant, too. */
    static const struct texts_case meant[] = {
        {"young case and recording OR people", "4"},
        {"young AND case not recording", "3"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ANY, cases);
    TEXTS_FIND(tx, XC_MATCH_AUTO, meant);
}

/* Whatever way they are written, the hits and their scores are the same. */
static void
capital_letters_in_words_change_nothing(void **state)
{
    static const char *const texts[] = {"Case Recording was GOOD",
                                        "case recording", "The case", NULL};
    static const char *const queries[] = {"case recording", "Case Recording",
                                          "CASE RECORDING", "cASE recordings"};
    struct texts *tx = *state;

    texts_hold(tx, texts);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct xc_request first = texts_request(queries[0]);
        struct xc_request request = texts_request(queries[i]);
        struct xc_hits *plain = texts_ask(tx, &first);
        struct xc_hits *hits = texts_ask(tx, &request);
        assert_int_equal(xc_hits_count(hits), xc_hits_count(plain));
        for (size_t k = 0; k < xc_hits_count(hits); k++)
            assert_true(xc_hits_at(hits, k).score ==
                        xc_hits_at(plain, k).score);
        xc_hits_free(plain);
        xc_hits_free(hits);
    }
}

static void
an_equals_sign_asks_for_one_form(void **state)
{
    static const char *const texts[] = {
        "plan", "plans", "planned planning", "Plans planned", "re-plan", NULL};
    static const struct texts_case cases[] = {
        {"plan", "12345"},
        {"=plan", "15"},
        {"=plans", "24"},
        {"=Plans", "24"},
        {"=PLANNED", "34"},
        {"=plans =planned", "4"},
        {"=\"plans planned\"", "4"},
        {"=\"plan planned\"", ""},
        {"\"plan planned\"", "34"},
        {"plan -=plan", "234"},
        {"+=planning", "3"},
        {"=plan OR =planning", "135"},
        {"=replan", ""},
        {"=re-plan", "5"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
a_star_asks_for_whatever_begins_so(void **state)
{
    static const char *const texts[] = {
        "safeguarding", "safeguard",   "safe",  "unsafe", "Saf\u00e9",
        "multi-agency", "multiagency", "plans", "saf",    NULL};
    static const struct texts_case cases[] = {
        {"safe*", "1235"},
        {"SAFE*", "1235"},
        {"safeg*", "12"},
        {"saf\u00e9*", "1235"},
        {"sa*", "12359"},
        {"safe* -safe", "12"},
        {"multi*", "67"},
        {"multi-ag*", "6"},
        {"zz*", ""},
        {"(safeg* OR pl*)", "128"},
        {"plans*", "8"},
        /* Alone or behind a sign it says nothing. */
        {"plans *", "8"},
        {"plans, *", "8"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
    texts_bad(tx, "s*", 0, "2 letters before the *");
    texts_bad(tx, "plan \u00e9*", 5, "2 letters before the *");
    texts_bad(tx, "*", 0, "no word");
}

/* The most frequent are taken; what is cut is said. */
static void
a_beginning_of_too_many_words_is_cut_and_says_so(void **state)
{
    static char frequent[20 * (XC_FORMS_MAX + 1)], one[] = "xyaaz";
    struct texts *tx = *state;

    for (unsigned i = 0; i < XC_FORMS_MAX; i++)
        sprintf(frequent + strlen(frequent), "xy%c%c ", 'a' + i / 26,
                'a' + i % 26);
    const char *const texts[] = {frequent, frequent, one, NULL};
    texts_hold(tx, texts);
    for (int more = 0; more < 2; more++) {
        struct xc_request request = texts_request(more ? "xy*" : "xya*");
        struct xc_hits *hits = texts_ask(tx, &request);
        const struct xc_term term = xc_hits_term(hits, 0);
        assert_int_equal(term.is_cut, more);
        assert_int_equal(strstr(term.forms, "xyaaz") != NULL, !more);
        assert_string_equal(term.text, more ? "xy*" : "xya*");
        char *ids = texts_sorted(hits);
        assert_string_equal(ids, more ? "12" : "123");
        free(ids);
    }
}

static void
near_is_within_so_many_words_in_either_order(void **state)
{
    static const char *const texts[] = {"alpha beta",
                                        "beta alpha",
                                        "alpha one two beta",
                                        "beta one two three alpha",
                                        "alpha 1 2 3 4 5 6 7 8 9 beta",
                                        "alpha 1 2 3 4 5 6 7 8 9 10 beta",
                                        "alpha alphas",
                                        "gamma one alpha one beta",
                                        "one alpha beta gamma",
                                        NULL};
    static const struct texts_case cases[] = {
        {"alpha NEAR/1 beta", "129"},
        {"beta NEAR/1 alpha", "129"},
        {"alpha NEAR/2 beta", "1289"},
        {"alpha NEAR/3 beta", "12389"},
        {"alpha NEAR/4 beta", "123489"},
        {"alpha NEAR beta", "1234589"},
        {"alpha NEAR/11 beta", "12345689"},
        {"alpha near/1 beta", "129"},
        {"Alphas NEAR/1 BETA", "129"},
        {"alpha NEAR/1 alpha", "7"},
        {"(alpha OR gamma) NEAR/1 beta", "129"},
        {"(alpha gamma) NEAR/1 beta", "129"},
        {"\"alpha beta\" NEAR/1 gamma", "9"},
        {"alpha NEAR/1 beta NEAR/1 gamma", "9"},
        {"alpha NEAR/2 gamma NEAR/2 beta", "8"},
        {"al* NEAR/1 beta", "129"},
        {"=alphas NEAR/1 alpha", "7"},
        {"-(alpha NEAR beta) alpha", "67"},
        {"+alpha NEAR/1 beta gamma", "9"},
        {"alpha NEAR/1000 beta", "12345689"},
        {"\"near miss\"", ""},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
near_upon_near_reaches_from_any_of_the_words_found(void **state)
{
    static const char *const texts[] = {"beta alpha alpha gamma",
                                        "gamma alpha alpha beta", NULL};
    static const struct texts_case cases[] = {
        {"alpha NEAR beta NEAR/1 gamma", "12"},
        {"beta NEAR alpha NEAR/1 gamma", "12"}};
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

/* Stretches of a text that says the same over and over are very many. */
static void
near_upon_near_in_a_text_of_few_words_comes_to_an_end(void **state)
{
    static char text[12 * 600 + 1], query[XC_QUERY_MAX];
    struct texts *tx = *state;

    for (size_t i = 0; i < 600; i++)
        strcpy(text + 11 * i, "alpha beta ");
    for (size_t i = 0; i < 200; i++)
        strcpy(query + 16 * i, "alpha NEAR/1000 ");
    strcat(query, "beta");
    const char *const texts[] = {text, NULL};
    const struct texts_case cases[] = {{query, "1"}};
    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_AUTO, cases);
}

static void
near_in_small_letters_is_a_word(void **state)
{
    static const char *const texts[] = {"a school near home", "school home",
                                        NULL};
    static const struct texts_case cases[] = {{"school near home", "1"}};
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
phrases_stand_in_any_quotation_marks(void **state)
{
    static const char *const texts[] = {"case recording", "recording case",
                                        NULL};
    static const struct texts_case cases[] = {
        {"\"case recording\"", "1"},
        {"\u201ccase recording\u201d", "1"},
        {"\u201dcase recording\u201c", "1"},
        {"\u201ccase recording\"", "1"},
        {"+\u201crecording case\u201d", "2"},
        {"case -\u201crecording case\u201d", "1"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
a_phrase_does_not_reach_from_one_text_into_the_next(void **state)
{
    static const struct xc_text parts[] = {{NULL, "case", 4, 1},
                                           {NULL, "recording", 9, 1}};
    static const struct xc_document document = {
        .data = "1", .data_len = 1, .texts = parts, .n_texts = 2};
    static const struct texts_case cases[] = {{"\"case recording\"", ""},
                                              {"case NEAR/50 recording", ""},
                                              {"case recording", "1"}};
    struct texts *tx = *state;

    assert_int_equal(xc_writer_add(tx->writer, &document, NULL), XC_OK);
    texts_commit(tx);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
a_word_written_apart_joined_or_as_one_is_found_however_typed(void **state)
{
    static const char *const texts[] = {"multi-agency work",
                                        "multi agency work",
                                        "multiagency work",
                                        "multi\u2011agency work",
                                        "agency in multi teams",
                                        "a follow-up",
                                        "to follow up",
                                        "followup",
                                        NULL};
    static const struct texts_case cases[] = {
        {"multi-agency", "1234"},
        {"multi\u2010agency", "1234"},
        {"multiagency", "1234"},
        {"MULTI-AGENCY", "1234"},
        {"+multi-agency", "1234"},
        {"multi agency", "12345"},
        {"follow-up", "678"},
        {"followup", "678"},
        {"agency -multi-agency", "5"},
        {"agency -multiagency", "5"},
        {"\"multi-agency work\"", "124"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
accents_and_unicode_forms_change_nothing(void **state)
{
    static const char *const texts[] = {"Ynys M\u00f4n",   "Ynys Mo\u0302n",
                                        "YNYS MON",        "caf\u00e9",
                                        "CAFE\u0301S",     "co\u00f6perate",
                                        "\ufb01nance",     "soft\u00adhyphen",
                                        "zero\u200bwidth", NULL};
    static const struct texts_case cases[] = {
        {"m\u00f4n", "123"},
        {"mo\u0302n", "123"},
        {"mon", "123"},
        {"M\u00d4N", "123"},
        {"=m\u00f4n", "123"},
        {"\"ynys mon\"", "123"},
        {"cafe", "45"},
        {"cafe\u0301", "45"},
        {"cooperate", "6"},
        {"finance", "7"},
        {"\ufb01nance", "7"},
        {"softhyphen", "8"},
        {"soft\u00adhy\u00adphen", "8"},
        {"zerowidth", "9"},
        {"caf\u00e9*", "45"},
        {"ynys NEAR/1 m\u00f4n", "123"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    TEXTS_FIND(tx, XC_MATCH_ALL, cases);
}

static void
every_fault_has_its_place_and_is_said(void **state)
{
    static const char *const texts[] = {"case", NULL};
    static const struct {
        const char *query;
        size_t offset;
        const char *message;
    } cases[] = {
        {"case AND", 8, "a word is missing"},
        {"AND case", 0, "a word is missing here"},
        {"case OR OR plan", 8, "a word is missing here"},
        {"case NOT", 8, "a word is missing"},
        {"m\u00f4n AND OR", 9, "a word is missing here"},
        {"???", 0, "no word to search for"},
        {"-case", 0, "only what to leave out"},
        {"case OR -plan", 8, "only what to leave out"},
        {"case (plan", 5, "not closed"},
        {"case -(plan", 5, "not closed"},
        {"(", 0, "not closed"},
        {"case)", 4, "closes none"},
        {"()", 1, "a word is missing"},
        {"plan \"case", 5, "not closed"},
        {"plan -\"case", 6, "not closed"},
        {"plan \"-\"", 5, "no word in it"},
        {"=\"\"", 0, "no word in it"},
        {"case NEAR", 5, "missing behind NEAR"},
        {"case NEAR OR plan", 5, "missing behind NEAR"},
        {"NEAR case", 0, "a word is missing"},
        {"case NEAR/0 plan", 5, "NEAR/5"},
        {"case NEAR/ plan", 5, "NEAR/5"},
        {"case NEAR/x plan", 5, "NEAR/5"},
        {"case NEAR/1001 plan", 5, "NEAR/5"},
        {"case NEAR/99999999999999999999 plan", 5, "NEAR/5"},
        {"case NEAR (plan AND x)", 11, "NEAR stands between"},
        {"case NEAR (plan -x)", 17, "NEAR stands between"},
        {"case NEAR ?", 10, "NEAR stands between"},
        {"case NEAR -plan", 11, "NEAR stands between"},
        {"case NEAR +(plan)", 10, "NEAR stands between"},
    };
    struct texts *tx = *state;

    texts_hold(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        texts_bad(tx, cases[i].query, cases[i].offset, cases[i].message);
}

static void
what_was_typed_and_added_is_told_by_terms(void **state)
{
    static const char *const texts[] = {"planned multi-agency work",
                                        "plans of multiagency staff", NULL};
    struct texts *tx = *state;
    struct xc_request request = texts_request("Plan multi-agency staff");

    texts_hold(tx, texts);
    request.match = XC_MATCH_ANY;
    struct xc_hits *hits = texts_ask(tx, &request);
    size_t typed = 0, parts = 0;
    for (size_t i = 0; i < xc_hits_n_terms(hits); i++) {
        const struct xc_term term = xc_hits_term(hits, i);
        typed += term.origin == XC_TYPED;
        parts += term.origin == XC_PART;
        assert_true(term.of < xc_hits_n_terms(hits));
        assert_int_equal(term.origin == XC_TYPED, term.of == i);
        assert_true(term.rarity > 0);
    }
    assert_int_equal(typed, 3);
    assert_int_equal(parts, 2);
    const struct xc_term plan = xc_hits_term(hits, 0);
    assert_string_equal(plan.text, "plan");
    assert_string_equal(plan.forms, "planned plans");
    assert_int_equal(plan.documents, 2);
    xc_hits_free(hits);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(small_letters_are_operators_between_single_items),
        WITH_TEXTS(small_letters_are_words_where_items_stand_side_by_side),
        WITH_TEXTS(capital_letters_in_words_change_nothing),
        WITH_TEXTS(an_equals_sign_asks_for_one_form),
        WITH_TEXTS(a_star_asks_for_whatever_begins_so),
        WITH_TEXTS(a_beginning_of_too_many_words_is_cut_and_says_so),
        WITH_TEXTS(near_is_within_so_many_words_in_either_order),
        WITH_TEXTS(near_upon_near_reaches_from_any_of_the_words_found),
        WITH_TEXTS(near_upon_near_in_a_text_of_few_words_comes_to_an_end),
        WITH_TEXTS(near_in_small_letters_is_a_word),
        WITH_TEXTS(phrases_stand_in_any_quotation_marks),
        WITH_TEXTS(a_phrase_does_not_reach_from_one_text_into_the_next),
        WITH_TEXTS(
            a_word_written_apart_joined_or_as_one_is_found_however_typed),
        WITH_TEXTS(accents_and_unicode_forms_change_nothing),
        WITH_TEXTS(every_fault_has_its_place_and_is_said),
        WITH_TEXTS(what_was_typed_and_added_is_told_by_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
