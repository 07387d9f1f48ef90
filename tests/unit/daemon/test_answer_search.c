/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How a search is answered: its parameters, hits, snippets and facets.
 */
#include "answers.h"
#include "messages/selection.h"

#include <stdio.h>
#include <string.h>

static void
a_wrong_parameter_of_a_search_is_named(void **state)
{
    static const struct bad_params cases[] = {
        {"{'words': 'case'}", "words", "query"},
        {"{'query': 5}", "query", "string"},
        {"{'query': null}", "query", "string"},
        {"{'match': 'some'}", "match", "auto, all, any"},
        {"{'match': 1}", "match", "string"},
        {"{'sort': 'best'}", "sort", "relevance, newest, oldest"},
        {"{'sort': []}", "sort", "string"},
        {"{'limit': -1}", "limit", "1000"},
        {"{'limit': 1001}", "limit", "1000"},
        {"{'limit': 1.5}", "limit", "whole"},
        {"{'limit': '5'}", "limit", "whole"},
        {"{'limit': true}", "limit", "whole"},
        {"{'offset': -1}", "offset", "whole"},
        {"{'offset': 9223372036854775807}", "offset", "whole"},
        {"{'offset': null}", "offset", "whole"},
        {"{'snippet': -1}", "snippet", "100000"},
        {"{'snippet': 100001}", "snippet", "100000"},
        {"{'snippet': {}}", "snippet", "whole"},
        {"{'date_from': '2010-13'}", "date_from", "2010-13"},
        {"{'date_from': ''}", "date_from", "2010-10-15"},
        {"{'date_from': 2010}", "date_from", "string"},
        {"{'date_to': '2010-02-30'}", "date_to", "2010-02-30"},
        {"{'date_to': []}", "date_to", "string"},
        {"{'exact': 1}", "exact", "true or false"},
        {"{'exact': 'yes'}", "exact", "true or false"},
        {"{'collapse': null}", "collapse", "true or false"},
        {"{'explain': 0}", "explain", "true or false"},
        {"{'text': 'case'}", "text", "true or false"},
        {"{'count': 'words'}", "count", "paragraphs, reports, authorities"},
        {"{'count': 5}", "count", "string"},
        {"{'filters': {'year': ['10']}}", "filters", "2010"},
        {"{'filters': {'year': ['2010-10']}}", "filters", "2010"},
        {"{'filters': {'year': ['0000']}}", "filters", "year"},
        {"{'filters': {'year': [2010]}}", "filters", "string"},
        {"{'filters': {'number': ['x']}}", "filters", "not a number"},
        {"{'filters': {'number': ['-1']}}", "filters", "not a number"},
        {"{'filters': {'number': ['1.']}}", "filters", "not a number"},
        {"{'filters': {'number': [23]}}", "filters", "string"},
        {"{'filters': {'section': ['x']}}", "filters", "authority"},
        {"{'facets': 'grade'}", "facets", "list"},
        {"{'facets': {}}", "facets", "list"},
        {"{'facets': [5]}", "facets", "name of a field"},
        {"{'facets': ['title']}", "facets", "authority"},
        {"{'facets': ['id']}", "facets", "authority"},
        {"{'facets': ['grade', 'kind', 'grade']}", "facets", "twice"},
        {"{'filters': []}", "filters", "object"},
        {"{'filters': 'good'}", "filters", "object"},
        {"{'filters': {'title': ['x']}}", "filters", "service_area"},
        {"{'filters': {'id': ['x']}}", "filters", "service_area"},
        {"{'filters': {'date': ['2010']}}", "filters", "date_from"},
        {"{'filters': {'grade': 'good'}}", "filters", "list"},
        {"{'filters': {'grade': []}}", "filters", "list"},
        {"{'filters': {'grade': [5]}}", "filters", "string"},
        {"{'filters': {'grade': ['good', null]}}", "filters", "string"},
        {"{'filters': {'grade': ['good', '']}}", "filters",
         "a value of the filter \"grade\" is empty"},
        {"{'filters': {'grade': ['splendid']}}", "filters",
         "outstanding, good, requires-improvement, adequate, inadequate, "
         "ungraded"},
        {"{'filters': {'kind': ['finding', 'fact']}}", "filters",
         "recommendation"},
    };

    check_bad_params(*state, "search", cases, sizeof cases / sizeof *cases);
}

