/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Words that the index does not have, and how they are corrected or what is
 * suggested instead.
 */
#include "support.h"
#include "texts.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const texts[] = {"safeguarding case recording",
                                    "recording of plans, recording of plans",
                                    "adequate case plan",
                                    "Ynys M\u00f4n",
                                    "children's plan",
                                    "form 63300",
                                    NULL};

static void
a_misspelt_word_is_corrected_and_reported(void **state)
{
    static const struct {
        const char *query, *found, *corrected;
        size_t offset, length;
        const char *word;
    } cases[] = {
        {"recordng", "12", "recording", 0, 8, "recording"},
        {"Recordng", "12", "recording", 0, 8, "recording"},
        {"m\u00f4n  (safegaurding)", "14", "m\u00f4n  (safeguarding)", 7, 12,
         "safeguarding"},
        {"recrodings", "12", "recording", 0, 10, "recording"},
        {"case +recordng", "12", "case +recording", 6, 8, "recording"},
        {"\"case recordng\"", "1", "\"case recording\"", 6, 8, "recording"},
        {"\u201ccase recordng\u201d", "1", "\u201ccase recording\u201d", 8, 8,
         "recording"},
        {"case NEAR/2 recordng", "1", "case NEAR/2 recording", 12, 8,
         "recording"},
        {"\u00e1dequte", "3", "adequate", 0, 8, "adequate"},
        {"ad\u00adequte", "3", "adequate", 0, 9, "adequate"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i].query);
        request.match = FE_MATCH_ANY;
        struct fe_hits *hits = texts_ask(tx, &request);
        if (fe_hits_n_corrections(hits) != 1)
            fail_msg("%s: %zu corrections", cases[i].query,
                     fe_hits_n_corrections(hits));
        const struct fe_correction c = fe_hits_correction(hits, 0);
        assert_int_equal(c.offset, cases[i].offset);
        assert_int_equal(c.length, cases[i].length);
        assert_true(c.is_applied && c.n_words > 0);
        assert_string_equal(c.words[0].value, cases[i].word);
        assert_true(c.words[0].count > 0);
        assert_string_equal(fe_hits_corrected(hits), cases[i].corrected);
        char *ids = texts_sorted(hits);
        assert_string_equal(ids, cases[i].found);
        free(ids);
    }
}

static void
several_words_are_corrected_each_in_its_place(void **state)
{
    struct texts *tx = *state;
    struct fe_request request =
        texts_request("Recordng/safegaurdin & plan, adequte");

    texts_add_all(tx, texts);
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_n_corrections(hits), 3);
    for (size_t i = 1; i < 3; i++)
        assert_true(fe_hits_correction(hits, i - 1).offset <
                    fe_hits_correction(hits, i).offset);
    assert_string_equal(fe_hits_corrected(hits),
                        "recording/safeguarding & plan, adequate");
    fe_hits_free(hits);
}

static void
words_that_occur_or_have_a_meaning_are_not_corrected(void **state)
{
    static const char *const queries[] = {
        "recording", "Recorded",   "recordings", "=recordng", "recordn*",
        "abc",       "x",          "63301",      "63300a",    "zyxwvut",
        "",          "mapfeather", "authority",  "the",       "unit test"};
    struct texts *tx = *state;

    texts_words(tx, "mapfeather = recording\n");
    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct fe_request request = texts_request(queries[i]);
        struct fe_hits *hits = texts_ask(tx, &request);
        if (fe_hits_n_corrections(hits) > 0 || *fe_hits_corrected(hits))
            fail_msg("%s: %s", queries[i], fe_hits_corrected(hits));
        fe_hits_free(hits);
    }
}

/* What counts is the spelling: not that a word has the same stem as another,
 * nor that it can be split into words that never occur side by side. */
