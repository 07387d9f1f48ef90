/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/words_loading.h"

#include "engine/base/inspect.h"
#include "xapian-capi.h"

#include <glib.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct words_loading {
    struct xc_reader *store;
    pthread_t thread;
    struct dictionary *dictionary; /* NULL if it could not be read */
};

/* Held while words are read, and while this process forks: the child must find
 * no lock of GLib held by a thread that it does not have. */
static pthread_mutex_t at_work = PTHREAD_MUTEX_INITIALIZER;

static void
before_fork(void)
{
    pthread_mutex_lock(&at_work);
}

static void
after_fork(void)
{
    pthread_mutex_unlock(&at_work);
}

static void
rest_at_forks(void)
{
    pthread_atfork(before_fork, after_fork, after_fork);
}

static bool
has_our_rules(struct xc_reader *store)
{
    char *rules;
    const bool is_read = xc_reader_metadata(store, DICTIONARY_RULES_KEY, &rules,
                                            NULL, NULL) == XC_OK;
    const bool is_same = is_read && strcmp(rules, dictionary_rules()) == 0;

    free(rules);
    return is_same;
}

/* Read one chunk. Sets *is_last if there is none with this number. */
static bool
load_chunk(struct dictionary *dictionary,
           struct xc_reader *store,
           unsigned chunk,
           bool *is_last)
{
    char key[sizeof DICTIONARY_KEY + 16], *value;
    size_t len;

    snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
    if (xc_reader_metadata(store, key, &value, &len, NULL) != XC_OK)
        return false;
    *is_last = len == 0;
    const bool is_good =
        *is_last || dictionary_load(dictionary, chunk, value, len, NULL);
    free(value);
    return is_good;
}

static struct dictionary *
load(struct xc_reader *store)
{
    struct dictionary *dictionary = dictionary_new();
    bool is_good = has_our_rules(store), is_last = false;

    for (unsigned chunk = 0; is_good && !is_last; chunk++)
        is_good = load_chunk(dictionary, store, chunk, &is_last);
    if (is_good)
        return dictionary;
    dictionary_free(dictionary);
    return NULL;
}

static void *
run(void *data)
{
    struct words_loading *loading = data;

    pthread_mutex_lock(&at_work);
    loading->dictionary = load(loading->store);
    xc_reader_close(loading->store);
    pthread_mutex_unlock(&at_work);
    return NULL;
}

struct words_loading *
words_loading_begin(const char *path)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct xc_reader *store;
    sigset_t all, before;

    /* Here, so that files are opened one after the other: if there are too few
     * descriptors, it is always the same call that fails. */
    if (inspect_open(path, &store, NULL) != FE_OK)
        return NULL;
    pthread_once(&once, rest_at_forks);
    struct words_loading *loading = g_new0(struct words_loading, 1);
    loading->store = store;
    /* Signals are the caller's. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&loading->thread, NULL, run, loading);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!failed)
        return loading;
    xc_reader_close(store);
    g_free(loading);
    return NULL;
}

struct dictionary *
words_loading_end(struct words_loading *loading)
{
    if (!loading)
        return NULL;
    pthread_join(loading->thread, NULL);
    struct dictionary *dictionary = loading->dictionary;
    g_free(loading);
    return dictionary;
}
