/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * rate.h: how many requests a peer may make. Each has a bucket of tokens, of
 * which a request takes one, and which is filled again as time passes. The
 * buckets are of a fixed number: of too many peers, those that asked longest
 * ago are forgotten.
 */
#ifndef WEB_SERVER_RATE_H
#define WEB_SERVER_RATE_H

#include "server/peer.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    RATE_DEFAULT = 100, /* requests a second, in the long run */
    RATE_BURST_S = 4    /* so many seconds of them may be made at once */
};

struct rate;

/* per_second is at least 1. */
struct rate *rate_new(unsigned per_second);
void rate_free(struct rate *rate);

/* Whether the peer may ask now, in milliseconds of any clock. Any thread may
 * call it. */
bool rate_allows(struct rate *rate, const struct peer *peer, int64_t now_ms);

#endif
