/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/words_loading.h"

#include "engine/base/inspect.h"
#include "engine/base/status.h"
#include "engine/text/stem.h"
#include "xapian-capi.h"

#include <glib.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* fork() does not know the malloc() of AddressSanitizer: if the thread is in
 * it, the child waits for ever. */
#ifdef __SANITIZE_ADDRESS__
enum { MAY_USE_THREAD = false };
#else
enum { MAY_USE_THREAD = true };
#endif

struct words_loading {
    struct xc_reader *store;
    pthread_t thread;
    bool has_thread;
    atomic_bool is_cancelled; /* nobody wants the words */
    struct dictionary *dictionary;
    bool has_other_rules;
    enum fe_status status;
    struct fe_error failure;
};

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

/* The value of a chunk, of no length if there is none with this number. */
static enum fe_status
get_chunk(struct words_loading *loading,
          unsigned chunk,
          char **value,
          size_t *len)
{
    char key[sizeof DICTIONARY_KEY + 16];
    struct xc_error failed;

    snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
    const enum xc_status status =
        xc_reader_metadata(loading->store, key, value, len, &failed);
    return status_of_store(status, &failed, &loading->failure);
}

static bool
has_chunk(struct words_loading *loading, unsigned chunk)
{
    char *value = NULL;
    size_t len = 0;

    loading->status = get_chunk(loading, chunk, &value, &len);
    free(value);
    return loading->status == FE_OK && len > 0;
}

/* How many chunks there are, found by a few looks. */
static unsigned
count_chunks(struct words_loading *loading)
{
    unsigned from = 0, to = 1; /* it is at least from, and below to */

    while (has_chunk(loading, to - 1)) {
        from = to;
        to *= 2;
    }
    while (loading->status == FE_OK && from + 1 < to) {
        const unsigned middle = from + (to - from) / 2;
        if (has_chunk(loading, middle - 1))
            from = middle;
        else
            to = middle;
    }
    return from;
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
    char *value;
    size_t len;

    const enum fe_status status = get_chunk(loading, chunk, &value, &len);
    if (status != FE_OK)
        return status;
    *is_last = len == 0;
    const bool is_good = *is_last || dictionary_load(loading->dictionary, chunk,
                                                     value, len, stemmer);
    free(value);
    return is_good ? FE_OK : status_report(&damage, &loading->failure);
}

/* Read all words. This process may fork meanwhile, and the child must find no
 * lock held by a thread that it does not have; so no lock is taken but that of
 * malloc(), which fork() knows, and of the dictionary, which the child does not
 * use. */
static void
load(struct words_loading *loading, struct stemmer *stemmer)
{
    bool is_last = false;

    dictionary_reserve(loading->dictionary, count_chunks(loading));
    for (unsigned chunk = 0; loading->status == FE_OK && !is_last &&
                             !atomic_load(&loading->is_cancelled);
         chunk++)
        loading->status = read_chunk(loading, chunk, stemmer, &is_last);
}

static void *
run(void *data)
{
    load(data, NULL);
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
        MAY_USE_THREAD &&
        pthread_create(&loading->thread, NULL, run, loading) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!loading->has_thread)
        load(loading, NULL);
}

/* Stem all words again. Not in a thread: GLib has locks. */
static void
load_again(struct words_loading *loading)
{
    struct stemmer *stemmer = stemmer_new();

    load(loading, stemmer);
    stemmer_free(stemmer);
}

struct words_loading *
words_loading_begin(const char *path)
{
    struct words_loading *loading = g_new0(struct words_loading, 1);
    struct xc_error failed;

    loading->dictionary = dictionary_new();
    /* Here, so that files are opened one after the other: if there are too few
     * descriptors, it is always the same call that fails. */
    loading->status =
        status_of_store(inspect_open(path, &loading->store, NULL, &failed),
                        &failed, &loading->failure);
    if (loading->status == FE_OK)
        loading->status = read_rules(loading);
    if (loading->status == FE_OK && loading->has_other_rules)
        load_again(loading);
    else if (loading->status == FE_OK)
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
    atomic_store(&loading->is_cancelled, true);
    words_loading_end(loading, &dictionary, &has_other_rules, NULL);
    dictionary_free(dictionary);
}
