/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Indexing: documents are prepared and passed to xapian-capi; new words of the
 * dictionary are written at each commit.
 */
#include "engine/base/commits.h"
#include "engine/base/inspect.h"
#include "engine/base/kept_text.h"
#include "engine/base/seal.h"
#include "engine/base/status.h"
#include "engine/text/document.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENT_MAX = 1 << 30 }; /* bytes of memory to prepare a document in */

struct fe_writer {
    struct xc_writer *store;
    struct arena *arena; /* reset for each document */
    struct stemmer *stemmer;
    struct packer *packer;
    struct dictionary *dictionary; /* NULL: not read yet */
    uint32_t n_saved;              /* words that the index has */
    bool has_other_rules;          /* the index has stems of other rules: write
                                      all words again */
    char *path;
    bool is_unsealed; /* by this writer */
    bool is_between;  /* there have been changes since the last commit */
};

enum fe_status
fe_writer_open(const char *path, struct fe_writer **out, struct fe_error *err)
{
    struct xc_error failed;
    struct xc_writer *store;

    FE_REQUIRE(path && out);
    *out = NULL;
    enum fe_status status = inspect_index(path, err);
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
    writer->path = g_strdup(path);
    *out = writer;
    return FE_OK;
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

    if (!writer->is_between &&
        (writer->is_unsealed || seal_check(writer->path, &name) == SEAL_NONE))
        seal_make(writer->path);
}

void
fe_writer_close(struct fe_writer *writer)
{
    if (!writer)
        return;
    seal(writer);
    dictionary_free(writer->dictionary);
    stemmer_free(writer->stemmer);
    packer_free(writer->packer);
    arena_free(writer->arena);
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
read_rules(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;
    char *rules;
    const enum xc_status status = xc_writer_metadata(
        writer->store, DICTIONARY_RULES_KEY, &rules, NULL, &failed);

    if (status != XC_OK)
        return status_of_store(status, &failed, err);
    writer->has_other_rules = strcmp(rules, dictionary_rules()) != 0;
    free(rules);
    return FE_OK;
}

/* Read one chunk. Sets *is_last if there is none with this number. */
static enum fe_status
read_chunk(struct fe_writer *writer,
           unsigned chunk,
           bool *is_last,
           struct fe_error *err)
{
    struct stemmer *stemmer = writer->has_other_rules ? writer->stemmer : NULL;
    struct xc_error failed;
    char key[32], *value;
    size_t len;

    snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
    const enum xc_status status =
        xc_writer_metadata(writer->store, key, &value, &len, &failed);
    if (status != XC_OK)
        return status_of_store(status, &failed, err);
    *is_last = len == 0;
    const bool is_good = *is_last || dictionary_load(writer->dictionary, chunk,
                                                     value, len, stemmer);
    free(value);
    return is_good ? FE_OK
                   : status_report(
                         &(struct fe_error){.status = FE_CORRUPT,
                                            .message =
                                                "the list of words is damaged"},
                         err);
}

static enum fe_status
read_words(struct fe_writer *writer, struct fe_error *err)
{
    enum fe_status status;
    bool is_last = false;

    if (writer->dictionary)
        return FE_OK;
    writer->dictionary = dictionary_new();
    status = read_rules(writer, err);
    for (unsigned chunk = 0; status == FE_OK && !is_last; chunk++)
        status = read_chunk(writer, chunk, &is_last, err);
    if (status != FE_OK)
        forget_words(writer);
    else
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

struct adding {
    struct fe_writer *writer;
    const struct fe_document *document;
    enum xc_status status;
    struct xc_error failed;
};

static void
add_document(void *data)
{
    struct adding *adding = data;
    struct fe_writer *writer = adding->writer;
    const struct xc_document prepared =
        document_prepare(writer->arena, writer->dictionary, writer->stemmer,
                         writer->packer, adding->document);

    adding->status =
        xc_writer_add(writer->store, &prepared, NULL, &adding->failed);
}

enum fe_status
fe_writer_add(struct fe_writer *writer,
              const struct fe_document *document,
              struct fe_error *err)
{
    struct adding adding = {.writer = writer, .document = document};
    struct fe_error failure;

    FE_REQUIRE(writer && document);
    enum fe_status status = unseal(writer, err);
    if (status == FE_OK)
        status = read_words(writer, err);
    if (status != FE_OK)
        return status;
    arena_reset(writer->arena);
    if (!arena_try(writer->arena, add_document, &adding, &failure))
        return status_report(&failure, err);
    return status_of_store(adding.status, &adding.failed, err);
}

enum fe_status
fe_writer_remove(struct fe_writer *writer,
                 const char *term,
                 struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer && term && *term);
    if (unseal(writer, err) != FE_OK)
        return FE_FAILED;
    return status_of_store(
        xc_writer_remove(writer->store, term, strlen(term), &failed), &failed,
        err);
}

enum fe_status
fe_writer_set_metadata(struct fe_writer *writer,
                       const char *key,
                       const char *value,
                       struct fe_error *err)
{
    struct xc_error failed = {0};

    FE_REQUIRE(writer && key && *key && value);
    if (dictionary_owns_key(key) || strcmp(key, COMMITS_KEY) == 0) {
        snprintf(failed.message, sizeof failed.message,
                 "the key \"%.100s\" is the engine's own; choose another", key);
        return status_of_store(XC_FAILED, &failed, err);
    }
    if (unseal(writer, err) != FE_OK)
        return FE_FAILED;
    size_t len;
    char *bytes = kept_text_make(value, &len);
    const enum xc_status status =
        xc_writer_set_metadata(writer->store, key, bytes, len, &failed);
    g_free(bytes);
    return status_of_store(status, &failed, err);
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

static enum fe_status
name_commit(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;
    char *list;
    enum xc_status status =
        xc_writer_metadata(writer->store, COMMITS_KEY, &list, NULL, &failed);

    if (status == XC_OK) {
        char *longer = commits_add(list);
        status = xc_writer_set_metadata(writer->store, COMMITS_KEY, longer,
                                        strlen(longer), &failed);
        g_free(longer);
        free(list);
    }
    return status_of_store(status, &failed, err);
}

enum fe_status
fe_writer_commit(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer);
    if (writer->is_between && name_commit(writer, err) != FE_OK) {
        forget_words(writer);
        return err ? err->status : FE_FAILED;
    }
    if (writer->dictionary &&
        (writer->has_other_rules ||
         dictionary_size(writer->dictionary) != writer->n_saved)) {
        const enum fe_status saved = save_words(writer, err);
        if (saved != FE_OK) {
            forget_words(writer);
            return saved;
        }
    }
    const enum xc_status status = xc_writer_commit(writer->store, &failed);
    /* Words that were counted as saved may not be in the index. */
    if (status != XC_OK)
        forget_words(writer);
    writer->is_between = status != XC_OK;
    return status_of_store(status, &failed, err);
}

enum fe_status
fe_writer_rollback(struct fe_writer *writer, struct fe_error *err)
{
    struct xc_error failed;

    FE_REQUIRE(writer);
    forget_words(writer);
    const enum xc_status status = xc_writer_cancel(writer->store, &failed);
    writer->is_between = status != XC_OK;
    return status_of_store(status, &failed, err);
}
