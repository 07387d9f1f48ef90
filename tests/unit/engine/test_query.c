/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"
#include "texts.h"

#include <stdlib.h>
#include <string.h>

/* Asks in the simplest way; only the status matters. */
static enum fe_status
ask(struct texts *tx,
    const char *query,
    size_t len,
    enum fe_match match,
    struct fe_hits **hits,
    struct fe_error *err)
{
    struct fe_request request = texts_request("");

    request.query = query;
    request.query_len = len;
    request.match = match;
    return texts_try(tx, &request, hits, err);
}

static void
operators_and_brackets_combine(void **state)
{
    static const char *const texts[] = {"case", "recording", "case recording",
                                        "adoption case", NULL};
    static const struct texts_case cases[] = {
        {"case AND recording", "3"},
        {"case OR adoption", "134"},
        {"case NOT recording", "14"},
        {"case AND NOT recording", "14"},
        {"case NOT recording NOT adoption", "1"},
        {"case NOT (recording OR adoption)", "1"},
        {"recording OR adoption AND case", "234"},
        {"(recording OR adoption) AND case", "34"},
        {"(recording OR adoption)AND(case)", "34"},
        {"((case)) AND (recording OR (adoption))", "34"},
        {"recording OR case NOT adoption", "123"},
        {" \tcase\nOR\r adoption ", "134"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    TEXTS_FIND(tx, FE_MATCH_AUTO, cases);
}

static void
words_beside_operators_are_all_needed(void **state)
{
    static const char *const texts[] = {"case", "recording", "case recording",
                                        "adoption plan", NULL};
    static const struct texts_case cases[] = {
        {"case recording OR adoption", "34"},
        {"adoption OR case recording", "34"},
        {"case recording AND recording", "3"},
        {"recording NOT case recording", "2"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    TEXTS_FIND(tx, FE_MATCH_AUTO, cases);
}

static void
an_operator_in_quotation_marks_is_a_word(void **state)
{
    static const char *const texts[] = {"terms and conditions", "plan",
                                        "terms and conditions of a plan", NULL};
    static const struct texts_case any[] = {
        {"\"terms and conditions\" plan", "123"},
        {"\"terms AND conditions\" plan", "123"},
        {"\"terms AND conditions\"", "13"},
        {"\"terms OR conditions\"", ""},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ANY, any);
}

static void
signs_say_what_must_and_must_not_be_there(void **state)
{
    static const char *const texts[] = {"case", "recording", "case recording",
                                        "adoption case", NULL};
    static const struct texts_case cases[] = {
        {"+case recording", "134"},
        {"case recording +case", "134"},
        {"+case +recording", "3"},
        {"case -recording", "14"},
        {"-recording case", "14"},
        {"+case -adoption recording", "13"},
        {"case -(recording adoption)", "1"},
        {"case -\"case recording\"", "14"},
        {"+(recording adoption) case", "234"},
        {"+\"case recording\" adoption", "3"},
        /* A dash between blanks is punctuation. */
        {"recording - adoption", "234"},
        {"recording + adoption", "234"},
        {"adoption -", "4"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ANY, cases);
}

static void
phrases_are_stemmed_and_in_order(void **state)
{
    static const char *const texts[] = {"Case recordings were lost.",
                                        "The recording of cases is good.",
                                        "Cases\nrecorded",
                                        "The recording, case by case",
                                        "case; recording",
                                        NULL};
    static const struct texts_case cases[] = {
        {"\"case recording\"", "135"},
        {"\"Cases Recorded\"", "135"},
        {"\" case   recording \"", "135"},
        {"\u201ccase recording\u201d", "135"},
        {"\u201dcase recording\"", "135"},
        {"\"recording case\"", "4"},
        {"\"case recording lost\"", ""},
        {"\"case recording\" \"recording of cases\"", ""},
        {"lost\"case recording\"lost", "1"},
        {"\"recording\" \"lost\"", "1"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
common_words_count_in_a_phrase(void **state)
{
    static const char *const texts[] = {"the quality of care",
                                        "the quality and care", "quality care",
                                        "to be or not to be", NULL};
    static const struct texts_case cases[] = {
        {"\"quality of care\"", "1"}, {"\"quality and care\"", "2"},
        {"\"quality care\"", "3"},    {"\"the quality\"", "12"},
        {"\"of the\"", ""},           {"\"to be or not to be\"", "4"},
        {"quality of care", "123"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
common_words_are_dropped_unless_nothing_else_is_left(void **state)
{
    static const char *const texts[] = {"the case", "case", "of the", "the",
                                        NULL};
    static const struct texts_case cases[] = {
        {"the case", "12"},    {"the of case", "12"}, {"The Case", "12"},
        {"the", "134"},        {"of the", "3"},       {"of -case", "3"},
        {"+the case", "1"},    {"\"the\" case", "1"}, {"the -case", "34"},
        {"case AND the", "1"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
hyphenated_words_are_found_however_they_are_written(void **state)
{
    static const char *const texts[] = {"The multi-agency group met.",
                                        "A multi agency group met.",
                                        "The multiagency group met.",
                                        "Agency staff in multi teams.",
                                        "A multi\u2011agency group",
                                        "Follow-up of the ten-year-old.",
                                        NULL};
    static const struct texts_case cases[] = {
        {"multi-agency", "1235"},
        {"Multi-Agency", "1235"},
        {"multi\u2010agency", "1235"},
        {"multiagency", "1235"},
        {"\"multi-agency\"", "1235"},
        {"\"multi agency\"", "1235"},
        {"multi agency", "12345"},
        {"multi-agency group", "1235"},
        {"agency", "1245"},
        {"follow-up", "6"},
        {"followup", "6"},
        {"ten-year-old", "6"},
        {"\"ten year old\"", "6"},
        {"year", "6"},
        {"agency -multi-agency", "4"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

/* The same words are searched for, and the hits have the same order. */
static void
words_joined_differently_are_understood_alike(void **state)
{
    static const char *const texts[] = {
        "front-line staff and pre-birth plans", "frontline staff",
        "front line staff met front-line staff", "births before plans", NULL};
    static const char *const queries[][3] = {
        {"\"frontline staff\"", "\"front-line staff\"", "\"front line staff\""},
        {"prebirth plans", "pre-birth plans", "pre birth plans"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        double first[2] = {0, 0};
        for (size_t k = 0; k < 3; k++) {
            struct fe_request request = texts_request(queries[i][k]);
            struct fe_hits *hits = texts_ask(tx, &request);
            const double seen[2] = {fe_hits_at(hits, 0).score,
                                    (double)fe_hits_total(hits)};
            if (k == 0)
                memcpy(first, seen, sizeof seen);
            assert_memory_equal(seen, first, sizeof seen);
            fe_hits_free(hits);
        }
    }
}

static void
a_phrase_with_a_hyphenated_word_in_it_is_found_whole_only(void **state)
{
    static const char *const texts[] = {
        "The multi-agency group met.", "A multi agency group met.",
        "A multi-agency panel met.", "A multiagency panel met.", NULL};
    static const struct texts_case cases[] = {
        {"\"multi-agency group\"", "12"},
        {"\"the multi-agency group\"", "1"},
        {"\"agency-group met\"", "12"},
        {"\"multi-agency panel\" group", ""},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
apostrophes_and_figures_belong_to_words(void **state)
{
    static const char *const texts[] = {"the children's home",
                                        "the children\u2019s home",
                                        "the children\u02bcs home",
                                        "63,300 people",
                                        "63300 people",
                                        "see paragraph 2.1",
                                        "In 2010,2 carers\u02bc views",
                                        NULL};
    static const struct texts_case cases[] = {
        {"children's", "123"},
        {"children\u2019s", "123"},
        {"children\u02bcs", "123"},
        {"CHILDREN\u2019S HOME", "123"},
        {"=children's", "123"},
        {"63,300", "45"},
        {"63300", "45"},
        {"63", ""},
        {"2.1", "6"},
        {"2", ""},
        {"carers'", "7"},
        {"=carers", "7"},
        {"'carer'", "7"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
an_ampersand_is_the_word_and(void **state)
{
    static const char *const texts[] = {
        "the A&E department",         "seen in A & E", "A and E",
        "grades A, D and E",          "fire & rescue", "fire and rescue",
        "Children&Families services", "AT&&T's",       NULL};
    static const struct texts_case cases[] = {
        {"A&E", "123"},
        {"a&e", "123"},
        {"\"A&E\"", "123"},
        {"\"a & e\"", "123"},
        {"\"a and e\"", "123"},
        {"\"fire & rescue\"", "56"},
        {"\"fire and rescue\"", "56"},
        {"fire&rescue", "56"},
        {"fire & rescue", "56"},
        {"families", "7"},
        {"children", "7"},
        {"\"children and family services\"", "7"},
        {"AT&T", "8"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
abbreviations_are_found_with_and_without_full_stops(void **state)
{
    static const char *const texts[] = {"The U.K. and the N.S.P.C.C. agree.",
                                        "The UK, the NSPCC",
                                        "in the U.K, as a Ph.D. student",
                                        "a PhD in U.K.-wide studies, e.g. law",
                                        "the U.K.'s M.P.s and B.Sc.s",
                                        "so.It was done.By whom? J.R.Smith",
                                        "option C.No other. See s.47",
                                        NULL};
    static const struct texts_case cases[] = {
        {"UK", "12345"},      {"U.K.", "12345"}, {"u.k", "12345"},
        {"\"uk wide\"", "4"}, {"uk-wide", "4"},  {"NSPCC", "12"},
        {"N.S.P.C.C.", "12"}, {"phd", "34"},     {"Ph.D.", "34"},
        {"eg", "4"},          {"=mps", "5"},     {"=uk's", "5"},
        {"done", "6"},        {"smith", "6"},    {"=jr", "6"},
        {"option", "7"},      {"47", "7"},       {"soit", ""},
        {"cno", ""},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
fullwidth_characters_are_ascii(void **state)
{
    static const char *const texts[] = {
        "\uff26\uff2f\uff33\uff34\uff25\uff32 carers", "foster carers",
        "\uff12\uff10\uff11\uff10\uff0e\uff15 and A\uff06E", "2010.5 and A & E",
        NULL};
    static const struct texts_case cases[] = {
        {"foster", "12"}, {"\uff46oster", "12"}, {"=foster", "12"},
        {"2010.5", "34"}, {"A&E", "34"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
invisible_characters_are_ignored(void **state)
{
    static const char *const texts[] = {
        "safe\u00adguarding",       "safeguarding",
        "safe\u200bguarding",       "safe guarding",
        "\u00adsafeguarding\u00ad", NULL};
    static const struct texts_case cases[] = {
        {"safeguarding", "1235"},
        {"safe\u00adguarding", "1235"},
        {"\ufeffsafeguarding", "1235"},
        {"\"safe\u00adguarding\"", "1235"},
        {"safe", "4"},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
letters_beyond_ascii_are_folded_too(void **state)
{
    static const char *const texts[] = {"Ynys M\u00f4n", "YNYS M\u00d4N",
                                        "Ynys Mon", NULL};
    static const struct texts_case cases[] = {
        {"m\u00f4n", "123"}, {"M\u00d4N", "123"}, {"mon", "123"}};
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
a_query_is_reported_as_it_was_understood(void **state)
{
    static const char *const texts[] = {"case", NULL};
    static const char *const cases[][2] = {
        {"Case  Recording", "case recording"},
        {"  the case ", "case"},
        {"the of", "the of"},
        {"case AND recording", "case AND recording"},
        {"case AND NOT plan", "case NOT plan"},
        {"case AND -plan", "case NOT plan"},
        {"-plan AND case", "case NOT plan"},
        {"case and plan", "case plan"},
        {"case & plan", "case plan"},
        {"case \u2013plan", "case -plan"},
        {"\u2018Case Plan\u2019", "\"case plan\""},
        {"(Case OR plan) good", "(case OR plan) good"},
        {"+Case -plan", "+case -plan"},
        {"\u201cCase Recording\u201d", "\"case recording\""},
        {"\"case\"", "\"case\""},
        {"multi-agency", "multi agency"},
        {"63,300", "63300"},
        {"children\u2019s", "children's"},
        {"case ... plan", "case plan"},
        {"case!", "case"},
        {"", ""},
        {" \t", ""},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_hits *hits;
        assert_int_equal(ask(tx, cases[i][0], strlen(cases[i][0]),
                             FE_MATCH_AUTO, &hits, NULL),
                         FE_OK);
        assert_string_equal(fe_hits_query(hits), cases[i][1]);
        fe_hits_free(hits);
    }
}

static void
is_bad(struct texts *tx, const char *query, size_t len, size_t offset)
{
    for (enum fe_match match = FE_MATCH_AUTO; match <= FE_MATCH_ANY; match++) {
        struct fe_error err = {0};
        struct fe_hits *hits;
        const enum fe_status status = ask(tx, query, len, match, &hits, &err);

        if (status != FE_BAD_QUERY || err.offset != offset)
            fail_msg("%.40s: status %d at %zu, not at %zu: %s", query,
                     (int)status, err.offset, offset, err.message);
        assert_null(hits);
        assert_int_equal(err.status, FE_BAD_QUERY);
        assert_string_not_equal(err.message, "");
    }
}

static void
a_query_that_cannot_be_parsed_is_bad_with_the_place_at_fault(void **state)
{
    static const char *const texts[] = {"case", NULL};
    static const struct {
        const char *query;
        size_t offset;
    } cases[] = {
        {"case AND", 8},
        {"case OR", 7},
        {"case NOT", 8},
        {"AND case", 0},
        {"OR", 0},
        {"case AND OR plan", 9},
        {"case AND AND plan", 9},
        {"case NOT NOT plan", 9},
        {"case OR OR plan", 8},
        {"  AND case", 2},
        {"case AND ", 9},
        {"case OR ", 8},
        {"()", 1},
        {"case ()", 6},
        {")", 0},
        {"(case", 0},
        {"plan (case", 5},
        {"((case)", 0},
        {"case)", 4},
        {"(case))", 6},
        {"(case AND)", 9},
        {"\"case", 0},
        {"plan \"case", 5},
        {"plan \u201ccase", 5},
        {"\"", 0},
        {"\"\"", 0},
        {"\"?\"", 0},
        {"plan \" \"", 5},
        {"-case", 0},
        {"-case -plan", 0},
        {"NOT case", 0},
        {"plan OR -case", 8},
        {"plan AND (-case)", 10},
        {"???", 0},
        {"- -", 0},
        {"+", 0},
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        is_bad(tx, cases[i].query, strlen(cases[i].query), cases[i].offset);
}

static void
a_query_at_the_limit_passes_and_one_byte_more_is_bad(void **state)
{
    static const char *const texts[] = {"case", NULL};
    struct texts *tx = *state;
    char query[FE_QUERY_MAX + 1];
    struct fe_hits *hits;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof query; i++)
        query[i] = i % 2 ? ' ' : 'x';
    assert_int_equal(ask(tx, query, FE_QUERY_MAX, FE_MATCH_AUTO, &hits, NULL),
                     FE_OK);
    fe_hits_free(hits);
    is_bad(tx, query, sizeof query, FE_QUERY_MAX);
}

/* The largest queries that the engine must answer. */
static void
queries_of_very_many_parts_are_answered(void **state)
{
    static const char *const texts[] = {"case", NULL};
    static const char *const parts[] = {"x ",     "x-",    "x OR ", "x AND ",
                                        "x y-z ", "-x x ", "+x "};
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char query[FE_QUERY_MAX];
        const size_t len = strlen(parts[i]);
        size_t n = 0;
        struct fe_hits *hits;
        for (; n + len < sizeof query; n += len)
            memcpy(query + n, parts[i], len);
        query[n++] = 'x';
        assert_int_equal(ask(tx, query, n, FE_MATCH_AUTO, &hits, NULL), FE_OK);
        assert_int_equal(fe_hits_total(hits), 0);
        fe_hits_free(hits);
    }
}

static void
brackets_nested_too_deeply_are_bad(void **state)
{
    static const char *const texts[] = {"case", NULL};
    struct texts *tx = *state;
    struct fe_error err = {0};
    struct fe_hits *hits;
    char query[204];

    texts_add_all(tx, texts);
    for (size_t depth = 20; depth <= 100; depth += 80) {
        memset(query, '(', depth);
        memcpy(query + depth, "case", 4);
        memset(query + depth + 4, ')', depth);
        const enum fe_status status =
            ask(tx, query, 2 * depth + 4, FE_MATCH_AUTO, &hits, &err);
        assert_int_equal(status, depth == 20 ? FE_OK : FE_BAD_QUERY);
        fe_hits_free(hits);
    }
    assert_in_range(err.offset, 1, 100);
    assert_string_not_equal(err.message, "");
}

static void
bytes_that_are_not_utf8_do_no_harm(void **state)
{
    static const char *const texts[] = {"case", "\xff\xfe caf\xe9 \xe2\x80",
                                        NULL};
    static const char *const queries[] = {
        "case \xff", "case \xe2\x80", "\"case \xc3\"",
        "\u201c",    "case \xc0\x80", "case \xf5\x80\x80\x80",
        "caf\xe9",   "\x80",          "case \xed\xa0\x80",
    };
    struct texts *tx = *state;

    texts_add_all(tx, texts);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct fe_error err;
        struct fe_hits *hits;
        const size_t len = strlen(queries[i]);
        const enum fe_status status =
            ask(tx, queries[i], len, FE_MATCH_ANY, &hits, &err);
        assert_true(status == FE_OK ||
                    (status == FE_BAD_QUERY && err.offset <= len));
        if (status == FE_OK) { /* the query as understood is valid UTF-8 */
            json_t *told = json_string(fe_hits_query(hits));
            assert_non_null(told);
            json_decref(told);
        }
        fe_hits_free(hits);
    }
}

static void
whatever_is_typed_is_answered_or_bad(void **state)
{
    static const char *const texts[] = {"case recording of multi-agency work",
                                        "the A&E plan", NULL};
    static const char *const pieces[] = {
        "case",   "Recording", "the",      "of",     "multi-agency",
        "A&E",    "plan's",    " AND ",    " OR ",   " NOT ",
        "AND",    "NOT",       " ",        "  ",     "\t",
        "\n",     "(",         ")",        "(",      ")",
        "\"",     "\"",        "\u201c",   "\u201d", "+",
        "-",      "-",         ",",        "?",      "*",
        "~",      ":",         "'",        "\u2019", "\u00ad",
        "=",      "!",         "|",        "\u2018", "\u2013",
        "\u2014", "&",         "NEAR/3",   "[",      "/",
        "1,2.3",  "\xff",      "\xe2\x80", "\u00f4", "\U0001f600",
        "\u0301"};
    struct texts *tx = *state;
    unsigned random = 2010, good = 0, bad = 0;

    texts_add_all(tx, texts);
    for (int i = 0; i < 5000; i++) {
        char query[256];
        size_t len = 0;
        random = random * 1103515245u + 12345u;
        for (unsigned n = (random >> 16) % 16; n > 0; n--) {
            random = random * 1103515245u + 12345u;
            const char *piece =
                pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)];
            memcpy(query + len, piece, strlen(piece));
            len += strlen(piece);
        }
        struct fe_error err = {0};
        struct fe_hits *hits;
        const enum fe_status status =
            ask(tx, query, len, (enum fe_match)(i % 3), &hits, &err);
        if (status == FE_OK) {
            good++;
            assert_true(fe_hits_total(hits) <= 2);
        } else {
            bad++;
            assert_int_equal(status, FE_BAD_QUERY);
            assert_true(err.offset <= len);
            assert_string_not_equal(err.message, "");
            assert_null(hits);
        }
        fe_hits_free(hits);
    }
    assert_true(good > 500 && bad > 500); /* both kinds of answer occurred */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(operators_and_brackets_combine),
        WITH_TEXTS(words_beside_operators_are_all_needed),
        WITH_TEXTS(an_operator_in_quotation_marks_is_a_word),
        WITH_TEXTS(signs_say_what_must_and_must_not_be_there),
        WITH_TEXTS(phrases_are_stemmed_and_in_order),
        WITH_TEXTS(common_words_count_in_a_phrase),
        WITH_TEXTS(common_words_are_dropped_unless_nothing_else_is_left),
        WITH_TEXTS(hyphenated_words_are_found_however_they_are_written),
        WITH_TEXTS(words_joined_differently_are_understood_alike),
        WITH_TEXTS(a_phrase_with_a_hyphenated_word_in_it_is_found_whole_only),
        WITH_TEXTS(apostrophes_and_figures_belong_to_words),
        WITH_TEXTS(an_ampersand_is_the_word_and),
        WITH_TEXTS(abbreviations_are_found_with_and_without_full_stops),
        WITH_TEXTS(fullwidth_characters_are_ascii),
        WITH_TEXTS(invisible_characters_are_ignored),
        WITH_TEXTS(letters_beyond_ascii_are_folded_too),
        WITH_TEXTS(a_query_is_reported_as_it_was_understood),
        WITH_TEXTS(
            a_query_that_cannot_be_parsed_is_bad_with_the_place_at_fault),
        WITH_TEXTS(a_query_at_the_limit_passes_and_one_byte_more_is_bad),
        WITH_TEXTS(queries_of_very_many_parts_are_answered),
        WITH_TEXTS(brackets_nested_too_deeply_are_bad),
        WITH_TEXTS(bytes_that_are_not_utf8_do_no_harm),
        WITH_TEXTS(whatever_is_typed_is_answered_or_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
