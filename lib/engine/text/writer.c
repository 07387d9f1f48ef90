/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Indexing: documents are prepared and passed to xapian-capi; the postings of
 * their words are gathered, and written as a run at each commit, and so are new
 * words of the dictionary.
 */
#include "engine/base/commits.h"
#include "engine/base/inspect.h"
#include "engine/base/kept_text.h"
#include "engine/base/keys.h"
#include "engine/base/seal.h"
#include "engine/base/status.h"
#include "engine/store/runs.h"
#include "engine/text/adder.h"
#include "engine/text/document.h"
#include "engine/text/term_filter.h"
#include "engine/text/words_loading.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DOCUMENT_MAX = 1 << 30, /* bytes of memory to prepare a document in */
    GATHERED_MAX = 64 << 20 /* bytes of postings before they are written */
};

/* Metadata that was set and has not been passed on: that must wait until the
 * thread rests, which it should not need to for each report. */
struct setting {
    char *key, *bytes;
    size_t len;
};

struct fe_writer {
    struct xc_writer *store;
    struct arena *arena; /* reset for each document */
    struct stemmer *stemmer;
    struct packer *packer;
    struct adder *adder; /* NULL until something is queued */
    GArray *settings;    /* struct setting */
    /* Of the exact terms, if the index was empty when it was opened: asking for
     * one that is not there need not wait for the thread. Or NULL. */
    struct term_filter *filter;
    struct fe_error failed; /* of a document that was queued; or FE_OK */
    struct inverter *inverter;
    struct runs_writer *runs;
    struct words_loading *loading; /* NULL once its words have been taken */
    struct dictionary *dictionary; /* NULL: not read yet */
    uint32_t n_saved;              /* words that the index has */
    bool has_other_rules;          /* the index has stems of other rules: write
                                      all words again */
    char *path;
    bool is_unsealed; /* by this writer */
    size_t changed;   /* bytes of the data of documents that were added */
    bool is_between;  /* there have been changes since the last commit */
};

static void
clear_setting(void *data)
{
    struct setting *setting = data;

    g_free(setting->key);
    g_free(setting->bytes);
}

static bool
is_empty(struct fe_writer *writer)
{
    struct fe_keys keys;
    uint32_t documents;
    const bool is_known = fe_writer_committed(writer, DICTIONARY_RULES_KEY,
                                              &keys, &documents, NULL) == FE_OK;

    fe_keys_free(&keys);
    return is_known && documents == 0;
}

enum fe_status
fe_writer_open(const char *path, struct fe_writer **out, struct fe_error *err)
{
    struct xc_error failed;
    struct xc_writer *store;

    FE_REQUIRE(path && out);
    *out = NULL;
    enum fe_status status = inspect_writable(path, err);
    if (status == FE_OK)
        status = inspect_index(path, err);
    if (status == FE_OK)
        status = status_of_store(xc_writer_open(path, &store, &failed), &failed,
                                 err);
    if (status != FE_OK)
        return status;
    struct fe_writer *writer = g_new0(struct fe_writer, 1);
    writer->store = store;
    writer->arena = arena_new(DOCUMENT_MAX);
    writer->stemmer = stemmer_new();
    writer->packer = packer_new();
    writer->settings = g_array_new(FALSE, FALSE, sizeof(struct setting));
    g_array_set_clear_func(writer->settings, clear_setting);
    writer->inverter = inverter_new(document_term);
    writer->runs = runs_writer_new(store);
    writer->path = g_strdup(path);
    *out = writer;
    if (is_empty(writer))
        writer->filter = term_filter_new();
    else
        writer->loading = words_loading_begin(path);
    return FE_OK;
}

/* Set what has been set in the store. */
static enum fe_status
pass_settings(struct fe_writer *writer, struct fe_error *err)
{
    enum xc_status status = XC_OK;
    struct xc_error failed;

    for (guint i = 0; status == XC_OK && i < writer->settings->len; i++) {
        const struct setting *setting =
            &g_array_index(writer->settings, struct setting, i);
        status = xc_writer_set_metadata(writer->store, setting->key,
                                        setting->bytes, setting->len, &failed);
    }
    g_array_set_size(writer->settings, 0);
    return status_of_store(status, &failed, err);
}

