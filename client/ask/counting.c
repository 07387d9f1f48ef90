/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/counting.h"
#include "print/member.h"

#include <string.h>

json_t *
counting_selection(const struct options *options)
{
    static const char *const names[] = {"query",     "match",     "exact",
                                        "filters",   "date_from", "date_to",
                                        "timeout_ms"};
    json_t *selection = json_object();

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        json_t *value = json_object_get(options->params, names[i]);
        if (value)
            json_object_set_new(selection, names[i], json_deep_copy(value));
    }
    return selection;
}

json_t *
counting_base(const json_t *selection)
{
    json_t *base = json_deep_copy(selection);

    json_object_set_new(base, "query", json_string(""));
    return base;
}

struct question
counting_totals(const json_t *selection)
{
    json_t *params = json_deep_copy(selection);

    json_object_update_new(params, json_pack("{s:i, s:i, s:[]}", "limit", 0,
                                             "snippet", 0, "facets"));
    return question_of("search", params);
}

struct question
counting_matrix(const json_t *selection,
                const char *rows,
                const char *columns,
                const char *unit)
{
    json_t *params = json_deep_copy(selection);

    /* A matrix has columns; these are few, and only the rows are read. */
    if (!columns)
        columns = strcmp(rows, "polarity") == 0 ? "kind" : "polarity";
    json_object_update_new(params,
                           json_pack("{s:s, s:s, s:s}", "rows", rows, "columns",
                                     columns, "count", unit));
    return question_of("matrix", params);
}

size_t
counting_total(const json_t *result, const char *unit)
{
    return member_count(json_object_get(result, "totals"), unit);
}

json_t *
counting_of_axis(const json_t *matrix, const char *axis)
{
    const json_t *values =
        json_object_get(json_object_get(matrix, axis), "values");
    json_t *counts = json_object(), *value;
    size_t i;

    json_array_foreach(values, i, value)
    {
        json_object_set(counts, member_text(value, "value"),
                        json_object_get(value, "count"));
    }
    return counts;
}

json_t *
counting_of_column(const json_t *matrix, const char *column)
{
    const json_t *rows =
        json_object_get(json_object_get(matrix, "rows"), "values");
    const json_t *columns =
        json_object_get(json_object_get(matrix, "columns"), "values");
    const json_t *cells = json_object_get(matrix, "cells");
    json_t *counts = json_object(), *row;
    size_t c = 0, i;

    while (c < json_array_size(columns) &&
           strcmp(member_text(json_array_get(columns, c), "value"), column) !=
               0)
        c++;
    json_array_foreach(rows, i, row)
    {
        json_t *cell = json_array_get(json_array_get(cells, i), c);
        if (cell)
            json_object_set(counts, member_text(row, "value"), cell);
    }
    return counts;
}

json_t *
counting_share(size_t count, size_t base)
{
    return base > 0 ? json_real((double)count / (double)base) : json_null();
}
