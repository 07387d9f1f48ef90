/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * metrics.h: what the daemon has done since it started, in constant memory. The
 * loop's thread counts, and a worker copies the counts for an answer: a lock
 * guards them.
 */
#ifndef DAEMON_MESSAGES_METRICS_H
#define DAEMON_MESSAGES_METRICS_H

#include "messages/durations.h"

#include <pthread.h>
#include <stdbool.h>

enum { METRICS_METHODS = 48, METRICS_ERRORS = 32 };

/* A request that has been answered. */
struct request_report {
    const char *method; /* a constant; NULL for a line that nobody asked for */
    int code;           /* of its error; 0 if there is none */
    double waited;      /* for a worker; seconds */
    double worked;
    size_t bytes_in;
    size_t bytes_out;
    bool has_counts;
    size_t shown; /* records in the answer */
    size_t total; /* paragraphs that were counted */
};

struct method_counts {
    const char *name;
    struct durations waited; /* one for each request */
    struct durations worked;
};

struct error_count {
    int code;
    uint64_t n;
};

struct metrics_counts {
    struct method_counts methods[METRICS_METHODS];
    size_t n_methods;
    struct error_count errors[METRICS_ERRORS];
    size_t n_errors;
    uint64_t bytes_in;
    uint64_t bytes_out;
    uint64_t accepted; /* connections */
    uint64_t refused;
};

struct metrics {
    pthread_mutex_t lock;
    struct metrics_counts counts; /* guarded by it */
};

void metrics_open(struct metrics *metrics);
void metrics_close(struct metrics *metrics);

void metrics_add_request(struct metrics *metrics,
                         const struct request_report *report);
void metrics_add_connection(struct metrics *metrics, bool is_accepted);

/* A copy, which the caller frees with g_free(). */
struct metrics_counts *metrics_copy(struct metrics *metrics);

#endif
