/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/adder.h"

#include <glib.h>
#include <pthread.h>
#include <signal.h>

enum {
    ARENA_MAX = 1 << 30,  /* bytes to prepare a batch in */
    BATCH_MAX = 64,       /* documents in a batch */
    BATCH_SIZE = 1 << 18, /* bytes of documents after which it is passed on */
    BATCHES = 4
};

struct batch {
    struct arena *arena;
    struct prepared_document documents[BATCH_MAX];
    size_t n;
    size_t size; /* bytes that the documents were made of */
};

/* The batches are used in turns: the thread adds batch number n_added, those up
 * to n_passed wait, and the caller fills the next. */
struct adder {
    void (*add)(void *data, const struct prepared_document *document);
    void *data;
    struct batch batches[BATCHES];
    pthread_t thread;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t passed; /* the thread has something to do */
    pthread_cond_t added;  /* it has added a batch */
    size_t n_passed, n_added;
    bool is_ending;
};

static struct batch *
batch_of(struct adder *adder, size_t number)
{
    return &adder->batches[number % BATCHES];
}

static void
wait_locked(struct adder *adder)
{
    while (adder->n_added < adder->n_passed)
        pthread_cond_wait(&adder->added, &adder->mutex);
}

/* Forking. */

static pthread_mutex_t adders_mutex = PTHREAD_MUTEX_INITIALIZER;
static GSList *adders; /* guarded by adders_mutex */

static void
before_fork(void)
{
    pthread_mutex_lock(&adders_mutex);
    for (GSList *each = adders; each; each = each->next) {
        struct adder *adder = each->data;
        pthread_mutex_lock(&adder->mutex);
        wait_locked(adder);
    }
}

static void
after_fork(void)
{
    for (GSList *each = adders; each; each = each->next)
        pthread_mutex_unlock(&((struct adder *)each->data)->mutex);
    pthread_mutex_unlock(&adders_mutex);
}

static void
rest_at_forks(void)
{
    pthread_atfork(before_fork, after_fork, after_fork);
}

/* The thread. */

static void
add_batch(struct adder *adder, struct batch *batch)
{
    for (size_t i = 0; i < batch->n; i++)
        adder->add(adder->data, &batch->documents[i]);
    arena_reset(batch->arena);
    batch->n = batch->size = 0;
}

static void *
run(void *data)
{
    struct adder *adder = data;

    pthread_mutex_lock(&adder->mutex);
    for (;;) {
        while (adder->n_added == adder->n_passed && !adder->is_ending)
            pthread_cond_wait(&adder->passed, &adder->mutex);
        if (adder->n_added == adder->n_passed)
            break;
        pthread_mutex_unlock(&adder->mutex);
        add_batch(adder, batch_of(adder, adder->n_added));
        pthread_mutex_lock(&adder->mutex);
        adder->n_added++;
        pthread_cond_signal(&adder->added);
    }
    pthread_mutex_unlock(&adder->mutex);
    return NULL;
}

static void
release(struct adder *adder)
{
    for (size_t i = 0; i < BATCHES; i++)
        arena_free(adder->batches[i].arena);
    pthread_cond_destroy(&adder->passed);
    pthread_cond_destroy(&adder->added);
    pthread_mutex_destroy(&adder->mutex);
    g_free(adder);
}

/* Signals are the caller's. */
static bool
start(struct adder *adder)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&adder->thread, NULL, run, adder);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed == 0;
}

struct adder *
adder_new(void (*add)(void *data, const struct prepared_document *document),
          void *data)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct adder *adder = g_new0(struct adder, 1);

    pthread_once(&once, rest_at_forks);
    adder->add = add;
    adder->data = data;
    for (size_t i = 0; i < BATCHES; i++)
        adder->batches[i].arena = arena_new(ARENA_MAX);
    pthread_mutex_init(&adder->mutex, NULL);
    pthread_cond_init(&adder->passed, NULL);
    pthread_cond_init(&adder->added, NULL);
    if (!start(adder)) {
        release(adder);
        return NULL;
    }
    pthread_mutex_lock(&adders_mutex);
    adders = g_slist_prepend(adders, adder);
    pthread_mutex_unlock(&adders_mutex);
    return adder;
}

/* The caller. */

/* Pass on the batch that is being filled. */
static void
pass(struct adder *adder)
{
    pthread_mutex_lock(&adder->mutex);
    adder->n_passed++;
    pthread_cond_signal(&adder->passed);
    pthread_mutex_unlock(&adder->mutex);
}

void
adder_free(struct adder *adder)
{
    if (!adder)
        return;
    adder_wait(adder);
    pthread_mutex_lock(&adders_mutex);
    adders = g_slist_remove(adders, adder);
    pthread_mutex_unlock(&adders_mutex);
    pthread_mutex_lock(&adder->mutex);
    adder->is_ending = true;
    pthread_cond_signal(&adder->passed);
    pthread_mutex_unlock(&adder->mutex);
    pthread_join(adder->thread, NULL);
    release(adder);
}

struct arena *
adder_arena(struct adder *adder)
{
    pthread_mutex_lock(&adder->mutex);
    while (adder->n_passed - adder->n_added == BATCHES)
        pthread_cond_wait(&adder->added, &adder->mutex);
    struct arena *arena = batch_of(adder, adder->n_passed)->arena;
    pthread_mutex_unlock(&adder->mutex);
    return arena;
}

void
adder_push(struct adder *adder,
           const struct prepared_document *document,
           size_t size)
{
    /* Only this thread changes n_passed. */
    struct batch *batch = batch_of(adder, adder->n_passed);

    batch->documents[batch->n++] = *document;
    batch->size += size;
    if (batch->n == BATCH_MAX || batch->size >= BATCH_SIZE)
        pass(adder);
}

void
adder_wait(struct adder *adder)
{
    if (!adder)
        return;
    pthread_mutex_lock(&adder->mutex);
    while (adder->n_passed - adder->n_added == BATCHES)
        pthread_cond_wait(&adder->added, &adder->mutex);
    if (batch_of(adder, adder->n_passed)->n > 0) {
        adder->n_passed++;
        pthread_cond_signal(&adder->passed);
    }
    wait_locked(adder);
    pthread_mutex_unlock(&adder->mutex);
}