/* Wait for what is queued; the failure of that, if any, is returned once. To be
 * called before anything else of the writer is used. */
static enum fe_status
settle(struct fe_writer *writer, struct fe_error *err)
{
    const struct fe_error failed = (adder_wait(writer->adder), writer->failed);

    writer->failed.status = FE_OK;
    return failed.status == FE_OK ? pass_settings(writer, err)
                                  : status_report(&failed, err);
}

/* To be called before a change. */
static enum fe_status
unseal(struct fe_writer *writer, struct fe_error *err)
{
    struct fe_error failure = {.status = FE_FAILED};

    writer->is_between = true;
    if (writer->is_unsealed)
        return FE_OK;
    writer->is_unsealed = seal_break(writer->path);
    if (writer->is_unsealed)
        return FE_OK;
    failure.system = errno;
    snprintf(failure.message, sizeof failure.message,
             "cannot remove its seal: %s", strerror(errno));
    return status_report(&failure, err);
}

/* Seal the index unless its files are not those of a commit. */
static void
seal(struct fe_writer *writer)
{
    const char *name;

    if (writer->is_between)
        return;
    if (writer->is_unsealed)
        seal_make(writer->path, writer->changed);
    else if (seal_check(writer->path, &name) == SEAL_NONE)
        seal_make(writer->path, SIZE_MAX);
}

void
fe_writer_close(struct fe_writer *writer)
{
    if (!writer)
        return;
    adder_free(writer->adder);
    seal(writer);
    words_loading_cancel(writer->loading);
    dictionary_free(writer->dictionary);
    stemmer_free(writer->stemmer);
    packer_free(writer->packer);
    arena_free(writer->arena);
    g_array_free(writer->settings, TRUE);
    term_filter_free(writer->filter);
    inverter_free(writer->inverter);
    runs_writer_free(writer->runs);
    xc_writer_close(writer->store);
    g_free(writer->path);
    g_free(writer);
}

/* Words. */

static void
forget_words(struct fe_writer *writer)
{
    dictionary_free(writer->dictionary);
    writer->dictionary = NULL;
}

static enum fe_status
read_words(struct fe_writer *writer, struct fe_error *err)
{
    if (writer->dictionary)
        return FE_OK;
    if (!writer->loading)
        writer->loading = words_loading_begin(writer->path);
    const enum fe_status status = words_loading_end(
        writer->loading, &writer->dictionary, &writer->has_other_rules, err);
    writer->loading = NULL;
    if (status == FE_OK)
        writer->n_saved = dictionary_size(writer->dictionary);
    return status;
}

static enum fe_status
save_words(struct fe_writer *writer, struct fe_error *err)
{
    const uint32_t n = dictionary_size(writer->dictionary);
    const unsigned first =
        writer->has_other_rules ? 0 : writer->n_saved / DICTIONARY_CHUNK;
    const char *rules = dictionary_rules();
    struct xc_error failed;
    enum xc_status status = xc_writer_set_metadata(
        writer->store, DICTIONARY_RULES_KEY, rules, strlen(rules), &failed);

    for (unsigned chunk = first;
         status == XC_OK && chunk * DICTIONARY_CHUNK < n; chunk++) {
        char key[32];
        size_t len;
        char *value = dictionary_save(writer->dictionary, chunk, &len);
        snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
        status =
            xc_writer_set_metadata(writer->store, key, value, len, &failed);
        g_free(value);
    }
    if (status != XC_OK)
        return status_of_store(status, &failed, err);
    writer->n_saved = n;
    writer->has_other_rules = false;
    return FE_OK;
}

/* Changes. */

