/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "records/jsonl.h"
#include "records/plain_json.h"
#include "reading.h"
#include "records/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The caller frees it with report_list_fini(). */
static struct report_list
read_good(const char *lines)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";

    if (!jsonl_read("set.jsonl", lines, strlen(lines), &reports, reason))
        fail_msg("refused: %s", reason);
    return reports;
}

static void
assert_refused(const char *lines, const char *expected)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";

    if (jsonl_read("set.jsonl", lines, strlen(lines), &reports, reason))
        fail_msg("not refused: %s", lines);
    if (strcmp(reason, expected) != 0)
        fail_msg("%s\n is refused with: %s\n but should: %s", lines, reason,
                 expected);
    assert_int_equal(reports.count, 0);
    assert_null(reports.list);
}

/* The record of a paragraph as it would be printed; the caller owns it. */
static json_t *
record_of(const struct report_list *reports, size_t report, size_t paragraph)
{
    assert_true(report < reports->count);
    assert_true(paragraph < reports->list[report].n_paragraphs);
    char *line = record_paragraph_line(&reports->list[report], paragraph);
    json_t *record = json_loads(line, 0, NULL);
    assert_non_null(record);
    free(line);
    return record;
}

static void
assert_says(const struct report_list *reports,
            size_t report,
            size_t paragraph,
            const char *key,
            const char *expected)
{
    json_t *record = record_of(reports, report, paragraph);
    const char *value = json_string_value(json_object_get(record, key));

    if (!value != !expected || (value && strcmp(value, expected) != 0))
        fail_msg("%s is %s, not %s", key, value ? value : "null",
                 expected ? expected : "null");
    json_decref(record);
}

static void
only_the_text_is_required(void **state)
{
    struct report_list r = read_good("{\"text\": \"Visits are late.\"}\n");

    (void)state;
    assert_int_equal(r.count, 1);
    assert_string_equal(r.list[0].id, "set");
    assert_says(&r, 0, 0, "id", "set/p1");
    assert_says(&r, 0, 0, "source", "set.jsonl");
    assert_says(&r, 0, 0, "framework", "other");
    assert_says(&r, 0, 0, "title", NULL);
    assert_says(&r, 0, 0, "authority", NULL);
    assert_says(&r, 0, 0, "provider", NULL);
    assert_says(&r, 0, 0, "publisher", NULL);
    assert_says(&r, 0, 0, "date", NULL);
    assert_says(&r, 0, 0, "service_area", "general");
    assert_says(&r, 0, 0, "chapter", NULL);
    assert_says(&r, 0, 0, "section", NULL);
    assert_says(&r, 0, 0, "judgement", NULL);
    assert_says(&r, 0, 0, "kind", "finding");
    assert_says(&r, 0, 0, "polarity", NULL);
    assert_says(&r, 0, 0, "deadline", NULL);
    assert_says(&r, 0, 0, "grade", "ungraded");
    assert_says(&r, 0, 0, "grade_source", "none");
    assert_says(&r, 0, 0, "section_grade", "ungraded");
    assert_says(&r, 0, 0, "text", "Visits are late.");
    report_list_fini(&r);
}

static void
what_is_given_is_kept(void **state)
{
    static const char line[] =
        "{\"id\":\"a/7.2\",\"report\":\"a\",\"source\":\"set.jsonl\","
        "\"line\":12,\"page\":3,\"framework\":\"slac\",\"title\":\"T\","
        "\"authority\":\"Northmere\",\"provider\":\"Quay School\","
        "\"publisher\":\"Board of Boats\","
        "\"inspected_from\":\"2010-02-08\","
        "\"inspected_to\":\"2010-02-19\",\"published\":\"2010-03-26\","
        "\"date\":\"2010-02-19\",\"service_area\":\"care-leavers\","
        "\"chapter\":\"C\",\"section\":\"S\",\"judgement\":\"J\",\"kind\":"
        "\"recommendation\","
        "\"polarity\":\"weakness\",\"number\":7,\"item\":2,\"deadline\":"
        "\"three-months\","
        "\"grade\":\"adequate\",\"grade_source\":\"carried\","
        "\"section_grade\":\"good\",\"text\":\"Plans \xe2\x80\x94 all.\"}";
    struct report_list r = read_good(line);
    char *printed = record_paragraph_line(&r.list[0], 0);

    (void)state;
    assert_string_equal(printed, line);
    assert_int_equal(r.list[0].n_judgements, 1);
    assert_string_equal(r.list[0].judgements[0].grade, "adequate");
    assert_string_equal(r.list[0].judgements[0].source, "record");
    free(printed);
    report_list_fini(&r);
}