static void
a_word_is_corrected_whatever_its_stem_or_parts(void **state)
{
    static const char *const said[] = {
        "She works in the field of adoption.",
        "Sheffield staff add an option.",
        "Each referral is read. Reference is made to the plan.",
        "Plans for permanence. Permanent homes.",
        "A case study of case work.",
        NULL};
    static const char *const cases[][2] = {
        {"Shefield", "Sheffield"},
        {"addoption", "adoption"},
        {"referal", "referral"},
        {"permanance", "permanence"},
        {"permanance plans", "permanence plans"},
        {"casework", ""},
    };
    struct texts *tx = *state;

    texts_words(tx, "permanence planning = permanence plans\n"
                    "lasting homes = permanent\n");
    texts_add_all(tx, said);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i][0]);
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_int_equal(strcasecmp(fe_hits_corrected(hits), cases[i][1]), 0);
        assert_true(fe_hits_total(hits) > 0);
        fe_hits_free(hits);
    }
}

static void
literal_and_excluded_words_get_suggestions_but_no_corrections(void **state)
{
    static const struct {
        const char *query, *found;
        bool is_literal;
    } cases[] = {
        {"recordng", "", true},
        {"case OR recordng", "13", true},
        {"case -recordng", "13", false},
        {"case NOT recordng", "13", false},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i].query);
        request.is_literal = cases[i].is_literal;
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_int_equal(fe_hits_n_corrections(hits), 1);
        assert_false(fe_hits_correction(hits, 0).is_applied);
        assert_string_equal(fe_hits_correction(hits, 0).words[0].value,
                            "recording");
        assert_string_equal(fe_hits_corrected(hits), "");
        char *ids = texts_sorted(hits);
        assert_string_equal(ids, cases[i].found);
        free(ids);
    }
}

static void
a_short_word_is_corrected_but_not_one_of_three_letters(void **state)
{
    static const struct {
        const char *query, *corrected;
    } cases[] = {
        {"paln", "plan"},
        {"csae", "case"},
        {"safeguarding paln", "safeguarding plan"},
        {"\"adequate csae\"", "\"adequate case\""},
        {"frm", ""}, /* too short for suggestions */
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i].query);
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_string_equal(fe_hits_corrected(hits), cases[i].corrected);
        assert_int_equal(fe_hits_total(hits) > 0, i != 4);
        fe_hits_free(hits);
    }
}

static void
the_texts_of_a_field_have_their_own_words(void **state)
{
    static const struct fe_field title = {
        .name = "title", .kind = FE_FIELD_TEXT, .prefix = "S", .weight = 0.2};
    static const struct text_row row = {"case", {NULL}, "Leaving care"};
    struct texts *tx = *state;
    struct fe_request request = texts_request("case title:laeving");
    struct fe_request titled = texts_request("leaving csae");

    texts_field(tx, &title);
    texts_add(tx, &row);
    texts_commit(tx);
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_total(hits), 1);
    assert_string_equal(fe_hits_corrected(hits), "case title:leaving");
    assert_int_equal(fe_hits_correction(hits, 0).offset, 11);
    fe_hits_free(hits);
    /* A word that only occurs in a title is not found in the text: the rest
     * matches in part. */
    hits = texts_ask(tx, &titled);
    assert_int_equal(fe_hits_total(hits), 0);
    assert_int_equal(fe_hits_ranked(hits), 1);
    assert_string_equal(fe_hits_corrected(hits), "leaving case");
    fe_hits_free(hits);
}

static void
similar_words_come_with_the_likeliest_first(void **state)
{
    static const char *const documents[] = {"placement placing", "placement",
                                            "placements",        "statement",
                                            "pavement",          NULL};
    static const struct {
        const char *word, *likeliest;
        size_t limit, n;
    } cases[] = {{"placemnt", "placement", 10, 2},
                 {"placemnt", "placement", 1, 1},
                 {"plaecment", "placement", 10, 2},
                 {"PLACEMNT", "placement", 10, 2},
                 {"placemnt", NULL, 0, 0},
                 {"unlike", NULL, 10, 0},
                 {"", NULL, 10, 0},
                 {"pl", NULL, 10, 0}};
    struct texts *tx = *state;

    texts_add_all(tx, documents);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_counts counts;
        assert_int_equal(fe_reader_suggest(tx->reader, cases[i].word,
                                           cases[i].limit, &counts, NULL),
                         FE_OK);
        if (counts.count != cases[i].n)
            fail_msg("%s: %zu", cases[i].word, counts.count);
        if (counts.count > 0) {
            assert_string_equal(counts.list[0].value, cases[i].likeliest);
            assert_int_equal(counts.list[0].count, 2);
        }
        fe_counts_free(&counts);
        fe_counts_free(&counts); /* empty, so harmless */
    }
}

