/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the other methods answer: matrix, absent, judgements, compare, suggest.
 */
#include "councils.h"

#include <stdlib.h>
#include <string.h>

/* Matrix. */

static void
a_matrix_counts_each_pair_of_values(void **state)
{
    json_t *result = result_of(*state, "matrix", "{'query': 'recording'}");

    member_is(
        result, "rows",
        "{'field': 'authority', 'values': ["
        "{'value': 'Leeds', 'count': 2}, {'value': 'Hull', 'count': 1}]}");
    /* In the order of the vocabulary. */
    member_is(
        result, "columns",
        "{'field': 'grade', 'values': ["
        "{'value': 'good', 'count': 1}, {'value': 'adequate', 'count': 1},"
        "{'value': 'inadequate', 'count': 1}]}");
    member_is(result, "cells", "[[1, 0, 1], [0, 1, 0]]");
    member_is(result, "total", "3");
    member_is(result, "totals",
              "{'paragraphs': 3, 'reports': 3, 'authorities': 2}");
    string_is(result, "count", "paragraphs");
    string_is(json_object_get(result, "query"), "parsed", "recording");
    member_is(result, "unknown", "[]");
    assert_true(integer(result, "revision") > 0);
    assert_true(integer(result, "took_us") >= 0);
    assert_int_equal(json_object_size(result), 10);
    json_decref(result);
}

static void
a_row_of_a_matrix_is_counted_as_a_whole(void **state)
{
    /* Leeds mentions it in 2010 and in 2013, but is one authority. */
    json_t *result = result_of(*state, "matrix",
                               "{'query': 'recording', 'rows': 'service_area',"
                               " 'columns': 'year', 'count': 'authorities'}");

    member_is(result, "rows",
              "{'field': 'service_area', 'values':"
              " [{'value': 'safeguarding', 'count': 2}]}");
    member_is(result, "columns",
              "{'field': 'year', 'values': [{'value': '2010', 'count': 1},"
              " {'value': '2013', 'count': 2}]}");
    member_is(result, "cells", "[[1, 2]]");
    string_is(result, "count", "authorities");
    json_decref(result);
}

static void
dates_are_months_in_a_matrix_and_missing_values_come_last(void **state)
{
    json_t *result = result_of(*state, "matrix",
                               "{'rows': 'date', 'columns': 'deadline',"
                               " 'filters': {'kind': ['recommendation']}}");

    member_is(result, "rows",
              "{'field': 'date', 'values': [{'value': '2012-03', 'count': 1},"
              " {'value': '2013-06', 'count': 1}]}");
    member_is(result, "columns",
              "{'field': 'deadline', 'values':"
              " [{'value': 'three-months', 'count': 1},"
              "  {'value': '', 'count': 1}]}");
    member_is(result, "cells", "[[1, 0], [0, 1]]");
    json_decref(result);
}

static void
a_matrix_of_nothing_is_empty(void **state)
{
    json_t *result = result_of(*state, "matrix", "{'query': 'unicorn'}");

    member_is(result, "cells", "[]");
    member_is(result, "total", "0");
    json_decref(result);
}

static void
wrong_parameters_of_a_matrix_are_named(void **state)
{
    static const struct bad_params cases[] = {
        {"{'rows': 'title'}", "rows", "authority"},
        {"{'columns': 'section'}", "columns", "authority"},
        {"{'rows': 5}", "rows", "string"},
        {"{'rows': 'grade'}", "columns", "two different fields"},
        {"{'count': 'words'}", "count", "paragraphs"},
        {"{'limit': 5}", "limit", "rows"},
        {"{'query': 7}", "query", "string"},
    };

    check_bad_params(*state, "matrix", cases, sizeof cases / sizeof *cases);
}

/* Absence. */

static void
reports_that_never_mention_it_are_listed(void **state)
{
    json_t *result = result_of(*state, "absent", "{'query': 'recording'}");

    string_is(result, "of", "reports");
    member_is(result, "selected", "4");
    member_is(result, "mentioning", "3");
    member_is(result, "absent",
              "[{'report': 'ynys-2012-03-01', 'authority': 'Ynys M\u00f4n', "
              "'provider': null,"
              " 'date': '2012-03-01', 'framework': 'lac', 'title': null,"
              " 'paragraphs': 3}]");
    string_is(json_object_get(result, "query"), "parsed", "recording");
    member_is(result, "unknown", "[]");
    assert_true(integer(result, "revision") > 0);
    json_decref(result);
}

