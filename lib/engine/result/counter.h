/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * counter.h: counts by number, such as the code of a value or a cell of a
 * table: of documents, or of the different values that these have in a slot
 * (units, such as reports).
 */
#ifndef ENGINE_RESULT_COUNTER_H
#define ENGINE_RESULT_COUNTER_H

#include "engine/match/columns.h"

struct counter {
    struct arena *arena;
    size_t *counts; /* of units only after counter_finish() */
    size_t n;
    const struct column *units; /* NULL: documents are counted */
    uint64_t *met;  /* by count and unit, a bit; NULL if there are too many */
    uint32_t *last; /* else: the unit last met, by count, */
    ARRAY(uint64_t) pairs; /* and every other, with the count's number */
};

void counter_open(struct counter *counter,
                  struct arena *arena,
                  size_t n,
                  const struct column *units);

/* What has no unit does not count. */
static inline void
counter_add_unit(struct counter *counter, size_t i, uint32_t unit)
{
    if (unit == 0)
        return;
    if (counter->met) {
        const size_t at = i * counter->units->n_codes + unit;
        const uint64_t bit = (uint64_t)1 << at % 64;
        counter->counts[i] += (counter->met[at / 64] & bit) == 0;
        counter->met[at / 64] |= bit;
        return;
    }
    /* Most documents follow one of the same unit. */
    if (counter->last[i] == unit)
        return;
    counter->last[i] = unit;
    array_push(counter->arena, &counter->pairs, (uint64_t)i << 32 | unit);
}

static inline void
counter_add(struct counter *counter, size_t i, uint32_t id)
{
    if (counter->units)
        counter_add_unit(counter, i, column_code(counter->units, id));
    else
        counter->counts[i]++;
}

/* Call once, after the last is added. */
void counter_finish(struct counter *counter);

#endif
