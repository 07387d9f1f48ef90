/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * work.h: makes answers on worker threads. A job borrows a reader, runs on
 * a worker thread and returns the reader; while all readers are lent, jobs wait
 * in a queue. All functions are for the loop's thread.
 */
#ifndef DAEMON_WORK_H
#define DAEMON_WORK_H

#include "answer.h"
#include "readers.h"

#include <uv.h>

struct job;

/* Owned by main.c, which sets loop, readers and facts first. */
struct work {
    uv_loop_t *loop;
    struct readers readers;
    struct facts facts;
    struct job *first; /* in the queue, which is oldest first */
    struct job *last;
    char trouble[512]; /* with the index, as last logged; "" if there is none */
};

/* Make the next line of the answer on a worker thread, then call done(), which
 * takes the answer back, on the loop's thread. If no reader is needed, both
 * happen before this returns. An urgent answer goes to the front of the queue.
 */
void work_start(struct work *work,
                struct answer *answer,
                bool is_urgent,
                void (*done)(void *data, struct answer *answer),
                void *data);

#endif
