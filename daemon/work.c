/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "work.h"
#include "log.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

/* Everything that the worker thread touches is in here. */
struct job {
    uv_work_t request; /* first: a uv_work_t * here is a struct job * */
    struct work *work;
    struct answer *answer;
    struct fe_reader *reader; /* borrowed until the work is done */
    struct facts facts;
    uint64_t revision; /* of the index, afterwards */
    void (*done)(void *data, struct answer *answer);
    void *data;
    struct job *next;
};

static void start_waiting(struct work *work);

static void
on_worker(uv_work_t *request)
{
    struct job *job = (struct job *)request;
    answer_work(job->answer, job->reader, &job->facts);
    job->revision = fe_index_revision(job->work->readers.index);
}

/* Log what is wrong with the index, once however many requests fail, and when
 * it can be read again. */
static void
log_trouble(struct work *work, const char *trouble)
{
    if (trouble && strcmp(work->trouble, trouble) != 0)
        log_line("%s", trouble);
    else if (!trouble && *work->trouble)
        log_line("the index can be read again");
    snprintf(work->trouble, sizeof work->trouble, "%s", trouble ? trouble : "");
}

static void
after_work(uv_work_t *request, int status)
{
    const struct job job = *(struct job *)request;

    (void)status; /* work is never cancelled */
    g_free(request);
    const char *trouble = answer_trouble(job.answer);
    log_trouble(job.work, trouble);
    job.work->facts.revision = trouble ? 0 : job.revision;
    readers_return(&job.work->readers, job.reader);
    start_waiting(job.work);
    job.done(job.data, job.answer);
}

/* Start waiting jobs as long as there are readers for them. */
static void
start_waiting(struct work *work)
{
    struct job *job;

    while ((job = work->first) &&
           (job->reader = readers_lend(&work->readers))) {
        work->first = job->next;
        job->facts = work->facts;
        uv_queue_work(work->loop, &job->request, on_worker, after_work);
    }
}

void
work_start(struct work *work,
           struct answer *answer,
           bool is_urgent,
           void (*done)(void *data, struct answer *answer),
           void *data)
{
    answer_start_clock(answer);
    if (!answer_needs_reader(answer)) {
        answer_work(answer, NULL, &work->facts);
        done(data, answer);
        return;
    }
    struct job *job = g_new0(struct job, 1);
    job->work = work;
    job->answer = answer;
    job->done = done;
    job->data = data;
    if (is_urgent && work->first) {
        job->next = work->first;
        work->first = job;
    } else {
        if (work->first)
            work->last->next = job;
        else
            work->first = job;
        work->last = job;
    }
    start_waiting(work);
}