static void
a_mention_counts_even_if_the_filters_exclude_it(void **state)
{
    /* Leeds mentions supervision, but in paragraphs that the filters exclude.
     */
    json_t *result = result_of(*state, "absent",
                               "{'query': 'supervision', 'of': 'authorities',"
                               " 'filters': {'year': ['2013'],"
                               " 'grade': ['ungraded', 'outstanding']}}");

    member_is(result, "selected", "2");
    member_is(result, "mentioning", "1");
    member_is(result, "absent", "[{'authority': 'Hull', 'paragraphs': 2}]");
    json_decref(result);
}

static void
wrong_parameters_of_absent_are_named(void **state)
{
    static const struct bad_params cases[] = {
        {"{}", "query", "missing"},
        {"{'query': ' \\t '}", "query", "missing"},
        {"{'query': 'x', 'of': 'paragraphs'}", "of", "reports, authorities"},
        {"{'query': 'x', 'count': 'reports'}", "count", "of"},
    };

    check_bad_params(*state, "absent", cases, sizeof cases / sizeof *cases);
}

/* Judgements. */

/* Fails unless the judgements that the filters select have these grades, in
 * order. */
static void
grades_are(struct questions *q, const char *params, const char *expected)
{
    json_t *result = result_of(q, "judgements", params), *judgement;
    const json_t *list = json_object_get(result, "judgements");
    char grades[256] = "";
    size_t i;

    json_array_foreach(list, i, judgement)
    {
        strcat(grades, i > 0 ? " " : "");
        strcat(grades, json_string_value(json_object_get(judgement, "grade")));
    }
    if (strcmp(grades, expected) != 0)
        fail_msg("%s: %s, not %s", params, grades, expected);
    json_decref(result);
}

static void
judgements_are_ordered_by_authority_date_and_place_in_print(void **state)
{
    json_t *result =
        result_of(*state, "judgements", "{'filters': {'authority': ['hull']}}");

    member_is(
        result, "judgements",
        "[{'report': 'hull-2013-03-01', 'authority': 'Hull', 'provider': null,"
        " 'framework': 'sif', 'date': '2013-03-01',"
        " 'service_area': 'adoption',"
        " 'judgement': 'Adoption performance', 'grade': 'outstanding',"
        " 'source': 'heading'},"
        "{'report': 'hull-2013-03-01', 'authority': 'Hull', 'provider': null,"
        " 'framework': 'sif', 'date': '2013-03-01',"
        " 'service_area': ['looked-after-children', 'care-leavers'],"
        " 'judgement': 'Children in care and care leavers',"
        " 'grade': 'adequate', 'source': 'heading'}]");
    member_is(result, "unknown", "[]");
    assert_true(integer(result, "revision") > 0);
    json_decref(result);
    grades_are(*state, "{}",
               "outstanding adequate inadequate inadequate adequate "
               "requires-improvement good");
}