static void
a_search_gives_records_facets_and_the_query(void **state)
{
    struct questions *q = *state;
    json_t *result = result_of(q, "search", "{'query': 'Case recording'}");
    json_t *facets = json_object_get(result, "facets");
    const json_t *query = json_object_get(result, "query");
    struct fe_info info;

    assert_int_equal(json_object_size(result), 10);
    member_is(result, "totals",
              "{'paragraphs': 4, 'reports': 2, 'authorities': 2}");
    assert_int_equal(integer(result, "shown"), 4);
    assert_int_equal(integer(result, "ranked"), 4);
    assert_int_equal(json_array_size(json_object_get(query, "understood")), 1);
    member_is(result, "unknown", "[]");
    member_is(query, "suggestions", "[]");
    member_is(query, "notes", "[]");
    assert_int_equal(json_object_size(query), 5);

    assert_int_equal(integer(result, "total"), 4);
    assert_int_equal(json_array_size(json_object_get(result, "hits")), 4);
    assert_int_equal(json_object_size(facets), 3);
    assert_int_equal(json_array_size(json_object_get(facets, "authority")), 2);
    assert_int_equal(json_array_size(json_object_get(facets, "service_area")),
                     3);
    const json_t *grades = json_object_get(facets, "grade");
    assert_int_equal(json_array_size(grades), 4);
    string_is(json_array_get(grades, 0), "value", "adequate");
    assert_int_equal(integer(json_array_get(grades, 0), "count"), 1);
    string_is(query, "parsed", "case recording");
    assert_true(json_is_null(json_object_get(query, "corrected")));
    assert_int_equal(fe_reader_info(q->reader, &info, NULL), FE_OK);
    assert_int_equal(integer(result, "revision"), info.revision);
    assert_true(integer(result, "took_us") >= 0);
    json_decref(result);
}

static void
a_hit_is_its_record_with_score_snippet_and_highlights(void **state)
{
    json_t *result = result_of(*state, "search",
                               "{'query': 'case', 'filters': "
                               "{'service_area': ['safeguarding']}}");
    json_t *first = hit(result, 0);
    json_t *record = json_of(answers_records[0]);

    assert_int_equal(integer(result, "total"), 1);
    assert_true(json_real_value(json_object_get(first, "score")) > 0);
    string_is(first, "snippet", "Case recording is inadequate.");
    assert_int_equal(json_array_size(json_object_get(first, "highlights")), 1);
    assert_true(json_is_true(json_object_get(first, "counted")));
    json_object_del(first, "counted");
    json_object_del(first, "score");
    json_object_del(first, "snippet");
    json_object_del(first, "highlights");
    assert_true(json_equal(first, record));
    json_decref(record);
    json_decref(result);
}

static void
a_hit_comes_without_its_text_if_asked(void **state)
{
    json_t *whole = result_of(*state, "search", "{'query': 'case'}");
    json_t *without =
        result_of(*state, "search", "{'query': 'case', 'text': false}");
    json_t *asked =
        result_of(*state, "search", "{'query': 'case', 'text': true}");

    assert_true(json_array_size(json_object_get(whole, "hits")) > 1);
    for (size_t i = 0; hit(whole, i); i++) {
        assert_true(json_equal(hit(asked, i), hit(whole, i)));
        assert_int_equal(json_object_del(hit(whole, i), "text"), 0);
        assert_true(json_equal(hit(without, i), hit(whole, i)));
    }
    assert_null(hit(without, json_array_size(json_object_get(whole, "hits"))));
    json_decref(whole);
    json_decref(without);
    json_decref(asked);
}

static void
highlights_are_byte_offsets_into_the_snippet(void **state)
{
    static const char *const marked[] = {"case", "record"};
    json_t *result = result_of(*state, "search",
                               "{'query': 'case =record', 'filters': "
                               "{'grade': ['adequate']}}");
    const char *snippet =
        json_string_value(json_object_get(hit(result, 0), "snippet"));
    const json_t *highlights = json_object_get(hit(result, 0), "highlights");

    assert_int_equal(json_array_size(highlights), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *pair = json_array_get(highlights, i);
        const json_int_t start = json_integer_value(json_array_get(pair, 0));
        const json_int_t end = json_integer_value(json_array_get(pair, 1));
        assert_int_equal(json_array_size(pair), 2);
        assert_int_equal(end - start, strlen(marked[i]));
        assert_memory_equal(snippet + start, marked[i], strlen(marked[i]));
    }
    json_decref(result);
}

static void
a_snippet_is_as_long_as_requested_or_absent(void **state)
{
    json_t *result =
        result_of(*state, "search", "{'query': 'recording', 'snippet': 0}");
    assert_int_equal(integer(result, "total"), 4);
    assert_null(json_object_get(hit(result, 0), "snippet"));
    assert_null(json_object_get(hit(result, 0), "highlights"));
    json_decref(result);

    result = result_of(*state, "search",
                       "{'query': 'recording cases', 'snippet': 18,"
                       " 'filters': {'grade': ['good']}}");
    string_is(hit(result, 0), "snippet", "Recording of cases\u2026");
    json_decref(result);
}

