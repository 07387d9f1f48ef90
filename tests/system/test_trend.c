/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Counts by year with their base; and the same numbers wherever they are
 * counted.
 */
#include "asking.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct test_world *world;

static int
open_world(void **state)
{
    asking_open(state);
    world = *state;
    setenv("XDG_CONFIG_HOME", world->folder, 1); /* no saved queries */
    return 0;
}

/* Run findings with these arguments, NULL-terminated, and --json. The caller
 * frees the result. */
static json_t *
ask(const char *const *args)
{
    const char *all[16] = {"--socket", world->socket, "--json"};
    size_t n = 3;

    while (*args)
        all[n++] = *args++;
    struct test_run r = test_program("findings", all);
    json_t *result = json_loads(r.out, 0, NULL);
    if (!result)
        fail_msg("exit status %d: %s", r.status, r.err);
    test_run_free(&r);
    return result;
}

#define ASK(...) ask((const char *const[]){__VA_ARGS__, NULL})

static json_t *
series_at(const json_t *trend, size_t i)
{
    return json_array_get(json_object_get(trend, "series"), i);
}

/* The member of the year in a series. */
static long
in_year(const json_t *series, const char *year, const char *key)
{
    size_t i;
    json_t *one;

    json_array_foreach(json_object_get(series, "years"), i, one)
    {
        if (strcmp(asking_text(one, "year"), year) == 0)
            return asking_number(one, key);
    }
    return 0;
}

/* The texts of all paragraphs. */
static json_t *
texts(void)
{
    struct test_run r = asking_run("--from=1900", "--format=jsonl", NULL, NULL);
    json_t *list = json_array();

    for (char *line = r.out, *end; (end = strchr(line, '\n')); line = end + 1) {
        json_t *record = json_loadb(line, (size_t)(end - line), 0, NULL);
        json_array_append(list, json_object_get(record, "text"));
        json_decref(record);
    }
    test_run_free(&r);
    assert_true(json_array_size(list) > 100);
    return list;
}

static unsigned
next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* A word of some letters from a paragraph, in small letters. */
static void
pick_word(const json_t *list, unsigned *seed, char out[64])
{
    size_t len;

    do {
        const char *text = json_string_value(
            json_array_get(list, next_random(seed) % json_array_size(list)));
        const char *p = text + next_random(seed) % strlen(text);
        while (p > text && isalpha((unsigned char)p[-1]))
            p--;
        for (len = 0; len < 63 && isalpha((unsigned char)p[len]); len++)
            out[len] = (char)tolower((unsigned char)p[len]);
        out[len] = '\0';
    } while (len < 4);
}

enum { N = 12 };

/* Themes of one or two random words, as lines of a file. */
static void
pick_themes(char themes[N][160], char *lines)
{
    json_t *list = texts();
    unsigned seed = 20261130;

    *lines = '\0';
    for (int i = 0; i < N; i++) {
        char a[64], b[64];
        pick_word(list, &seed, a);
        pick_word(list, &seed, b);
        snprintf(themes[i], 160, i % 3 == 0 ? "%s" : "%s %s", a, b);
        sprintf(lines + strlen(lines), "%d: %s\n", i, themes[i]);
    }
    json_decref(list);
}

/* What the batch counts for a theme in the row of a year. */
static long
in_cell(const json_t *batch, const char *year, size_t theme)
{
    const json_t *values =
        json_object_get(json_object_get(batch, "rows"), "values");
    size_t i;
    json_t *value;

    json_array_foreach(values, i, value)
    {
        if (strcmp(asking_text(value, "value"), year) == 0)
            return (long)json_integer_value(json_array_get(
                json_array_get(json_object_get(batch, "cells"), i), theme));
    }
    return 0;
}