static void
words_that_begin_with_letters_are_listed_by_frequency(void **state)
{
    static const struct text_row rows[] = {
        {"record recording", {NULL}, NULL},
        {"records recording", {NULL}, NULL},
        {"recording records review", {NULL}, NULL},
    };
    static const struct {
        const char *letters, *words;
        size_t limit;
    } cases[] = {{"rec", "recording 3 records 2 record 1 ", 10},
                 {"REC", "recording 3 ", 1},
                 {"r\u00e9v", "review 1 ", 10},
                 {"records", "records 2 ", 10},
                 {"recordz", "", 10},
                 {"=", "", 10},
                 {"", "", 10},
                 {"rec", "", 0}};
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_counts counts;
        char words[200] = "";
        assert_int_equal(fe_reader_complete(tx->reader, cases[i].letters,
                                            cases[i].limit, &counts, NULL),
                         FE_OK);
        for (size_t k = 0; k < counts.count; k++)
            snprintf(words + strlen(words), sizeof words - strlen(words),
                     "%s %zu ", counts.list[k].value, counts.list[k].count);
        assert_string_equal(words, cases[i].words);
        fe_counts_free(&counts);
    }
}

static void
values_are_suggested_that_equal_begin_with_or_resemble_it(void **state)
{
    static const struct text_row rows[] = {
        {"a", {"North Yorkshire"}, NULL}, {"a", {"Ynys M\u00f4n"}, NULL},
        {"a", {"Sheffield"}, NULL},       {"a", {"Sheffield"}, NULL},
        {"a", {"Shefford"}, NULL},        {"a", {NULL}, NULL},
    };
    static const struct {
        const char *text, *values;
        size_t limit;
    } cases[] = {
        {"sheffield", "Sheffield 2;Shefford 1;", 10},
        {"She", "Sheffield 2;Shefford 1;", 10},
        {"she", "Sheffield 2;", 1},
        {"shefield", "Sheffield 2;", 10},
        {"ynys mon", "Ynys M\u00f4n 1;", 10},
        {"YNYS", "Ynys M\u00f4n 1;", 10},
        {"yorkshire", "North Yorkshire 1;", 10},
        {"leeds", "", 10},
    };
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_counts counts;
        char got[200] = "";
        assert_int_equal(fe_reader_suggest_value(tx->reader, 1, cases[i].text,
                                                 cases[i].limit, &counts, NULL),
                         FE_OK);
        for (size_t k = 0; k < counts.count; k++) {
            const char count[] = {' ', (char)('0' + counts.list[k].count), ';',
                                  '\0'};
            strcat(strcat(got, counts.list[k].value), count);
        }
        fe_counts_free(&counts);
        if (strcmp(got, cases[i].values) != 0)
            fail_msg("%s: %s", cases[i].text, got);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(a_misspelt_word_is_corrected_and_reported),
        WITH_TEXTS(several_words_are_corrected_each_in_its_place),
        WITH_TEXTS(words_that_occur_or_have_a_meaning_are_not_corrected),
        WITH_TEXTS(a_word_is_corrected_whatever_its_stem_or_parts),
        WITH_TEXTS(
            literal_and_excluded_words_get_suggestions_but_no_corrections),
        WITH_TEXTS(a_short_word_is_corrected_but_not_one_of_three_letters),
        WITH_TEXTS(the_texts_of_a_field_have_their_own_words),
        WITH_TEXTS(similar_words_come_with_the_likeliest_first),
        WITH_TEXTS(words_that_begin_with_letters_are_listed_by_frequency),
        WITH_TEXTS(values_are_suggested_that_equal_begin_with_or_resemble_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
