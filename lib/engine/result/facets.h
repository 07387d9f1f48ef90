/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facets.h: the counts of a search: by facet, and how many values of slots were
 * found.
 */
#ifndef ENGINE_RESULT_FACETS_H
#define ENGINE_RESULT_FACETS_H

#include "engine/result/histogram.h"
#include "engine/result/search.h"

struct facets {
    struct facet {
        struct fe_facet asked;
        const struct column *column;
        struct histogram histogram;
    } * at;
    size_t n;
    struct total {
        const struct column *column;
        bool *met; /* by code */
        size_t n;
    } * totals;
    size_t n_totals;
    uint32_t *numbers; /* WINDOW of them, for facets_add() */
};

void facets_open(struct facets *facets,
                 const struct snapshot *snapshot,
                 const struct fe_request *request);

/* Count what is counted of the search's current window. */
void facets_add(struct facets *facets, const struct search *search);

/* The counts, most first, then by value; none is 0. Call once for each, after
 * the last window. Values are the column's. */
struct counts {
    struct fe_count *at;
    size_t n;
};
struct counts facet_counts(struct facet *facet);

#endif
