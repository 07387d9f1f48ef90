/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * filters.h: which documents of a window pass the filters of a request. A facet
 * is counted under all filters but those on its own slot, so for each slot that
 * has both there is also the set of what passes all the others.
 */
#ifndef ENGINE_RESULT_FILTERS_H
#define ENGINE_RESULT_FILTERS_H

#include "engine/match/columns.h"
#include "engine/match/window.h"

struct filters {
    struct slot_filter *slots; /* those without a facet first */
    size_t n_slots;
    size_t n_plain; /* that have no facet */
};

void filters_open(struct filters *filters,
                  const struct snapshot *snapshot,
                  const struct fe_request *request);

/* Of the documents found, first + i being bit i, those that pass all. */
void filters_apply(struct filters *filters,
                   uint32_t first,
                   const uint64_t found[WINDOW_WORDS],
                   uint64_t passing[WINDOW_WORDS]);

/* Of those that filters_apply() was last given, those that pass all filters but
 * the slot's; NULL if there is none on the slot, or it has no facet. */
const uint64_t *filters_without(const struct filters *filters, unsigned slot);

#endif