static void
check_theme(const char *theme,
            const char *count,
            const json_t *batch,
            size_t index)
{
    const char *unit = strchr(count, '=') + 1;
    json_t *search = ASK("search", theme);
    json_t *matrix = ASK("matrix", theme, "--rows=year", count);
    json_t *trend = ASK("trend", theme, count);
    const json_t *values =
        json_object_get(json_object_get(matrix, "rows"), "values");
    const json_t *in_batch =
        json_array_get(json_object_get(batch, "themes"), index);
    const json_t *totals = json_object_get(search, "totals");
    long sum = 0;
    size_t i;
    json_t *value;

    assert_true(json_equal(totals, json_object_get(matrix, "totals")));
    assert_true(json_equal(totals, json_object_get(in_batch, "totals")));
    assert_int_equal(asking_number(trend, "count"),
                     asking_number(totals, unit));
    json_array_foreach(values, i, value)
    {
        const char *year = asking_text(value, "value");
        const long n = asking_number(value, "count");
        assert_int_equal(in_year(series_at(trend, 0), year, "count"), n);
        assert_int_equal(in_cell(batch, year, index), n);
        sum += n;
    }
    /* Each report has one year. */
    assert_int_equal(sum, asking_number(totals, unit));
    json_decref(search);
    json_decref(matrix);
    json_decref(trend);
}

static void
the_same_numbers_everywhere(void **state)
{
    static const char *const counts[] = {"--count=paragraphs",
                                         "--count=reports"};
    char themes[N][160], lines[N * 170];
    char *path = test_path(world->folder, "themes.txt");
    long found = 0;

    (void)state;
    pick_themes(themes, lines);
    test_write(path, lines, strlen(lines));
    for (size_t c = 0; c < 2; c++) {
        json_t *batch = ASK("batch", path, "--rows=year", counts[c]);
        for (size_t i = 0; i < N; i++) {
            const json_t *theme =
                json_array_get(json_object_get(batch, "themes"), i);
            check_theme(themes[i], counts[c], batch, i);
            found +=
                asking_number(json_object_get(theme, "totals"), "paragraphs");
        }
        json_decref(batch);
    }
    assert_true(found > N);
    free(path);
}

static void
the_base_is_what_the_filters_select(void **state)
{
    json_t *trend = ASK("trend", "supervision", "--area=safeguarding");
    json_t *base = ASK("matrix", "", "--area=safeguarding", "--rows=year",
                       "--count=reports");
    size_t i;
    json_t *value;

    (void)state;
    assert_int_equal(asking_number(trend, "of"),
                     asking_number(json_object_get(base, "totals"), "reports"));
    json_array_foreach(json_object_get(json_object_get(base, "rows"), "values"),
                       i, value)
    {
        const char *year = asking_text(value, "value");
        const long n = asking_number(value, "count");
        assert_int_equal(in_year(series_at(trend, 0), year, "of"), n);
        assert_int_equal(in_year(series_at(trend, 0), year, "of_reports"), n);
    }
    json_decref(trend);
    json_decref(base);
}

static void
every_year_is_there_with_a_gap_or_a_zero(void **state)
{
    json_t *trend = ASK("trend", "\"case recording\"");
    const json_t *years = json_object_get(series_at(trend, 0), "years");
    size_t n_gaps = 0, n_zeros = 0, i;
    json_t *year;

    (void)state;
    json_array_foreach(years, i, year)
    {
        char expected[8];
        snprintf(expected, sizeof expected, "%zu", 2010 + i);
        assert_string_equal(asking_text(year, "year"), expected);
        n_gaps += json_is_null(json_object_get(year, "share"));
        n_zeros += json_is_real(json_object_get(year, "share")) &&
                   asking_number(year, "count") == 0;
        assert_int_equal(asking_number(year, "of") == 0,
                         json_is_null(json_object_get(year, "share")));
    }
    assert_int_equal(json_array_size(years), 15); /* to 2024 */
    assert_int_equal(n_gaps, 6);
    assert_true(n_zeros > 0);
    json_decref(trend);
}

