/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pool.h"

#include <glib.h>

struct pool_thread {
    uv_thread_t id;
    uv_sem_t wake;
    struct pool *pool;
    struct pool_job *job; /* NULL when it wakes: end */
    struct pool_thread *next_idle, *next;
};

static void
finish(struct pool *pool, struct pool_job *job)
{
    uv_mutex_lock(&pool->lock);
    job->next = NULL;
    *pool->last = job;
    pool->last = &job->next;
    uv_mutex_unlock(&pool->lock);
    uv_async_send(&pool->on_finished);
}

static void
run_thread(void *data)
{
    struct pool_thread *thread = data;

    for (uv_sem_wait(&thread->wake); thread->job; uv_sem_wait(&thread->wake)) {
        thread->job->run(thread->job);
        finish(thread->pool, thread->job);
    }
}

static struct pool_job *
take_finished(struct pool *pool)
{
    uv_mutex_lock(&pool->lock);
    struct pool_job *job = pool->finished;
    pool->finished = NULL;
    pool->last = &pool->finished;
    uv_mutex_unlock(&pool->lock);
    return job;
}

static void
on_finished(uv_async_t *async)
{
    struct pool *pool = async->data;

    for (struct pool_job *job = take_finished(pool), *next; job; job = next) {
        struct pool_thread *thread = job->thread;
        next = job->next;
        if (thread) {
            thread->next_idle = pool->idle;
            pool->idle = thread;
        }
        if (--pool->running == 0)
            uv_unref((uv_handle_t *)&pool->on_finished);
        job->done(job);
    }
}

void
pool_open(struct pool *pool, uv_loop_t *loop)
{
    *pool = (struct pool){0};
    pool->last = &pool->finished;
    uv_mutex_init(&pool->lock);
    uv_async_init(loop, &pool->on_finished, on_finished);
    pool->on_finished.data = pool;
    uv_unref((uv_handle_t *)&pool->on_finished);
}

/* Start another thread; NULL if the system gives none. */
static struct pool_thread *
start_thread(struct pool *pool)
{
    struct pool_thread *thread = g_new0(struct pool_thread, 1);

    thread->pool = pool;
    uv_sem_init(&thread->wake, 0);
    if (uv_thread_create(&thread->id, run_thread, thread) < 0) {
        uv_sem_destroy(&thread->wake);
        g_free(thread);
        return NULL;
    }
    thread->next = pool->all;
    pool->all = thread;
    return thread;
}

void
pool_run(struct pool *pool, struct pool_job *job)
{
    struct pool_thread *thread = pool->idle;

    if (thread)
        pool->idle = thread->next_idle;
    else
        thread = start_thread(pool);
    if (pool->running++ == 0)
        uv_ref((uv_handle_t *)&pool->on_finished);
    job->thread = thread;
    if (thread) {
        thread->job = job;
        uv_sem_post(&thread->wake);
    } else {
        job->run(job);
        finish(pool, job);
    }
}

void
pool_close(struct pool *pool)
{
    for (struct pool_thread *thread = pool->all, *next; thread; thread = next) {
        next = thread->next;
        thread->job = NULL;
        uv_sem_post(&thread->wake);
        uv_thread_join(&thread->id);
        uv_sem_destroy(&thread->wake);
        g_free(thread);
    }
    uv_mutex_destroy(&pool->lock);
    uv_close((uv_handle_t *)&pool->on_finished, NULL);
}
