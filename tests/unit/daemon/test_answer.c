/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "questions.h"

#include "messages/selection.h"

#include "findings/schema.h"
#include "findings/wire.h"
#include "xapian-capi.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const records[] = {
    "{'id': 'leeds-2010-10-15/1', 'report': 'leeds-2010-10-15',"
    " 'authority': 'Leeds', 'date': '2010-10-15', 'number': 1,"
    " 'service_area': 'safeguarding', 'kind': 'finding',"
    " 'grade': 'inadequate', 'framework': 'slac', 'deadline': null,"
    " 'text': 'Case recording is inadequate.'}",
    "{'id': 'leeds-2010-10-15/2', 'report': 'leeds-2010-10-15',"
    " 'authority': 'Leeds', 'date': '2010-10-15', 'number': 2,"
    " 'service_area': 'looked-after-children', 'kind': 'finding',"
    " 'grade': 'good', 'framework': 'slac', 'deadline': null,"
    " 'text': 'Recording of cases is good for children in care.'}",
    "{'id': 'ynys-2012-03-01/1', 'report': 'ynys-2012-03-01',"
    " 'authority': 'Ynys M\u00f4n', 'date': '2012-03-01',"
    " 'service_area': 'looked-after-children', 'kind': 'finding',"
    " 'grade': 'adequate', 'framework': 'lac', 'deadline': null,"
    " 'text': 'Ynys M\u00f4n: each \u201ccase\u201d is on"
    " record.'}",
    "{'id': 'ynys-2012-03-01/2', 'report': 'ynys-2012-03-01',"
    " 'authority': 'Ynys M\u00f4n', 'date': '2012-03-01',"
    " 'service_area': 'general', 'kind': 'recommendation',"
    " 'grade': 'ungraded', 'framework': 'lac',"
    " 'deadline': 'three-months', 'text': 'Improve case recording.'}",
};

enum { FILLERS = 10 };

static const char filler[] =
    "{'id': 'hull-2009-05-08/%d', 'report': 'hull-2009-05-08',"
    " 'authority': 'Hull', 'date': '2009-05-08',"
    " 'service_area': 'adoption', 'kind': 'finding',"
    " 'grade': 'outstanding', 'text': 'Adoption is timely.'}";

static int
set_up(void **state)
{
    static const char *const reports[] = {"leeds-2010-10-15", "ynys-2012-03-01",
                                          "hull-2009-05-08"};
    struct questions *q = questions_open();
    char data[512];

    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        questions_add(q, records[i]);
    for (int i = 1; i <= FILLERS; i++) {
        snprintf(data, sizeof data, filler, i);
        questions_add(q, data);
    }
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        questions_keep(q, reports[i], "{}");
    questions_commit(q);
    *state = q;
    return 0;
}

static void
what_is_not_a_request_is_an_error_without_an_id(void **state)
{
    static const struct bad cases[] = {
        {"", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"hello", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1} {}", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1, 'method': '\xff'}", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1, 'id': 1, 'method': 'ping'}", FINDINGS_PARSE_ERROR, NULL,
         NULL},
        {"{'id': 1, 'method': 'search', 'params': "
         "{'limit': 1, 'limit': 2}}",
         FINDINGS_PARSE_ERROR, NULL, "duplicate"},
        {"{'id': 1, 'method': '\\u0000'}", FINDINGS_PARSE_ERROR, NULL,
         "NUL character (\\u0000)"},
        {"{'id': 1, '\\u0000': 1}", FINDINGS_PARSE_ERROR, NULL,
         "NUL character (\\u0000)"},
        {"7", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"[]", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"[{'id': 1, 'method': 'ping'}]", FINDINGS_INVALID_REQUEST, NULL,
         "batch"},
        {"{}", FINDINGS_INVALID_REQUEST, NULL, "\"id\""},
        {"{'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL, "\"id\""},
        {"{'id': 1.5, 'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"{'id': true, 'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL,
         NULL},
        {"{'id': {}, 'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = answered(*state, cases[i].request);
        check_bad(answer, &cases[i]);
        assert_true(json_is_null(json_object_get(answer, "id")));
        json_decref(answer);
    }
}

