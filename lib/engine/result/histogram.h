/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * histogram.h: counts by number, such as the code of a value or a cell of a
 * table: of documents, or of the different values that these have in a slot
 * (units, such as reports).
 */
#ifndef ENGINE_RESULT_HISTOGRAM_H
#define ENGINE_RESULT_HISTOGRAM_H

#include "engine/match/columns.h"

struct histogram {
    struct arena *arena;
    size_t *counts; /* of units only after histogram_finish() */
    size_t n;
    const struct column *units; /* NULL: documents are counted */
    uint64_t *met;  /* by count and unit, a bit; NULL if there are too many */
    uint32_t *last; /* else: the unit last met, by count, */
    ARRAY(uint64_t) pairs; /* and every other, with the count's number */
};

void histogram_open(struct histogram *histogram,
                    struct arena *arena,
                    size_t n,
                    const struct column *units);

/* What has no unit does not count. */
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
    /* Most documents follow one of the same unit. */
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

/* Call once, after the last is added. */
void histogram_finish(struct histogram *histogram);

#endif
