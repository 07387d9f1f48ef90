/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * histogram.h: an array of counts, one for each bin, which is the code of a
 * value or a cell of a table. What is counted is documents, or the distinct
 * values that they have in a slot (units, such as reports).
 */
#ifndef ENGINE_RESULT_HISTOGRAM_H
#define ENGINE_RESULT_HISTOGRAM_H

#include "engine/match/columns.h"

struct histogram {
    struct arena *arena;
    size_t *counts; /* by bin; of units only after histogram_finish() */
    size_t n;
    const struct column *units; /* NULL: count documents */
    uint64_t *met;         /* a bit for each bin and unit; NULL if there are too
                              many */
    uint32_t *last;        /* otherwise, by bin, the unit last met */
    ARRAY(uint64_t) pairs; /* and bin << 32 | unit, for each unit met */
};

void histogram_open(struct histogram *histogram,
                    struct arena *arena,
                    size_t n,
                    const struct column *units);

/* A document without a unit is not counted. */
static inline void
histogram_add_unit(struct histogram *histogram, size_t i, uint32_t unit)
{
    if (unit == 0)
        return;
    if (histogram->met) {
        const size_t at = i * histogram->units->n_codes + unit;
        const uint64_t bit = (uint64_t)1 << at % 64;
        histogram->counts[i] += (histogram->met[at / 64] & bit) == 0;
        histogram->met[at / 64] |= bit;
        return;
    }
    /* Most documents follow one that has the same unit. */
    if (histogram->last[i] == unit)
        return;
    histogram->last[i] = unit;
    array_push(histogram->arena, &histogram->pairs, (uint64_t)i << 32 | unit);
}

static inline void
histogram_add(struct histogram *histogram, size_t i, uint32_t id)
{
    if (histogram->units)
        histogram_add_unit(histogram, i, column_code(histogram->units, id));
    else
        histogram->counts[i]++;
}

/* Call once, after the last document. */
void histogram_finish(struct histogram *histogram);

#endif
