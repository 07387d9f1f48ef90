/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fe_reader_absent(): which values never mention a thing. They are the values
 * of documents that pass the filters, except those of documents that the query
 * counts.
 */
#include "engine/base/status.h"
#include "engine/match/reader.h"
#include "engine/result/value_counts.h"
#include "engine/result/hits.h"

struct absent_request {
    const struct fe_request *request;
    unsigned slot;
    struct fe_hits *told;
    struct value_counts list; /* in the reader's arena */
    size_t selected;
};

/* Mark, by code, the values of all documents that the query counts; the totals
 * are of those that pass the filters too. */
static void
find(struct execution *execution,
     const struct column *column,
     bool *mentions,
     struct fe_hits *told)
{
    const struct window *window = &execution->window;
    struct fe_request totals = *execution->request;
    struct facets facets;
    uint64_t set[WINDOW_WORDS];

    totals.n_facets = 0;
    facets_open(&facets, execution->snapshot, &totals);
    while (execution_next(execution)) {
        FOR_EACH_BIT (i, window->counted)
            FOR_EACH_VALUE (value, column,
                            column_code(column, window->first + (uint32_t)i))
                mentions[*value] = true;
        facets_add(&facets, execution);
        set_common(set, execution->passing, window->counted);
        told->total += set_size(set);
    }
    told->shown = told->ranked = told->total;
    hits_take_facets(told, &facets);
    understood_fill(told->understood, execution);
}

static void
count_selected(struct execution *all,
               const struct column *column,
               size_t *counts)
{
    while (execution_next(all))
        FOR_EACH_BIT (i, all->passing)
            FOR_EACH_VALUE (
                value, column,
                column_code(column, all->window.first + (uint32_t)i))
                counts[*value]++;
}

static void
run(const struct snapshot *snapshot, void *data)
{
    struct absent_request *asking = data;
    struct arena *arena = snapshot->arena;
    const struct column *column = snapshot_column(snapshot, asking->slot, 0);
    bool *mentions = arena_array(arena, column->n_values, sizeof *mentions);
    size_t *counts = arena_array(arena, column->n_values, sizeof *counts);
    struct execution *execution = arena_alloc(arena, sizeof *execution);

    fe_hits_free(asking->told);
    asking->told = hits_new(snapshot);
    execution_open(execution, snapshot, asking->request);
    find(execution, column, mentions, asking->told);
    execution_open_all(execution, snapshot, asking->request);
    count_selected(execution, column, counts);

    asking->selected = 0;
    asking->list.n = 0;
    asking->list.at =
        arena_array(arena, column->n_values, sizeof *asking->list.at);
    arena_step(arena, column->n_values);
    for (size_t code = 1; code < column->n_values; code++) {
        asking->selected += counts[code] > 0;
        if (counts[code] > 0 && !mentions[code])
            asking->list.at[asking->list.n++] =
                (struct fe_count){column->values[code], counts[code]};
    }
}

enum fe_status
fe_reader_absent(struct fe_reader *reader,
                 const struct fe_request *request,
                 unsigned slot,
                 struct fe_counts *out,
                 size_t *selected,
                 struct fe_hits **told,
                 struct fe_error *err)
{
    FE_REQUIRE(reader && request && out && selected && told);
    struct absent_request asking = {.request = request, .slot = slot};
    const enum fe_status status = reader_run(reader, run, &asking, err);

    *out = (struct fe_counts){0};
    *selected = 0;
    *told = NULL;
    if (status != FE_OK) {
        fe_hits_free(asking.told);
        return status;
    }
    *out = value_counts_copy(&asking.list);
    *selected = asking.selected;
    *told = asking.told;
    return FE_OK;
}
