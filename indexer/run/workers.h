/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * workers.h: runs jobs in child processes, so that several run at once, and one
 * that crashes, uses up its memory or never ends does not affect the others.
 *
 * Jobs are numbered from 0. A function does them in a child, which is a copy of
 * this process as it was at workers_new() or later, so all that the function
 * needs must exist by then and remain. The answers are bytes, and come back in
 * the order of the jobs.
 *
 * A child has no file descriptors of this process, cannot write files, open
 * others than libraries need, reach a network, run programs (sandbox.h) or dump
 * core, and ends when this process does. It may use 1 GB of memory more than
 * this process does (not limited under sanitizers, which reserve most of the
 * address space). It ignores SIGINT and SIGTERM, which this process handles.
 */
#ifndef INDEXER_WORKERS_H
#define INDEXER_WORKERS_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct workers_options {
    /* Do the job and add its answer to out. */
    void (*work)(const void *context, size_t job, struct text *out);
    /* The path of the file that the job reads, which the parent opens for it;
     * NULL if jobs read no files. */
    const char *(*path)(const void *context, size_t job);
    /* Called in a child before it gives up what it does not need; or NULL. */
    void (*prepare)(void);
    const void *context;
    size_t jobs;
    unsigned count;   /* of children; 0: one per processor. Never more than jobs
                         or WORKERS_MAX */
    unsigned seconds; /* a job may take this long until its next step is
                         done or its answer begins to arrive, and then no pause
                         in it may take longer while we listen; 0:
                         WORKERS_SECONDS. While this process is stopped, that
                         time does not pass */
};

enum {
    WORKERS_MAX = 16,
    WORKERS_SECONDS = 120,
    WORKERS_STEPS_MAX = 4000,      /* of a job; more do not give it more time */
    WORKERS_ANSWER_MAX = 256 << 20 /* bytes; a longer answer is an error */
};

/* The answer to one job. */
struct workers_answer {
    size_t job;
    bool is_done;
    struct text bytes;        /* if it is done; the caller frees .bytes */
    char reason[REASON_SIZE]; /* if it is not: why, for a person */
    int lacks; /* an errno instead: what the system lacked for it, or for a
                  child, and may have again */
};

enum workers_event {
    WORKERS_ANSWER,  /* *out is the answer to the next job */
    WORKERS_WAITING, /* the next job is not done yet */
    WORKERS_ENDED,   /* there are no more jobs */
    WORKERS_FAILED   /* no child can be started; out->lacks says why */
};

struct workers;

/* Start the children. Never NULL: if one cannot be started, workers_next() says
 * so. The options are copied, the context is not. */
struct workers *workers_new(const struct workers_options *options);

/* In a child: the file of the job, open for reading, once for each job; -1 with
 * errno if it could not be opened. Elsewhere, the file at the path is opened.
 */
int workers_file(const char *path);

/* In a child: tell the parent that this many of all steps of the job are done.
 * Each step may take as long as a job without steps. */
void workers_step(unsigned done, unsigned all);

/* In a child: if the errno says that the system lacks something, such as memory
 * or open files, end the child, so that the job does not count as done. */
void workers_lack(int number);

/* How far the job is whose answer is due next: how many of its steps are done,
 * and *all; 0 of 0 if it has told of none. */
unsigned workers_steps(const struct workers *workers, unsigned *all);

/* Wait up to timeout_ms for the answer to the next job. However long the caller
 * takes between two calls, only a few answers per child are buffered. */
enum workers_event workers_next(struct workers *workers,
                                int timeout_ms,
                                struct workers_answer *out);

/* End the children, whatever they are doing, and drop the answers not taken. */
void workers_free(struct workers *workers);

#endif
