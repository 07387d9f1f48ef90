/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * work.h: makes answers on worker threads. A job borrows a reader, runs on a
 * thread of the pool and returns the reader. All functions are for the loop's
 * thread.
 *
 * While no reader is free, jobs wait. Clients take turns, and each client's
 * jobs start in the order in which they came. There are two lanes, so that what
 * is quick does not wait for searches: these never take the last reader.
 *
 * A search that takes long gives up its place to others and goes on beside
 * them, if there are not many like it; meanwhile its client's other searches
 * wait. A client whose last search took long never takes the last place, and
 * there is one place more for clients whose last search was short. So clients
 * that ask for much do not hold up those that ask for little.
 */
#ifndef DAEMON_WORK_H
#define DAEMON_WORK_H

#include "answer.h"
#include "pool.h"
#include "readers.h"

#include <glib.h>
#include <uv.h>

enum lane { LANE_QUICK, LANE_SEARCH, LANES };

/* Whose turn it is: a client and its jobs. Zero it; it must stay in place as
 * long as it has jobs. */
struct client {
    GQueue waiting[LANES]; /* struct job *, oldest first */
    unsigned running;
    unsigned slow;
    uint64_t last_ms; /* how long its last search took */
    bool is_held; /* its jobs are not started; call work_resume() afterwards */
};

/* What has been logged as wrong with the index, so that each text is logged
 * once however many requests fail. */
struct troubles {
    char texts[16][512]; /* if there are more, they are not logged */
    size_t count;
    uint64_t changes; /* of the index, by fe_index_changes() */
    bool is_lost;     /* no commit could be read */
};

/* Owned by main.c, which sets loop, pool, readers, n_searches, facts and
 * metrics first. */
struct work {
    uv_loop_t *loop;
    struct pool pool;
    struct readers readers;
    unsigned n_searches; /* that run at a time, besides slow ones and a short
                            one */
    struct facts facts;
    struct metrics metrics; /* facts.metrics */
    GQueue turns[LANES];    /* struct client * with waiting jobs, next first */
    GQueue running;         /* struct job * */
    unsigned searching;     /* searches that are running and not slow */
    bool is_held; /* no search is started; call work_resume() afterwards */
    struct troubles troubles;
};

/* Make the next line of the answer on a worker thread, then call done(), which
 * takes the answer back, on the loop's thread. If no reader is needed, or
 * the answer was cancelled, both happen before this returns. */
void work_start(struct work *work,
                struct client *client,
                struct answer *answer,
                void (*done)(void *data, struct answer *answer),
                void *data);

/* Start what may be started by now. */
void work_resume(struct work *work);

/* Answer waiting jobs that are over: call it after answer_cancel(). */
void work_sweep(struct work *work);

/* Call it every WORK_TICK_MS while work_is_pending(): it notices which jobs are
 * over or slow. */
enum { WORK_TICK_MS = 50 };
void work_tick(struct work *work);
bool work_is_pending(const struct work *work);

#endif
