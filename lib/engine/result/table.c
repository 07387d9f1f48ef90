/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fe_reader_table(): counts by two facets at once, in rows and columns.
 */
#include "engine/base/status.h"
#include "engine/match/reader.h"
#include "engine/result/hits.h"
#include "engine/result/histogram.h"

#include <glib.h>

/* A facet of the table: the values that the documents found have. */
struct side {
    const struct column *column;
    size_t *places; /* by code: place of the value + 1; 0 if no document has
                       it */
    size_t n;
    const char **values; /* by place; owned by the table */
};

/* values and cells are in the arena of told; column and places are valid only
 * while the table is made. */
struct fe_table {
    struct fe_hits *told;
    struct side rows, columns;
    size_t *cells; /* the last row and column are for all values */
};

struct tabling {
    const struct fe_request *request;
    struct fe_facet rows, columns;
    struct fe_table *table;
};

static struct numbers
find(struct execution *execution, struct fe_hits *told)
{
    struct arena *arena = execution->snapshot->arena;
    ARRAY(uint32_t) list = {0};
    struct facets facets;
    uint64_t set[WINDOW_WORDS];
    struct fe_request totals = *execution->request;

    totals.n_facets = 0;
    facets_open(&facets, execution->snapshot, &totals);
    while (execution_next(execution)) {
        facets_add(&facets, execution);
        set_common(set, execution->passing, execution->window.counted);
        FOR_EACH_BIT (i, set)
            array_push(arena, &list, execution->window.first + (uint32_t)i);
    }
    told->total = told->shown = told->ranked = list.n;
    hits_take_facets(told, &facets);
    return (struct numbers){list.at, list.n};
}

/* Find the values that the documents have, in order. */
static void
side_open(struct side *side,
          struct arena *arena,
          const struct snapshot *snapshot,
          struct fe_facet facet,
          const struct numbers *found)
{
    const struct column *column =
        snapshot_column(snapshot, facet.slot, facet.length);

    side->column = column;
    side->places =
        arena_array(snapshot->arena, column->n_values, sizeof *side->places);
    arena_step(snapshot->arena, found->n + column->n_values);
    for (size_t i = 0; i < found->n; i++)
        FOR_EACH_VALUE (value, column, column_code(column, found->at[i]))
            side->places[*value] = 1;
    for (size_t code = 0; code < column->n_values; code++)
        if (side->places[code] > 0)
            side->places[code] = ++side->n;
    side->values = arena_array(arena, side->n, sizeof *side->values);
    for (size_t code = 0; code < column->n_values; code++)
        if (side->places[code] > 0)
            side->values[side->places[code] - 1] =
                arena_strdup(arena, code > 0 ? column->values[code] : "");
}

/* Count the document in the cells of a row, or of the last one, for all. */
static void
add_to_row(struct histogram *histogram,
           const struct side *columns,
           size_t row,
           uint32_t id)
{
    const size_t first = row * (columns->n + 1);

    FOR_EACH_VALUE (value, columns->column, column_code(columns->column, id))
        histogram_add(histogram, first + columns->places[*value] - 1, id);
    histogram_add(histogram, first + columns->n, id);
}

static void
fill_cells(struct fe_table *table,
           const struct snapshot *snapshot,
           const struct numbers *found,
           unsigned count_slot)
{
    const struct side *rows = &table->rows;
    const size_t n = (rows->n + 1) * (table->columns.n + 1);
    struct histogram histogram;

    histogram_open(&histogram, snapshot->arena, n,
                   count_slot == FE_NO_SLOT
                       ? NULL
                       : snapshot_column(snapshot, count_slot, 0));
    for (size_t i = 0; i < found->n; i++) {
        const uint32_t id = found->at[i];
        arena_step(snapshot->arena, 1);
        FOR_EACH_VALUE (value, rows->column, column_code(rows->column, id))
            add_to_row(&histogram, &table->columns, rows->places[*value] - 1,
                       id);
        add_to_row(&histogram, &table->columns, rows->n, id);
    }
    histogram_finish(&histogram);
    arena_step(snapshot->arena, n);
    table->cells = arena_array(table->told->arena, n, sizeof *table->cells);
    for (size_t i = 0; i < n; i++)
        table->cells[i] = histogram.counts[i];
}

static void
run(const struct snapshot *snapshot, void *data)
{
    struct tabling *tabling = data;
    struct execution *execution =
        arena_alloc(snapshot->arena, sizeof *execution);

    fe_table_free(tabling->table);
    struct fe_table *table = tabling->table = g_new0(struct fe_table, 1);
    table->told = hits_new(snapshot);
    execution_open(execution, snapshot, tabling->request);
    const struct numbers found = find(execution, table->told);
    struct arena *arena = table->told->arena;
    side_open(&table->rows, arena, snapshot, tabling->rows, &found);
    side_open(&table->columns, arena, snapshot, tabling->columns, &found);
    fill_cells(table, snapshot, &found, tabling->request->count_slot);
    understood_fill(table->told->understood, execution);
}

enum fe_status
fe_reader_table(struct fe_reader *reader,
                const struct fe_request *request,
                struct fe_facet rows,
                struct fe_facet columns,
                struct fe_table **out,
                struct fe_error *err)
{
    FE_REQUIRE(reader && request && out);
    struct tabling tabling = {request, rows, columns, NULL};
    const enum fe_status status = reader_run(reader, run, &tabling, err);
    if (status != FE_OK) {
        fe_table_free(tabling.table);
        tabling.table = NULL;
    }
    *out = tabling.table;
    return status;
}

size_t
fe_table_n_rows(const struct fe_table *table)
{
    return table->rows.n;
}

size_t
fe_table_n_columns(const struct fe_table *table)
{
    return table->columns.n;
}

const char *
fe_table_row(const struct fe_table *table, size_t row)
{
    FE_REQUIRE(row < table->rows.n);
    return table->rows.values[row];
}

const char *
fe_table_column(const struct fe_table *table, size_t column)
{
    FE_REQUIRE(column < table->columns.n);
    return table->columns.values[column];
}

size_t
fe_table_cell(const struct fe_table *table, size_t row, size_t column)
{
    const size_t n_rows = table->rows.n, n_columns = table->columns.n;

    FE_REQUIRE(row < n_rows || row == FE_ALL);
    FE_REQUIRE(column < n_columns || column == FE_ALL);
    return table
        ->cells[MIN(row, n_rows) * (n_columns + 1) + MIN(column, n_columns)];
}

const struct fe_hits *
fe_table_told(const struct fe_table *table)
{
    return table->told;
}

void
fe_table_free(struct fe_table *table)
{
    if (!table)
        return;
    fe_hits_free(table->told);
    g_free(table);
}
