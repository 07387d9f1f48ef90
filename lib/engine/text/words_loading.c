/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/words_loading.h"

#include "engine/base/inspect.h"
#include "engine/base/status.h"
#include "engine/text/stem.h"
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
    bool has_thread;
    struct dictionary *dictionary;
    bool has_other_rules;
    enum fe_status status;
    struct fe_error failure;
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

static enum fe_status
read_rules(struct words_loading *loading)
{
    struct xc_error failed;
    char *rules;
    const enum xc_status status = xc_reader_metadata(
        loading->store, DICTIONARY_RULES_KEY, &rules, NULL, &failed);

    if (status != XC_OK)
        return status_of_store(status, &failed, &loading->failure);
    loading->has_other_rules = strcmp(rules, dictionary_rules()) != 0;
    free(rules);
    return FE_OK;
}

/* Read one chunk. Sets *is_last if there is none with this number. */
static enum fe_status
read_chunk(struct words_loading *loading,
           unsigned chunk,
           struct stemmer *stemmer,
           bool *is_last)
{
    static const struct fe_error damage = {
        .status = FE_CORRUPT, .message = "the list of words is damaged"};
    char key[sizeof DICTIONARY_KEY + 16], *value;
    struct xc_error failed;
    size_t len;

    snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
    const enum xc_status status =
        xc_reader_metadata(loading->store, key, &value, &len, &failed);
    if (status != XC_OK)
        return status_of_store(status, &failed, &loading->failure);
    *is_last = len == 0;
    const bool is_good =
        *is_last || dictionary_load(loading->dictionary, chunk, value, len,
                                    loading->has_other_rules ? stemmer : NULL);
    free(value);
    return is_good ? FE_OK : status_report(&damage, &loading->failure);
}

static void
load(struct words_loading *loading)
{
    struct stemmer *stemmer = stemmer_new();
    bool is_last = false;

    loading->status = read_rules(loading);
    for (unsigned chunk = 0; loading->status == FE_OK && !is_last; chunk++)
        loading->status = read_chunk(loading, chunk, stemmer, &is_last);
    stemmer_free(stemmer);
}

static void *
run(void *data)
{
    pthread_mutex_lock(&at_work);
    load(data);
    pthread_mutex_unlock(&at_work);
    return NULL;
}

/* Signals are the caller's. Without a thread it takes a little longer. */
static void
start(struct words_loading *loading)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    loading->has_thread =
        pthread_create(&loading->thread, NULL, run, loading) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!loading->has_thread)
        load(loading);
}

struct words_loading *
words_loading_begin(const char *path)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct words_loading *loading = g_new0(struct words_loading, 1);
    struct xc_error failed;

    pthread_once(&once, rest_at_forks);
    loading->dictionary = dictionary_new();
    /* Here, so that files are opened one after the other: if there are too few
     * descriptors, it is always the same call that fails. */
    loading->status =
        status_of_store(inspect_open(path, &loading->store, NULL, &failed),
                        &failed, &loading->failure);
    if (loading->status == FE_OK)
        start(loading);
    return loading;
}

enum fe_status
words_loading_end(struct words_loading *loading,
                  struct dictionary **out,
                  bool *has_other_rules,
                  struct fe_error *err)
{
    if (loading->has_thread)
        pthread_join(loading->thread, NULL);
    const enum fe_status status = loading->status;
    *out = NULL;
    if (status == FE_OK) {
        *out = loading->dictionary;
        *has_other_rules = loading->has_other_rules;
    } else {
        dictionary_free(loading->dictionary);
        status_report(&loading->failure, err);
    }
    xc_reader_close(loading->store);
    g_free(loading);
    return status;
}

void
words_loading_cancel(struct words_loading *loading)
{
    struct dictionary *dictionary;
    bool has_other_rules;

    if (!loading)
        return;
    words_loading_end(loading, &dictionary, &has_other_rules, NULL);
    dictionary_free(dictionary);
}
