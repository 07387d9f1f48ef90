/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Synonyms and related words, from a lexicon and from the index itself.
 */
#include "support.h"
#include "texts.h"

#include <stdlib.h>
#include <string.h>

static void
a_file_of_words_may_have_comments_blanks_and_odd_line_ends(void **state)
{
    static const char *const files[] = {
        "",
        "\n\n",
        "# nothing",
        "kids = children",
        "kids = children\n",
        "kids=children  # and more\r\n",
        " \r\n# a ~ b = c\n\nneglect ~ poor care,harm\n",
        "kids = little ones\n\tsaid: tots, nippers # and more\r\n",
        "A&E = accident and emergency = casualty",
        "well-being = wellbeing\nm\u00f4n ~ anglesey",
    };
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        texts_words(tx, files[i]);
}

static void
a_line_that_cannot_be_read_is_reported_by_its_number(void **state)
{
    static const struct {
        const char *file;
        size_t line;
        const char *message;
    } cases[] = {
        {"nonsense", 1, "is one name without anything else"},
        {"# one\n\na = b\nnonsense\nc = d\n", 4, "is one name without"},
        {"a = b\r\nnonsense\r\n", 2, "is one name without"},
        {" kids = children", 1, "without names above it"},
        {"a = b\n  sayd: c", 2, "sayd"},
        {"a =", 1, "term"},
        {"= a", 1, "term"},
        {"a = = b", 1, "term"},
        {"a = b\na = - # c", 2, "no letters"},
        {"a ~", 1, "term"},
        {"~ a", 1, "term"},
        {"a ~ b,, c", 1, "term"},
        {"a ~ b,", 1, "term"},
        {"a = b ~ c", 1, "~"},
        {"a ~ b ~ c", 1, "~"},
        {"a = vis*", 1, "*"},
        {"a = \"b c\"", 1, "quotation"},
        {"a = \xff", 1, "UTF-8"},
        {"x = a b c d e f g h i j k l m n o p q", 1, "16 words"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_error err = {0};
        struct fe_lexicon *lexicon;
        assert_int_equal(fe_lexicon_new(&lexicon, NULL), FE_OK);
        const enum fe_status status = fe_lexicon_add_words(
            lexicon, "words", cases[i].file, strlen(cases[i].file), &err);
        fe_lexicon_free(lexicon);
        if (status != FE_BAD_QUERY || err.offset != cases[i].line ||
            !strstr(err.message, cases[i].message))
            fail_msg("%s: status %d, line %zu: %s", cases[i].file, (int)status,
                     err.offset, err.message);
    }
}

static void
synonyms_find_one_another_except_in_quotation_marks(void **state)
{
    static const char *const texts[] = {"the MASH met",
                                        "a multi-agency safeguarding hub",
                                        "multi agency safeguarding hubs",
                                        "safeguarding at a hub",
                                        "children played",
                                        "the kid",
                                        "youngsters",
                                        NULL};
    static const struct texts_case cases[] = {
        {"mash", "123"},       {"MASH", "123"},
        {"+mash", "123"},      {"multi-agency safeguarding hub", "123"},
        {"met mash", "1"},     {"hub -mash", "4"},
        {"hub NOT mash", "4"}, {"mash OR kids", "123567"},
        {"kids", "567"},       {"child", "567"},
        {"Children", "567"},   {"youngster", "567"},
        {"\"mash\"", "1"},     {"=mash", "1"},
        {"mas*", "1"},         {"\"multi-agency safeguarding hub\"", "23"},
    };
    struct texts *tx = *state;

    texts_words(tx, "mash = multi-agency safeguarding hub\n"
                    "kids = children = youngsters\n");
    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
nothing_is_added_to_a_literal_query(void **state)
{
    static const char *const texts[] = {"children", "kids",    "harm",
                                        "pre-plan", "preplan", NULL};
    static const char *const cases[][2] = {
        {"kids", "2"}, {"neglect", ""}, {"children", "1"}};
    struct texts *tx = *state;

    texts_words(tx, "kids = children\nneglect ~ harm\n");
    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i][0]);
        request.is_literal = true;
        char *ids = texts_sorted(texts_ask(tx, &request));
        assert_string_equal(ids, cases[i][1]);
        free(ids);
    }
}

static void
related_words_are_found_one_way_and_ranked_below(void **state)
{
    static const char *const texts[] = {"harm was done", "poor care was seen",
                                        "neglect was done", "care was poor",
                                        NULL};
    static const struct texts_case any[] = {
        /* "poor care" matches side by side, in either order. */
        {"neglect", "1234"}, {"Neglected", "1234"}, {"harm", "1"},
        {"poor care", "24"}, {"\"neglect\"", "3"},  {"=neglect", "3"}};
    /* With all words required, or with operators, only the word itself matches.
     */
    static const struct texts_case all[] = {{"neglect", "3"}};
    static const struct texts_case joined[] = {{"neglect OR seen", "23"},
                                               {"done NOT neglect", "1"},
                                               {"done -neglect", "1"}};
    struct texts *tx = *state;
    struct fe_request request = texts_request("neglect");

    texts_words(tx, "neglect ~ poor care, harm\n");
    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ANY, any);
    TEXTS_FIND(tx, FE_MATCH_ALL, all);
    TEXTS_FIND(tx, FE_MATCH_ANY, joined);
    request.match = FE_MATCH_ANY;
    char *ids = texts_ids(texts_ask(tx, &request));
    assert_int_equal(ids[0], '3');
    free(ids);
}

