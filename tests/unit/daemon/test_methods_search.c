/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the methods search, explain, get and similar answer.
 */
#include "councils.h"

#include <stdio.h>
#include <string.h>

static void
facets_count_paragraphs_reports_or_authorities(void **state)
{
    static const struct {
        const char *count, *authorities, *grades;
    } cases[] = {
        {"paragraphs",
         "[{'value': 'Leeds', 'count': 2}, {'value': 'Hull', 'count': 1}]",
         "[{'value': 'adequate', 'count': 1}, {'value': 'good', 'count': 1},"
         " {'value': 'inadequate', 'count': 1}]"},
        {"reports",
         "[{'value': 'Leeds', 'count': 2}, {'value': 'Hull', 'count': 1}]",
         "[{'value': 'adequate', 'count': 1}, {'value': 'good', 'count': 1},"
         " {'value': 'inadequate', 'count': 1}]"},
        {"authorities",
         "[{'value': 'Hull', 'count': 1}, {'value': 'Leeds', 'count': 1}]",
         "[{'value': 'adequate', 'count': 1}, {'value': 'good', 'count': 1},"
         " {'value': 'inadequate', 'count': 1}]"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char params[256];
        snprintf(params, sizeof params,
                 "{'query': 'recording', 'count': '%s',"
                 " 'facets': ['authority', 'grade']}",
                 cases[i].count);
        json_t *result = result_of(*state, "search", params);
        const json_t *facets = json_object_get(result, "facets");
        assert_int_equal(integer(result, "total"), 3);
        member_is(result, "totals",
                  "{'paragraphs': 3, 'reports': 3, 'authorities': 2}");
        member_is(facets, "authority", cases[i].authorities);
        member_is(facets, "grade", cases[i].grades);
        json_decref(result);
    }
}

static void
dates_are_counted_by_year_and_month_in_ascending_order(void **state)
{
    json_t *result = result_of(*state, "search",
                               "{'facets': ['date', 'year'], 'limit': 0,"
                               " 'count': 'authorities'}");
    const json_t *facets = json_object_get(result, "facets");

    /* Two authorities in 2013: Leeds and Hull. */
    member_is(facets, "year",
              "[{'value': '2010', 'count': 1}, {'value': '2012', 'count': 1},"
              " {'value': '2013', 'count': 2}]");
    member_is(facets, "date",
              "[{'value': '2010', 'count': 1, 'within':"
              "   [{'value': '2010-10', 'count': 1}]},"
              " {'value': '2012', 'count': 1, 'within':"
              "   [{'value': '2012-03', 'count': 1}]},"
              " {'value': '2013', 'count': 2, 'within':"
              "   [{'value': '2013-03', 'count': 1},"
              "    {'value': '2013-06', 'count': 1}]}]");
    json_decref(result);
}

static void
near_duplicates_are_shown_once_on_request(void **state)
{
    json_t *result = result_of(*state, "search",
                               "{'query': 'foster carers', 'collapse': true}");

    assert_int_equal(integer(result, "total"), 3);
    assert_int_equal(integer(result, "shown"), 1);
    assert_int_equal(json_array_size(json_object_get(result, "hits")), 1);
    member_is(hit(result, 0), "also", "{'paragraphs': 2, 'reports': 2}");
    json_decref(result);

    result = result_of(*state, "search", "{'query': 'foster carers'}");
    assert_int_equal(integer(result, "shown"), 3);
    assert_null(json_object_get(hit(result, 0), "also"));
    json_decref(result);
}

#define BORROWED                                                               \
    "'deadline': null, 'framework': 'sif', 'service_area': 'adoption',"        \
    " 'text': 'Managers audit a tenth of open referrals each quarter, share"   \
    " lessons at staff conferences and follow unresolved actions through "     \
    "until"                                                                    \
    " senior leaders are satisfied that practice has improved for families.'"

static const char *const borrowed[] = {
    "{'id': 'york-2014/1', 'report': 'york-2014', 'kind': 'finding',"
    " 'grade': 'good', " BORROWED "}",
    "{'id': 'bath-2015/1', 'report': 'bath-2015', 'kind': 'finding',"
    " 'grade': 'inadequate', " BORROWED "}",
    "{'id': 'kent-2015/1', 'report': 'kent-2015', 'kind': 'recommendation',"
    " 'grade': 'inadequate', " BORROWED "}",
    "{'id': 'hull-2016/1', 'report': 'hull-2016', 'kind': 'finding',"
    " 'grade': 'inadequate', " BORROWED "}",
};

static void
paragraphs_that_differ_in_grade_or_kind_are_never_shown_as_one(void **state)
{
    for (size_t i = 0; i < sizeof borrowed / sizeof *borrowed; i++)
        questions_add(*state, borrowed[i]);
    questions_commit(*state);
    json_t *result =
        result_of(*state, "search", "{'query': 'audit', 'collapse': true}");

    assert_int_equal(integer(result, "total"), 4);
    assert_int_equal(integer(result, "shown"), 3);
    string_is(hit(result, 0), "id", "bath-2015/1");
    member_is(hit(result, 0), "also", "{'paragraphs': 1, 'reports': 1}");
    string_is(hit(result, 1), "id", "kent-2015/1");
    assert_null(json_object_get(hit(result, 1), "also"));
    string_is(hit(result, 2), "id", "york-2014/1");
    assert_null(json_object_get(hit(result, 2), "also"));
    json_decref(result);
}

static void
corrected_and_missing_words_are_reported(void **state)
{
    json_t *result = result_of(*state, "search", "{'query': 'recodring'}");
    const json_t *query = json_object_get(result, "query");
    const json_t *suggestion = item(query, "suggestions", 0);

    assert_int_equal(integer(result, "total"), 3);
    string_is(query, "corrected", "recording");
    member_is(suggestion, "offset", "0");
    member_is(suggestion, "length", "9");
    member_is(suggestion, "applied", "true");
    member_is(item(suggestion, "words", 0), "value", "'recording'");
    member_is(item(suggestion, "words", 0), "count", "3");
    json_decref(result);

    result =
        result_of(*state, "search", "{'query': 'recodring', 'exact': true}");
    query = json_object_get(result, "query");
    assert_int_equal(integer(result, "total"), 0);
    assert_true(json_is_null(json_object_get(query, "corrected")));
    member_is(item(query, "suggestions", 0), "applied", "false");
    json_decref(result);
}

static void
words_found_nowhere_are_reported(void **state)
{
    static const struct {
        const char *params, *notes;
    } cases[] = {
        {"{'query': 'recording'}", "[]"},
        {"{'query': 'recording xyzzyq'}",
         "['no paragraph contains \\'xyzzyq\\'']"},
        {"{'query': 'XYZZYQ', 'exact': true}",
         "['no paragraph contains \\'xyzzyq\\'']"},
        {"{'query': 'xyzzyq OR recording OR qqzzw'}",
         "['no paragraph contains \\'xyzzyq\\'', 'no paragraph contains "
         "\\'qqzzw\\'']"},
        /* Each word of the phrase does occur. */
        {"{'query': '\\'supervision recording\\''}",
         "['no paragraph contains \\'supervision recording\\'']"},
        {"{'query': 'supervision =recordings'}",
         "['no paragraph contains \\'=recordings\\'']"},
        {"{'query': 'xyzzy*'}", "['no paragraph contains \\'xyzzy*\\'']"},
        /* An excluded word is not missing. */
        {"{'query': 'recording -xyzzyq'}", "[]"},
        /* A misspelt word has a correction or a suggestion instead. */
        {"{'query': 'recodring'}", "[]"},
        {"{'query': 'Recodring', 'exact': true}", "[]"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *result = result_of(*state, "search", cases[i].params);
        member_is(json_object_get(result, "query"), "notes", cases[i].notes);
        json_decref(result);
    }
    static const char *const methods[] = {"explain", "matrix", "absent"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        json_t *result =
            result_of(*state, methods[i], "{'query': 'recording xyzzyq'}");
        member_is(json_object_get(result, "query"), "notes",
                  "['no paragraph contains \\'xyzzyq\\'']");
        json_decref(result);
    }
}

/* A synonym of the word is found, so the word was of use. */
static void
words_found_by_a_synonym_are_not_reported_missing(void **state)
{
    static const char words[] = "xyzzyq = recording\n"
                                "plugh xyzzyw ~ supervision\n";
    struct questions *q = *state;
    struct fe_lexicon *own;
    struct fe_error err;

    assert_int_equal(fe_lexicon_new(&own, &err), FE_OK);
    assert_int_equal(
        fe_lexicon_add_words(own, "words", words, sizeof words - 1, &err),
        FE_OK);
    assert_int_equal(fe_lexicon_finish(own, &err), FE_OK);
    questions_use(q, own);
    json_t *result = result_of(q, "search", "{'query': 'xyzzyq'}");
    assert_true(integer(result, "total") > 0);
    member_is(json_object_get(result, "query"), "notes", "[]");
    json_decref(result);
    /* A word that is only related affects the order. */
    result = result_of(q, "search", "{'query': 'plugh xyzzyw'}");
    assert_int_equal(integer(result, "total"), 0);
    assert_true(integer(result, "ranked") > 0);
    json_decref(result);
    questions_use(q, q->lexicon);
    fe_lexicon_free(own);
}

static void
filter_values_missing_from_the_index_are_reported(void **state)
{
    json_t *result =
        result_of(*state, "search",
                  "{'filters': {'authority': ['Leed', 'HULL', 'YNYS M\u00d4N'],"
                  " 'report': ['nowhere-1999-01-01'], 'grade': ['outstanding'],"
                  " 'number': ['99']}}");
    const json_t *authority = item(result, "unknown", 0);

    assert_int_equal(json_array_size(json_object_get(result, "unknown")), 2);
    string_is(authority, "field", "authority");
    string_is(authority, "value", "Leed");
    member_is(authority, "suggestions", "[{'value': 'Leeds', 'count': 6}]");
    string_is(item(result, "unknown", 1), "field", "report");
    member_is(item(result, "unknown", 1), "suggestions", "[]");
    json_decref(result);
}

static void
query_values_missing_from_the_index_are_reported(void **state)
{
    static const struct {
        const char *method, *params, *unknown;
    } cases[] = {
        {"search", "{'query': 'authority:Leed'}",
         "[{'field': 'authority', 'value': 'Leed',"
         " 'suggestions': [{'value': 'Leeds', 'count': 6}]}]"},
        {"search", "{'query': 'recording authority:LEEDS,hull'}", "[]"},
        {"search", "{'query': 'recording -report:zzzz'}",
         "[{'field': 'report', 'value': 'zzzz', 'suggestions': []}]"},
        /* Reported once, however often the query has it. */
        {"search",
         "{'query': 'authority:zzzz OR authority:ZZZZ',"
         " 'filters': {'authority': ['zzzz']}}",
         "[{'field': 'authority', 'value': 'zzzz', 'suggestions': []}]"},
        {"explain", "{'query': 'authority:zzzz'}",
         "[{'field': 'authority', 'value': 'zzzz', 'suggestions': []}]"},
        {"matrix", "{'query': 'authority:zzzz'}",
         "[{'field': 'authority', 'value': 'zzzz', 'suggestions': []}]"},
        {"absent", "{'query': 'authority:zzzz'}",
         "[{'field': 'authority', 'value': 'zzzz', 'suggestions': []}]"},
        {"export", "{'query': 'authority:zzzz'}",
         "[{'field': 'authority', 'value': 'zzzz', 'suggestions': []}]"},
        {"compare", "{'authority': 'Leeds', 'query': 'authority:zzzz'}",
         "[{'field': 'authority', 'value': 'zzzz', 'suggestions': []}]"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *result = result_of(*state, cases[i].method, cases[i].params);
        member_is(result, "unknown", cases[i].unknown);
        json_decref(result);
    }
}

static void
an_explained_search_says_what_gave_each_hit_its_score(void **state)
{
    static const char *const asked[][2] = {
        {"explain", "{'query': 'recording supervision'}"},
        {"search", "{'query': 'recording supervision', 'explain': true}"},
        {"explain", "{'query': 'recording supervision', 'explain': true}"}};

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *result = result_of(*state, asked[i][0], asked[i][1]);
        const json_t *terms =
            json_object_get(json_object_get(result, "query"), "terms");
        const json_t *recording = json_array_get(terms, 0);
        assert_true(json_array_size(terms) >= 2);
        string_is(recording, "text", "recording");
        string_is(recording, "origin", "typed");
        string_is(recording, "forms", "recording");
        member_is(recording, "of", "0");
        member_is(recording, "paragraphs", "3");
        member_is(recording, "cut", "false");
        assert_true(json_real_value(json_object_get(recording, "rarity")) > 0);
        const json_t *explain = json_object_get(hit(result, 0), "explain");
        const json_t *share = item(explain, "terms", 0);
        member_is(share, "term", "0");
        assert_true(json_real_value(json_object_get(share, "occurrences")) >=
                    1);
        assert_true(json_real_value(json_object_get(share, "score")) > 0);
        json_decref(result);
    }
    json_t *result = result_of(*state, "explain", "{}");
    assert_int_equal(json_array_size(json_object_get(result, "hits")), 3);
    json_decref(result);
    static const struct bad bad = {ASK("explain") "{'explain': false}}",
                                   FINDINGS_BAD_PARAMS, "explain", "search"};
    check_bad_request(*state, &bad);
}

/* Get and similar. */

static void
a_paragraph_comes_with_its_neighbours(void **state)
{
    static const struct {
        const char *params;
        const char *before[2], *after[2];
    } cases[] = {
        {"{'id': 'leeds-2010-10-15/2', 'before': 1, 'after': 1}",
         {"leeds-2010-10-15/1"},
         {"leeds-2010-10-15/3"}},
        {"{'id': 'leeds-2010-10-15/3', 'before': 2, 'after': 50}",
         {"leeds-2010-10-15/1", "leeds-2010-10-15/2"},
         {NULL}},
        {"{'id': 'leeds-2013-06-20/1', 'before': 50}", {NULL}, {NULL}},
        /* Added after paragraphs of other reports, but of the same report. */
        {"{'id': 'LEEDS-2013-06-20/2', 'after': 2}",
         {NULL},
         {"leeds-2013-06-20/c"}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *result = result_of(*state, "get", cases[i].params);
        for (size_t k = 0; k < 2; k++) {
            const json_t *before = item(result, "before", k),
                         *after = item(result, "after", k);
            if (cases[i].before[k])
                string_is(before, "id", cases[i].before[k]);
            else
                assert_null(before);
            if (cases[i].after[k])
                string_is(after, "id", cases[i].after[k]);
            else
                assert_null(after);
        }
        json_decref(result);
    }
}

static void
wrong_parameters_of_get_and_similar_are_named(void **state)
{
    static const struct bad_params get[] = {
        {"{'id': 'a', 'before': 51}", "before", "50"},
        {"{'id': 'a', 'after': -1}", "after", "50"},
        {"{'id': 'a', 'after': '1'}", "after", "whole"},
        {"{'before': 1}", "id", "missing"},
    };
    static const struct bad_params similar[] = {
        {"{}", "id", "missing"},
        {"{'id': 7}", "id", "string"},
        {"{'id': 'a', 'query': 'x'}", "query", "use only: id, filters"},
        {"{'id': 'a', 'limit': 1001}", "limit", "1000"},
        {"{'id': 'a', 'filters': {'grade': ['x']}}", "filters", "grade"},
    };
    static const struct bad none[] = {
        {ASK("similar") "{'id': 'no/1'}}", FINDINGS_NOT_FOUND, "id",
         "no paragraph \"no/1\""},
        {ASK("get") "{'id': 'hull-2013-03-01/'}}", FINDINGS_NOT_FOUND, "id",
         "no paragraph"},
        {ASK("similar") "{'id': 'hull-2013-03-01'}}", FINDINGS_NOT_FOUND, "id",
         "\"hull-2013-03-01\" is the id of a report, not of a paragraph"},
        {ASK("get") "{'id': 'hull-2013-03-01'}}", FINDINGS_NOT_FOUND, "id",
         "findings --report hull-2013-03-01"},
    };

    check_bad_params(*state, "get", get, sizeof get / sizeof *get);
    check_bad_params(*state, "similar", similar,
                     sizeof similar / sizeof *similar);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_bad_request(*state, &none[i]);
}

static void
similar_paragraphs_exclude_itself_and_the_same_text(void **state)
{
    json_t *result =
        result_of(*state, "similar",
                  "{'id': 'leeds-2010-10-15/3', 'limit': 1, 'snippet': 40}");
    string_is(hit(result, 0), "id", "leeds-2013-06-20/2");
    assert_true(json_is_string(json_object_get(hit(result, 0), "snippet")));
    assert_true(integer(result, "total") >= 1);
    assert_true(integer(result, "took_us") >= 0);
    assert_true(*json_string_value(
        json_object_get(json_object_get(result, "query"), "parsed")));
    json_decref(result);

    result = result_of(*state, "similar", "{'id': 'hull-2013-03-01/c'}");
    for (size_t i = 0; hit(result, i); i++) {
        const char *id =
            json_string_value(json_object_get(hit(result, i), "id"));
        assert_null(strstr(id, "/c"));
    }
    json_decref(result);

    result = result_of(*state, "similar",
                       "{'id': 'leeds-2010-10-15/3',"
                       " 'filters': {'authority': ['Hul']}}");
    member_is(result, "total", "0");
    string_is(item(result, "unknown", 0), "value", "Hul");
    json_decref(result);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_COUNCILS(facets_count_paragraphs_reports_or_authorities),
        WITH_COUNCILS(dates_are_counted_by_year_and_month_in_ascending_order),
        WITH_COUNCILS(near_duplicates_are_shown_once_on_request),
        WITH_COUNCILS(
            paragraphs_that_differ_in_grade_or_kind_are_never_shown_as_one),
        WITH_COUNCILS(corrected_and_missing_words_are_reported),
        WITH_COUNCILS(words_found_nowhere_are_reported),
        WITH_COUNCILS(words_found_by_a_synonym_are_not_reported_missing),
        WITH_COUNCILS(filter_values_missing_from_the_index_are_reported),
        WITH_COUNCILS(query_values_missing_from_the_index_are_reported),
        WITH_COUNCILS(an_explained_search_says_what_gave_each_hit_its_score),
        WITH_COUNCILS(a_paragraph_comes_with_its_neighbours),
        WITH_COUNCILS(wrong_parameters_of_get_and_similar_are_named),
        WITH_COUNCILS(similar_paragraphs_exclude_itself_and_the_same_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
