/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The query language beyond test_query.c: operators in small letters, exact
 * forms, prefixes, nearness and dashes; and the messages for faults in a query.
 */
#include "support.h"
#include "texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
operators_in_small_letters_are_common_words(void **state)
{
    static const char *const texts[] = {"case",           "recording",
                                        "case recording", "case and recording",
                                        "case or not",    NULL};
    static const struct texts_case any[] = {
        {"case and recording", "12345"},
        {"case or recording", "12345"},
        {"case not recording", "12345"},
        {"and case", "1345"},
        {"case or", "1345"},
        {"Case And Recording", "12345"},
        {"(case or recording)", "12345"},
        {"case & recording", "12345"},
        {"\"case and recording\"", "4"},
        {"\"case recording\"", "3"},
        {"or not", "5"},
    };
    /* The same beside operators in capitals. */
    static const struct texts_case all[] = {
        {"case and recording", "34"},       {"case not recording", "34"},
        {"recording OR case not", "12345"}, {"case AND recording or", "34"},
        {"case NOT recording and", "15"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ANY, any);
    TEXTS_FIND(tx, FE_MATCH_ALL, all);
}

static void
exclusion_can_be_written_in_several_ways(void **state)
{
    static const char *const texts[] = {"case",      "case plan",      "plan",
                                        "case view", "case plan view", NULL};
    static const struct texts_case cases[] = {
        {"case NOT plan", "14"},
        {"case AND NOT plan", "14"},
        {"case AND -plan", "14"},
        {"case -plan", "14"},
        {"-plan AND case", "14"},
        {"-plan case", "14"},
        {"case AND -plan AND -view", "1"},
        {"case AND -plan -view", "1"},
        {"case AND -(plan OR view)", "1"},
        {"case AND -plan AND view", "4"},
        {"case NOT plan AND view", "4"},
        {"(case AND -plan) OR plan", "12345"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_AUTO, cases);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    TEXTS_FIND(tx, FE_MATCH_ANY, cases);
}

/* Programs replace a typed minus by these characters. */
static void
a_dash_before_a_word_is_a_minus_and_between_blanks_punctuation(void **state)
{
    static const char *const texts[] = {"case", "case plan", "plan", NULL};
    static const struct texts_case cases[] = {
        {"case \u2013plan", "1"},     {"case \u2212plan", "1"},
        {"case \u2011plan", "1"},     {"case \u2010plan", "1"},
        {"case \u2013\"plan\"", "1"}, {"case \u2212(plan)", "1"},
        {"case \u2013 plan", "2"},    {"case \u2014 plan", "2"},
        {"case - plan", "2"},         {"case -- plan", "2"},
        {"case \u2013", "12"},        {"case\u2014plan", "2"},
        {"case AND \u2212plan", "1"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
single_quotation_marks_enclose_a_phrase_but_apostrophes_do_not(void **state)
{
    static const char *const texts[] = {"case plan", "plan case",
                                        "carers\u2019 case plan", NULL};
    static const struct texts_case cases[] = {
        {"\u2018case plan\u2019", "13"},
        {"\u2018plan case\u2019", "2"},
        {"-\u2018plan case\u2019 case", "13"},
        {"=\u2018case plan\u2019", "13"},
        {"\u2018case plan", "123"},
        {"\u2018twas case", ""},
        {"carers\u2019 plan", "3"},
        {"carer\u2019s plan", "3"},
        {"'plan case'", "123"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
punctuation_has_no_meaning(void **state)
{
    static const char *const texts[] = {"case plan", "case", NULL};
    static const struct texts_case cases[] = {
        {"case plan?", "1"},   {"case? plan??", "1"},
        {"case, plan.", "1"},  {"case! plan!", "1"},
        {"case / plan", "1"},  {"case \u2022 plan", "1"},
        {"case; plan", "1"},   {"\u201ccase plan?\u201d", "1"},
        {"case (plan)?", "1"}, {"16+ case", ""},
        {"case: plan", "1"},   {"case : plan", "1"},
        {"case ? plan", "1"},  {"case plan #", "1"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

/* All ways of writing give the same hits and scores. */
static void
capital_letters_in_words_change_nothing(void **state)
{
    static const char *const texts[] = {"Case Recording was GOOD",
                                        "case recording", "The case", NULL};
    static const char *const queries[] = {"case recording", "Case Recording",
                                          "CASE RECORDING", "cASE recordings"};
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct fe_request first = texts_request(queries[0]);
        struct fe_request request = texts_request(queries[i]);
        struct fe_hits *plain = texts_ask(tx, &first);
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_int_equal(fe_hits_count(hits), fe_hits_count(plain));
        for (size_t k = 0; k < fe_hits_count(hits); k++)
            assert_true(fe_hits_at(hits, k).score ==
                        fe_hits_at(plain, k).score);
        fe_hits_free(plain);
        fe_hits_free(hits);
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

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
a_star_asks_for_any_word_that_begins_with_it(void **state)
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
        /* What follows the star is punctuation. */
        {"plans*?", "8"},
        {"safeg*, pl*", ""},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    texts_bad(tx, "s*", 0, "2 letters before the *");
    texts_bad(tx, "plan \u00e9*", 5, "2 letters before the *");
}

/* The most frequent words are kept, and the answer says that some were left
 * out. */
static void
a_prefix_of_too_many_words_is_cut_and_says_so(void **state)
{
    static char frequent[20 * (FE_FORMS_MAX + 1)], one[] = "xyaaz";
    struct texts *tx = *state;

    for (unsigned i = 0; i < FE_FORMS_MAX; i++)
        sprintf(frequent + strlen(frequent), "xy%c%c ", 'a' + i / 26,
                'a' + i % 26);
    const char *const texts[] = {frequent, frequent, one, NULL};
    texts_add_all(tx, texts);
    for (int more = 0; more < 2; more++) {
        struct fe_request request = texts_request(more ? "xy*" : "xya*");
        struct fe_hits *hits = texts_ask(tx, &request);
        const struct fe_term term = fe_hits_term(hits, 0);
        assert_int_equal(term.is_cut, more);
        assert_int_equal(strstr(term.forms, "xyaaz") != NULL, !more);
        assert_string_equal(term.text, more ? "xy*" : "xya*");
        char *ids = texts_sorted(hits);
        assert_string_equal(ids, more ? "12" : "123");
        free(ids);
    }
}

static void
near_means_within_a_number_of_words_in_either_order(void **state)
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

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
chained_near_reaches_from_any_of_the_words_found(void **state)
{
    static const char *const texts[] = {"beta alpha alpha gamma",
                                        "gamma alpha alpha beta", NULL};
    static const struct texts_case cases[] = {
        {"alpha NEAR beta NEAR/1 gamma", "12"},
        {"beta NEAR alpha NEAR/1 gamma", "12"}};
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

/* A text that repeats few words has very many spans. */
static void
chained_near_in_a_repetitive_text_comes_to_an_end(void **state)
{
    static char text[12 * 600 + 1], query[FE_QUERY_MAX];
    struct texts *tx = *state;

    for (size_t i = 0; i < 600; i++)
        strcpy(text + 11 * i, "alpha beta ");
    for (size_t i = 0; i < FE_NEARS_MAX; i++)
        strcpy(query + 16 * i, "alpha NEAR/1000 ");
    strcat(query, "beta");
    const char *const texts[] = {text, NULL};
    const struct texts_case cases[] = {{query, "1"}};
    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_AUTO, cases);
}

/* As many as are allowed find the text; one more is at fault. */
static void
what_takes_long_to_find_may_be_asked_only_so_often(void **state)
{
    static const struct {
        const char *item;
        size_t most;
        const char *message;
    } kinds[] = {{" NEAR alpha", FE_NEARS_MAX, "16 NEARs"},
                 {" al*", FE_STARS_MAX, "64 words that end in *"}};
    static const char *const texts[] = {"alpha", NULL};
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        char query[FE_QUERY_MAX] = "alpha";
        struct fe_hits *hits;
        for (size_t i = 0; i < kinds[k].most; i++)
            strcat(query, kinds[k].item);
        struct fe_request request = texts_request(query);
        assert_int_equal(texts_try(tx, &request, &hits, NULL), FE_OK);
        fe_hits_free(hits);
        const size_t place = strlen(query) + 1;
        strcat(query, kinds[k].item);
        texts_bad(tx, query, place, kinds[k].message);
    }
}

static void
near_in_small_letters_is_a_word(void **state)
{
    static const char *const texts[] = {"a school near home", "school home",
                                        NULL};
    static const struct texts_case cases[] = {{"school near home", "1"}};
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
phrases_may_have_any_quotation_marks(void **state)
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

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
a_phrase_does_not_reach_from_one_text_into_the_next(void **state)
{
    static const struct fe_text parts[] = {{NULL, "case", 4, 1},
                                           {NULL, "recording", 9, 1}};
    static const struct fe_document document = {
        .data = "1", .data_len = 1, .texts = parts, .n_texts = 2};
    static const struct texts_case cases[] = {{"\"case recording\"", ""},
                                              {"case NEAR/50 recording", ""},
                                              {"case recording", "1"}};
    struct texts *tx = *state;

    assert_int_equal(fe_writer_add(tx->writer, &document, NULL), FE_OK);
    texts_commit(tx);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
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
        {"\"multi-agency work\"", "1234"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
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

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
every_fault_is_reported_with_its_place(void **state)
{
    static const char *const texts[] = {"case", NULL};
    static const struct texts_fault faults[] = {
        {"case AND", 8, "a word is missing after AND"},
        {"AND case", 0, "a word is missing before AND"},
        {"case OR OR plan", 8, "a word is missing after OR"},
        {"case NOT", 8, "a word is missing after NOT"},
        {"m\u00f4n AND OR", 9, "a word is missing after AND"},
        {"???", 0, "no word to search for"},
        {"-case", 0, "only excludes words"},
        {"case OR -plan", 8, "beside OR this only excludes words"},
        {"-plan OR case", 0, "beside OR this only excludes words"},
        {"case OR NOT plan", 8, "beside OR this only excludes words"},
        {"(-plan OR case) view", 1, "beside OR"},
        {"NOT case", 0, "only excludes words; add a word"},
        {"NOT case NOT plan", 0, "only excludes words"},
        {"-case AND -plan", 0, "only excludes words"},
        {"case AND (-plan)", 10, "only excludes words"},
        {"case NOT -plan", 5, "NOT and - mean the same"},
        {"case AND NOT -plan", 9, "NOT and - mean the same"},
        {"case (plan", 5, "not closed"},
        {"case -(plan", 5, "not closed"},
        {"(", 0, "not closed"},
        {"case)", 4, "no opening bracket"},
        {"()", 1, "a word is missing"},
        {"plan \"case", 5, "not closed"},
        {"plan -\"case", 6, "not closed"},
        {"plan \"-\"", 5, "no word in it"},
        {"=\"\"", 0, "no word in it"},
        {"case NEAR", 5, "missing after NEAR"},
        {"case NEAR OR plan", 5, "missing after NEAR"},
        {"NEAR case", 0, "a word is missing"},
        {"case NEAR/0 plan", 5, "NEAR/5"},
        {"case NEAR/ plan", 5, "NEAR/5"},
        {"case NEAR/x plan", 5, "NEAR/5"},
        {"case NEAR/1001 plan", 5, "NEAR/5"},
        {"case NEAR/99999999999999999999 plan", 5, "NEAR/5"},
        {"case NEAR (plan AND x)", 11, "NEAR joins"},
        {"case NEAR (plan -x)", 17, "NEAR joins"},
        {"case NEAR ?", 10, "NEAR joins"},
        {"case NEAR -plan", 11, "NEAR joins"},
        {"case NEAR +(plan)", 10, "NEAR joins"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FAULTS(tx, faults);
}

/* These are operators elsewhere. Read as text, they would find something other
 * than what was meant. */
static void
what_only_looks_like_an_operator_is_a_fault(void **state)
{
    static const char *const texts[] = {"case", NULL};
    static const struct texts_fault faults[] = {
        {"saf*ing", 3, "* may only follow a word"},
        {"*cording", 0, "* may only follow a word"},
        {"*", 0, "* may only follow a word"},
        {"case *", 5, "* may only follow a word"},
        {"case -*", 6, "* may only follow a word"},
        {"case**", 4, "* may only follow a word"},
        {"case* plan*s", 10, "* may only follow a word"},
        {"multi-*", 6, "* may only follow a word"},
        {"\"case\"*", 6, "* may only follow a word"},
        {"(case plan)*", 11, "* may only follow a word"},
        {"\"case record*\"", 12, "cannot appear inside quotes"},
        {"\"ca*se\"", 3, "cannot appear inside quotes"},
        {"plan \u2018m\u00f4n c*\u2019", 14, "cannot appear inside quotes"},
        {"recor?ing", 5, "? does not stand for a letter"},
        {"case ?lan", 5, "? does not stand for a letter"},
        {"m\u00f4n??n", 5, "? does not stand for a letter"},
        {"!case", 0, "! is not an operator; use a minus"},
        {"case !\"plan\"", 5, "! is not an operator"},
        {"case !(plan)", 5, "! is not an operator"},
        {"case -!plan", 6, "! is not an operator"},
        {"case || plan", 5, "|| is not an operator; use OR"},
        {"case||plan", 4, "|| is not an operator; use OR"},
        {"case | plan", 5, "| is not an operator; use OR"},
        {"case|plan", 4, "| is not an operator; use OR"},
        {"case && plan", 5, "&& is not an operator; use AND"},
        {"case&&plan", 4, "&& is not an operator; use AND"},
        {"case AND/OR plan", 5, "use OR for either or both"},
        {"+-case", 0, "a word takes one sign"},
        {"plan -+case", 5, "a word takes one sign"},
        {"plan --case", 5, "a word takes one sign"},
        {"plan -\u2013case", 5, "a word takes one sign"},
        {"plan \u2014case", 5, "a long dash before a word"},
        {"~case", 0, "~ is not an operator"},
        {"case~2", 4, "~ is not an operator"},
        {"case^2", 4, "^ is not an operator"},
        {"[2010 TO 2012]", 0, "name:from..to for a range"},
        {"case {plan}", 5, "{ is not an operator"},
        {"case plan}", 9, "} is not an operator"},
        {"case <5", 5, "< is not an operator"},
        {"case>5", 4, "> is not an operator"},
        {"case >= 5", 5, "> is not an operator"},
        {"= case", 0, "= may only be directly before a word"},
        {"case =", 5, "= may only be directly before a word"},
        {"==case", 0, "= may only be directly before a word"},
        {"case=plan", 4, "= may only be directly before a word"},
        {"=-case", 0, "= may only be directly before a word"},
        {"=(case plan)", 0, "= may only be directly before a word"},
        {"m\u00f4n =,", 5, "= may only be directly before a word"},
        {"case near/5 plan", 5, "NEAR is written in capitals"},
        {"case Near/5 plan", 5, "NEAR is written in capitals"},
        {"case NEAR5 plan", 5, "a slash before the distance"},
        {"case NEAR /5 plan", 10, "directly after NEAR"},
        {"OR", 0, "a word is missing before OR"},
        {"NEAR", 0, "a word is missing before NEAR"},
        {"\u2018\u2019", 0, "no word in it"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FAULTS(tx, faults);
}

static void
terms_say_what_was_typed_and_added(void **state)
{
    static const char *const texts[] = {"planned multi-agency work",
                                        "plans of multiagency staff", NULL};
    struct texts *tx = *state;
    struct fe_request request = texts_request("Plan multi-agency staff");

    texts_add_all(tx, texts);
    request.match = FE_MATCH_ANY;
    struct fe_hits *hits = texts_ask(tx, &request);
    size_t typed = 0, joined = 0;
    for (size_t i = 0; i < fe_hits_n_terms(hits); i++) {
        const struct fe_term term = fe_hits_term(hits, i);
        typed += term.origin == FE_TYPED;
        joined += term.origin == FE_JOINED;
        assert_true(term.of < fe_hits_n_terms(hits));
        assert_int_equal(term.origin == FE_TYPED, term.of == i);
        assert_true(term.rarity > 0);
    }
    assert_int_equal(typed, 3);
    assert_int_equal(joined, 1);
    const struct fe_term plan = fe_hits_term(hits, 0);
    assert_string_equal(plan.text, "plan");
    assert_string_equal(plan.forms, "planned plans");
    assert_int_equal(plan.documents, 2);
    fe_hits_free(hits);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(operators_in_small_letters_are_common_words),
        WITH_TEXTS(exclusion_can_be_written_in_several_ways),
        WITH_TEXTS(
            a_dash_before_a_word_is_a_minus_and_between_blanks_punctuation),
        WITH_TEXTS(
            single_quotation_marks_enclose_a_phrase_but_apostrophes_do_not),
        WITH_TEXTS(punctuation_has_no_meaning),
        WITH_TEXTS(capital_letters_in_words_change_nothing),
        WITH_TEXTS(an_equals_sign_asks_for_one_form),
        WITH_TEXTS(a_star_asks_for_any_word_that_begins_with_it),
        WITH_TEXTS(a_prefix_of_too_many_words_is_cut_and_says_so),
        WITH_TEXTS(near_means_within_a_number_of_words_in_either_order),
        WITH_TEXTS(chained_near_reaches_from_any_of_the_words_found),
        WITH_TEXTS(chained_near_in_a_repetitive_text_comes_to_an_end),
        WITH_TEXTS(near_in_small_letters_is_a_word),
        WITH_TEXTS(phrases_may_have_any_quotation_marks),
        WITH_TEXTS(a_phrase_does_not_reach_from_one_text_into_the_next),
        WITH_TEXTS(
            a_word_written_apart_joined_or_as_one_is_found_however_typed),
        WITH_TEXTS(accents_and_unicode_forms_change_nothing),
        WITH_TEXTS(what_takes_long_to_find_may_be_asked_only_so_often),
        WITH_TEXTS(every_fault_is_reported_with_its_place),
        WITH_TEXTS(what_only_looks_like_an_operator_is_a_fault),
        WITH_TEXTS(terms_say_what_was_typed_and_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
