/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What findings prints in tables: counts, grades over time, two reports side by
 * side; and --absent, the reports and authorities that never mention something.
 */
#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *
ask(const char *a, const char *b, const char *c)
{
    struct test_run r = asking_run("--json", a, b, c);
    json_t *result = json_loads(r.out, 0, NULL);

    assert_int_equal(r.status, 0);
    assert_non_null(result);
    test_run_free(&r);
    return result;
}

/* How many lines begin with the text. */
static int
lines_with(const char *text, const char *begin)
{
    int n = 0;

    for (const char *p = text; p && *p; p = strchr(p, '\n')) {
        p += *p == '\n';
        n += strncmp(p, begin, strlen(begin)) == 0;
    }
    return n;
}

static void
assert_narrow(const char *text)
{
    size_t width = 0;

    for (; *text; text++) {
        width = *text == '\n' ? 0 : width + ((*text & 0xc0) != 0x80);
        assert_true(width <= 80);
    }
}

static void
a_cell_is_what_its_filters_would_find(void **state)
{
    json_t *matrix = ask("matrix", "case recording", NULL);
    const json_t *rows =
        json_object_get(json_object_get(matrix, "rows"), "values");
    const json_t *columns =
        json_object_get(json_object_get(matrix, "columns"), "values");
    const json_t *cells = json_object_get(matrix, "cells");
    long sum = 0;

    (void)state;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        for (size_t j = 0; j < json_array_size(columns); j++) {
            const long cell = (long)json_integer_value(
                json_array_get(json_array_get(cells, i), j));
            char authority[80], grade[80];
            sum += cell;
            if (cell == 0)
                continue;
            snprintf(authority, sizeof authority, "--authority=%s",
                     asking_text(json_array_get(rows, i), "value"));
            snprintf(grade, sizeof grade, "--grade=%s",
                     asking_text(json_array_get(columns, j), "value"));
            json_t *found = ask("case recording", authority, grade);
            assert_int_equal(asking_number(found, "total"), cell);
            json_decref(found);
        }
    }
    assert_true(sum > 0);
    assert_int_equal(asking_number(matrix, "total"), sum);
    json_decref(matrix);
}

static void
a_matrix_has_totals(void **state)
{
    struct test_run r =
        asking_run("matrix", "child", "--rows=year", "--columns=kind");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_narrow(r.out);
    assert_int_equal(lines_with(r.out, "2010 "), 1);
    assert_int_equal(lines_with(r.out, "total"), 1);
    assert_has(r.out, "    201\n");
    test_run_free(&r);
}

/* A report that has paragraphs of several grades counts once in the total of
 * its row, and once in the grand total. */
static void
totals_of_reports_are_not_sums(void **state)
{
    struct test_run r =
        asking_run("matrix", "child", "--rows=framework", "--count=reports");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_int_equal(lines_with(r.out, "slac "), 1);
    const char *total = strstr(r.out, "\ntotal");
    assert_non_null(total);
    assert_has(total, " 10\n");
    test_run_free(&r);
}

static void
a_wide_matrix_is_printed_in_parts(void **state)
{
    struct test_run r =
        asking_run("matrix", "child", "--rows=grade", "--columns=authority");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_narrow(r.out);
    assert_true(lines_with(r.out, "grade ") > 1);
    assert_int_equal(lines_with(r.out, "total "), lines_with(r.out, "grade "));
    assert_int_equal(lines_with(r.out, "good "), lines_with(r.out, "grade "));
    assert_has(r.out, "  West Calder\n");
    assert_has(r.out, "         Vale");
    test_run_free(&r);
}

static void
a_matrix_for_a_spreadsheet_has_a_line_for_each_row(void **state)
{
    struct test_run r = asking_run("matrix", "child", "--rows=year", "--csv");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "requires-improvement"); /* not cut */
    assert_memory_equal(r.out, "year,", 5);
    assert_int_equal(lines_with(r.out, "2010,"), 1);
    assert_int_equal(lines_with(r.out, "total,"), 1);
    assert_has(r.out, ",201\r\n");
    test_run_free(&r);
}

static void
an_empty_matrix_is_exit_status_one(void **state)
{
    struct test_run r = asking_run("matrix", "zebra", "--exact", NULL);

    (void)state;
    assert_int_equal(r.status, 1);
    test_run_free(&r);
}

