/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/year_counts.h"

#include "print/member.h"

#include <glib.h>
#include <string.h>

/* An object with an object for each year, with a number for each value. */
json_t *
year_counts_new(void)
{
    return json_object();
}

void
year_counts_add(json_t *counts, const char *date, const char *value)
{
    char *year = g_strndup(date, 4);
    json_t *of_year = json_object_get(counts, year);

    if (!of_year) {
        of_year = json_object();
        json_object_set_new(counts, year, of_year);
    }
    json_object_set_new(
        of_year, value,
        json_integer((json_int_t)member_count(of_year, value) + 1));
    g_free(year);
}

static size_t
sum_of(const json_t *of_year)
{
    size_t sum = 0;
    const char *value;
    json_t *count;

    json_object_foreach((json_t *)of_year, value, count)
    {
        sum += (size_t)json_integer_value(count);
    }
    return sum;
}

/* By name; "", of what has no date, comes last. */
static int
compare_years(const void *a, const void *b)
{
    const char *one = *(const char *const *)a;
    const char *other = *(const char *const *)b;

    return !*one || !*other ? !*one - !*other : strcmp(one, other);
}

/* The names of the years in order, borrowed from the counts. */
static GPtrArray *
years_of(const json_t *counts)
{
    GPtrArray *years = g_ptr_array_new();
    const char *year;
    json_t *of_year;

    json_object_foreach((json_t *)counts, year, of_year)
    {
        g_ptr_array_add(years, (void *)year);
    }
    g_ptr_array_sort(years, compare_years);
    return years;
}

static json_t *
counted(const char *value, size_t count)
{
    return json_pack("{s:s, s:I}", "value", value, "count", (json_int_t)count);
}

/* The row of a year; adds what it counts to the sums of the columns. */
static json_t *
row_of(const json_t *of_year, const json_t *values, bool is_base, size_t *sums)
{
    json_t *row = json_array(), *value;
    size_t i;

    json_array_foreach(values, i, value)
    {
        const size_t count =
            is_base ? sum_of(of_year)
                    : member_count(of_year, json_string_value(value));
        json_array_append_new(row, json_integer((json_int_t)count));
        sums[i] += count;
    }
    return row;
}

json_t *
year_counts_matrix(const json_t *counts,
                   const char *field,
                   const json_t *values,
                   bool is_base)
{
    GPtrArray *years = years_of(counts);
    size_t *sums = g_new0(size_t, json_array_size(values) + 1);
    json_t *rows = json_array(), *columns = json_array(), *cells = json_array();
    size_t total = 0, i;
    json_t *value;

    for (i = 0; i < years->len; i++) {
        const char *year = g_ptr_array_index(years, i);
        const json_t *of_year = json_object_get(counts, year);
        json_array_append_new(rows, counted(year, sum_of(of_year)));
        json_array_append_new(cells, row_of(of_year, values, is_base, sums));
        total += sum_of(of_year);
    }
    json_array_foreach(values, i, value)
    {
        json_array_append_new(columns,
                              counted(json_string_value(value), sums[i]));
    }
    g_ptr_array_free(years, TRUE);
    g_free(sums);
    return json_pack("{s:{s:s, s:o}, s:{s:s, s:o}, s:o, s:{s:I}}", "rows",
                     "field", "year", "values", rows, "columns", "field", field,
                     "values", columns, "cells", cells, "totals", "reports",
                     (json_int_t)total);
}
