/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/durations.h"

#include <math.h>

static const double first = 1e-5; /* seconds */

double
durations_bound(size_t index)
{
    return first * exp2((double)index / DURATIONS_STEPS);
}

/* The index of the lowest bound that is not below the time; DURATIONS_BOUNDS if
 * all are. */
static size_t
index_of(double seconds)
{
    /* The parts of a doubling: 2^(-3/4), 2^(-1/2), 2^(-1/4). */
    static const double parts[] = {0.5, 0.59460355750136053,
                                   0.70710678118654752, 0.84089641525371454};
    int doublings;

    if (!(seconds > first))
        return 0;
    const double part = frexp(seconds / first, &doublings);
    size_t index = (size_t)(doublings - 1) * DURATIONS_STEPS;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && part > parts[i]; i++)
        index++;
    return index < DURATIONS_BOUNDS ? index : DURATIONS_BOUNDS;
}

void
durations_add(struct durations *durations, double seconds)
{
    durations->counts[index_of(seconds)]++;
    durations->n++;
    durations->sum += seconds > 0 ? seconds : 0;
}

double
durations_percentile(const struct durations *durations, double share)
{
    const double wanted = share * (double)durations->n;
    uint64_t n = 0;
    size_t i = 0;

    if (durations->n == 0)
        return 0;
    while (i < DURATIONS_BOUNDS && (double)(n += durations->counts[i]) < wanted)
        i++;
    if (i == 0 || i == DURATIONS_BOUNDS)
        return durations_bound(i == 0 ? 0 : DURATIONS_BOUNDS - 1);
    /* In the middle between the bounds, so that the error is the same on both
     * sides. */
    return sqrt(durations_bound(i - 1) * durations_bound(i));
}

uint64_t
durations_up_to(const struct durations *durations, size_t index)
{
    uint64_t n = 0;

    for (size_t i = 0; i <= index; i++)
        n += durations->counts[i];
    return n;
}
