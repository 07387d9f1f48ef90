/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/facets.h"

#include <stdlib.h>

void
facets_open(struct facets *facets,
            const struct snapshot *snapshot,
            const struct fe_request *request)
{
    struct arena *arena = snapshot->arena;
    const struct column *units = NULL;

    *facets = (struct facets){.n = request->n_facets,
                              .n_totals = request->n_total_slots};
    if (facets->n + facets->n_totals == 0)
        return;
    facets->numbers = arena_array(arena, WINDOW, sizeof *facets->numbers);
    facets->at = arena_array(arena, facets->n, sizeof *facets->at);
    if (facets->n > 0 && request->count_slot != FE_NO_SLOT)
        units = snapshot_column(snapshot, request->count_slot, 0);
    for (size_t i = 0; i < facets->n; i++) {
        struct facet *facet = &facets->at[i];
        facet->asked = request->facets[i];
        facet->column =
            snapshot_column(snapshot, facet->asked.slot, facet->asked.length);
        histogram_open(&facet->histogram, arena, facet->column->n_values,
                       units);
    }
    facets->totals =
        arena_array(arena, facets->n_totals, sizeof *facets->totals);
    for (size_t i = 0; i < facets->n_totals; i++) {
        struct total *total = &facets->totals[i];
        total->column = snapshot_column(snapshot, request->total_slots[i], 0);
        total->met =
            arena_array(arena, total->column->n_values, sizeof *total->met);
    }
}

static void
add_to_facet(struct facet *facet, const uint32_t *numbers, size_t n)
{
    struct histogram *histogram = &facet->histogram;
    const struct column *column = facet->column;

    arena_step(histogram->arena, n);
    for (size_t i = 0; i < n; i++) {
        const uint32_t code = column_code(column, numbers[i]);
        if (code < column->n_values)
            histogram_add(histogram, code, numbers[i]);
        else
            FOR_EACH_VALUE (value, column, code)
                histogram_add(histogram, *value, numbers[i]);
    }
}

static void
add_to_total(struct total *total, const uint32_t *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const uint32_t code = column_code(total->column, numbers[i]);
        FOR_EACH_VALUE (value, total->column, code) {
            total->n += *value != 0 && !total->met[*value];
            total->met[*value] = true;
        }
    }
}

/* The numbers of the documents in a set, rising; returns how many there are. */
static size_t
set_numbers(const uint64_t set[WINDOW_WORDS],
            uint32_t first,
            uint32_t numbers[WINDOW])
{
    size_t n = 0;

    FOR_EACH_BIT (i, set)
        numbers[n++] = first + (uint32_t)i;
    return n;
}

void
facets_add(struct facets *facets, const struct execution *execution)
{
    const struct window *window = &execution->window;
    uint64_t set[WINDOW_WORDS];
    size_t n;

    if (facets->n + facets->n_totals == 0)
        return;
    set_common(set, execution->passing, window->counted);
    n = set_numbers(set, window->first, facets->numbers);
    for (size_t i = 0; i < facets->n_totals; i++)
        add_to_total(&facets->totals[i], facets->numbers, n);
    for (size_t i = 0; i < facets->n; i++)
        if (!filters_without(&execution->filters, facets->at[i].asked.slot))
            add_to_facet(&facets->at[i], facets->numbers, n);
    for (size_t i = 0; i < facets->n; i++) {
        const uint64_t *others =
            filters_without(&execution->filters, facets->at[i].asked.slot);
        if (!others)
            continue;
        set_common(set, others, window->counted);
        n = set_numbers(set, window->first, facets->numbers);
        add_to_facet(&facets->at[i], facets->numbers, n);
    }
}

struct counted_code {
    size_t count;
    uint32_t code;
};

/* Codes are in order of their values. */
static int
by_count(const void *left, const void *right)
{
    const struct counted_code *a = left, *b = right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

struct value_counts
facet_counts(struct facet *facet)
{
    struct histogram *histogram = &facet->histogram;
    struct arena *arena = histogram->arena;
    struct counted_code *codes =
        arena_array(arena, histogram->n, sizeof *codes);
    size_t n = 0;

    arena_step(arena, histogram->n);
    histogram_finish(histogram);
    for (uint32_t code = 1; code < histogram->n; code++)
        if (histogram->counts[code] > 0)
            codes[n++] = (struct counted_code){histogram->counts[code], code};
    qsort(codes, n, sizeof *codes, by_count);
    struct value_counts counts = {arena_array(arena, n, sizeof *counts.at), n};
    for (size_t i = 0; i < n; i++)
        counts.at[i] = (struct fe_count){facet->column->values[codes[i].code],
                                         codes[i].count};
    return counts;
}
