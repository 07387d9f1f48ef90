/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pool.h: threads that work for the loop. The thread that finished last works
 * next, because the processor's caches still have what it needs; libuv's own
 * pool takes its threads in turn, which costs a tenth of the answers a second.
 * All functions are for the loop's thread.
 */
#ifndef DAEMON_POOL_H
#define DAEMON_POOL_H

#include <uv.h>

/* Owned by the caller; it must stay in place until done() is called. */
struct pool_job {
    void (*run)(struct pool_job *job);  /* on a thread of the pool */
    void (*done)(struct pool_job *job); /* afterwards, on the loop's */
    struct pool_thread *thread;         /* of the pool, as is what follows */
    struct pool_job *next;
};

struct pool {
    uv_async_t on_finished;
    uv_mutex_t lock; /* of finished */
    struct pool_job *finished, **last;
    struct pool_thread *idle; /* the one that finished last is first */
    struct pool_thread *all;
    unsigned running;
};

/* Set up, without a thread: each is started when it is needed first. */
void pool_open(struct pool *pool, uv_loop_t *loop);

/* Run the job on an idle thread. There are as many threads as there have been
 * jobs at a time; if one cannot be started, the loop's own thread does it. The
 * loop goes on as long as jobs are running. */
void pool_run(struct pool *pool, struct pool_job *job);

/* End the threads, when no job is running. The loop must be run once more, to
 * close the handle. */
void pool_close(struct pool *pool);

#endif