static void
a_wrong_request_is_an_error_with_its_id(void **state)
{
    static const struct bad cases[] = {
        {"{'id': 7, 'method': 'ping', 'extra': 1}", FINDINGS_INVALID_REQUEST,
         "extra", "method"},
        {"{'id': 7}", FINDINGS_INVALID_REQUEST, NULL, "\"method\""},
        {"{'id': 7, 'method': 5}", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"{'id': 7, 'method': 'ping', 'jsonrpc': '1.0'}",
         FINDINGS_INVALID_REQUEST, NULL, "2.0"},
        {"{'id': 7, 'method': 'ping', 'jsonrpc': 2.0}",
         FINDINGS_INVALID_REQUEST, NULL, "2.0"},
        {"{'id': 7, 'method': 'sarch'}", FINDINGS_NO_METHOD, NULL, "search"},
        {"{'id': 7, 'method': ''}", FINDINGS_NO_METHOD, NULL, NULL},
        {ASK("ping") "[]}", FINDINGS_BAD_PARAMS, NULL, "object"},
        {ASK("ping") "null}", FINDINGS_BAD_PARAMS, NULL, "object"},
        {ASK("ping") "{'x': 1}}", FINDINGS_BAD_PARAMS, "x", NULL},
        {ASK("status") "{'x': 1}}", FINDINGS_BAD_PARAMS, "x", NULL},
        {"{'id': 7, 'method': 'get'}", FINDINGS_BAD_PARAMS, "id", NULL},
        {ASK("get") "{'id': 1}}", FINDINGS_BAD_PARAMS, "id", "string"},
        {ASK("get") "{'id': ''}}", FINDINGS_BAD_PARAMS, "id", NULL},
        {ASK("get") "{'id': 'a/1', 'ids': []}}", FINDINGS_BAD_PARAMS, "ids",
         NULL},
        {ASK("get") "{'id': 'a/1'}}", FINDINGS_NOT_FOUND, "id", "a/1"},
        {ASK("get") "{'id': 'a\\n\\u001b\\u007f/1'}}", FINDINGS_NOT_FOUND, "id",
         "\"a   /1\""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = answered(*state, cases[i].request);
        check_bad(answer, &cases[i]);
        assert_int_equal(integer(answer, "id"), 7);
        json_decref(answer);
    }
}

static void
a_wrong_parameter_of_a_search_is_named(void **state)
{
    static const struct bad_params cases[] = {
        {"{'text': 'case'}", "text", "query"},
        {"{'query': 5}", "query", "string"},
        {"{'query': null}", "query", "string"},
        {"{'match': 'some'}", "match", "auto, all, any"},
        {"{'match': 1}", "match", "string"},
        {"{'sort': 'best'}", "sort", "relevance, newest, oldest"},
        {"{'sort': []}", "sort", "string"},
        {"{'limit': -1}", "limit", "1000"},
        {"{'limit': 1001}", "limit", "1000"},
        {"{'limit': 1.0}", "limit", "whole"},
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
        {"{'count': 'words'}", "count", "paragraphs, reports, authorities"},
        {"{'count': 5}", "count", "string"},
        {"{'filters': {'year': ['10']}}", "filters", "2010"},
        {"{'filters': {'year': ['2010-10']}}", "filters", "2010"},
        {"{'filters': {'year': ['0000']}}", "filters", "year"},
        {"{'filters': {'year': [2010]}}", "filters", "string"},
        {"{'filters': {'number': ['x']}}", "filters", "whole number"},
        {"{'filters': {'number': ['-1']}}", "filters", "whole number"},
        {"{'filters': {'number': ['1.5']}}", "filters", "whole number"},
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
a_bad_query_is_reported_with_the_byte_at_fault(void **state)
{
    static const struct {
        const char *query;
        json_int_t offset;
    } cases[] = {{"case AND", 8}, {"m\u00f4n (case", 5}, {"-case", 0}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char request[256];
        snprintf(request, sizeof request, ASK("search") "{'query': '%s'}}",
                 cases[i].query);
        json_t *answer = answered(*state, request);
        const json_t *error = json_object_get(answer, "error");
        const json_t *data = json_object_get(error, "data");
        assert_int_equal(integer(error, "code"), FINDINGS_BAD_QUERY);
        assert_int_equal(json_object_size(data), 1);
        assert_int_equal(integer(data, "offset"), cases[i].offset);
        json_decref(answer);
    }
}

static void
a_quoted_request_is_cut_between_characters(void **state)
{
    char name[300] = "";

    for (size_t n = 1; n < 100; n++) { /* of two-byte characters */
        char request[1024];
        strcat(name, "\u00f4");
        for (int odd = 0; odd < 2; odd++) {
            snprintf(request, sizeof request,
                     ASK("search") "{'%s%s': 1, 'filters': {'grade': ['%s']}}}",
                     odd ? "x" : "", name, name);
            json_decref(answered(*state, request)); /* valid UTF-8 */
            snprintf(request, sizeof request, ASK("get") "{'id': '%s%s'}}",
                     odd ? "x" : "", name);
            json_decref(answered(*state, request));
        }
    }
}

static void
an_id_comes_back_as_it_was(void **state)
{
    static const char *const ids[] = {"1",
                                      "0",
                                      "-5",
                                      "\"\"",
                                      "\"a\"",
                                      "9007199254740993",
                                      "null",
                                      "\"\U0001f600 m\u00f4n\"",
                                      "\"\\u00f4\\n\\\"\""};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char request[128];
        snprintf(request, sizeof request,
                 "{'jsonrpc': '2.0', 'id': %s, 'method': 'ping'}", ids[i]);
        json_t *answer = answered(*state, request);
        json_t *id = json_of(ids[i]);
        assert_true(json_equal(json_object_get(answer, "id"), id));
        assert_true(json_is_true(
            json_object_get(json_object_get(answer, "result"), "pong")));
        json_decref(id);
        json_decref(answer);
    }
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
    json_t *record = json_of(records[0]);

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

static void
searches_are_narrowed_counted_and_sorted_as_asked(void **state)
{
    static const struct {
        const char *params;
        json_int_t total;
        size_t hits;
        const char *first; /* the id of the first hit; or NULL */
    } cases[] = {
        {"{}", 14, 10, "ynys-2012-03-01/1"}, /* newest first */
        {"{'query': ' \\t'}", 14, 10, "ynys-2012-03-01/1"},
        {"{'sort': 'oldest'}", 14, 10, "hull-2009-05-08/1"},
        {"{'sort': 'relevance'}", 14, 10, "leeds-2010-10-15/1"},
        {"{'query': 'case', 'sort': 'newest'}", 4, 4, NULL},
        {"{'query': 'adoption'}", 10, 10, "hull-2009-05-08/1"},
        {"{'limit': 3, 'offset': 12}", 14, 2, "hull-2009-05-08/9"},
        {"{'limit': 0}", 14, 0, NULL},
        {"{'limit': 1000}", 14, 14, NULL},
        {"{'offset': 4000000000}", 14, 0, NULL},
        {"{'query': 'case adoption', 'match': 'any'}", 14, 10, NULL},
        {"{'query': 'case adoption', 'match': 'all'}", 0, 0, NULL},
        {"{'query': 'care good', 'match': 'all'}", 1, 1, "leeds-2010-10-15/2"},
        {"{'filters': {}}", 14, 10, NULL},
        {"{'filters': {'service_area': ['Children in care']}}", 2, 2, NULL},
        {"{'filters': {'authority': ['LEEDS']}}", 2, 2, NULL},
        {"{'filters': {'authority': ['Ynys M\u00d4N', 'leeds'],"
         " 'kind': ['recommendations']}}",
         1, 1, "ynys-2012-03-01/2"},
        {"{'filters': {'deadline': ['Within three months']}}", 1, 1, NULL},
        {"{'filters': {'report': ['leeds-2010-10-15']}}", 2, 2, NULL},
        {"{'filters': {'year': ['2010']}}", 2, 2, NULL},
        {"{'filters': {'year': ['2010', '2009', '2010']}}", 12, 10, NULL},
        {"{'filters': {'year': ['2009', '2012']}}", 12, 10, NULL},
        {"{'filters': {'year': ['0001', '9999', '2012']}}", 2, 2, NULL},
        {"{'filters': {'year': ['2010']}, 'date_to': '2010-09'}", 0, 0, NULL},
        {"{'filters': {'year': ['2009', '2012']}, 'date_from': '2010'}", 2, 2,
         NULL},
        {"{'filters': {'number': ['2']}}", 1, 1, "leeds-2010-10-15/2"},
        {"{'filters': {'number': ['002', '1']}}", 2, 2, NULL},
        {"{'query': 'year:2012', 'match': 'all'}", 2, 2, NULL},
        {"{'query': 'area:general'}", 1, 1, "ynys-2012-03-01/2"},
        {"{'query': 'number:2..9'}", 1, 1, "leeds-2010-10-15/2"},
        {"{'date_from': '2010-10-15'}", 4, 4, NULL},
        {"{'date_from': '2010-10-16'}", 2, 2, NULL},
        {"{'date_to': '2010-10'}", 12, 10, NULL},
        {"{'date_to': '2010-09'}", 10, 10, NULL},
        {"{'date_from': '2010', 'date_to': '2010'}", 2, 2, NULL},
        {"{'date_from': '2010', 'filters': {'grade': ['Good']}}", 1, 1,
         "leeds-2010-10-15/2"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *result = result_of(*state, "search", cases[i].params);
        const size_t n = json_array_size(json_object_get(result, "hits"));
        if (integer(result, "total") != cases[i].total || n != cases[i].hits)
            fail_msg("%s: %zu of %d", cases[i].params, n,
                     (int)integer(result, "total"));
        if (cases[i].first)
            string_is(hit(result, 0), "id", cases[i].first);
        json_decref(result);
    }
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
                     FILLERS);
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

static void
a_paragraph_is_fetched_by_its_id(void **state)
{
    json_t *record = json_of(records[0]);
    static const char *const ids[] = {"{'id': 'leeds-2010-10-15/1'}",
                                      "{'id': 'Leeds-2010-10-15/1'}"};

    for (size_t i = 0; i < 2; i++) {
        json_t *result = result_of(*state, "get", ids[i]);
        assert_true(json_equal(json_object_get(result, "paragraph"), record));
        member_is(result, "before", "[]");
        member_is(result, "after", "[]");
        assert_true(integer(result, "revision") > 0);
        assert_int_equal(json_object_size(result), 4);
        json_decref(result);
    }
    json_decref(record);
}

static void
the_status_describes_daemon_and_index(void **state)
{
    json_t *result = result_of(*state, "status", "{}");

    string_is(result, "product", "findings");
    string_is(result, "xapian", fe_xapian_version());
    string_is(result, "db", "/srv/db");
    assert_int_equal(integer(result, "protocol"), FINDINGS_PROTOCOL);
    assert_int_equal(integer(result, "reports"), 3);
    assert_int_equal(integer(result, "paragraphs"), 14);
    assert_int_equal(integer(result, "connections"), 3);
    assert_true(integer(result, "revision") > 0);
    assert_true(integer(result, "uptime_s") >= 0);
    json_decref(result);
}

static void
the_greeting_gives_product_protocol_revision_and_limits(void **state)
{
    json_t *greeting = finished(*state, answer_greeting());
    const json_t *limits = json_object_get(greeting, "limits");

    string_is(greeting, "product", "findings");
    assert_non_null(json_object_get(greeting, "version"));
    assert_null(json_object_get(greeting, "id"));
    assert_int_equal(integer(greeting, "protocol"), FINDINGS_PROTOCOL);
    assert_true(integer(greeting, "revision") > 0);
    assert_int_equal(integer(limits, "request_bytes"), FINDINGS_REQUEST_MAX);
    assert_int_equal(integer(limits, "query_bytes"), FE_QUERY_MAX);
    assert_int_equal(integer(limits, "in_flight"), FINDINGS_IN_FLIGHT_MAX);
    assert_int_equal(integer(limits, "hits"), FINDINGS_LIMIT_MAX);
    assert_int_equal(integer(limits, "snippet"), FINDINGS_SNIPPET_MAX);
    json_decref(greeting);
}

static void
too_long_and_busy_are_errors_without_an_id(void **state)
{
    static const struct bad too_long = {"too long", FINDINGS_TOO_LONG, NULL,
                                        "65536"};
    static const struct bad busy = {"busy", FINDINGS_BUSY, NULL, "again"};
    json_t *answer = finished(*state, answer_too_long());

    check_bad(answer, &too_long);
    assert_true(json_is_null(json_object_get(answer, "id")));
    json_decref(answer);
    answer = finished(*state, answer_busy());
    check_bad(answer, &busy);
    assert_true(json_is_null(json_object_get(answer, "id")));
    json_decref(answer);
}

static void
only_requests_about_the_index_need_a_reader(void **state)
{
    static const struct {
        const char *request;
        bool needs;
    } cases[] = {
        {"{'id': 1, 'method': 'search'}", true},
        {"{'id': 1, 'method': 'get', 'params': {'id': 'x'}}", true},
        {"{'id': 1, 'method': 'status'}", true},
        {"{'id': 1, 'method': 'ping'}", false},
        {"{'id': 1, 'method': 'get'}", false},
        {"{'id': 1, 'method': 'search', 'params': {'limit': -1}}", false},
        {"hello", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *json = json_text(cases[i].request);
        struct answer *answer = answer_begin(json, strlen(json));
        assert_int_equal(answer_needs_reader(answer), cases[i].needs);
        answer_free(answer); /* the client has gone */
        free(json);
    }
    answer_free(NULL);
}

/* What the thread that adds to the index needs. */
struct adding {
    struct questions *q;
    atomic_bool is_over;
};

/* Each commit adds one paragraph and the record of its report. */
static void *
add_unicorns(void *data)
{
    static const char unicorn[] =
        "{'id': 'unicorn-%d/1', 'report': 'unicorn-%d', 'authority': 'Hull',"
        " 'date': '2009-05-08', 'kind': 'finding', 'text': 'A unicorn.'}";
    struct adding *adding = data;
    char record[256], report[32];

    for (int i = 1; i <= 300; i++) {
        snprintf(record, sizeof record, unicorn, i, i);
        snprintf(report, sizeof report, "unicorn-%d", i);
        questions_add(adding->q, record);
        questions_keep(adding->q, report, "{}");
        questions_commit(adding->q);
    }
    adding->is_over = true;
    return NULL;
}

/* Whether an answer comes from a single commit: paragraphs and reports differ
 * by the same number as at the start, or the index was busy. */
static bool
is_of_one_commit(struct questions *q, json_int_t others)
{
    json_t *answer = answered(q, ASK("status") "{}}");
    const json_t *status = json_object_get(answer, "result");
    const bool is_good =
        status ? integer(status, "paragraphs") - integer(status, "reports") ==
                     others
               : integer(json_object_get(answer, "error"), "code") ==
                     FINDINGS_BUSY;

    json_decref(answer);
    return is_good;
}

static void
an_answer_comes_from_a_single_commit(void **state)
{
    struct adding adding = {.q = *state};
    json_t *status = result_of(*state, "status", "{}");
    const json_int_t others =
        integer(status, "paragraphs") - integer(status, "reports");
    size_t n_mixed = 0;
    pthread_t writer;

    json_decref(status);
    assert_int_equal(pthread_create(&writer, NULL, add_unicorns, &adding), 0);
    while (!adding.is_over)
        n_mixed += !is_of_one_commit(*state, others);
    pthread_join(writer, NULL);
    assert_int_equal(n_mixed, 0);
}

static void
a_damaged_record_is_an_error_that_says_what_to_do(void **state)
{
    static const char *const data[] = {"no JSON", "[]", ""};
    static const char text[] = "unicorn";
    static const char *const term = "Q:unicorn/1";
    static const struct bad bad[] = {
        {ASK("search") "{'query': 'unicorn'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {ASK("get") "{'id': 'unicorn/1'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {ASK("export") "{'query': 'unicorn'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
    };
    struct questions *q = *state;

    for (size_t i = 0; i < sizeof data / sizeof *data; i++) {
        const struct fe_text texts = {NULL, text, strlen(text), 1};
        const struct fe_document document = {.data = data[i],
                                             .data_len = strlen(data[i]),
                                             .texts = &texts,
                                             .n_texts = 1,
                                             .terms = &term,
                                             .n_terms = 1};
        fe_writer_remove(q->writer, term, NULL);
        assert_int_equal(fe_writer_add(q->writer, &document, NULL), FE_OK);
        assert_int_equal(fe_writer_commit(q->writer, NULL), FE_OK);
        for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
            json_t *answer = answered(q, bad[k].request);
            check_bad(answer, &bad[k]);
            json_decref(answer);
        }
    }
}

static const struct bad damaged_index[] = {
    {ASK("get") "{'id': 'leeds-2010-10-15/1'}}", FINDINGS_NO_INDEX, NULL,
     "findings-index"},
    {ASK("similar") "{'id': 'leeds-2010-10-15/1'}}", FINDINGS_NO_INDEX, NULL,
     "findings-index"},
};

static void
an_index_without_its_table_of_terms_is_damaged(void **state)
{
    struct questions *q = *state;
    char *path = test_path(q->db, "termlist.glass");

    assert_int_equal(unlink(path), 0);
    questions_use(q, q->lexicon);
    for (size_t i = 0; i < sizeof damaged_index / sizeof *damaged_index; i++) {
        json_t *answer = answered(q, damaged_index[i].request);
        check_bad(answer, &damaged_index[i]);
        json_decref(answer);
    }
    free(path);
}

/* Change a byte of what the index keeps as the data of the document that has
 * the term. */
static void
damage_data(struct questions *q, const char *text, size_t from_end)
{
    const char *paths[] = {q->db};
    const struct xc_term term = {text, strlen(text), 0, NULL, 0};
    struct xc_document document = {.terms = &term, .n_terms = 1};
    struct xc_reader *reader;
    struct xc_writer *writer;
    uint32_t id;
    char *data;
    size_t n;

    fe_writer_close(q->writer);
    q->writer = NULL;
    assert_int_equal(xc_reader_open(paths, 1, &reader, NULL), XC_OK);
    assert_int_equal(xc_reader_postings(reader, text, strlen(text), 0, &id,
                                        NULL, 1, &n, NULL),
                     XC_OK);
    assert_int_equal(n, 1);
    assert_int_equal(
        xc_reader_data(reader, id, &data, &document.data_len, NULL), XC_OK);
    xc_reader_close(reader);
    data[document.data_len - from_end] ^= 1;
    document.data = data;
    assert_int_equal(xc_writer_open(q->db, &writer, NULL), XC_OK);
    assert_int_equal(xc_writer_replace(writer, id, &document, NULL), XC_OK);
    assert_int_equal(xc_writer_commit(writer, NULL), XC_OK);
    xc_writer_close(writer);
    free(data);
}

static void
a_record_that_cannot_be_unpacked_is_an_error_that_says_what_to_do(void **state)
{
    static const struct bad bad = {
        ASK("get") "{'id': 'leeds-2010-10-15/1'}}", FINDINGS_NO_INDEX, NULL,
        "the index cannot be read (the data of a document is damaged); delete "
        "its folder and create it again with findings-index"};
    /* Zstandard's checksum, and its block. */
    static const size_t from_end[] = {1, 20};
    struct questions *q = *state;
    char *term = findings_term(findings_field("id"), "leeds-2010-10-15/1");

    for (size_t i = 0; i < sizeof from_end / sizeof *from_end; i++) {
        damage_data(q, term, from_end[i]);
        json_t *answer = answered(q, bad.request);
        check_bad(answer, &bad);
        json_decref(answer);
    }
    free(term);
}

static void
without_its_index_every_answer_says_so(void **state)
{
    static const struct bad cases[] = {
        {"{'id': 7, 'method': 'search'}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {ASK("get") "{'id': 'leeds-2010-10-15/1'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {"{'id': 7, 'method': 'status'}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
    };
    struct questions *q = *state;

    fe_writer_close(q->writer);
    q->writer = NULL;
    test_folder_remove(strdup(q->db));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = answered(q, cases[i].request);
        check_bad(answer, &cases[i]);
        json_decref(answer);
    }
    json_t *greeting = finished(q, answer_greeting());
    assert_true(json_is_null(json_object_get(greeting, "revision")));
    json_decref(greeting);
}

static void
whatever_is_sent_is_answered(void **state)
{
    static const char request[] =
        "{\"id\": 7, \"method\": \"search\", \"params\": {\"query\": \"case\","
        " \"filters\": {\"grade\": [\"good\"]}, \"limit\": 2, \"facets\": []}}";
    unsigned random = 5;
    char deep[5000];

    for (int i = 0; i < 3000; i++) {
        char bytes[sizeof request];
        memcpy(bytes, request, sizeof request);
        for (int k = 0; k <= i % 3; k++) {
            random = random * 1103515245u + 12345u;
            bytes[(random >> 16) % (sizeof request - 1)] =
                "{}[]\",:\\ 0a\xff\x01"[(random >> 8) % 13];
        }
        json_t *answer = answered_bytes(*state, bytes, sizeof request - 1);
        assert_true(json_object_get(answer, "result") ||
                    integer(json_object_get(answer, "error"), "code") < 0);
        json_decref(answer);
    }
    memset(deep, '[', sizeof deep);
    json_decref(answered_bytes(*state, deep, sizeof deep));
}

#define WITH_INDEX(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, questions_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_INDEX(what_is_not_a_request_is_an_error_without_an_id),
        WITH_INDEX(a_wrong_request_is_an_error_with_its_id),
        WITH_INDEX(a_wrong_parameter_of_a_search_is_named),
        WITH_INDEX(a_bad_query_is_reported_with_the_byte_at_fault),
        WITH_INDEX(a_quoted_request_is_cut_between_characters),
        WITH_INDEX(an_id_comes_back_as_it_was),
        WITH_INDEX(a_search_gives_records_facets_and_the_query),
        WITH_INDEX(a_hit_is_its_record_with_score_snippet_and_highlights),
        WITH_INDEX(highlights_are_byte_offsets_into_the_snippet),
        WITH_INDEX(a_snippet_is_as_long_as_requested_or_absent),
        WITH_INDEX(searches_are_narrowed_counted_and_sorted_as_asked),
        WITH_INDEX(each_filter_may_have_as_many_values_as_the_limit_says),
        cmocka_unit_test(a_request_is_small),
        WITH_INDEX(the_facets_are_those_that_were_asked_for),
        WITH_INDEX(a_paragraph_is_fetched_by_its_id),
        WITH_INDEX(the_status_describes_daemon_and_index),
        WITH_INDEX(the_greeting_gives_product_protocol_revision_and_limits),
        WITH_INDEX(too_long_and_busy_are_errors_without_an_id),
        WITH_INDEX(only_requests_about_the_index_need_a_reader),
        WITH_INDEX(an_answer_comes_from_a_single_commit),
        WITH_INDEX(a_damaged_record_is_an_error_that_says_what_to_do),
        WITH_INDEX(an_index_without_its_table_of_terms_is_damaged),
        WITH_INDEX(
            a_record_that_cannot_be_unpacked_is_an_error_that_says_what_to_do),
        WITH_INDEX(without_its_index_every_answer_says_so),
        WITH_INDEX(whatever_is_sent_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
