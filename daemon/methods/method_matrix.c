/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A table of two fields: how much of what a query finds has each pair of their
 * values.
 */
#include "messages/tally.h"
#include "messages/hits_json.h"
#include "messages/json_text.h"
#include "messages/params.h"
#include "messages/selection.h"
#include "methods/methods.h"

#include "findings/wire.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct matrix {
    struct selection selection;
    const struct findings_field *rows;
    const struct findings_field *columns;
    const char *unit;
    unsigned total_slots[TALLY_N_TOTALS];
};

static bool
read_axis(const json_t *params,
          const char *name,
          const char *preset,
          const struct findings_field **out,
          struct failure *failure)
{
    if (!params_string(params, name, &preset, failure))
        return false;
    *out = params_field(name, preset, failure);
    return *out != NULL;
}

static bool
read_matrix(void *request, const json_t *params, struct failure *failure)
{
    struct matrix *m = request;
    static const char *const known[] = {
        SELECTION_QUERY, SELECTION_FILTERS, "rows", "columns", "count", NULL};

    if (!params_known(params, known, failure) ||
        !selection_read(&m->selection, params, failure) ||
        !read_axis(params, "rows", "authority", &m->rows, failure) ||
        !read_axis(params, "columns", "grade", &m->columns, failure) ||
        !tally_read_unit(params, &m->selection.request.count_slot, failure))
        return false;
    if (m->rows == m->columns)
        return failure_param(failure, "columns",
                             "\"rows\" and \"columns\" are both \"%s\"; choose "
                             "two different fields",
                             m->rows->name);
    m->unit = "paragraphs";
    params_string(params, "count", &m->unit, failure);
    tally_ask_totals(&m->selection.request, m->total_slots);
    return true;
}

/* A row or a column, and what it is sorted by. */
struct axis_value {
    const char *value;
    size_t index; /* in the table */
    size_t count;
    size_t rank;
};

static size_t
place_in_vocabulary(const struct findings_field *field, const char *value)
{
    const struct findings_word *words = findings_words(field);
    size_t i = 0;

    while (words[i].word && strcmp(words[i].word, value) != 0)
        i++;
    return i;
}

/* What the value is sorted by, before its text. A missing value comes last;
 * words are in the order of their vocabulary, dates in the order of their text,
 * all others by count, the greatest first. */
static size_t
rank_of(const struct findings_field *field, const char *value, size_t count)
{
    if (!*value)
        return SIZE_MAX;
    if (findings_words(field))
        return place_in_vocabulary(field, value);
    return field->kind == FINDINGS_DATE ? 0 : SIZE_MAX - 1 - count;
}

static int
compare_lines(const void *a, const void *b)
{
    const struct axis_value *one = a, *other = b;

    if (one->rank != other->rank)
        return one->rank < other->rank ? -1 : 1;
    return strcmp(one->value, other->value);
}

/* The rows of the table, or its columns, in the order in which they are shown.
 * The caller frees it. */
static struct axis_value *
sort_lines(const struct fe_table *table,
           const struct findings_field *field,
           bool is_rows)
{
    const size_t n =
        is_rows ? fe_table_n_rows(table) : fe_table_n_columns(table);
    struct axis_value *lines = g_new0(struct axis_value, n);

    for (size_t i = 0; i < n; i++) {
        const size_t count = is_rows ? fe_table_cell(table, i, FE_ALL)
                                     : fe_table_cell(table, FE_ALL, i);
        const char *value =
            is_rows ? fe_table_row(table, i) : fe_table_column(table, i);
        lines[i] = (struct axis_value){.value = value,
                                       .index = i,
                                       .count = count,
                                       .rank = rank_of(field, value, count)};
    }
    if (n > 0)
        qsort(lines, n, sizeof *lines, compare_lines);
    return lines;
}

static json_t *
axis_json(const struct findings_field *field,
          const struct axis_value *lines,
          size_t n)
{
    json_t *values = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(values,
                              json_pack("{s:s, s:I}", "value", lines[i].value,
                                        "count", (json_int_t)lines[i].count));
    return json_pack("{s:s, s:o}", "field", field->name, "values", values);
}

static json_t *
cells_json(const struct fe_table *table,
           const struct axis_value *rows,
           const struct axis_value *columns)
{
    json_t *cells = json_array();

    for (size_t r = 0; r < fe_table_n_rows(table); r++) {
        json_t *row = json_array();
        for (size_t c = 0; c < fe_table_n_columns(table); c++)
            json_array_append_new(row,
                                  json_integer((json_int_t)fe_table_cell(
                                      table, rows[r].index, columns[c].index)));
        json_array_append_new(cells, row);
    }
    return cells;
}

static json_t *
table_json(const struct matrix *m,
           const struct fe_table *table,
           struct failure *failure)
{
    const size_t n_rows = fe_table_n_rows(table),
                 n_columns = fe_table_n_columns(table);

    if (n_columns > 0 && n_rows > FINDINGS_CELLS_MAX / n_columns) {
        failure_param(failure, "rows",
                      "%zu rows by %zu columns are more than %d cells; add "
                      "filters, or choose other fields",
                      n_rows, n_columns, FINDINGS_CELLS_MAX);
        return NULL;
    }
    struct axis_value *rows = sort_lines(table, m->rows, true);
    struct axis_value *columns = sort_lines(table, m->columns, false);
    json_t *result =
        json_pack("{s:o, s:o, s:o}", "rows", axis_json(m->rows, rows, n_rows),
                  "columns", axis_json(m->columns, columns, n_columns), "cells",
                  cells_json(table, rows, columns));
    g_free(rows);
    g_free(columns);
    return result;
}

static json_t *
count(const struct matrix *m, struct fe_reader *reader, struct failure *failure)
{
    struct fe_table *table;
    struct fe_error err;

    if (fe_reader_table(reader, &m->selection.request, tally_facet(m->rows),
                        tally_facet(m->columns), &table, &err) != FE_OK) {
        failure_status(failure, &err);
        return NULL;
    }
    const struct fe_hits *told = fe_table_told(table);
    json_t *result = table_json(m, table, failure);
    json_t *unknown = result ? selection_unknown(told, reader, failure) : NULL;
    if (unknown) {
        json_object_update_new(
            result, json_pack("{s:I, s:o, s:s, s:o, s:o, s:I}", "total",
                              (json_int_t)fe_hits_total(told), "totals",
                              tally_totals(told), "count", m->unit, "query",
                              hits_json_query(told, false), "unknown", unknown,
                              "revision", (json_int_t)fe_hits_revision(told)));
    } else {
        json_decref(result);
        result = NULL;
    }
    fe_table_free(table);
    return result;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    return json_text_value_new(out, count(request, call->reader, failure));
}

const struct method method_matrix = {
    .name = "matrix",
    .needs_reader = true,
    .is_timed = true,
    .size = sizeof(struct matrix),
    .read = read_matrix,
    .fini = selection_fini,
    .run = run,
};
