/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How the value of a field may be written: one list of spellings, tried both in
 * filters and in queries.
 */
#include "questions.h"

#include "engine/query/values.h"
#include "findings/schema.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *field, *written, *value; /* value is NULL if refused */
} spellings[] = {
    {"grade", "requires-improvement", "requires-improvement"},
    {"grade", "Requires Improvement", "requires-improvement"},
    {"grade", "requires  improvement", "requires-improvement"},
    {"grade", "requires_improvement", "requires-improvement"},
    {"grade", " requires - improvement ", "requires-improvement"},
    {"grade", "requires\u2011improvement", "requires-improvement"},
    {"grade", "requires\u00a0improvement", "requires-improvement"},
    {"grade", "requires improve\u00adment", "requires-improvement"},
    {"grade", "requires\timprovement", "requires-improvement"},
    {"grade", "Requires improvement to be good", "requires-improvement"},
    {"grade", "GOOD", "good"},
    {"grade", "requiresimprovement", NULL},
    {"grade", "goods", NULL},
    {"grade", "good|adequate", NULL},
    {"grade", "-", NULL},
    {"service_area", "Children in care", "looked-after-children"},
    {"service_area", "LAC", "looked-after-children"},
    {"kind", "Recommendations", "recommendation"},
    {"deadline", "within 3 months", "three-months"},
    {"deadline", "within 4 months", NULL},
    {"deadline", "3 months", "three-months"},
    {"framework", "focused visit", "focused-visit"},
    {"authority", "South Gloucestershire", "South Gloucestershire"},
    {"authority", " South  Gloucestershire ", "South Gloucestershire"},
    {"authority", "South\u00a0Gloucestershire", "South Gloucestershire"},
    {"number", "7", "7"},
    {"number", "007", "7"},
    {"number", " 7 ", "7"},
    {"number", "0", "0"},
    {"number", "00", "0"},
    {"number", "-7", NULL},
    {"number", "7.", NULL},
    {"number", "seven", NULL},
    {"number", "1 000", NULL},
    {"year", "2010", "2010"},
    {"year", " 2010", "2010"},
    {"year", "2010-10", NULL},
    {"year", "10", NULL},
    {"year", "0000", NULL},
    {"date", "2010", "2010"},
    {"date", "2010-10", "2010-10"},
    {"date", "2010-10-15", "2010-10-15"},
    {"date", "2010\u201110\u201115", "2010-10-15"},
    {"date", " 2010-10-15 ", "2010-10-15"},
    {"date", "2012-02-29", "2012-02-29"},
    {"date", "2011-02-29", NULL},
    {"date", "2010-13", NULL},
    {"date", "2010/10/15", NULL},
    {"date", "15-10-2010", NULL},
    {"date", "2010-1", NULL},
    {"date", "yesterday", NULL},
    {"date",
     "                                                                2010-10",
     "2010-10"},
};
enum { N_SPELLINGS = sizeof spellings / sizeof *spellings };

static int
set_up(void **state)
{
    struct questions *q = questions_open();

    questions_add(q, "{'id': 'r/1', 'text': 'one', 'report': 'r', "
                     "'authority': 'South Gloucestershire', "
                     "'date': '2010-10-15', 'grade': 'requires-improvement', "
                     "'service_area': 'looked-after-children', "
                     "'kind': 'recommendation', 'deadline': 'three-months', "
                     "'framework': 'focused-visit', 'number': 7}");
    questions_add(q, "{'id': 's/1', 'text': 'two', 'report': 's', "
                     "'authority': 'Kent', 'date': '2012-02-29', "
                     "'grade': 'good', 'service_area': 'adoption', "
                     "'kind': 'finding', 'framework': 'sif', 'number': 0}");
    questions_commit(q);
    *state = q;
    return 0;
}

static void
a_value_is_read_from_each_of_its_spellings(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_SPELLINGS; i++) {
        char out[128];
        const char *value = findings_field_value(
            findings_field(spellings[i].field), spellings[i].written, out);
        const char *expected = spellings[i].value;
        if (expected ? !value || strcmp(value, expected) != 0 : value != NULL)
            fail_msg("%s \"%s\" was read as %s", spellings[i].field,
                     spellings[i].written, value ? value : "nothing");
    }
}

/* The number of paragraphs found; -1 if refused. Takes ownership of the
 * parameters. */
static json_int_t
total(struct questions *q, json_t *params)
{
    json_t *request = json_pack("{s:i, s:s, s:o}", "id", 1, "method", "search",
                                "params", params);
    char *line = json_dumps(request, 0);
    json_t *answer = answered_bytes(q, line, strlen(line));
    const json_t *result = json_object_get(answer, "result");
    const json_int_t n = result ? integer(result, "total") : -1;

    json_decref(answer);
    json_decref(request);
    free(line);
    return n;
}

static json_t *
filter(const char *field, const char *written)
{
    return json_pack("{s:{s:[s]}}", "filters", field, written);
}

