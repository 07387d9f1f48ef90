/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/trending.h"
#include "ask/counting.h"
#include "print/grid.h"
#include "print/incomplete.h"
#include "print/member.h"

#include <stdio.h>
#include <stdlib.h>

/* The questions: what the words find, what there is without them, and in how
 * many reports, each by year. */
enum { FOUND, BASE, REPORTS };

/* A gap between years longer than this is an error in a date. */
enum { GAP_MAX = 100 };

static void
add_year(json_t *years, const char *year)
{
    json_array_append_new(years, json_string(year));
}

/* All years from the first to the last of the base, and "" if some of it has
 * none. */
static json_t *
years_of(const json_t *matrix)
{
    const json_t *values =
        json_object_get(json_object_get(matrix, "rows"), "values");
    json_t *years = json_array(), *value;
    long last = 0;
    size_t i;

    json_array_foreach(values, i, value)
    {
        const char *year = member_text(value, "value");
        const long n = strtol(year, NULL, 10);
        char between[32];
        if (last > 0 && n - last <= GAP_MAX)
            while (++last < n) {
                snprintf(between, sizeof between, "%04ld", last);
                add_year(years, between);
            }
        add_year(years, year);
        last = n;
    }
    return years;
}

/* Set a count, what it is of, and its share. */
static void
set_counts(json_t *object, size_t count, size_t of, size_t of_reports)
{
    json_object_set_new(object, "count", json_integer((json_int_t)count));
    json_object_set_new(object, "of", json_integer((json_int_t)of));
    json_object_set_new(object, "of_reports",
                        json_integer((json_int_t)of_reports));
    json_object_set_new(object, "share", counting_share(count, of));
}

/* A series for a value of the field, or for everything if that is NULL. */
static json_t *
series_of(const json_t *const results[TRENDING_QUESTIONS],
          const json_t *years,
          const char *value)
{
    json_t *counts[TRENDING_QUESTIONS], *sums[TRENDING_QUESTIONS];
    json_t *series = json_pack("{s:s?, s:[]}", "value", value, "years");
    size_t i;
    json_t *year;

    for (int q = 0; q < TRENDING_QUESTIONS; q++) {
        counts[q] = value ? counting_of_column(results[q], value)
                          : counting_of_axis(results[q], "rows");
        sums[q] = counting_of_axis(results[q], "columns");
    }
    if (value)
        set_counts(series, member_count(sums[FOUND], value),
                   member_count(sums[BASE], value),
                   member_count(sums[REPORTS], value));
    json_array_foreach(years, i, year)
    {
        const char *name = json_string_value(year);
        json_t *one = json_pack("{s:O}", "year", year);
        set_counts(one, member_count(counts[FOUND], name),
                   member_count(counts[BASE], name),
                   member_count(counts[REPORTS], name));
        json_array_append_new(json_object_get(series, "years"), one);
    }
    for (int q = 0; q < TRENDING_QUESTIONS; q++) {
        json_decref(counts[q]);
        json_decref(sums[q]);
    }
    return series;
}

void
trending_ask(const json_t *selection,
             const char *by,
             const char *unit,
             struct question questions[TRENDING_QUESTIONS])
{
    json_t *base = counting_base(selection);

    questions[FOUND] = counting_matrix(selection, "year", by, unit);
    questions[BASE] = counting_matrix(base, "year", by, unit);
    questions[REPORTS] = counting_matrix(base, "year", by, "reports");
    json_decref(base);
}

json_t *
trending_of(const json_t *const results[TRENDING_QUESTIONS],
            const char *by,
            const char *unit,
            json_t *revision)
{
    json_t *trend = json_pack(
        "{s:s, s:s?, s:[], s:O, s:O, s:o}", "unit", unit, "by", by, "series",
        "query", json_object_get(results[FOUND], "query"), "unknown",
        json_object_get(results[FOUND], "unknown"), "revision", revision);
    json_t *list = json_object_get(trend, "series"), *value;
    json_t *incomplete = NULL;
    json_t *years = years_of(results[REPORTS]);
    size_t i;

    set_counts(trend, counting_total(results[FOUND], unit),
               counting_total(results[BASE], unit),
               counting_total(results[REPORTS], "reports"));
    if (by) {
        json_t *columns =
            json_deep_copy(json_object_get(results[REPORTS], "columns"));
        grid_sort_axis(columns);
        json_array_foreach(json_object_get(columns, "values"), i, value)
        {
            json_array_append_new(
                list, series_of(results, years, member_text(value, "value")));
        }
        json_decref(columns);
    } else {
        json_array_append_new(list, series_of(results, years, NULL));
    }
    json_decref(years);
    for (int q = 0; q < TRENDING_QUESTIONS; q++)
        incomplete_add(&incomplete, results[q]);
    incomplete_set(trend, incomplete);
    return trend;
}
