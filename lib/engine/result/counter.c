/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/counter.h"

#include <stdlib.h>

/* Units are told apart by a set of bits up to this size; beyond it by sorting
 * what was met. */
enum { MET_BYTES_MAX = 4 << 20 };

void
counter_open(struct counter *counter,
             struct arena *arena,
             size_t n,
             const struct column *units)
{
    *counter = (struct counter){.arena = arena, .n = n, .units = units};
    counter->counts = arena_array(arena, n, sizeof *counter->counts);
    if (!units)
        return;
    if (n <= (size_t)MET_BYTES_MAX * 8 / (units->n_codes + 1))
        counter->met = arena_array(arena, n * units->n_codes / 64 + 1,
                                   sizeof *counter->met);
    else
        counter->last = arena_array(arena, n, sizeof *counter->last);
}

static int
by_number(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

void
counter_finish(struct counter *counter)
{
    const size_t n = counter->pairs.n;
    const uint64_t *pairs = counter->pairs.at;

    if (n == 0)
        return;
    qsort(counter->pairs.at, n, sizeof *pairs, by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || pairs[i] != pairs[i - 1])
            counter->counts[pairs[i] >> 32]++;
}
