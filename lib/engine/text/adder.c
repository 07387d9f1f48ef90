/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/adder.h"

#include <glib.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

enum {
    WAITING_MAX = 4 << 20, /* bytes of documents that wait */
    WAKING = 32            /* so many that wait wake the thread: to wake it for
                              each would cost as much as some of them */
};

/* A document and all that it points to, in one block of memory. */
struct waiting {
    size_t size; /* of the block */
    struct fe_document document;
};

struct adder {
    void (*add)(void *data, const struct fe_document *document);
    void *data;
    pthread_t thread;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t pushed; /* the thread has something to do */
    pthread_cond_t taken;  /* it has taken what waited, or added what it took */
    GQueue waiting;        /* struct waiting */
    size_t size;           /* of all that waits */
    bool is_adding, is_ending;
};

/* Forking. */

static pthread_mutex_t adders_mutex = PTHREAD_MUTEX_INITIALIZER;
static GSList *adders; /* guarded by adders_mutex */

static void
wait_locked(struct adder *adder)
{
    while (adder->is_adding || !g_queue_is_empty(&adder->waiting)) {
        pthread_cond_signal(&adder->pushed);
        pthread_cond_wait(&adder->taken, &adder->mutex);
    }
}

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

/* Copying. */

/* A block that is filled piece by piece. The first time it is only measured. */
struct filling {
    char *at; /* NULL: measuring */
    size_t size;
};

static void *
put(struct filling *filling, const void *bytes, size_t size)
{
    char *to = filling->at ? filling->at + filling->size : NULL;

    if (to && size > 0)
        memcpy(to, bytes, size);
    /* What is put next may be of any type. */
    filling->size += (size + 7) & ~(size_t)7;
    return to;
}

static const char *
put_string(struct filling *filling, const char *string)
{
    return string ? put(filling, string, strlen(string) + 1) : NULL;
}

static void
put_texts(struct filling *filling,
          const struct fe_document *from,
          struct fe_document *to)
{
    struct fe_text *texts =
        put(filling, from->texts, from->n_texts * sizeof *texts);

    for (size_t i = 0; i < from->n_texts; i++) {
        const char *prefix = put_string(filling, from->texts[i].prefix);
        const char *text =
            put(filling, from->texts[i].text, from->texts[i].text_len);
        if (texts) {
            texts[i].prefix = prefix;
            texts[i].text = text;
        }
    }
    to->texts = texts;
}

static void
put_terms(struct filling *filling,
          const struct fe_document *from,
          struct fe_document *to)
{
    const char **terms =
        put(filling, from->terms, from->n_terms * sizeof *terms);

    for (size_t i = 0; i < from->n_terms; i++) {
        const char *term = put_string(filling, from->terms[i]);
        if (terms)
            terms[i] = term;
    }
    to->terms = terms;
}

static void
put_values(struct filling *filling,
           const struct fe_document *from,
           struct fe_document *to)
{
    struct fe_value *values =
        put(filling, from->values, from->n_values * sizeof *values);

    for (size_t i = 0; i < from->n_values; i++) {
        const char *value = put_string(filling, from->values[i].value);
        if (values)
            values[i].value = value;
    }
    to->values = values;
}

static void
put_document(struct filling *filling,
             const struct fe_document *from,
             struct fe_document *to)
{
    *to = *from;
    to->data = put(filling, from->data, from->data_len);
    put_texts(filling, from, to);
    put_terms(filling, from, to);
    put_values(filling, from, to);
}

static struct waiting *
copy(const struct fe_document *document)
{
    struct waiting measured, *copied;
    struct filling filling = {NULL, 0};

    put_document(&filling, document, &measured.document);
    copied = g_malloc(sizeof *copied + filling.size);
    copied->size = sizeof *copied + filling.size;
    filling = (struct filling){(char *)(copied + 1), 0};
    put_document(&filling, document, &copied->document);
    return copied;
}

/* The thread. */

static void
add_all(struct adder *adder, GQueue *documents)
{
    struct waiting *next;

    while ((next = g_queue_pop_head(documents))) {
        adder->add(adder->data, &next->document);
        g_free(next);
    }
}

static void *
run(void *data)
{
    struct adder *adder = data;

    pthread_mutex_lock(&adder->mutex);
    for (;;) {
        while (g_queue_is_empty(&adder->waiting) && !adder->is_ending)
            pthread_cond_wait(&adder->pushed, &adder->mutex);
        if (g_queue_is_empty(&adder->waiting))
            break;
        GQueue taken = adder->waiting;
        g_queue_init(&adder->waiting);
        adder->size = 0;
        adder->is_adding = true;
        pthread_cond_signal(&adder->taken);
        pthread_mutex_unlock(&adder->mutex);
        add_all(adder, &taken);
        pthread_mutex_lock(&adder->mutex);
        adder->is_adding = false;
        pthread_cond_signal(&adder->taken);
    }
    pthread_mutex_unlock(&adder->mutex);
    return NULL;
}

static void
release(struct adder *adder)
{
    pthread_cond_destroy(&adder->pushed);
    pthread_cond_destroy(&adder->taken);
    pthread_mutex_destroy(&adder->mutex);
    g_free(adder);
}

struct adder *
adder_new(void (*add)(void *data, const struct fe_document *document),
          void *data)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct adder *adder = g_new0(struct adder, 1);
    sigset_t all, before;

    pthread_once(&once, rest_at_forks);
    adder->add = add;
    adder->data = data;
    pthread_mutex_init(&adder->mutex, NULL);
    pthread_cond_init(&adder->pushed, NULL);
    pthread_cond_init(&adder->taken, NULL);
    g_queue_init(&adder->waiting);
    /* Signals are the caller's. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&adder->thread, NULL, run, adder);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed) {
        release(adder);
        return NULL;
    }
    pthread_mutex_lock(&adders_mutex);
    adders = g_slist_prepend(adders, adder);
    pthread_mutex_unlock(&adders_mutex);
    return adder;
}

void
adder_free(struct adder *adder)
{
    if (!adder)
        return;
    pthread_mutex_lock(&adders_mutex);
    adders = g_slist_remove(adders, adder);
    pthread_mutex_unlock(&adders_mutex);
    pthread_mutex_lock(&adder->mutex);
    adder->is_ending = true;
    pthread_cond_signal(&adder->pushed);
    pthread_mutex_unlock(&adder->mutex);
    pthread_join(adder->thread, NULL);
    release(adder);
}

void
adder_push(struct adder *adder, const struct fe_document *document)
{
    struct waiting *copied = copy(document);

    pthread_mutex_lock(&adder->mutex);
    while (adder->size > WAITING_MAX)
        pthread_cond_wait(&adder->taken, &adder->mutex);
    adder->size += copied->size;
    g_queue_push_tail(&adder->waiting, copied);
    if (g_queue_get_length(&adder->waiting) >= WAKING)
        pthread_cond_signal(&adder->pushed);
    pthread_mutex_unlock(&adder->mutex);
}

void
adder_wait(struct adder *adder)
{
    if (!adder)
        return;
    pthread_mutex_lock(&adder->mutex);
    wait_locked(adder);
    pthread_mutex_unlock(&adder->mutex);
}