static void
the_longest_term_wins(void **state)
{
    static const char *const texts[] = {"kids",
                                        "looked after by all",
                                        "children in care",
                                        "CLA were seen",
                                        "care",
                                        NULL};
    static const struct texts_case cases[] = {{"children in care", "34"},
                                              {"children", "13"},
                                              {"cla", "34"},
                                              {"children care", "34"}};
    struct texts *tx = *state;

    texts_words(tx, "children = kids\nchildren in care = CLA\n");
    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
common_words_within_a_term_may_be_left_out(void **state)
{
    static const char *const texts[] = {"equality and diversity",
                                        "equality of all",
                                        "diversity",
                                        "fairness",
                                        "equality here, diversity there",
                                        NULL};
    static const struct {
        const char *query, *understood;
    } cases[] = {
        {"equality and diversity", "equality diversity"},
        {"Equality And Diversities", "equality diversities"},
        {"equality AND diversity", "equality AND diversity"},
        {"equality and fairness", "equality fairness"},
        {"equality or diversity", "equality diversity"},
    };
    static const struct texts_case found[] = {{"fairness", "14"}};
    struct texts *tx = *state;

    texts_words(tx, "equality and diversity = fairness\n");
    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i].query);
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_string_equal(fe_hits_query(hits), cases[i].understood);
        fe_hits_free(hits);
    }
    TEXTS_FIND(tx, FE_MATCH_ALL, found);
}

static void
equal_meanings_from_the_index_work_both_ways(void **state)
{
    static const char *const texts[] = {
        "the CAF was late", "a common assessment framework",  "assessment",
        "the IRO",          "independent reviewing officers", NULL};
    static const struct texts_case cases[] = {
        {"caf", "12"},
        {"CAF", "12"},
        {"common assessment framework", "12"},
        {"common assessment frameworks", "12"},
        {"iro", "45"},
        {"independent reviewing officer", "45"},
        {"independent review officer", "45"},
        {"late caf", "1"},
        {"\"caf\"", "1"},
    };
    static const struct texts_case without[] = {{"caf", "1"}};
    struct texts *tx = *state;

    fe_writer_set_metadata(tx->writer, FE_EQUAL_KEY "caf",
                           "common assessment framework\nnothing else", NULL);
    fe_writer_set_metadata(tx->writer, FE_EQUAL_KEY "iro",
                           "\nindependent reviewing officer\n", NULL);
    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    /* The index may change what it says. */
    fe_writer_set_metadata(tx->writer, FE_EQUAL_KEY "caf", "", NULL);
    texts_commit(tx);
    TEXTS_FIND(tx, FE_MATCH_ALL, without);
}

static void
added_terms_are_reported_with_their_origin(void **state)
{
    static const char *const texts[] = {"neglect of kids", "harm to children",
                                        "poor care", NULL};
    struct texts *tx = *state;
    struct fe_request request = texts_request("neglect kids");
    bool has_same = false, has_near = false;

    texts_words(tx, "kids = children\nneglect ~ poor care, harm\n");
    texts_add_all(tx, texts);
    request.match = FE_MATCH_ANY;
    struct fe_hits *hits = texts_ask(tx, &request);
    for (size_t i = 0; i < fe_hits_n_terms(hits); i++) {
        const struct fe_term term = fe_hits_term(hits, i);
        const char *typed = fe_hits_term(hits, term.of).text;
        if (term.origin == FE_SAME) {
            has_same = true;
            assert_string_equal(term.text, "children");
            assert_string_equal(typed, "kids");
            assert_int_equal(term.documents, 1); /* without the typed word */
        } else if (term.origin == FE_NEAR) {
            has_near = true;
            assert_string_equal(term.text, "poor care, harm");
            assert_string_equal(typed, "neglect");
            assert_int_equal(term.documents, 2);
        }
    }
    assert_true(has_same && has_near);
    fe_hits_free(hits);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(a_file_of_words_may_have_comments_blanks_and_odd_line_ends),
        WITH_TEXTS(a_line_that_cannot_be_read_is_reported_by_its_number),
        WITH_TEXTS(synonyms_find_one_another_except_in_quotation_marks),
        WITH_TEXTS(nothing_is_added_to_a_literal_query),
        WITH_TEXTS(related_words_are_found_one_way_and_ranked_below),
        WITH_TEXTS(the_longest_term_wins),
        WITH_TEXTS(common_words_within_a_term_may_be_left_out),
        WITH_TEXTS(equal_meanings_from_the_index_work_both_ways),
        WITH_TEXTS(added_terms_are_reported_with_their_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
