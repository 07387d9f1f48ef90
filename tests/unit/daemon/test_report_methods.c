/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is answered about reports and their files: reports, report, the sides of
 * compare, and paths.
 */
#include "councils.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The next line of an answer; the caller owns it. */
static json_t *
next_line(struct questions *q, struct answer *answer)
{
    char *line = worked(q, answer);
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

    assert_non_null(object);
    free(line);
    return object;
}

static struct answer *
begun(const char *request)
{
    char *json = json_text(request);
    struct answer *answer = answer_begin(json, strlen(json));

    free(json);
    return answer;
}

/* Fails unless the request is answered by one part with these reports, in this
 * order, and a result; or by a result alone, if the ids are "". */
static void
reports_are(struct questions *q, const char *params, const char *ids)
{
    char request[512], got[512] = "";

    snprintf(request, sizeof request, ASK("reports") "%s}", params);
    struct answer *answer = begun(request);
    json_t *line = next_line(q, answer), *report;
    const json_t *part = json_object_get(line, "part");
    size_t i;
    json_array_foreach(part, i, report)
    {
        strcat(got, i > 0 ? " " : "");
        strcat(got, json_string_value(json_object_get(report, "id")));
    }
    if (strcmp(got, ids) != 0)
        fail_msg("%s: %s, not %s", params, got, ids);
    const size_t n = json_array_size(part);
    if (part) {
        json_decref(line);
        line = next_line(q, answer);
    }
    assert_int_equal(integer(json_object_get(line, "result"), "total"), n);
    assert_false(answer_has_more(answer));
    json_decref(line);
    answer_free(answer);
}

static void
set_overall(struct questions *q)
{
    questions_keep(
        q, "hull-2013-03-01",
        "{'id': 'hull-2013-03-01', 'source': 'h.txt', 'framework': 'sif',"
        " 'authority': 'Hull', 'date': '2013-03-01', 'paragraphs': 3,"
        " 'path': '/srv/h.txt', 'name': 'h.txt', 'digest': 'abcd',"
        " 'recognised_pages': 2, 'judgements': ["
        "{'service_area': 'leadership', 'judgement': 'Overall leadership',"
        " 'grade': 'good', 'source': 'heading'},"
        "{'service_area': 'general', 'judgement': 'overall effectiveness',"
        " 'grade': 'inadequate', 'source': 'heading'}]}");
    questions_commit(q);
}

static void
reports_are_listed_by_authority_and_date(void **state)
{
    reports_are(*state, "{}",
                "hull-2013-03-01 leeds-2010-10-15 leeds-2013-06-20 "
                "ynys-2012-03-01");
}

