/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facets.h: what a search counts: values by facet, and how many distinct values
 * the documents found have in certain slots.
 */
#ifndef ENGINE_RESULT_FACETS_H
#define ENGINE_RESULT_FACETS_H

#include "engine/result/histogram.h"
#include "engine/result/execution.h"
#include "engine/result/value_counts.h"

struct facets {
    struct facet {
        struct fe_facet asked;
        const struct column *column;
        struct histogram histogram;
    } * at;
    size_t n;
    struct total {
        const struct column *column;
        bool *met; /* by code: whether a document has it */
        size_t n;
    } * totals;
    size_t n_totals;
    uint32_t *numbers; /* room for WINDOW document numbers, for facets_add() */
};

void facets_open(struct facets *facets,
                 const struct snapshot *snapshot,
                 const struct fe_request *request);

/* Count the counted documents of the current window. */
void facets_add(struct facets *facets, const struct execution *execution);

/* The counts of a facet that are not 0, the highest first, then in order of
 * values, which belong to the column. Call it once for each facet, after the
 * last window. */
struct value_counts facet_counts(struct facet *facet);

#endif