static void
judgements_are_filtered_by_their_own_values(void **state)
{
    static const struct {
        const char *params, *grades;
    } cases[] = {
        {"{'filters': {'service_area': ['safeguarding']}}",
         "inadequate inadequate good"},
        {"{'filters': {'grade': ['Inadequate', 'good']}}",
         "inadequate inadequate good"},
        {"{'filters': {'framework': ['sif'], 'authority': ['leeds']}}",
         "requires-improvement good"},
        {"{'filters': {'report': ['LEEDS-2010-10-15', 'hull-2013-03-01']}}",
         "outstanding adequate inadequate inadequate adequate"},
        {"{'filters': {'service_area': ['care-leavers']}}", "adequate"},
        {"{'filters': {'service_area': ['looked-after-children']}}",
         "adequate adequate"},
        {"{'filters': {'year': ['2013']}, 'date_to': '2013-05'}",
         "outstanding adequate"},
        {"{'date_from': '2013-06'}", "requires-improvement good"},
        {"{'filters': {'authority': ['Ynys M\u00d4N']}}", ""},
        {"{'filters': {'authority': ['Atlantis']}}", ""},
    };
    static const struct bad_params bad[] = {
        {"{'query': 'x'}", "query", "filters"},
        {"{'filters': {'kind': ['finding']}}", "filters", "framework"},
        {"{'filters': {'number': ['1']}}", "filters", "service_area"},
        {"{'filters': {'grade': ['poor']}}", "filters", "outstanding"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        grades_are(*state, cases[i].params, cases[i].grades);
    check_bad_params(*state, "judgements", bad, sizeof bad / sizeof *bad);
}

/* Compare. */

static void
two_reports_are_set_side_by_side(void **state)
{
    static const char *const asked[] = {
        "{'authority': 'leeds'}",
        "{'reports': ['leeds-2010-10-15', 'Leeds-2013-06-20']}"};

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *result = result_of(*state, "compare", asked[i]);
        member_is(result, "judgements",
                  "[{'service_area': 'safeguarding',"
                  "  'judgement': 'Overall effectiveness',"
                  "  'grades': ['inadequate', 'good']},"
                  " {'service_area': 'safeguarding',"
                  "  'judgement': 'Case recording',"
                  "  'grades': ['inadequate', null]},"
                  " {'service_area': 'looked-after-children',"
                  "  'judgement': 'Overall effectiveness',"
                  "  'grades': ['adequate', null]},"
                  " {'service_area': 'leadership', 'judgement': 'Leadership',"
                  "  'grades': [null, 'requires-improvement']}]");
        member_is(item(result, "reports", 0), "id", "'leeds-2010-10-15'");
        member_is(item(result, "reports", 0), "lead_inspector", "'A Person'");
        member_is(item(result, "reports", 1), "id", "'leeds-2013-06-20'");
        assert_true(json_is_null(json_object_get(result, "framework")));
        assert_int_equal(json_object_size(result), 4);
        json_decref(result);
    }
}

/* Two authorities are compared by their newest reports of one kind. */
static void
two_sides_are_reports_of_the_same_kind_if_there_are_any(void **state)
{
    static const struct {
        const char *params, *first, *second, *framework;
    } cases[] = {
        {"{'sides': [{'authority': 'leeds'}, {'authority': 'Hull'}]}",
         "leeds-2013-06-20", "hull-2013-03-01", "'sif'"},
        {"{'sides': [{'authority': 'Hull'}, {'report': 'leeds-2010-10-15'}]}",
         "hull-2013-03-01", "leeds-2010-10-15", "null"},
        {"{'sides': [{'report': 'HULL-2013-03-01'}, {'authority': 'Leeds'}]}",
         "hull-2013-03-01", "leeds-2013-06-20", "'sif'"},
        {"{'sides': [{'authority': 'Ynys M\u00f4n'}, {'authority': 'Leeds'}]}",
         "ynys-2012-03-01", "leeds-2013-06-20", "null"},
        {"{'sides': [{'report': 'leeds-2013-06-20'}, {'authority': 'Leeds'}]}",
         "leeds-2013-06-20", "leeds-2010-10-15", "null"},
    };
    static const struct bad_params bad[] = {
        {"{'sides': []}", "sides", "two objects"},
        {"{'sides': [{'authority': 'Hull'}]}", "sides", "two objects"},
        {"{'sides': ['Hull', 'Leeds']}", "sides", "two objects"},
        {"{'sides': [{'authority': ''}, {'authority': 'Leeds'}]}", "sides",
         "two objects"},
        {"{'sides': [{'authority': 'Hull', 'x': 1}, {'report': 'a'}]}", "sides",
         "two objects"},
        {"{'sides': [{'authority': 'a'}, {'authority': 'b'}],"
         " 'authority': 'c'}",
         "sides", "either"},
    };
    static const struct bad none[] = {
        {ASK("compare") "{'sides': [{'authority': 'Hull'},"
                        " {'authority': 'Leads'}]}}",
         FINDINGS_NOT_FOUND, "sides", "did you mean Leeds?"},
        {ASK("compare") "{'sides': [{'authority': 'Hull'},"
                        " {'authority': 'hull'}]}}",
         FINDINGS_NOT_FOUND, "sides", "only one report of \"Hull\""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *result = result_of(*state, "compare", cases[i].params);
        string_is(item(result, "reports", 0), "id", cases[i].first);
        string_is(item(result, "reports", 1), "id", cases[i].second);
        member_is(result, "framework", cases[i].framework);
        assert_null(json_object_get(item(result, "reports", 0), "path"));
        json_decref(result);
    }
    check_bad_params(*state, "compare", bad, sizeof bad / sizeof *bad);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_bad_request(*state, &none[i]);
}

static void
compared_reports_have_paths_if_asked(void **state)
{
    json_t *result = result_of(*state, "compare",
                               "{'authority': 'Leeds', 'query': 'recording',"
                               " 'paths': true}");

    for (size_t i = 0; i < 2; i++) {
        string_is(item(result, "reports", i), "path", "/home/me/secret.pdf");
        string_is(hit(item(result, "paragraphs", i), 0), "path",
                  "/home/me/secret.pdf");
    }
    json_decref(result);
}

static void
two_reports_are_compared_by_what_they_say_about_a_theme(void **state)
{
    json_t *result = result_of(
        *state, "compare",
        "{'reports': ['hull-2013-03-01', 'leeds-2010-10-15'],"
        " 'query': 'supervision recording', 'match': 'any', 'snippet': 20,"
        " 'limit': 1}");

    member_is(item(result, "paragraphs", 0), "total", "1");
    string_is(hit(item(result, "paragraphs", 0), 0), "id", "hull-2013-03-01/1");
    member_is(item(result, "paragraphs", 1), "total", "1");
    string_is(hit(item(result, "paragraphs", 1), 0), "id",
              "leeds-2010-10-15/1");
    assert_int_equal(
        json_array_size(json_object_get(item(result, "paragraphs", 1), "hits")),
        1);
    assert_true(*json_string_value(
        json_object_get(json_object_get(result, "query"), "parsed")));
    json_decref(result);
}

/* Neither the path of the file, unless it is asked for, nor its digest is
 * revealed. */
static void
what_is_stored_about_a_file_is_never_revealed(void **state)
{
    static const char *const asked[] = {
        ASK("compare") "{'authority': 'Leeds', 'query': 'recording'}}",
        ASK("absent") "{'query': 'unicorn'}}",
        ASK("judgements") "{}}",
        "{'id': 7, 'method': 'status'}",
    };

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *answer = answered(*state, asked[i]);
        char *text = json_dumps(answer, 0);
        assert_non_null(json_object_get(answer, "result"));
        assert_null(strstr(text, "secret"));
        assert_null(strstr(text, "digest"));
        free(text);
        json_decref(answer);
    }
}

static void
what_cannot_be_compared_is_reported(void **state)
{
    static const struct bad_params bad[] = {
        {"{}", "reports", "either"},
        {"{'authority': ''}", "reports", "either"},
        {"{'reports': ['a', 'b'], 'authority': 'c'}", "authority", "either"},
        {"{'reports': ['a']}", "reports", "two"},
        {"{'reports': ['a', 'b', 'c']}", "reports", "two"},
        {"{'reports': ['a', 5]}", "reports", "two"},
        {"{'reports': ['a', '']}", "reports", "two"},
        {"{'reports': 'a'}", "reports", "two"},
        {"{'reports': ['a', 'a']}", "reports", "twice"},
        {"{'authority': 'a', 'limit': 1001}", "limit", "1000"},
        {"{'authority': 'a', 'filters': {}}", "filters", "reports"},
    };
    static const struct bad none[] = {
        {ASK("compare") "{'reports': ['leeds-2010-10-15', 'leeds-2010']}}",
         FINDINGS_NOT_FOUND, "reports", "did you mean leeds-2010-10-15?"},
        {ASK("compare") "{'authority': 'Leads'}}", FINDINGS_NOT_FOUND,
         "authority", "Leeds"},
        {ASK("compare") "{'authority': 'Xyzzyxyzzy'}}", FINDINGS_NOT_FOUND,
         "authority", "check the spelling"},
        {ASK("compare") "{'authority': 'Hull'}}", FINDINGS_NOT_FOUND,
         "authority",
         "only one report with judgements, but two are needed; give "
         "the ids of two"},
        {ASK("compare") "{'authority': 'Ynys M\u00f4n'}}", FINDINGS_NOT_FOUND,
         "authority", "no report"},
    };

    check_bad_params(*state, "compare", bad, sizeof bad / sizeof *bad);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_bad_request(*state, &none[i]);
}

/* Suggest. */

static void
words_and_values_are_suggested(void **state)
{
    json_t *result = result_of(*state, "suggest", "{'word': 'supervison'}");
    member_is(result, "words", "[{'value': 'supervision', 'count': 2}]");
    assert_true(integer(result, "revision") > 0);
    assert_int_equal(json_object_size(result), 2);
    json_decref(result);

    result =
        result_of(*state, "suggest", "{'field': 'authority', 'value': 'lee'}");
    member_is(result, "values", "[{'value': 'Leeds', 'count': 6}]");
    json_decref(result);

    result = result_of(*state, "suggest",
                       "{'field': 'report', 'value': 'leeds', 'limit': 1}");
    assert_int_equal(json_array_size(json_object_get(result, "values")), 1);
    json_decref(result);

    result = result_of(*state, "suggest", "{'begin': 'Superv', 'limit': 1}");
    member_is(result, "words", "[{'value': 'supervision', 'count': 2}]");
    json_decref(result);

    result = result_of(*state, "suggest", "{'word': 'qqqqqqqq'}");
    member_is(result, "words", "[]");
    json_decref(result);
}

static void
wrong_parameters_of_suggest_are_named(void **state)
{
    static const struct bad_params cases[] = {
        {"{}", "word", "field"},
        {"{'word': ''}", "word", "missing"},
        {"{'word': 5}", "word", "string"},
        {"{'word': 'x', 'field': 'grade'}", "word", "combined"},
        {"{'word': 'x', 'begin': 'x'}", "word", "combined"},
        {"{'begin': 'x', 'field': 'grade'}", "begin", "combined"},
        {"{'begin': ''}", "begin", "missing"},
        {"{'value': 'x'}", "field", "authority"},
        {"{'field': 'authority'}", "value", "missing"},
        {"{'field': 'title', 'value': 'x'}", "field", "authority"},
        {"{'field': 'date', 'value': '2010'}", "field", "authority"},
        {"{'field': 'number', 'value': '1'}", "field", "authority"},
        {"{'word': 'x', 'limit': 51}", "limit", "50"},
    };

    check_bad_params(*state, "suggest", cases, sizeof cases / sizeof *cases);
}

/* A query that cannot be parsed is an error in every method that takes one. */
static void
words_come_with_the_files_that_they_are_from(void **state)
{
    json_t *result =
        result_of(*state, "words", "{'word': 'Vacancy', 'limit': 1}");
    const json_t *entry = item(result, "entries", 0);
    const json_t *source = item(entry, "sources", 0);

    assert_true(integer(result, "total") >= 1);
    assert_int_equal(json_array_size(json_object_get(result, "entries")), 1);
    assert_true(json_array_size(json_object_get(entry, "names")) > 0);
    string_is(source, "file", "share/thesaurus/people.txt");
    assert_true(integer(source, "line") > 1);
    const json_t *files =
        json_object_get(json_object_get(result, "words"), "files");
    assert_int_equal(json_array_size(files), 6);
    assert_true(
        json_is_true(json_object_get(json_array_get(files, 5), "shipped")));
    json_decref(result);
}

static void
words_are_listed_page_by_page(void **state)
{
    json_t *all = result_of(*state, "words", "{'limit': 1000}");
    const json_int_t total = integer(all, "total");
    json_t *end = result_of(*state, "words", "{'offset': 999, 'limit': 1}");

    assert_true(total > 1000);
    assert_int_equal(json_array_size(json_object_get(all, "entries")), 1000);
    assert_true(json_equal(item(all, "entries", 999), item(end, "entries", 0)));
    json_decref(all);
    json_decref(end);
    end = result_of(*state, "words", "{'offset': 100000}");
    assert_int_equal(json_array_size(json_object_get(end, "entries")), 0);
    assert_int_equal(integer(end, "total"), total);
    json_decref(end);
    end = result_of(*state, "words", "{'word': 'xyzzyxyzzy'}");
    assert_int_equal(integer(end, "total"), 0);
    json_decref(end);
}

static void
wrong_parameters_of_words_and_reload_are_named(void **state)
{
    static const struct bad_params of_words[] = {
        {"{'word': 5}", "word", NULL},
        {"{'limit': 1001}", "limit", "1000"},
        {"{'offset': -1}", "offset", NULL},
        {"{'words': 'a'}", "words", NULL},
    };
    static const struct bad_params of_reload[] = {
        {"{'file': 'words.txt'}", "file", NULL}};
    static const struct bad_params of_status[] = {
        {"{'histograms': 1}", "histograms", NULL}};

    check_bad_params(*state, "words", of_words,
                     sizeof of_words / sizeof *of_words);
    check_bad_params(*state, "reload", of_reload, 1);
    check_bad_params(*state, "status", of_status, 1);
}

static void
a_bad_query_is_reported_by_every_method(void **state)
{
    static const char *const asked[] = {
        ASK("search") "{'query': 'recording AND'}}",
        ASK("explain") "{'query': 'recording AND'}}",
        ASK("matrix") "{'query': 'recording AND'}}",
        ASK("absent") "{'query': 'recording AND'}}",
        ASK("export") "{'query': 'recording AND'}}",
        ASK("compare") "{'query': 'recording AND', 'authority': 'Leeds'}}",
    };

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *answer = answered(*state, asked[i]);
        const json_t *error = json_object_get(answer, "error");
        assert_int_equal(integer(error, "code"), FINDINGS_BAD_QUERY);
        member_is(error, "data", "{'offset': 13}");
        json_decref(answer);
    }
}