enum { PAGE = 10 }; /* hits, unless a limit says otherwise */

/* Fails unless a search with these parameters counts and shows so many, the
 * first of which has this id (NULL: any). */
static void
check_search(struct questions *q,
             const char *params,
             json_int_t total,
             size_t hits,
             const char *first)
{
    json_t *result = result_of(q, "search", params);
    const size_t n = json_array_size(json_object_get(result, "hits"));

    if (integer(result, "total") != total || n != hits)
        fail_msg("%s: %zu of %d", params, n, (int)integer(result, "total"));
    if (first)
        string_is(hit(result, 0), "id", first);
    json_decref(result);
}

static void
searches_are_counted_sorted_and_paged_as_asked(void **state)
{
    static const struct {
        const char *params;
        json_int_t total;
        size_t hits;
        const char *first;
    } cases[] = {
        {"{}", 14, PAGE, "ynys-2012-03-01/1"}, /* newest first */
        {"{'query': ' \\t'}", 14, PAGE, "ynys-2012-03-01/1"},
        {"{'sort': 'oldest'}", 14, PAGE, "hull-2009-05-08/1"},
        {"{'sort': 'relevance'}", 14, PAGE, "ynys-2012-03-01/1"},
        {"{'query': 'case', 'sort': 'newest'}", 4, 4, NULL},
        {"{'query': 'adoption'}", 10, PAGE, "hull-2009-05-08/1"},
        {"{'limit': 3, 'offset': 12}", 14, 2, "hull-2009-05-08/9"},
        {"{'limit': 0}", 14, 0, NULL},
        {"{'limit': 1000}", 14, 14, NULL},
        {"{'offset': 4000000000}", 14, 0, NULL},
        {"{'query': 'case adoption', 'match': 'any'}", 14, PAGE, NULL},
        {"{'query': 'case adoption', 'match': 'all'}", 0, 0, NULL},
        {"{'query': 'care good', 'match': 'all'}", 1, 1, "leeds-2010-10-15/2"},
        {"{'query': 'year:2012', 'match': 'all'}", 2, 2, NULL},
        {"{'query': 'area:general'}", 1, 1, "ynys-2012-03-01/2"},
        {"{'query': 'number:2..9'}", 1, 1, "leeds-2010-10-15/2"},
        {"{'date_from': '2010-10-16'}", 2, 2, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_search(*state, cases[i].params, cases[i].total, cases[i].hits,
                     cases[i].first);
}

static void
searches_are_narrowed_by_filters_and_dates(void **state)
{
    static const struct {
        const char *filters;
        const char *dates; /* other parameters, after a comma; or "" */
        json_int_t total;
        const char *first;
    } cases[] = {
        {"", "", 14, NULL},
        {"'service_area': ['Children in care']", "", 2, NULL},
        {"'authority': ['LEEDS']", "", 2, NULL},
        {"'authority': ['Ynys M\u00d4N', 'leeds'],"
         " 'kind': ['recommendations']",
         "", 1, "ynys-2012-03-01/2"},
        {"'deadline': ['Within three months']", "", 1, NULL},
        {"'report': ['leeds-2010-10-15']", "", 2, NULL},
        {"'year': ['2010']", "", 2, NULL},
        {"'year': ['2010', '2009', '2010']", "", 12, NULL},
        {"'year': ['2009', '2012']", "", 12, NULL},
        {"'year': ['0001', '9999', '2012']", "", 2, NULL},
        {"'year': ['2010']", ", 'date_to': '2010-09'", 0, NULL},
        {"'year': ['2009', '2012']", ", 'date_from': '2010'", 2, NULL},
        {"'number': ['2']", "", 1, "leeds-2010-10-15/2"},
        {"'number': ['002', '1']", "", 2, NULL},
        {"", ", 'date_from': '2010-10-15'", 4, NULL},
        {"", ", 'date_from': '2010-10-16'", 2, NULL},
        {"", ", 'date_to': '2010-10'", 12, NULL},
        {"", ", 'date_to': '2010-09'", 10, NULL},
        {"", ", 'date_from': '2010', 'date_to': '2010'", 2, NULL},
        {"'grade': ['Good']", ", 'date_from': '2010'", 1, "leeds-2010-10-15/2"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t all = (size_t)cases[i].total;
        char params[256];
        snprintf(params, sizeof params, "{'filters': {%s}%s}", cases[i].filters,
                 cases[i].dates);
        check_search(*state, params, cases[i].total, all < PAGE ? all : PAGE,
                     cases[i].first);
    }
}

static void
the_facets_are_those_that_were_asked_for(void **state)
{
    json_t *result = result_of(*state, "search", "{'facets': []}");
    json_t *facets = json_object_get(result, "facets");
    assert_true(json_is_object(facets));
    assert_int_equal(json_object_size(facets), 0);
    json_decref(result);

    /* Counted without its own filter, so that another value can be chosen. */
    result = result_of(*state, "search",
                       "{'query': 'case', 'facets': ['kind', 'date'],"
                       " 'filters': {'kind': ['recommendation']}}");
    facets = json_object_get(result, "facets");
    assert_int_equal(json_object_size(facets), 2);
    const json_t *kinds = json_object_get(facets, "kind");
    assert_int_equal(json_array_size(kinds), 2);
    string_is(json_array_get(kinds, 0), "value", "finding");
    assert_int_equal(integer(json_array_get(kinds, 0), "count"), 3);
    member_is(facets, "date",
              "[{'value': '2012', 'count': 1, 'within':"
              "  [{'value': '2012-03', 'count': 1}]}]");
    assert_int_equal(integer(result, "total"), 1);
    json_decref(result);
}

/* A search with two filters, of so many values each, the last of them Hull's.
 */
static json_t *
search_many_values(struct questions *q, size_t n)
{
    json_t *authorities = json_array(), *reports = json_array();

    for (size_t i = 1; i < n; i++) {
        json_array_append_new(authorities, json_sprintf("place-%zu", i));
        json_array_append_new(reports, json_sprintf("report-%zu", i));
    }
    json_array_append_new(authorities, json_string("Hull"));
    json_array_append_new(reports, json_string("hull-2009-05-08"));
    json_t *request =
        json_pack("{s:i, s:s, s:{s:{s:o, s:o}, s:i}}", "id", 7, "method",
                  "search", "params", "filters", "authority", authorities,
                  "report", reports, "limit", 0);
    char *line = json_dumps(request, 0);
    json_t *answer = answered_bytes(q, line, strlen(line));
    free(line);
    json_decref(request);
    return answer;
}

static void
each_filter_may_have_as_many_values_as_the_limit_says(void **state)
{
    json_t *most = search_many_values(*state, SELECTION_VALUES_MAX);
    json_t *more = search_many_values(*state, SELECTION_VALUES_MAX + 1);

    assert_int_equal(integer(json_object_get(most, "result"), "total"),
                     ANSWERS_ALIKE);
    assert_int_equal(integer(json_object_get(more, "error"), "code"),
                     FINDINGS_BAD_PARAMS);
    json_decref(most);
    json_decref(more);
}

static void
a_request_is_small(void **state)
{
    (void)state;
    assert_true(sizeof(struct selection) < 2048); /* it used to be 35 KB */
}

static void
a_whole_number_may_be_written_with_a_fraction(void **state)
{
    json_t *answer = answered(*state, "{'id': 123456789.0, 'method': 'search', "
                                      "'params': {'query': 'a', 'limit': 1e0, "
                                      "'offset': 0.0}}");

    assert_true(json_is_integer(json_object_get(answer, "id")));
    assert_int_equal(integer(answer, "id"), 123456789);
    assert_non_null(json_object_get(answer, "result"));
    json_decref(answer);
    answer = answered(*state, "{'id': 1, 'method': 'search', 'params': "
                              "{'query': 'a', 'limit': 1.5}}");
    assert_non_null(json_object_get(answer, "error"));
    json_decref(answer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ANSWERS(a_wrong_parameter_of_a_search_is_named),
        WITH_ANSWERS(a_search_gives_records_facets_and_the_query),
        WITH_ANSWERS(a_hit_is_its_record_with_score_snippet_and_highlights),
        WITH_ANSWERS(a_hit_comes_without_its_text_if_asked),
        WITH_ANSWERS(highlights_are_byte_offsets_into_the_snippet),
        WITH_ANSWERS(a_snippet_is_as_long_as_requested_or_absent),
        WITH_ANSWERS(searches_are_counted_sorted_and_paged_as_asked),
        WITH_ANSWERS(searches_are_narrowed_by_filters_and_dates),
        WITH_ANSWERS(a_whole_number_may_be_written_with_a_fraction),
        WITH_ANSWERS(the_facets_are_those_that_were_asked_for),
        WITH_ANSWERS(each_filter_may_have_as_many_values_as_the_limit_says),
        cmocka_unit_test(a_request_is_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
