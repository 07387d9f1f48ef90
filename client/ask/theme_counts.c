/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/theme_counts.h"
#include "ask/counting.h"
#include "ask/themes.h"
#include "print/grid.h"
#include "print/incomplete.h"
#include "print/member.h"
#include "print/print.h"

#include <stdlib.h>
#include <string.h>

static struct question
question_for(const struct theme_counts *counts,
             const json_t *selection,
             const char *unit)
{
    return counts->rows ? counting_matrix(selection, counts->rows, NULL, unit)
                        : counting_totals(selection);
}

void
theme_counts_init(struct theme_counts *counts,
                  json_t *themes,
                  const char *rows,
                  const char *unit,
                  const json_t *selection)
{
    const size_t n = json_array_size(themes);
    json_t *base = counting_base(selection);

    *counts = (struct theme_counts){
        .rows = rows,
        .unit = unit,
        .themes = themes,
        .questions = calloc(n + 1, sizeof *counts->questions),
        .theme_of = calloc(n + 1, sizeof *counts->theme_of)};
    if (!counts->questions || !counts->theme_of)
        print_out_of_memory();
    counts->questions[counts->n++] = question_for(counts, base, "reports");
    json_decref(base);
}

void
theme_counts_fini(struct theme_counts *counts)
{
    for (size_t i = 0; i < counts->n; i++)
        question_fini(&counts->questions[i]);
    free(counts->questions);
    free(counts->theme_of);
    json_decref(counts->themes);
    *counts = (struct theme_counts){0};
}

void
theme_counts_add(struct theme_counts *counts,
                 size_t theme,
                 const json_t *selection)
{
    counts->theme_of[counts->n] = theme;
    counts->questions[counts->n++] =
        question_for(counts, selection, counts->unit);
}

json_t *
theme_counts_theme(const struct theme_counts *counts, size_t question)
{
    return json_array_get(counts->themes, counts->theme_of[question]);
}

/* Add to the theme what its question found, or why that failed. */
static void
take_answer(json_t *theme, const struct question *question, size_t selected)
{
    const json_t *result = question_result(question);
    const json_t *query = json_object_get(result, "query");
    const json_t *error = question_error(question);
    const json_t *offset =
        json_object_get(json_object_get(error, "data"), "offset");
    const bool is_as_typed =
        strcmp(member_text(theme, "query"),
               member_text(question->params, "query")) == 0;

    if (!result) {
        const size_t at = is_as_typed ? (size_t)json_integer_value(offset) : 0;
        themes_fail(theme, themes_column(theme, at),
                    member_text(error, "message"));
        return;
    }
    json_object_set(theme, "totals", json_object_get(result, "totals"));
    json_object_set_new(
        theme, "share",
        counting_share(counting_total(result, "reports"), selected));
    json_object_set(theme, "corrected", json_object_get(query, "corrected"));
    json_object_set(theme, "notes", json_object_get(query, "notes"));
}

/* The rows that the base has, and a column of counts for each theme. */
static void
add_rows(const struct theme_counts *counts, json_t *result)
{
    const json_t *base = question_result(&counts->questions[0]);
    const size_t n = json_array_size(counts->themes);
    json_t *cells = json_array(), *value;
    json_t *rows = json_deep_copy(json_object_get(base, "rows"));
    json_t *values = json_object_get(rows, "values");
    json_t *columns = json_array();
    size_t i, j;

    grid_sort_axis(rows);
    for (i = 0; i < n; i++)
        json_array_append_new(columns, json_null());
    for (i = 1; i < counts->n; i++)
        if (question_result(&counts->questions[i]))
            json_array_set_new(
                columns, counts->theme_of[i],
                counting_of_axis(question_result(&counts->questions[i]),
                                 "rows"));
    json_array_foreach(values, i, value)
    {
        json_t *row = json_array();
        for (j = 0; j < n; j++) {
            const json_t *column = json_array_get(columns, j);
            json_array_append_new(
                row, json_is_null(column)
                         ? json_null()
                         : json_integer((json_int_t)member_count(
                               column, member_text(value, "value"))));
        }
        json_array_append_new(cells, row);
    }
    json_decref(columns);
    json_object_set_new(result, "count", json_string(counts->unit));
    json_object_set_new(result, "rows", rows);
    json_object_set_new(result, "cells", cells);
}

json_t *
theme_counts_result(struct theme_counts *counts, json_t *revision)
{
    const json_t *base = question_result(&counts->questions[0]);
    const size_t selected = counting_total(base, "reports");
    json_t *result = json_pack(
        "{s:O, s:O, s:O, s:o}", "selected", json_object_get(base, "totals"),
        "themes", counts->themes, "unknown", json_object_get(base, "unknown"),
        "revision", revision);
    json_t *incomplete = NULL;

    for (size_t i = 1; i < counts->n; i++)
        take_answer(theme_counts_theme(counts, i), &counts->questions[i],
                    selected);
    if (counts->rows)
        add_rows(counts, result);
    for (size_t i = 0; i < counts->n; i++)
        incomplete_add(&incomplete, question_result(&counts->questions[i]));
    incomplete_set(result, incomplete);
    return result;
}