struct preparing_document {
    struct fe_writer *writer;
    struct arena *arena;
    const struct fe_document *document;
    struct prepared_document prepared;
};

static void
prepare(void *data)
{
    struct preparing_document *preparing = data;
    struct fe_writer *writer = preparing->writer;

    preparing->prepared =
        document_prepare(preparing->arena, writer->dictionary, writer->stemmer,
                         writer->packer, preparing->document);
}

static const char *
too_long(const struct xc_term *terms, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (terms[i].len > FE_TERM_MAX)
            return terms[i].text;
    return NULL;
}

/* A document that is refused must leave nothing behind, so its terms are looked
 * at before anything is added. */
static enum fe_status
check_terms(const struct prepared_document *prepared, struct fe_error *err)
{
    struct fe_error failure = {.status = FE_FAILED};
    const char *term = prepared->too_long;

    if (!term)
        term = too_long(prepared->stored.terms, prepared->stored.n_terms);
    if (!term)
        return FE_OK;
    snprintf(failure.message, sizeof failure.message,
             "the term is too long: %.100s", term);
    return status_report(&failure, err);
}

static void
note_terms(struct fe_writer *writer, const struct xc_document *stored)
{
    for (size_t i = 0; writer->filter && i < stored->n_terms; i++)
        term_filter_add(writer->filter, stored->terms[i].text,
                        stored->terms[i].len);
}

/* Prepare the document in the arena. */
static enum fe_status
prepare_document(struct preparing_document *preparing, struct fe_error *err)
{
    struct fe_writer *writer = preparing->writer;
    struct fe_error failure;

    enum fe_status status = unseal(writer, err);
    if (status == FE_OK)
        status = read_words(writer, err);
    if (status != FE_OK)
        return status;
    if (!arena_try(preparing->arena, prepare, preparing, &failure))
        return status_report(&failure, err);
    status = check_terms(&preparing->prepared, err);
    if (status == FE_OK)
        note_terms(writer, &preparing->prepared.stored);
    return status;
}

static enum fe_status
write_gathered(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;

    return status_of_store(
        runs_writer_add(writer->runs, writer->inverter, &failed), &failed, err);
}

static enum fe_status
add_prepared(struct fe_writer *writer,
             const struct prepared_document *prepared,
             struct fe_error *err)
{
    struct xc_error failed;
    uint32_t id;

    const enum fe_status status = status_of_store(
        xc_writer_add(writer->store, &prepared->stored, &id, &failed), &failed,
        err);
    if (status != FE_OK)
        return status;
    inverter_add(writer->inverter, prepared->words, prepared->n_words, id);
    writer->changed += prepared->packed;
    return inverter_size(writer->inverter) > GATHERED_MAX
               ? write_gathered(writer, err)
               : FE_OK;
}

enum fe_status
fe_writer_add(struct fe_writer *writer,
              const struct fe_document *document,
              struct fe_error *err)
{
    struct preparing_document preparing = {.writer = writer,
                                           .document = document};

    FE_REQUIRE(writer && document);
    enum fe_status status = settle(writer, err);
    if (status != FE_OK)
        return status;
    arena_reset(writer->arena);
    preparing.arena = writer->arena;
    status = prepare_document(&preparing, err);
    return status == FE_OK ? add_prepared(writer, &preparing.prepared, err)
                           : status;
}

/* Adding. After a failure nothing more is added until it has been returned. */
static void
add_queued(void *data, const struct prepared_document *prepared)
{
    struct fe_writer *writer = data;

    if (writer->failed.status == FE_OK)
        add_prepared(writer, prepared, &writer->failed);
}

enum fe_status
fe_writer_queue(struct fe_writer *writer,
                const struct fe_document *document,
                struct fe_error *err)
{
    struct preparing_document preparing = {.writer = writer,
                                           .document = document};

