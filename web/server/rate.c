/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/rate.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

enum { BUCKETS = 256, WHOLE = 1000 /* a token, in its parts */ };

struct bucket {
    struct peer peer;
    int64_t filled_ms;
    int64_t parts;
};

struct rate {
    pthread_mutex_t mutex;
    unsigned per_second;
    size_t n;
    struct bucket buckets[BUCKETS];
};

struct rate *
rate_new(unsigned per_second)
{
    struct rate *rate = g_new0(struct rate, 1);

    rate->per_second = per_second;
    pthread_mutex_init(&rate->mutex, NULL);
    return rate;
}

void
rate_free(struct rate *rate)
{
    if (!rate)
        return;
    pthread_mutex_destroy(&rate->mutex);
    g_free(rate);
}

static int64_t
parts_max(const struct rate *rate)
{
    return (int64_t)rate->per_second * RATE_BURST_S * WHOLE;
}

/* The peer's bucket, which is full if it is new. */
static struct bucket *
find(struct rate *rate, const struct peer *peer, int64_t now_ms)
{
    struct bucket *oldest = rate->buckets;

    for (size_t i = 0; i < rate->n; i++) {
        struct bucket *bucket = &rate->buckets[i];
        if (peer_is_same(&bucket->peer, peer))
            return bucket;
        if (bucket->filled_ms < oldest->filled_ms)
            oldest = bucket;
    }
    struct bucket *fresh =
        rate->n < BUCKETS ? &rate->buckets[rate->n++] : oldest;
    *fresh = (struct bucket){*peer, now_ms, parts_max(rate)};
    return fresh;
}

bool
rate_allows(struct rate *rate, const struct peer *peer, int64_t now_ms)
{
    pthread_mutex_lock(&rate->mutex);
    struct bucket *bucket = find(rate, peer, now_ms);
    const int64_t most = parts_max(rate);
    const int64_t passed =
        CLAMP(now_ms - bucket->filled_ms, 0, (int64_t)RATE_BURST_S * 1000);
    /* A thousandth of a token for each of the thousandths of a second. */
    bucket->parts = MIN(most, bucket->parts + passed * rate->per_second);
    bucket->filled_ms = now_ms;
    const bool is_allowed = bucket->parts >= WHOLE;
    if (is_allowed)
        bucket->parts -= WHOLE;
    pthread_mutex_unlock(&rate->mutex);
    return is_allowed;
}