static void
reports_are_filtered_by_their_overall_grade(void **state)
{
    static const struct {
        const char *params, *ids;
    } cases[] = {
        {"{'filters': {'authority': ['leeds']}}",
         "leeds-2010-10-15 leeds-2013-06-20"},
        {"{'filters': {'grade': ['inadequate']}}", "hull-2013-03-01"},
        {"{'filters': {'grade': ['Good', 'inadequate']}}", "hull-2013-03-01"},
        {"{'filters': {'grade': ['good']}}", ""},
        {"{'filters': {'service_area': ['adoption']}}", "hull-2013-03-01"},
        {"{'filters': {'framework': ['sif']}, 'date_from': '2013-04'}",
         "leeds-2013-06-20"},
        {"{'filters': {'report': ['ynys-2012-03-01']}}", "ynys-2012-03-01"},
        {"{'filters': {'authority': ['Atlantis']}}", ""},
    };
    static const struct bad_params bad[] = {
        {"{'query': 'x'}", "query", "filters"},
        {"{'filters': {'kind': ['finding']}}", "filters",
         "reports cannot be filtered by \"kind\""},
        {"{'filters': {'grade': ['poor']}}", "filters", "outstanding"},
    };

    set_overall(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        reports_are(*state, cases[i].params, cases[i].ids);
    check_bad_params(*state, "reports", bad, sizeof bad / sizeof *bad);
}

static void
a_report_is_listed_with_its_file_and_overall_grade(void **state)
{
    struct answer *answer;

    set_overall(*state);
    answer = begun(ASK("reports") "{'filters': {'authority': ['Hull']}}}");
    json_t *line = next_line(*state, answer);
    member_is(line, "part",
              "[{'id': 'hull-2013-03-01', 'source': 'h.txt',"
              " 'framework': 'sif', 'authority': 'Hull',"
              " 'date': '2013-03-01', 'paragraphs': 3,"
              " 'overall': 'inadequate', 'path': '/srv/h.txt', 'digest': 'ab',"
              " 'copies': 0,"
              " 'recognised_pages': 2, 'unread_pages': 0}]");
    json_decref(line);
    answer_free(answer);
}

static void
many_reports_come_in_parts(void **state)
{
    enum { MORE = FINDINGS_PART_MAX + 1 };
    struct questions *q = questions_open();

    (void)state;
    for (int i = 0; i < MORE; i++) {
        char id[32], record[256];
        snprintf(id, sizeof id, "r%03d", i);
        snprintf(record, sizeof record,
                 "{'id': '%s/1', 'report': '%s', 'authority': 'Hull',"
                 " 'date': '2010-01-01', 'kind': 'finding', 'text': 'x'}",
                 id, id);
        questions_add(q, record);
        snprintf(record, sizeof record, "{'id': '%s', 'authority': 'Hull'}",
                 id);
        questions_keep(q, id, record);
    }
    questions_commit(q);
    struct answer *answer = begun(ASK("reports") "{}}");
    json_t *line = next_line(q, answer);
    assert_int_equal(json_array_size(json_object_get(line, "part")),
                     FINDINGS_PART_MAX);
    assert_true(answer_needs_reader(answer));
    json_decref(line);
    line = next_line(q, answer);
    string_is(item(line, "part", 0), "id", "r200");
    assert_false(answer_needs_reader(answer));
    json_decref(line);
    line = next_line(q, answer);
    member_is(json_object_get(line, "result"), "total", "201");
    json_decref(line);
    answer_free(answer);
    questions_close(q);
}

static void
a_report_has_sections_judgements_and_recommendations(void **state)
{
    json_t *result = result_of(*state, "report", "{'id': 'leeds-2010-10-15'}");

    string_is(json_object_get(result, "report"), "source", "leeds.txt");
    member_is(result, "kinds", "{'finding': 3}");
    member_is(result, "sections",
              "[{'chapter': null, 'section': 'Quality of provision',"
              "  'service_area': 'safeguarding', 'section_grade': null,"
              "  'first': 'leeds-2010-10-15/1', 'pages': null,"
              "  'paragraphs': 1},"
              " {'chapter': null, 'section': null,"
              "  'service_area': 'safeguarding', 'section_grade': null,"
              "  'first': 'leeds-2010-10-15/2', 'pages': null,"
              "  'paragraphs': 2}]");
    assert_int_equal(json_array_size(json_object_get(result, "judgements")), 3);
    member_is(result, "recommendations", "[]");
    assert_true(integer(result, "revision") > 0);
    json_decref(result);

    result = result_of(*state, "report", "{'id': 'ynys-2012-03-01'}");
    member_is(result, "recommendations",
              "[{'id': 'ynys-2012-03-01/2', 'number': 5, 'item': null,"
              " 'page': null, 'section': null, 'service_area': 'general',"
              " 'deadline': 'three-months', 'text': 'Find more adopters.'}]");
    json_decref(result);
}

static void
a_section_has_the_pages_of_its_paragraphs(void **state)
{
    static const char *const pages[] = {"4", "null", "6", "5"};
    struct questions *q = questions_open();

    (void)state;
    for (int i = 0; i < 4; i++) {
        char record[256];
        snprintf(record, sizeof record,
                 "{'id': 'r/%d', 'report': 'r', 'kind': 'finding',"
                 " 'section': 'A', 'page': %s, 'text': 'x'}",
                 i, pages[i]);
        questions_add(q, record);
    }
    questions_keep(q, "r", "{'id': 'r'}");
    questions_commit(q);
    json_t *result = result_of(q, "report", "{'id': 'r'}");
    member_is(item(result, "sections", 0), "pages", "[4, 6]");
    member_is(item(result, "sections", 0), "paragraphs", "4");
    json_decref(result);
    questions_close(q);
}

static void
a_report_is_found_by_the_beginning_of_its_id(void **state)
{
    static const char *const given[] = {"{'id': 'hull'}", "{'id': 'Hull-2013'}",
                                        "{'id': 'HULL 2013 03'}"};
    static const struct bad none[] = {
        {ASK("report") "{'id': 'leeds'}}", FINDINGS_NOT_FOUND, "id",
         "\"leeds\" is the beginning of the ids of 2 reports: "
         "leeds-2010-10-15, leeds-2013-06-20; give one of them"},
        {ASK("report") "{'id': 'leeds-2011'}}", FINDINGS_NOT_FOUND, "id",
         "there is no report \"leeds-2011\""},
        {ASK("report") "{'id': 'xyzzyxyzzy'}}", FINDINGS_NOT_FOUND, "id",
         "check the spelling"},
        {ASK("report") "{}}", FINDINGS_BAD_PARAMS, "id", "id of a report"},
        {ASK("report") "{'id': 'hull', 'x': 1}}", FINDINGS_BAD_PARAMS, "x",
         "id"},
    };

    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        json_t *result = result_of(*state, "report", given[i]);
        string_is(json_object_get(result, "report"), "id", "hull-2013-03-01");
        json_decref(result);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_bad_request(*state, &none[i]);
}

/* Paths. */

/* A member of the first hit or record of the result; borrowed. */
static const json_t *
first_record(const json_t *result)
{
    const json_t *paragraph = json_object_get(result, "paragraph");

    return paragraph ? paragraph : hit(result, 0);
}

static void
records_have_the_paths_of_their_files_only_if_asked(void **state)
{
    static const struct {
        const char *method, *params;
    } asked[] = {
        {"search", "'query': 'recording'"},
        {"explain", "'query': 'recording'"},
        {"similar", "'id': 'leeds-2010-10-15/3'"},
        {"get", "'id': 'hull-2013-03-01/1', 'before': 1"},
    };

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char params[128];
        snprintf(params, sizeof params, "{%s}", asked[i].params);
        json_t *result = result_of(*state, asked[i].method, params);
        assert_null(json_object_get(first_record(result), "path"));
        json_decref(result);
        snprintf(params, sizeof params, "{%s, 'paths': true}", asked[i].params);
        result = result_of(*state, asked[i].method, params);
        string_is(first_record(result), "path", "/home/me/secret.pdf");
        json_decref(result);
    }
    struct answer *answer =
        begun(ASK("export") "{'query': 'adopters', 'paths': true}}");
    json_t *line = next_line(*state, answer);
    string_is(item(line, "part", 0), "path", "/home/me/secret.pdf");
    json_decref(line);
    answer_free(answer);
}

