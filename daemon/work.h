/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * work.h: answers worked out off the loop. A job takes a reader from the free
 * list, runs on a worker thread, and gives it back; where all are lent, jobs
 * wait in turn.
 */
#ifndef DAEMON_WORK_H
#define DAEMON_WORK_H

#include "answer.h"
#include "readers.h"

#include <uv.h>

struct job;

/* Owned by main(). Its loop, readers and facts are set before it is used. */
struct work {
    uv_loop_t *loop;
    struct readers readers;
    struct facts facts;
    struct job *first; /* of those that wait, oldest first */
    struct job *last;
    char trouble[512]; /* with the index, as it was last logged; "": none */
};

/* Have the answer worked out, then call done on the loop's thread with the
 * answer, which is yours again: at once where it needs no reader. An urgent
 * one goes before all that wait. False for want of memory; the answer is
 * still yours. */
bool work_start(struct work *work,
                struct answer *answer,
                bool is_urgent,
                void (*done)(void *data, struct answer *answer),
                void *data);

#endif