    FE_REQUIRE(writer && document);
    if (!writer->adder)
        writer->adder = adder_new(add_queued, writer);
    if (!writer->adder)
        return fe_writer_add(writer, document, err);
    preparing.arena = adder_arena(writer->adder);
    const enum fe_status status = prepare_document(&preparing, err);
    if (status == FE_OK)
        adder_push(writer->adder, &preparing.prepared, preparing.prepared.size);
    return status;
}

/* Note that the documents that have the term are about to be removed. */
static enum xc_status
note_removed(struct fe_writer *writer, const char *term, struct xc_error *err)
{
    enum { BLOCK = 1024 };
    uint32_t ids[BLOCK], from = 1;
    enum xc_status status = XC_OK;
    size_t n = BLOCK;

    while (status == XC_OK && n == BLOCK) {
        status = xc_writer_documents(writer->store, term, strlen(term), from,
                                     ids, BLOCK, &n, err);
        for (size_t i = 0; i < n; i++)
            runs_writer_remove(writer->runs, ids[i]);
        if (n > 0)
            from = ids[n - 1] + 1;
    }
    return status;
}

enum fe_status
fe_writer_remove(struct fe_writer *writer,
                 const char *term,
                 struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer && term && *term);
    enum fe_status settled = settle(writer, err);
    if (settled == FE_OK)
        settled = unseal(writer, err);
    if (settled != FE_OK)
        return settled;
    enum xc_status status = note_removed(writer, term, &failed);
    if (status == XC_OK)
        status = xc_writer_remove(writer->store, term, strlen(term), &failed);
    return status_of_store(status, &failed, err);
}

enum fe_status
fe_writer_set_metadata(struct fe_writer *writer,
                       const char *key,
                       const char *value,
                       struct fe_error *err)
{
    struct fe_error failure = {.status = FE_FAILED};

    FE_REQUIRE(writer && key && *key && value);
    if (dictionary_owns_key(key) || runs_own_key(key) || commits_own_key(key))
        snprintf(failure.message, sizeof failure.message,
                 "the key \"%.100s\" is the engine's own; choose another", key);
    else if (strlen(key) > XC_TERM_MAX)
        snprintf(failure.message, sizeof failure.message,
                 "the key is too long: %.100s", key);
    if (*failure.message)
        return status_report(&failure, err);
    const enum fe_status status = unseal(writer, err);
    if (status != FE_OK)
        return status;
    struct setting setting = {.key = g_strdup(key)};
    setting.bytes = kept_text_make(value, &setting.len);
    g_array_append_val(writer->settings, setting);
    return FE_OK;
}

enum fe_status
fe_writer_group(struct fe_writer *writer,
                const char *term,
                const char *group,
                char **out,
                struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer && term && *term && group && out);
    *out = NULL;
    if (writer->filter &&
        !term_filter_may_have(writer->filter, term, strlen(term))) {
        *out = strdup("");
        return FE_OK;
    }
    const enum fe_status settled = settle(writer, err);
    if (settled != FE_OK)
        return settled;
    char *prefix = g_strconcat(group, ":", NULL);
    const size_t len = strlen(prefix);
    const enum xc_status status = xc_writer_term_beside(
        writer->store, term, strlen(term), prefix, len, out, &failed);
    g_free(prefix);
    if (status == XC_OK && **out)
        memmove(*out, *out + len, strlen(*out + len) + 1);
    return status_of_store(status, &failed, err);
}

enum fe_status
fe_writer_metadata(struct fe_writer *writer,
                   const char *key,
                   char **out,
                   struct fe_error *err)
{
    struct fe_error damage = {.status = FE_CORRUPT};
    struct xc_error failed;
    size_t len;

    FE_REQUIRE(writer && key && *key && out);
    *out = NULL;
    const enum fe_status settled = settle(writer, err);
    if (settled != FE_OK)
        return settled;
    const enum xc_status status =
        xc_writer_metadata(writer->store, key, out, &len, &failed);
    if (status != XC_OK)
        return status_of_store(status, &failed, err);
    if (kept_text_is_good(*out, len))
        return FE_OK;
    free(*out);
    *out = NULL;
    snprintf(damage.message, sizeof damage.message,
             "what is kept under \"%.100s\"", key);
    return status_report(&damage, err);
}

