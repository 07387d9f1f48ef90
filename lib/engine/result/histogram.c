/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/histogram.h"

#include <stdlib.h>

/* Distinct units are found with a set of bits of at most this size. If it would
 * be larger, what was met is sorted instead. */
enum { MET_BYTES_MAX = 4 << 20 };

void
histogram_open(struct histogram *histogram,
               struct arena *arena,
               size_t n,
               const struct column *units)
{
    *histogram = (struct histogram){.arena = arena, .n = n, .units = units};
    histogram->counts = arena_array(arena, n, sizeof *histogram->counts);
    if (!units)
        return;
    if (n <= (size_t)MET_BYTES_MAX * 8 / (units->n_codes + 1))
        histogram->met = arena_array(arena, n * units->n_codes / 64 + 1,
                                     sizeof *histogram->met);
    else
        histogram->last = arena_array(arena, n, sizeof *histogram->last);
}

static int
by_number(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

void
histogram_finish(struct histogram *histogram)
{
    const size_t n = histogram->pairs.n;
    const uint64_t *pairs = histogram->pairs.at;

    if (n == 0)
        return;
    arena_step(histogram->arena, n);
    qsort(histogram->pairs.at, n, sizeof *pairs, by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || pairs[i] != pairs[i - 1])
            histogram->counts[pairs[i] >> 32]++;
}
