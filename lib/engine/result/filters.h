/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * filters.h: which documents of a window pass the filters of a request. A facet
 * is counted under all filters except those on its own slot. So for each slot
 * that has both a filter and a facet, there is also the set of documents that
 * pass all other filters.
 */
#ifndef ENGINE_RESULT_FILTERS_H
#define ENGINE_RESULT_FILTERS_H

#include "engine/match/columns.h"
#include "engine/match/window.h"

struct filters {
    struct slot_filter *slots; /* slots without a facet come first */
    size_t n_slots;
    size_t n_plain; /* how many have no facet */
};

void filters_open(struct filters *filters,
                  const struct snapshot *snapshot,
                  const struct fe_request *request);

/* Of the documents found, those that pass all filters. The sets are of the
 * window that begins at first. */
void filters_apply(struct filters *filters,
                   uint32_t first,
                   const uint64_t found[WINDOW_WORDS],
                   uint64_t passing[WINDOW_WORDS]);

/* Of the documents last given to filters_apply(), those that pass all filters
 * except those on the slot; NULL if the slot has no filter or no facet. */
const uint64_t *filters_without(const struct filters *filters, unsigned slot);

#endif