static void
grades_are_grouped_by_authority_and_area(void **state)
{
    struct test_run r =
        asking_run("judgements", "--framework=slac", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_narrow(r.out);
    assert_int_equal(lines_with(r.out, "Northmere "), 1);
    assert_int_equal(lines_with(r.out, "West Calder Vale "), 1);
    assert_int_equal(lines_with(r.out, "Marlingford "), 0);
    assert_has(r.out, " 2010-02-19\n");
    assert_has(r.out, "\nsafeguarding\n  Overall effectiveness ");
    test_run_free(&r);
}

static void
a_matrix_names_its_rows_as_its_option_does(void **state)
{
    struct test_run r =
        asking_run("matrix", "child", "--rows=area", "--columns=kind");

    (void)state;
    assert_int_equal(strncmp(r.out, "area ", 5), 0);
    test_run_free(&r);
}

static void
a_spreadsheet_gets_all_judgements(void **state)
{
    struct test_run r = asking_run("judgements", "--csv", NULL, NULL);
    json_t *result = ask("judgements", NULL, NULL);
    const size_t n = json_array_size(json_object_get(result, "judgements"));
    size_t lines = 0;

    (void)state;
    for (const char *p = r.out; (p = strstr(p, "\r\n")); p++)
        lines++;
    assert_true(n > 0);
    assert_int_equal(lines, n + 1); /* with the names of the columns */
    json_decref(result);
    test_run_free(&r);
}

static void
no_judgements_is_exit_status_one(void **state)
{
    struct test_run r =
        asking_run("judgements", "--authority=Thornhaven", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 1);
    assert_has(r.out, "No judgements found.\n");
    test_run_free(&r);
}

static void
two_reports_are_shown_side_by_side(void **state)
{
    struct test_run r =
        asking_run("compare", "northmere-2010-02-19",
                   "west-calder-vale-2010-06-25", "case recording");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "Northmere   West Calder Vale\n");
    assert_has(r.out, "2010-02-19  2010-06-25\n");
    assert_has(r.out, "adequate    inadequate\n");
    assert_has(r.out, "\nNorthmere, 2010-02-19: ");
    assert_has(r.out, "\nWest Calder Vale, 2010-06-25: ");
    assert_has(r.out, "[northmere-2010-02-19/23]");
    assert_has(r.out, "[west-calder-vale-2010-06-25/14]");
    test_run_free(&r);
    r = asking_run("compare", "--report",
                   "northmere-2010-02-19,west-calder-vale-2010-06-25", NULL);
    assert_int_equal(r.status, 0);
    assert_has(r.out, "adequate    inadequate\n");
    test_run_free(&r);
}

static void
those_that_never_mention_it_come_with_a_denominator(void **state)
{
    json_t *result = ask("adoption", "--absent=reports", NULL);
    const json_t *absent = json_object_get(result, "absent");
    struct test_run r = asking_run("adoption", "--absent=reports", NULL, NULL);
    char last[128];

    (void)state;
    assert_true(json_array_size(absent) > 0);
    assert_int_equal(asking_number(result, "selected"), 10);
    assert_int_equal(asking_number(result, "mentioning") +
                         (long)json_array_size(absent),
                     10);
    for (size_t i = 0; i < json_array_size(absent); i++) {
        const char *report = asking_text(json_array_get(absent, i), "report");
        char filter[128];
        snprintf(filter, sizeof filter, "--report=%s", report);
        struct test_run none = asking_run("adoption", filter, NULL, NULL);
        assert_int_equal(none.status, 1);
        assert_has(r.out, report);
        test_run_free(&none);
    }
    snprintf(last, sizeof last, "\n%zu of 10 reports never mention adoption\n",
             json_array_size(absent));
    assert_has(r.out, last);
    assert_int_equal(r.status, 0);
    json_decref(result);
    test_run_free(&r);
    r = asking_run("child", "--absent=authorities", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_has(r.out, "0 of 10 authorities never mention child\n");
    test_run_free(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_what_its_filters_would_find),
        cmocka_unit_test(a_matrix_has_totals),
        cmocka_unit_test(totals_of_reports_are_not_sums),
        cmocka_unit_test(a_wide_matrix_is_printed_in_parts),
        cmocka_unit_test(a_matrix_for_a_spreadsheet_has_a_line_for_each_row),
        cmocka_unit_test(an_empty_matrix_is_exit_status_one),
        cmocka_unit_test(grades_are_grouped_by_authority_and_area),
        cmocka_unit_test(a_matrix_names_its_rows_as_its_option_does),
        cmocka_unit_test(a_spreadsheet_gets_all_judgements),
        cmocka_unit_test(no_judgements_is_exit_status_one),
        cmocka_unit_test(two_reports_are_shown_side_by_side),
        cmocka_unit_test(those_that_never_mention_it_come_with_a_denominator),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
