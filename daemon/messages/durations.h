/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * durations.h: how long things took, in constant memory: how many were at most
 * so long, for bounds from 10 microseconds to 42 seconds, each 19% above the
 * one before. Percentiles are read from that, within 10%.
 */
#ifndef DAEMON_MESSAGES_DURATIONS_H
#define DAEMON_MESSAGES_DURATIONS_H

#include <stddef.h>
#include <stdint.h>

enum {
    DURATIONS_STEPS = 4, /* bounds up to twice the time */
    DURATIONS_DOUBLINGS = 22,
    DURATIONS_BOUNDS = DURATIONS_STEPS * DURATIONS_DOUBLINGS + 1
};

/* Zero it. */
struct durations {
    uint64_t counts[DURATIONS_BOUNDS + 1]; /* the last: above all bounds */
    uint64_t n;
    double sum; /* seconds */
};

/* In seconds. */
double durations_bound(size_t index);

void durations_add(struct durations *durations, double seconds);

/* The time, in seconds, within which this share of them ended: 0.5 for the
 * median. At most 10% above or below the right one, from 10 microseconds to 42
 * seconds, and no more or less than these. 0 if there are none. */
double durations_percentile(const struct durations *durations, double share);

/* How many took at most as long as this bound. */
uint64_t durations_up_to(const struct durations *durations, size_t index);

#endif