/* Damaged requests of every method are answered, and do no harm. */
static void
whatever_is_sent_is_answered(void **state)
{
    static const char *const requests[] = {
        ASK("search") "{'query': 'recording -rare', 'filters': {'year': "
                      "['2013'], 'number': ['1']}, 'collapse': true, "
                      "'facets': ['date']}}",
        ASK("explain") "{'query': 'record* NEAR/5 supervision'}}",
        ASK("export") "{'query': 'grade:good', 'sort': 'newest'}}",
        ASK("matrix") "{'rows': 'year', 'columns': 'kind', 'count': "
                      "'reports'}}",
        ASK("absent") "{'query': 'recording', 'of': 'authorities'}}",
        ASK("get") "{'id': 'hull-2013-03-01/1', 'before': 1, 'after': 1}}",
        ASK("similar") "{'id': 'hull-2013-03-01/1', 'limit': 2}}",
        ASK("judgements") "{'filters': {'authority': ['Leeds']}}}",
        ASK("reports") "{'filters': {'authority': ['Leeds']}}}",
        ASK("report") "{'id': 'hull-2013'}}",
        ASK("compare") "{'authority': 'Leeds', 'query': 'recording'}}",
        ASK("compare") "{'sides': [{'authority': 'Leeds'}, {'report': 'x'}]}}",
        ASK("suggest") "{'field': 'authority', 'value': 'leed'}}",
    };
    unsigned random = 7;

    for (size_t i = 0; i < 2000; i++) {
        char *bytes =
            json_text(requests[i % (sizeof requests / sizeof *requests)]);
        const size_t len = strlen(bytes);
        for (size_t k = 0; k <= i % 3; k++) {
            random = random * 1103515245u + 12345u;
            bytes[(random >> 16) % len] =
                "{}[]\",:\\ 0a\xff*-+.=~"[(random >> 8) % 18];
        }
        struct answer *answer = answer_begin(bytes, len);
        bool has_more = true;
        while (has_more) {
            char *line = worked(*state, answer);
            json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
            assert_true(json_object_size(object) == 2);
            has_more = answer_has_more(answer);
            json_decref(object);
            free(line);
        }
        answer_free(answer);
        free(bytes);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_COUNCILS(a_matrix_counts_each_pair_of_values),
        WITH_COUNCILS(a_row_of_a_matrix_is_counted_as_a_whole),
        WITH_COUNCILS(
            dates_are_months_in_a_matrix_and_missing_values_come_last),
        WITH_COUNCILS(a_matrix_of_nothing_is_empty),
        WITH_COUNCILS(wrong_parameters_of_a_matrix_are_named),
        WITH_COUNCILS(reports_that_never_mention_it_are_listed),
        WITH_COUNCILS(a_mention_counts_even_if_the_filters_exclude_it),
        WITH_COUNCILS(wrong_parameters_of_absent_are_named),
        WITH_COUNCILS(
            judgements_are_ordered_by_authority_date_and_place_in_print),
        WITH_COUNCILS(judgements_are_filtered_by_their_own_values),
        WITH_COUNCILS(two_reports_are_set_side_by_side),
        WITH_COUNCILS(two_sides_are_reports_of_the_same_kind_if_there_are_any),
        WITH_COUNCILS(compared_reports_have_paths_if_asked),
        WITH_COUNCILS(two_reports_are_compared_by_what_they_say_about_a_theme),
        WITH_COUNCILS(what_is_stored_about_a_file_is_never_revealed),
        WITH_COUNCILS(what_cannot_be_compared_is_reported),
        WITH_COUNCILS(words_and_values_are_suggested),
        WITH_COUNCILS(wrong_parameters_of_suggest_are_named),
        WITH_COUNCILS(words_come_with_the_files_that_they_are_from),
        WITH_COUNCILS(words_are_listed_page_by_page),
        WITH_COUNCILS(wrong_parameters_of_words_and_reload_are_named),
        WITH_COUNCILS(a_bad_query_is_reported_by_every_method),
        WITH_COUNCILS(whatever_is_sent_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