/* What has no file has no path, whatever is in its ids. */
static void
what_came_by_standard_input_has_no_path(void **state)
{
    struct questions *q = *state;

    questions_add(q, "{'id': 'a\\\\b/1', 'report': 'a\\\\b', 'kind':"
                     " 'finding', 'text': 'Zebras.'}");
    questions_keep(q, "a\\b", "{'id': 'a\\\\b', 'path': 'stdin:x.txt'}");
    questions_commit(q);
    json_t *result =
        result_of(q, "search", "{'query': 'zebras', 'paths': true}");
    string_is(hit(result, 0), "report", "a\\b");
    member_is(hit(result, 0), "path", "null");
    json_decref(result);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_COUNCILS(reports_are_listed_by_authority_and_date),
        WITH_COUNCILS(reports_are_filtered_by_their_overall_grade),
        WITH_COUNCILS(a_report_is_listed_with_its_file_and_overall_grade),
        cmocka_unit_test(many_reports_come_in_parts),
        WITH_COUNCILS(a_report_has_sections_judgements_and_recommendations),
        cmocka_unit_test(a_section_has_the_pages_of_its_paragraphs),
        WITH_COUNCILS(a_report_is_found_by_the_beginning_of_its_id),
        WITH_COUNCILS(records_have_the_paths_of_their_files_only_if_asked),
        WITH_COUNCILS(what_came_by_standard_input_has_no_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
