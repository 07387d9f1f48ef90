/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/facts.h"

#include <time.h>

double
facts_clock(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