static void
plain_lines_are_read_as_jansson_does(void **state)
{
    static const char *const plain[] = {
        "{\"a\":null}",
        "{\"text\":\"\"}",
        " {\t\"a\" : \"b/\xc2\xa3\x7f\" , \"c\":12,\r\"\":\"x\" } \r",
        "{\"a\":[\"b\"],\"c\":[ \"d\" , \"e\" ],\"f\":999999999999999}",
    };
    static const char *const others[] = {
        "",
        " ",
        "{}",
        "{",
        "[]",
        "\"a\"",
        "null",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":nul}",
        "{\"a\":nulll}",
        "{\"a\":null,}",
        "{\"a\":null}}",
        "{\"a\":null} x",
        "{\"a\":\"b}",
        "{\"a\":\"b\\\"\"}",
        "{\"a\":\"b\tc\"}",
        "{\"a\":\"b\",\"a\":\"c\"}",
        "{\"a\":true}",
        "{\"a\":0}",
        "{\"a\":01}",
        "{\"a\":-1}",
        "{\"a\":1.5}",
        "{\"a\":1e3}",
        "{\"a\":1000000000000000}",
        "{\"a\":[]}",
        "{\"a\":[\"b\"}",
        "{\"a\":[\"b\",]}",
        "{\"a\":[1]}",
        "{\"a\":{}}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        json_t *own = plain_json(plain[i], strlen(plain[i]));
        json_t *other = json_loads(plain[i], 0, NULL);
        if (!own || !json_equal(own, other))
            fail_msg("not read as jansson does: %s", plain[i]);
        json_decref(own);
        json_decref(other);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (plain_json(others[i], strlen(others[i])))
            fail_msg("read as plain: %s", others[i]);
    assert_null(plain_json("{\"a\":12}", 7)); /* cut short */
}

/* Fails unless the record is printed as jansson prints it. */
static void
assert_printed_alike(const char *line)
{
    struct report_list r = read_good(line);
    char *printed = record_paragraph_line(&r.list[0], 0);
    json_t *record = json_loads(printed, 0, NULL);
    char *again = json_dumps(record, JSON_COMPACT);

    assert_non_null(again);
    assert_string_equal(printed, again);
    free(again);
    json_decref(record);
    free(printed);
    report_list_fini(&r);
}

static void
a_record_is_printed_as_json(void **state)
{
    char line[80];

    (void)state;
    for (unsigned code = 1; code < ' '; code++) {
        snprintf(line, sizeof line,
                 "{\"text\":\"a\\u%04xb\",\"title\":\"T\\u%04x\"}", code, code);
        assert_printed_alike(line);
    }
    assert_printed_alike(
        "{\"text\":\"\\\"\\\\\\/\\u007f\\u00a3 \\ud83d\\ude00\"}");
    assert_printed_alike(
        "{\"text\":\"a\",\"service_area\":[\"adoption\",\"general\"],"
        "\"line\":2147483647,\"number\":\"7.10\"}");
}

static void
a_paragraph_may_have_several_service_areas(void **state)
{
    struct report_list r =
        read_good("{\"text\": \"a\", \"service_area\": [\"LAC\", \"adoption\", "
                  "\"Children in care\"], \"judgement\": \"J\"}\n"
                  "{\"text\": \"b\", \"service_area\": [\"adoption\"]}\n");
    json_t *record = record_of(&r, 0, 0);
    char *areas =
        json_dumps(json_object_get(record, "service_area"), JSON_COMPACT);

    (void)state;
    assert_string_equal(areas, "[\"looked-after-children\",\"adoption\"]");
    assert_string_equal(r.list[0].judgements[0].area, "looked-after-children");
    assert_says(&r, 0, 1, "service_area", "adoption");
    free(areas);
    json_decref(record);
    report_list_fini(&r);
}

static void
synonyms_of_the_vocabulary_are_understood(void **state)
{
    struct report_list r = read_good(
        "{\"text\": \"a\", \"service_area\": \"Children in care\", \"grade\": "
        "\"Requires improvement\", \"kind\": \"findings\", \"polarity\": "
        "\"Strengths\", \"deadline\": "
        "\"3 months\", \"framework\": \"Focused visit\"}");

    (void)state;
    assert_says(&r, 0, 0, "service_area", "looked-after-children");
    assert_says(&r, 0, 0, "grade", "requires-improvement");
    assert_says(&r, 0, 0, "grade_source", "stated");
    assert_says(&r, 0, 0, "kind", "finding");
    assert_says(&r, 0, 0, "polarity", "strength");
    assert_says(&r, 0, 0, "deadline", "three-months");
    assert_says(&r, 0, 0, "framework", "focused-visit");
    report_list_fini(&r);
}

static void
the_other_members_of_a_hit_are_ignored(void **state)
{
    struct report_list r = read_good(
        "{\"text\": \"a\", \"score\": 3.5, \"snippet\": null, \"highlights\": "
        "[[0, 1]], \"source\": \"other.txt\"}");

    (void)state;
    assert_says(&r, 0, 0, "source", "set.jsonl");
    report_list_fini(&r);
}

static void
null_and_empty_count_as_absent(void **state)
{
    struct report_list r = read_good("{\"text\": \"a\", \"authority\": \"\", "
                                     "\"grade\": null, \"page\": null}");

    (void)state;
    assert_says(&r, 0, 0, "authority", NULL);
    assert_says(&r, 0, 0, "grade", "ungraded");
    report_list_fini(&r);
}

static void
blank_lines_and_a_byte_order_mark_are_skipped(void **state)
{
    struct report_list r =
        read_good("\xef\xbb\xbf\n{\"text\": \"a\"}\r\n \t\r\n"
                  "\n{\"text\": \"b\"}");

    (void)state;
    assert_int_equal(r.count, 1);
    assert_int_equal(r.list[0].n_paragraphs, 2);
    report_list_fini(&r);
    assert_refused(
        "\xef\xbb\xbf\n\n{}\n",
        "line 3, column 1: text is missing; give the text of the paragraph");
}

/* As R and pandas write it. */
static void
a_whole_number_may_be_written_with_a_fraction(void **state)
{
    struct report_list r =
        read_good("{\"text\": \"a\", \"number\": 4.0, \"page\": 1e1}");

    (void)state;
    assert_int_equal(r.list[0].paragraphs[0].number, 4);
    assert_int_equal(r.list[0].paragraphs[0].page, 10);
    report_list_fini(&r);
}

static void
a_number_may_have_parts(void **state)
{
    struct report_list r =
        read_good("{\"text\": \"a\", \"number\": \"2.10\"}\n"
                  "{\"text\": \"b\", \"number\": \"2.10\", \"item\": 3}");
    const struct report *report = &r.list[0];

    (void)state;
    assert_int_equal(report->paragraphs[0].number, 0);
    assert_string_equal(report->paragraphs[0].parts, "2.10");
    assert_string_equal(report->paragraphs[0].id, "2.10");
    assert_string_equal(report->paragraphs[1].id, "2.10.3");
    json_t *record = record_of(&r, 0, 0);
    assert_string_equal(json_string_value(json_object_get(record, "number")),
                        "2.10");
    json_decref(record);
    report_list_fini(&r);
}

static void
records_of_one_report_id_are_one_report(void **state)
{
    struct report_list r = read_good(
        "{\"report\": \"x\", \"text\": \"a\", \"authority\": \"Northmere\"}\n"
        "{\"report\": \"y\", \"text\": \"b\"}\n"
        "{\"report\": \"x\", \"text\": \"c\", \"date\": \"2010-02-19\"}\n");

    (void)state;
    assert_int_equal(r.count, 2);
    assert_string_equal(r.list[0].id, "x");
    assert_int_equal(r.list[0].n_paragraphs, 2);
    assert_says(&r, 0, 0, "date", "2010-02-19");
    assert_says(&r, 0, 0, "inspected_to", "2010-02-19");
    assert_says(&r, 0, 1, "authority", "Northmere");
    assert_says(&r, 0, 1, "id", "x/p2");
    assert_says(&r, 1, 0, "id", "y/p1");
    report_list_fini(&r);
}

static void
without_an_id_the_cover_distinguishes_reports(void **state)
{
    struct report_list r = read_good(
        "{\"authority\": \"Northmere\", \"date\": \"2010-02-19\", \"text\": "
        "\"a\"}\n"
        "{\"authority\": \"Northmere\", \"inspected_to\": \"2010-02-19\", "
        "\"text\": \"b\", \"framework\": \"other\"}\n"
        "{\"authority\": \"Northmere\", \"date\": \"2010-02-19\", \"title\": "
        "\"T\", \"text\": \"c\"}\n"
        "{\"authority\": \"Eastholm\", \"published\": \"2010-02-19\", "
        "\"text\": \"d\"}\n"
        "{\"report\": \"northmere-2010-02-19-2\", \"text\": \"e\"}\n");

    (void)state;
    assert_int_equal(r.count, 4);
    assert_int_equal(r.list[0].n_paragraphs, 2);
    assert_string_equal(r.list[0].id, "northmere-2010-02-19");
    assert_string_equal(r.list[1].id, "northmere-2010-02-19-3");
    assert_string_equal(r.list[2].id, "eastholm-2010-02-19");
    assert_string_equal(r.list[2].inspected_to, "");
    assert_string_equal(r.list[3].id, "northmere-2010-02-19-2");
    report_list_fini(&r);
}

static void
without_an_authority_the_provider_names_the_report(void **state)
{
    /* Two homes, the first of them twice; and one with its council. */
    struct report_list r = read_good(
        "{\"provider\": \"SC00001\", \"date\": \"2010-02-19\", \"text\": "
        "\"a\"}\n"
        "{\"provider\": \"SC00001\", \"date\": \"2011-03-01\", \"text\": "
        "\"b\"}\n"
        "{\"provider\": \"Quay House\", \"published\": \"2010-02\", \"text\": "
        "\"c\"}\n"
        "{\"provider\": \"Quay House\", \"published\": \"2010-02\", \"title\": "
        "\"T\", \"text\": \"d\"}\n"
        "{\"provider\": \"Quay House\", \"authority\": \"Northmere\", "
        "\"date\": \"2010-02-19\", \"text\": \"e\"}\n");

    (void)state;
    assert_int_equal(r.count, 5);
    assert_string_equal(r.list[0].id, "sc00001-2010-02-19");
    assert_string_equal(r.list[1].id, "sc00001-2011-03-01");
    assert_string_equal(r.list[2].id, "quay-house-2010-02");
    assert_string_equal(r.list[3].id, "quay-house-2010-02-2");
    assert_string_equal(r.list[4].id, "northmere-2010-02-19");
    report_list_fini(&r);
}

static void
a_month_of_publication_is_kept_as_it_is(void **state)
{
    struct report_list r = read_good("{\"published\": \"2012-02\", \"date\": "
                                     "\"2012-02-29\", \"text\": \"a\"}");

    (void)state;
    assert_says(&r, 0, 0, "inspected_to", NULL);
    assert_says(&r, 0, 0, "published", "2012-02");
    assert_says(&r, 0, 0, "date", "2012-02-29");
    report_list_fini(&r);
}

static void
a_date_of_publication_is_not_a_day_of_inspection(void **state)
{
    struct report_list r =
        read_good("{\"published\": \"2010-02-19\", \"date\": "
                  "\"2010-02-19\", \"text\": \"a\"}");

    (void)state;
    assert_says(&r, 0, 0, "inspected_to", NULL);
    assert_says(&r, 0, 0, "date", "2010-02-19");
    report_list_fini(&r);
}

static void
ids_are_made_if_none_are_given(void **state)
{
    struct report_list r = read_good(
        "{\"report\": \"x\", \"number\": 1, \"text\": \"a\"}\n"
        "{\"report\": \"x\", \"number\": 1, \"item\": 1, \"text\": \"b\"}\n"
        "{\"report\": \"x\", \"number\": 1, \"item\": 1, \"text\": \"c\"}\n"
        "{\"report\": \"x\", \"number\": 2, \"text\": \"d\"}\n"
        "{\"report\": \"x\", \"id\": \"X/2\", \"text\": \"e\"}\n"
        "{\"report\": \"x\", \"id\": \"mine\", \"text\": \"f\"}\n"
        "{\"report\": \"x\", \"id\": \"x/p3\", \"text\": \"g\"}\n");
    static const char *const ids[] = {"x/1", "x/1.1", "x/p3-2", "x/p4",
                                      "X/2", "mine",  "x/p3"};

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_says(&r, 0, i, "id", ids[i]);
    report_list_fini(&r);
}

static void
successive_records_of_one_section_share_it(void **state)
{
    struct report_list r = read_good(
        "{\"section\": \"S\", \"text\": \"a\"}\n"
        "{\"section\": \"S\", \"text\": \"b\"}\n"
        "{\"section\": \"S\", \"text\": \"c\", \"kind\": \"context\"}\n"
        "{\"section\": \"S\", \"text\": \"d\", \"section_grade\": \"good\"}\n"
        "{\"text\": \"e\"}\n"
        "{\"section\": \"S\", \"text\": \"f\"}\n");

    (void)state;
    assert_int_equal(r.count, 1);
    assert_int_equal(r.list[0].n_sections, 5);
    assert_int_equal(r.list[0].paragraphs[1].section, 0);
    report_list_fini(&r);
}

static void
a_judgement_is_identified_by_area_and_name(void **state)
{
    struct report_list r = read_good(
        "{\"judgement\": \"J\", \"text\": \"a\"}\n"
        "{\"judgement\": \"J\", \"text\": \"b\", \"grade\": \"good\"}\n"
        "{\"judgement\": \"J\", \"text\": \"c\", \"grade\": \"adequate\"}\n"
        "{\"judgement\": \"J\", \"text\": \"d\", \"service_area\": \"send\"}\n"
        "{\"judgement\": \"K\", \"text\": \"e\"}\n");

    (void)state;
    assert_int_equal(r.list[0].n_judgements, 3);
    assert_string_equal(r.list[0].judgements[0].grade, "good");
    assert_string_equal(r.list[0].judgements[1].area, "send");
    assert_says(&r, 0, 2, "judgement", "J");
    assert_says(&r, 0, 2, "grade", "adequate");
    assert_says(&r, 0, 4, "judgement", "K");
    report_list_fini(&r);
}

static void
errors_are_reported_with_their_line(void **state)
{
    static const struct {
        const char *line;
        const char *reason;
    } cases[] = {
        {"{\"text\": \"a\"", "it is not valid JSON ('}' expected "
                             "near end of file); each line "
                             "must be one whole object"},
        {"[]",
         "it is a list; each line must be an object, {\"text\": \"...\"}"},
        {"\"a\"",
         "it is text; each line must be an object, {\"text\": \"...\"}"},
        {"{\"text\": \"a\", \"text\": \"b\"}",
         "a field appears twice (duplicate object key near "
         "'\"text\"'); remove one of them"},
        {"{\"title\": \"T\"}",
         "text is missing; give the text of the paragraph"},
        {"{\"text\": \" \\n\"}",
         "text is empty; give the text of the paragraph"},
        {"{\"text\": null}", "text is null; give text"},
        {"{\"text\": 7}", "text is a number; give text"},
        {"{\"text\": \"a\", \"grde\": \"good\"}",
         "unknown field \"grde\"; did you mean \"grade\"?"},
        {"{\"text\": \"a\", \"Grade\": \"good\"}",
         "unknown field \"Grade\"; did you mean \"grade\"?"},
        {"{\"text\": \"a\", \"area\": \"send\"}",
         "unknown field \"area\"; did you mean \"service_area\"?"},
        {"{\"text\": \"a\", \"lead_inspector\": \"A\"}",
         "unknown field \"lead_inspector\"; leave it out (docs/records.md "
         "lists the fields)"},
        {"{\"text\": \"a\", \"title\": [\"T\"]}",
         "title is a list; give text, or null"},
        {"{\"text\": \"a\", \"service_area\": []}",
         "service_area is an empty list; give text, a list of texts, or null"},
        {"{\"text\": \"a\", \"service_area\": 7}",
         "service_area is a number; give text, a list of texts, or null"},
        {"{\"text\": \"a\", \"service_area\": [\"adoption\", null]}",
         "service_area is a list with null; give text, a list of texts, or "
         "null"},
        {"{\"text\": \"a\", \"service_area\": [[\"adoption\"]]}",
         "service_area is a list with a list; give text, a list of texts, or "
         "null"},
        {"{\"text\": \"a\", \"number\": \"7\"}",
         "number is \"7\"; give a whole number above 0, one with parts such "
         "as \"2.39\", or null"},
        {"{\"text\": \"a\", \"number\": \"2.39.\"}",
         "number is \"2.39.\"; give a whole number above 0, one with parts "
         "such as \"2.39\", or null"},
        {"{\"text\": \"a\", \"page\": 1.5}",
         "page is 1.5; give a whole number above 0, or null"},
        {"{\"text\": \"a\", \"page\": 1e300}",
         "page is 1e+300; give a whole number above 0, or null"},
        {"{\"text\": \"a\", \"line\": 0}",
         "line is 0; give a whole number above 0, or null"},
        {"{\"text\": \"a\", \"item\": -2}",
         "item is -2; give a whole number above 0, or null"},
        {"{\"text\": \"a\", \"item\": 9999999999}",
         "item is 9999999999; the largest number is 2147483647"},
        {"{\"text\": \"a\", \"grade\": \"poor\"}",
         "grade is \"poor\"; it must be one of outstanding, good, "
         "requires-improvement, adequate, inadequate, ungraded, satisfactory, "
         "met, not-met, very-good, reasonably-good ..."},
        {"{\"text\": \"a\", \"grade_source\": \"guessed\"}",
         "grade_source is \"guessed\"; it must be one of stated, carried, "
         "section, "
         "none"},
        {"{\"text\": \"a\", \"date\": \"2010-02-30\"}",
         "date is \"2010-02-30\"; give a date as YYYY-MM-DD, or null"},
        {"{\"text\": \"a\", \"published\": \"2010\"}",
         "published is \"2010\"; give a date as YYYY-MM-DD or YYYY-MM, "
         "or null"},
        {"{\"text\": \"a\", \"date\": \"2010-02-19\", \"inspected_to\": "
         "\"2010-02-20\"}",
         "date is 2010-02-19 but inspected_to is 2010-02-20; date is the last "
         "day of the inspection: correct one or leave date out"},
        {"{\"text\": \"a\", \"id\": \"\"}",
         "id is empty; give an id, or null to have one made"},
        {"{\"text\": \"a\xff\"}",
         "byte 12 is not valid UTF-8; save the file as UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char lines[1024], reason[REASON_SIZE];
        struct report_list reports;
        snprintf(lines, sizeof lines, "{\"text\": \"good\"}\n\n%s\n",
                 cases[i].line);
        assert_false(
            jsonl_read("s.jsonl", lines, strlen(lines), &reports, reason));
        assert_int_equal(strncmp(reason, "line 3, column ", 15), 0);
        const char *why = strchr(reason, ':');
        assert_non_null(why);
        assert_string_equal(why + 2, cases[i].reason);
    }
}

static void
a_reason_fits_however_long_the_value_is(void **state)
{
    char line[4096], reason[REASON_SIZE];
    struct report_list reports;
    static const char *const keys[] = {"grade", "service_area", "date",
                                       "id",    "unknown",      "report"};

    (void)state;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t shift = 0; shift < 4; shift++) {
            int n = snprintf(line, sizeof line, "{\"text\":\"a\",\"%s\":\"%.*s",
                             keys[k], (int)shift, "xxx");
            for (size_t i = 0; i < 500; i++)
                n += snprintf(line + n, sizeof line - (size_t)n,
                              "\xf0\x9f\x98\x80");
            snprintf(line + n, sizeof line - (size_t)n, "\"}\n{}\n{}\n");
            assert_false(
                jsonl_read("s.jsonl", line, strlen(line), &reports, reason));
            assert_int_equal(utf8_fault(reason, strlen(reason)),
                             strlen(reason));
            assert_non_null(strstr(reason, "3 lines are bad"));
        }
}

static void
a_nul_is_not_json(void **state)
{
    static const char line[] = "{\"text\": \"a\0b\"}";
    struct report_list reports;
    char reason[REASON_SIZE];

    (void)state;
    assert_false(
        jsonl_read("s.jsonl", line, sizeof line - 1, &reports, reason));
    assert_non_null(strstr(reason, ": it is not valid JSON"));
    assert_false(jsonl_read("s.jsonl", "{\"text\": \"a\\u0000\"}", 19, &reports,
                            reason));
    assert_non_null(strstr(reason, ": it is not valid JSON"));
}

static void
each_bad_line_is_listed(void **state)
{
    (void)state;
    assert_refused("{\"text\": \"a\"}\n{}\n{\"text\": \"b\"}\n{}\n",
                   "2 lines are bad, so none of the file is indexed\n"
                   "line 2, column 1: text is missing; give the text of the "
                   "paragraph\n"
                   "line 4, column 1: text is missing; give the text of the "
                   "paragraph");
}

/* In order of their lines, even if it takes the whole file to see. */
static void
the_first_ten_bad_lines_are_listed_and_the_others_counted(void **state)
{
    char lines[2048], reason[REASON_SIZE], place[48];
    struct report_list reports;
    int n = snprintf(lines, sizeof lines,
                     "{\"report\": \"x\", \"inspected_from\": \"2010-02-20\", "
                     "\"date\": \"2010-02-19\", \"text\": \"a\"}\n");

    (void)state;
    for (int i = 0; i < 26; i++)
        n += snprintf(lines + n, sizeof lines - (size_t)n,
                      "{\"text\": \"a\", \"page\": 0}\n");
    assert_false(jsonl_read("s.jsonl", lines, (size_t)n, &reports, reason));
    assert_int_equal(strncmp(reason, "27 lines are bad", 16), 0);
    assert_non_null(strstr(reason, "\nline 1, column 17: inspected_from is"));
    for (int i = 2; i <= 10; i++) {
        snprintf(place, sizeof place, "\nline %d, column 15: page", i);
        assert_non_null(strstr(reason, place));
    }
    assert_null(strstr(reason, "line 11,"));
    assert_non_null(
        strstr(reason, "\nand 17 more (only the first 10 are listed)"));
}

/* In characters, of the key itself. */
static void
a_column_is_that_of_the_key(void **state)
{
    (void)state;
    assert_refused(
        "{\"text\": \"\\\"page\\\": \u00e9\", \"section\": \"page\", "
        "\"page\" : 0}",
        "line 1, column 44: page is 0; give a whole number above "
        "0, or null");
    assert_refused("{\"text\": \"a\", \"highlights\": [{\"page\": 1}], "
                   "\"page\": \"\"}",
                   "line 1, column 44: page is text; give a whole number "
                   "above 0, or null");
    assert_refused("{\"text\": \"\u00e9\xff\"}",
                   "line 1, column 12: byte 13 is not valid UTF-8; save the "
                   "file as UTF-8");
}

static void
an_id_may_be_used_once(void **state)
{
    (void)state;
    assert_refused(
        "{\"id\": \"x/1\", \"text\": \"a\"}\n"
        "{\"id\": \"x/2\", \"text\": \"b\"}\n"
        "{\"id\": \"x/1\", \"text\": \"c\"}\n",
        "line 3, column 2: id \"x/1\" is already used on line 1; give each "
        "record its own id, or none");
}

static void
records_of_a_report_do_not_contradict_each_other(void **state)
{
    (void)state;
    assert_refused(
        "{\"report\": \"x\", \"text\": \"a\"}\n"
        "{\"report\": \"x\", \"authority\": \"Northmere\", \"text\": \"b\"}\n"
        "{\"report\": \"x\", \"authority\": \"Eastholm\", \"text\": \"c\"}\n",
        "line 3, column 17: authority is \"Eastholm\", but \"Northmere\" on "
        "line 2 of the "
        "same report; correct one, or use different report ids");
    assert_refused(
        "{\"report\": \"x\", \"date\": \"2010-02-19\", \"text\": \"a\"}\n"
        "{\"report\": \"x\", \"inspected_to\": \"2010-02-20\", \"text\": "
        "\"b\"}\n",
        "line 2, column 17: date and inspected_to of the same report differ "
        "(see line 1); "
        "correct one, or use different report ids");
    assert_refused(
        "{\"report\": \"x\", \"date\": \"2010-02-19\", \"text\": "
        "\"a\"}\n"
        "{\"report\": \"x\", \"inspected_from\": \"2010-02-20\", "
        "\"text\": \"b\"}\n",
        "line 2, column 17: inspected_from is 2010-02-20 but the inspection "
        "ends on 2010-02-19; correct one");
    assert_refused(
        "{\"report\": \"x\", \"text\": \"a\"}\n"
        "{\"report\": \"X\", \"text\": \"b\"}\n",
        "line 2, column 2: report differs from that of line 1 only in letter "
        "case or accents; write both alike, or use different ids");
    assert_refused(
        "{\"report\": \"cafe\", \"text\": \"a\"}\n"
        "{\"report\": \"caf\u00e9\", \"text\": \"b\"}\n",
        "line 2, column 2: report differs from that of line 1 only in letter "
        "case or accents; write both alike, or use different ids");
}

static void
a_file_without_records_is_refused(void **state)
{
    (void)state;
    assert_refused("", "it contains no records");
    assert_refused("\n \n", "it contains no records");
}

static void
a_name_that_ends_in_jsonl_is_read_as_records(void **state)
{
    struct report_list reports;
    char reason[REASON_SIZE], line[] = "{\"text\": \"a\"}";

    (void)state;
    assert_true(reading_bytes("A.JSONL", line, strlen(line), &reports, reason));
    assert_int_equal(reports.count, 1);
    report_list_fini(&reports);
}

/* The processor time for reading this many records with different ids, and as
 * many of one report. */
static clock_t
time_to_read(size_t records)
{
    struct text lines = {0};
    char line[256];

    for (size_t i = 0; i < records; i++) {
        snprintf(line, sizeof line,
                 "{\"id\": \"r/%zu\", \"title\": \"T%zu\", \"judgement\": "
                 "\"J%zu\", \"section\": \"S\", \"text\": \"Visits are late.\"}"
                 "\n{\"report\": \"one\", \"judgement\": \"J%zu\", \"text\": "
                 "\"a\"}\n",
                 i, i, i, i);
        text_add_string(&lines, line);
    }
    const clock_t from = clock();
    struct report_list r = read_good(lines.bytes);
    const clock_t taken = clock() - from;
    assert_int_equal(r.count, records + 1);
    assert_string_equal(r.list[2].id, "set-2");
    report_list_fini(&r);
    free(lines.bytes);
    return taken;
}

/* With a linear search for ids or judgements it would be sixteen times. */
static void
four_times_the_records_take_about_four_times_as_long(void **state)
{
    enum { RECORDS = 5000 };
    const clock_t few = time_to_read(RECORDS);

    (void)state;
    assert_true(time_to_read((size_t)4 * RECORDS) < 10 * few);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_text_is_required),
        cmocka_unit_test(what_is_given_is_kept),
        cmocka_unit_test(plain_lines_are_read_as_jansson_does),
        cmocka_unit_test(a_record_is_printed_as_json),
        cmocka_unit_test(a_paragraph_may_have_several_service_areas),
        cmocka_unit_test(synonyms_of_the_vocabulary_are_understood),
        cmocka_unit_test(the_other_members_of_a_hit_are_ignored),
        cmocka_unit_test(null_and_empty_count_as_absent),
        cmocka_unit_test(blank_lines_and_a_byte_order_mark_are_skipped),
        cmocka_unit_test(a_whole_number_may_be_written_with_a_fraction),
        cmocka_unit_test(a_number_may_have_parts),
        cmocka_unit_test(records_of_one_report_id_are_one_report),
        cmocka_unit_test(without_an_id_the_cover_distinguishes_reports),
        cmocka_unit_test(without_an_authority_the_provider_names_the_report),
        cmocka_unit_test(a_month_of_publication_is_kept_as_it_is),
        cmocka_unit_test(a_date_of_publication_is_not_a_day_of_inspection),
        cmocka_unit_test(ids_are_made_if_none_are_given),
        cmocka_unit_test(successive_records_of_one_section_share_it),
        cmocka_unit_test(a_judgement_is_identified_by_area_and_name),
        cmocka_unit_test(errors_are_reported_with_their_line),
        cmocka_unit_test(a_reason_fits_however_long_the_value_is),
        cmocka_unit_test(a_nul_is_not_json),
        cmocka_unit_test(each_bad_line_is_listed),
        cmocka_unit_test(
            the_first_ten_bad_lines_are_listed_and_the_others_counted),
        cmocka_unit_test(a_column_is_that_of_the_key),
        cmocka_unit_test(an_id_may_be_used_once),
        cmocka_unit_test(records_of_a_report_do_not_contradict_each_other),
        cmocka_unit_test(a_file_without_records_is_refused),
        cmocka_unit_test(a_name_that_ends_in_jsonl_is_read_as_records),
        cmocka_unit_test(four_times_the_records_take_about_four_times_as_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
