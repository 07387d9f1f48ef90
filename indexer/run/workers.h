/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * workers.h: jobs done by child processes, so that one which crashes, eats the
 * memory or never ends takes only itself down, and so that several are done
 * at once.
 *
 * Jobs are numbered from 0. What a job is, a function knows, which runs in a
 * child: the child is a copy of this process as it was at workers_new() or
 * later, so all that the function needs must be there by then and stay. The
 * answers, which are bytes, come back in the order of the jobs.
 *
 * A child has no descriptors but its own, writes no files and no core, has
 * 1 GB of memory beyond what this process has (not under sanitizers, which
 * need all the addresses there are), and ends when this process does. It
 * leaves SIGINT and SIGTERM to this process.
 */
#ifndef INDEXER_WORKERS_H
#define INDEXER_WORKERS_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct workers_options {
    /* Do the job and add its answer to out. */
    void (*work)(const void *context, size_t job, struct text *out);
    const void *context;
    size_t jobs;
    unsigned count;   /* of children; 0: as many as there are processors. Never
                         more than jobs or WORKERS_MAX */
    unsigned seconds; /* that a job may take; 0: WORKERS_SECONDS */
};

enum {
    WORKERS_MAX = 16,
    WORKERS_SECONDS = 120,
    WORKERS_ANSWER_MAX = 256 << 20 /* bytes; a longer answer is a fault */
};

/* Of one job. */
struct workers_answer {
    size_t job;
    bool is_done;
    struct text bytes;        /* where it is done; free .bytes, or take it */
    char reason[REASON_SIZE]; /* where it is not: why, for a person */
};

enum workers_event {
    WORKERS_ANSWER,  /* *out is the next job's */
    WORKERS_WAITING, /* it is not done yet */
    WORKERS_ENDED,   /* there is no next job */
    WORKERS_FAILED   /* no child can be started; *out has the reason */
};

struct workers;

/* Start the children. Never NULL: what cannot be started is reported by the
 * first workers_next(). The options are copied, the context is not. */
struct workers *workers_new(const struct workers_options *options);

/* Wait, up to so many milliseconds, for the next job in order. However long
 * the caller takes between two calls, no more answers pile up than a few to a
 * child. */
enum workers_event workers_next(struct workers *workers,
                                int timeout_ms,
                                struct workers_answer *out);

/* End the children, whatever they do; forget all answers not taken. */
void workers_free(struct workers *workers);

#endif