static void
a_series_is_the_trend_of_its_value(void **state)
{
    json_t *trend =
        ASK("trend", "recording", "--by=grade", "--count=paragraphs");
    size_t i, j, n = 0;
    json_t *series, *year;

    (void)state;
    assert_string_equal(asking_text(trend, "by"), "grade");
    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        char filter[64];
        snprintf(filter, sizeof filter, "--grade=%s",
                 asking_text(series, "value"));
        json_t *alone = ASK("trend", "recording", filter, "--count=paragraphs");
        assert_int_equal(asking_number(series, "count"),
                         asking_number(alone, "count"));
        assert_int_equal(asking_number(series, "of"),
                         asking_number(alone, "of"));
        json_array_foreach(json_object_get(series, "years"), j, year)
        {
            static const char *const keys[] = {"count", "of", "of_reports"};
            for (size_t k = 0; k < 3; k++)
                assert_int_equal(asking_number(year, keys[k]),
                                 in_year(series_at(alone, 0),
                                         asking_text(year, "year"), keys[k]));
            n++;
        }
        json_decref(alone);
    }
    assert_true(n > 20);
    json_decref(trend);
}

static void
it_is_printed_in_four_forms(void **state)
{
    struct test_run r = asking_run("trend", "supervision", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "2010  ░");
    assert_has(r.out, "\n2012  no reports\n");
    assert_has(r.out, "\nAll years: ");
    assert_has(r.out, " of 10 reports, ");
    test_run_free(&r);
    r = asking_run("trend", "supervision", "--csv", NULL);
    assert_int_equal(r.status, 0);
    assert_int_equal(
        strncmp(r.out, "year,count,of,of_reports,share\r\n2010,2,2,2,", 43), 0);
    assert_has(r.out, "\r\n2012,0,0,0,\r\n");
    test_run_free(&r);
    r = asking_run("trend", "supervision", "--csv", "--by=grade");
    assert_int_equal(
        strncmp(r.out, "year,grade,count,of,of_reports,share\r\n2010,", 43), 0);
    test_run_free(&r);
    r = asking_run("trend", "supervision", "--svg", NULL);
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    assert_int_equal(strncmp(r.out, "<svg xmlns=", 11), 0);
    assert_has(r.out, "</svg>\n");
    test_run_free(&r);
}

static void
assert_refused(int status, const char *said, const char *a, const char *b)
{
    struct test_run r = asking_run("trend", a, b, NULL);

    assert_int_equal(r.status, status);
    assert_has(status == 2 ? r.err : r.out, said);
    test_run_free(&r);
}

static void
what_makes_no_sense_is_said(void **state)
{
    (void)state;
    assert_refused(2, "trend needs words to search for", " ", NULL);
    assert_refused(2, "--by cannot be \"year\"", "case", "--by=year");
    assert_refused(2, "--by cannot be \"date\"", "case", "--by=date");
    assert_refused(2, "--by: unknown field \"zebra\"", "case", "--by=zebra");
    struct test_run r = asking_run("trend", "case", "--svg", "--json");
    assert_int_equal(r.status, 2);
    assert_has(r.err, "--svg cannot be combined with --json");
    test_run_free(&r);
    assert_refused(1, "No reports are selected.\n", "case", "--year=1999");
    assert_refused(1, "All years: 0 of 10 reports, 0.0%\n", "zebra", NULL);
    assert_refused(2, "there is no saved query \"zebra\"", "@zebra", NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_numbers_everywhere),
        cmocka_unit_test(the_base_is_what_the_filters_select),
        cmocka_unit_test(every_year_is_there_with_a_gap_or_a_zero),
        cmocka_unit_test(a_series_is_the_trend_of_its_value),
        cmocka_unit_test(it_is_printed_in_four_forms),
        cmocka_unit_test(what_makes_no_sense_is_said),
    };
    return cmocka_run_group_tests(tests, open_world, test_corpus_close);
}
