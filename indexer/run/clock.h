/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * clock.h: a monotonic clock.
 */
#ifndef INDEXER_CLOCK_H
#define INDEXER_CLOCK_H

#include <stdint.h>

/* Milliseconds since some time before the program started. */
int64_t clock_ms(void);

#endif