static json_t *
query(const char *field,
      const char *before,
      const char *written,
      const char *after)
{
    char text[300];

    snprintf(text, sizeof text, "%s:\"%s%s%s\"", field, before, written, after);
    return json_pack("{s:s}", "query", text);
}

/* Both must be accepted, and find the same, or both refused. Takes ownership of
 * the parameters. */
static void
check_alike(struct questions *q,
            size_t spelling,
            const char *filter_is,
            json_t *filter_params,
            json_t *query_params)
{
    const json_int_t filtered = total(q, filter_params);
    const json_int_t queried = total(q, query_params);

    if (filtered != queried || filtered == 0 ||
        (filtered < 0) == !!spellings[spelling].value)
        fail_msg("%s \"%s\": %s finds %d, a query %d",
                 spellings[spelling].field, spellings[spelling].written,
                 filter_is, (int)filtered, (int)queried);
}

static void
a_filter_and_a_query_read_a_value_alike(void **state)
{
    for (size_t i = 0; i < N_SPELLINGS; i++) {
        const char *field = spellings[i].field;
        const char *written = spellings[i].written;
        if (strcmp(field, "date") != 0)
            check_alike(*state, i, "a filter", filter(field, written),
                        query(field, "", written, ""));
    }
}

static void
date_from_and_date_to_and_a_query_read_a_date_alike(void **state)
{
    struct questions *q = *state;

    for (size_t i = 0; i < N_SPELLINGS; i++) {
        const char *written = spellings[i].written;
        if (strcmp(spellings[i].field, "date") != 0)
            continue;
        check_alike(q, i, "date_from", json_pack("{s:s}", "date_from", written),
                    query("date", "", written, ".."));
        check_alike(q, i, "date_to", json_pack("{s:s}", "date_to", written),
                    query("date", "..", written, ""));
        check_alike(
            q, i, "both",
            json_pack("{s:s, s:s}", "date_from", written, "date_to", written),
            query("date", "", written, ""));
    }
}

static void
marks_around_an_options_value_are_ignored(void **state)
{
    struct questions *q = *state;

    assert_int_equal(total(q, filter("grade", "\"good\"")), 1);
    assert_int_equal(
        total(q, filter("grade", " \u201crequires  improvement\u201d ")), 1);
    assert_int_equal(total(q, filter("authority", "\u2018Kent\u2019")), 1);
    assert_int_equal(total(q, filter("grade", "\"")), -1);
    assert_int_equal(total(q, filter("authority", "\"\"")), -1);
}

static void
refused(const char *field, const char *written, const char *message)
{
    char out[FINDINGS_REFUSAL_SIZE];

    findings_field_refusal(findings_field(field), written, out);
    assert_string_equal(out, message);
}

static void
a_refusal_says_what_to_write(void **state)
{
    (void)state;
    refused("kind", "complaint",
            "\"complaint\" is not a value of kind; it takes finding, "
            "recommendation, context");
    refused("number", "x", "\"x\" is not a number; write it as in 47 or 2.39");
    refused("year", "10", "\"10\" is not a year; write it as in 2010");
    refused("date", "2011-02-29",
            "\"2011-02-29\" is not a date; write 2010, 2010-10 or 2010-10-15");
    refused("number", "3..7",
            "\"3..7\" is not a single value; write a range in the query, as in "
            "number:40..50");
    refused("authority", "", "a value of authority is missing");
}

static bool
is_known(const char *text, size_t len, void *data)
{
    (void)data;
    return len == strlen("A, B and C") && memcmp(text, "A, B and C", len) == 0;
}

static void
a_list_is_split_at_commas_but_not_within_a_name_that_exists(void **state)
{
    static const struct {
        const char *list, *first;
    } cases[] = {
        {"A", "A"},
        {"A, D", "A"},
        {"A, B and C", "A, B and C"},
        {"A, B and C, D", "A, B and C"},
        {"D, A, B and C", "D"},
        {",A", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            value_first(cases[i].list, strlen(cases[i].list), is_known, NULL),
            strlen(cases[i].first));
    assert_int_equal(value_first("A, B and C", 10, NULL, NULL), 1);
    assert_int_equal(value_first("A, B and C,,,,,,,,", 18, is_known, NULL), 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_read_from_each_of_its_spellings),
        cmocka_unit_test_setup_teardown(a_filter_and_a_query_read_a_value_alike,
                                        set_up, questions_teardown),
        cmocka_unit_test_setup_teardown(
            date_from_and_date_to_and_a_query_read_a_date_alike, set_up,
            questions_teardown),
        cmocka_unit_test_setup_teardown(
            marks_around_an_options_value_are_ignored, set_up,
            questions_teardown),
        cmocka_unit_test(a_refusal_says_what_to_write),
        cmocka_unit_test(
            a_list_is_split_at_commas_but_not_within_a_name_that_exists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