enum fe_status
fe_writer_committed(struct fe_writer *writer,
                    const char *prefix,
                    struct fe_keys *keys,
                    uint32_t *documents,
                    struct fe_error *err)
{
    struct xc_reader *store;
    struct xc_error failed;
    struct xc_info info;

    FE_REQUIRE(writer && prefix && keys && documents);
    *keys = (struct fe_keys){0};
    *documents = 0;
    enum xc_status read = inspect_open(writer->path, &store, NULL, &failed);
    if (read == XC_OK)
        read = xc_reader_info(store, &info, &failed);
    if (read == XC_OK)
        read = keys_read(store, prefix, keys, &failed);
    xc_reader_close(store);
    if (read == XC_OK)
        *documents = info.documents;
    else
        fe_keys_free(keys);
    return status_of_store(read, &failed, err);
}

static enum fe_status
name_commit(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;
    char *list;
    enum xc_status status =
        xc_writer_metadata(writer->store, COMMITS_KEY, &list, NULL, &failed);

    if (status == XC_OK) {
        char *longer = commits_add(list), *now = commits_now();
        status = xc_writer_set_metadata(writer->store, COMMITS_KEY, longer,
                                        strlen(longer), &failed);
        if (status == XC_OK)
            status = xc_writer_set_metadata(writer->store, COMMITTED_KEY, now,
                                            strlen(now), &failed);
        g_free(now);
        g_free(longer);
        free(list);
    }
    return status_of_store(status, &failed, err);
}

/* Write what the engine keeps beside the documents. */
static enum fe_status
write_own(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;
    enum fe_status status = FE_OK;

    if (writer->is_between)
        status = name_commit(writer, err);
    if (status == FE_OK && writer->is_between)
        status = write_gathered(writer, err);
    if (status == FE_OK && writer->is_between)
        status = status_of_store(runs_writer_finish(writer->runs, &failed),
                                 &failed, err);
    if (status == FE_OK && writer->dictionary &&
        (writer->has_other_rules ||
         dictionary_size(writer->dictionary) != writer->n_saved))
        status = save_words(writer, err);
    return status;
}

/* Forget what may not be in the index. */
static void
forget(struct fe_writer *writer)
{
    forget_words(writer);
    g_array_set_size(writer->settings, 0);
    inverter_clear(writer->inverter);
    runs_writer_forget(writer->runs);
}

enum fe_status
fe_writer_commit(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer);
    enum fe_status written = settle(writer, err);
    if (written == FE_OK)
        written = write_own(writer, err);
    if (written != FE_OK) {
        forget(writer);
        return written;
    }
    const enum xc_status status = xc_writer_commit(writer->store, &failed);
    if (status != XC_OK)
        forget(writer);
    writer->is_between = status != XC_OK;
    return status_of_store(status, &failed, err);
}

enum fe_status
fe_writer_merge(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer);
    enum fe_status status = settle(writer, err);
    if (status == FE_OK)
        status = unseal(writer, err);
    if (status == FE_OK)
        status = write_gathered(writer, err);
    if (status == FE_OK)
        status = status_of_store(runs_writer_merge(writer->runs, &failed),
                                 &failed, err);
    return status;
}

enum fe_status
fe_index_compact(const char *path, const char *to, struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(path && to);
    enum fe_status status =
        status_of_store(xc_compact(&path, 1, to, &failed), &failed, err);
    if (status == FE_OK)
        status = status_of_store(xc_check(to, &failed), &failed, err);
    if (status == FE_OK)
        seal_make(to, SIZE_MAX);
    return status;
}

enum fe_status
fe_writer_rollback(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer);
    settle(writer, NULL);
    forget(writer);
    const enum xc_status status = xc_writer_cancel(writer->store, &failed);
    writer->is_between = status != XC_OK;
    return status_of_store(status, &failed, err);
}
