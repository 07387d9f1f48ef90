/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/shards.h"

#include "engine/base/inspect.h"
#include "engine/base/status.h"

#include <glib.h>
#include <string.h>

/* Opening. */

/* Number the documents, as the shards are now. */
static enum xc_status
set_bases(struct shards *shards, struct xc_error *err)
{
    struct xc_info info;
    uint64_t base = 0;

    for (size_t i = 0; i < shards->n; i++) {
        const enum xc_status status = shards_info(shards, i, &info, err);
        if (status != XC_OK)
            return status;
        if (base + info.last_id >= UINT32_MAX) {
            *err = (struct xc_error){
                .status = XC_FAILED,
                .message = "the indexes have more documents in all than can be "
                           "numbered"};
            return XC_FAILED;
        }
        shards->list[i].base = (uint32_t)base;
        shards->list[i].last_id = info.last_id;
        base += info.last_id;
    }
    return XC_OK;
}

enum fe_status
shards_open(const char *const *paths,
            size_t n,
            struct shards **out,
            struct fe_error *err)
{
    struct shards *shards = g_new0(struct shards, 1);
    struct fe_error failure = {0};
    struct xc_error failed;

    *out = NULL;
    shards->list = g_new0(struct shard, n);
    for (; shards->n < n && failure.status == FE_OK; shards->n++) {
        shards->at = shards->n;
        inspect_open(paths[shards->n], &shards->list[shards->n].store,
                     &failure);
    }
    if (failure.status == FE_OK)
        status_of_store(set_bases(shards, &failed), &failed, &failure);
    if (failure.status == FE_OK) {
        *out = shards;
        return status_report(&failure, err);
    }
    failure.shard = shards->at;
    shards_close(shards);
    return status_report(&failure, err);
}

void
shards_close(struct shards *shards)
{
    if (!shards)
        return;
    for (size_t i = 0; i < shards->n; i++)
        xc_reader_close(shards->list[i].store);
    g_free(shards->list);
    g_free(shards);
}

enum xc_status
shards_reopen(struct shards *shards, bool *has_changed, struct xc_error *err)
{
    enum xc_status status = XC_OK;

    *has_changed = false;
    for (size_t i = 0; i < shards->n && status == XC_OK; i++) {
        bool is_new;
        shards->at = i;
        status = xc_reader_reopen(shards->list[i].store, &is_new, err);
        *has_changed |= status == XC_OK && is_new;
    }
    return status == XC_OK && *has_changed ? set_bases(shards, err) : status;
}

/* Numbers of documents. */

size_t
shards_of(const struct shards *shards, uint32_t id)
{
    size_t i = shards->n - 1;

    while (i > 0 && id <= shards->list[i].base)
        i--;
    return i;
}

/* The shard of the document, which is about to be read. */
static struct shard *
turn_to(struct shards *shards, uint32_t id)
{
    shards->at = shards_of(shards, id);
    return &shards->list[shards->at];
}

/* The shard's own number of the first document to read, if those from `from` on
 * are to be read. */
static uint32_t
own_start(const struct shard *shard, uint32_t from)
{
    return from > shard->base ? from - shard->base : 1;
}

static enum xc_status
add_base(const struct shard *shard,
         uint32_t *ids,
         size_t n,
         struct xc_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (ids[i] > shard->last_id) {
            *err = (struct xc_error){
                .status = XC_CORRUPT,
                .message = "a list has a document after the last"};
            return XC_CORRUPT;
        }
        ids[i] += shard->base;
    }
    return XC_OK;
}

/* Lists. */

enum xc_status
shards_frequency(struct shards *shards,
                 const char *term,
                 uint32_t *documents,
                 struct xc_error *err)
{
    *documents = 0;
    for (size_t i = 0; i < shards->n; i++) {
        uint32_t own = 0;
        shards->at = i;
        const enum xc_status status = xc_reader_frequency(
            shards->list[i].store, term, strlen(term), &own, NULL, err);
        if (status != XC_OK)
            return status;
        *documents += own;
    }
    return XC_OK;
}

/* A list of documents, which is read from each shard in turn until there is no
 * more room. */
struct listing {
    const char *term; /* NULL: all documents, and their lengths */
    uint32_t *ids;
    uint32_t *numbers; /* or NULL */
};

static enum xc_status
list_of_one(const struct listing *listing,
            struct shard *shard,
            uint32_t from,
            size_t room,
            size_t *n,
            struct xc_error *err)
{
    if (!listing->term)
        return xc_reader_lengths(shard->store, from, listing->ids,
                                 listing->numbers, room, n, err);
    return xc_reader_postings(shard->store, listing->term,
                              strlen(listing->term), from, listing->ids,
                              listing->numbers, room, n, err);
}

static enum xc_status
list_of_all(struct shards *shards,
            struct listing listing,
            uint32_t from,
            size_t room,
            size_t *n,
            struct xc_error *err)
{
    *n = 0;
    for (size_t i = from > 0 ? shards_of(shards, from) : 0;
         i < shards->n && *n < room; i++) {
        struct shard *shard = &shards->list[i];
        size_t own;
        shards->at = i;
        enum xc_status status = list_of_one(
            &listing, shard, own_start(shard, from), room - *n, &own, err);
        if (status == XC_OK)
            status = add_base(shard, listing.ids, own, err);
        if (status != XC_OK)
            return status;
        listing.ids += own;
        if (listing.numbers)
            listing.numbers += own;
        *n += own;
    }
    return XC_OK;
}

enum xc_status
shards_postings(struct shards *shards,
                const char *term,
                uint32_t from,
                uint32_t *ids,
                uint32_t *frequencies,
                size_t room,
                size_t *n,
                struct xc_error *err)
{
    return list_of_all(shards, (struct listing){term, ids, frequencies}, from,
                       room, n, err);
}

enum xc_status
shards_lengths(struct shards *shards,
               uint32_t from,
               uint32_t *ids,
               uint32_t *lengths,
               size_t room,
               size_t *n,
               struct xc_error *err)
{
    return list_of_all(shards, (struct listing){NULL, ids, lengths}, from, room,
                       n, err);
}

enum xc_status
shards_values(struct shards *shards,
              unsigned slot,
              uint32_t from,
              uint32_t *ids,
              struct xc_strings *values,
              size_t room,
              size_t *n,
              bool *is_end,
              struct xc_error *err)
{
    enum xc_status status = XC_OK;

    *n = 0;
    *is_end = false;
    for (size_t i = from > 0 ? shards_of(shards, from) : 0;
         i < shards->n && *n == 0 && status == XC_OK; i++) {
        struct shard *shard = &shards->list[i];
        bool is_last;
        shards->at = i;
        status = xc_reader_values(shard->store, slot, own_start(shard, from),
                                  ids, values, room, n, &is_last, err);
        if (status == XC_OK)
            status = add_base(shard, ids, *n, err);
        *is_end = status == XC_OK && is_last && i + 1 == shards->n;
    }
    return status;
}

enum xc_status
shards_values_of(struct shards *shards,
                 unsigned slot,
                 const uint32_t *ids,
                 size_t n_ids,
                 struct xc_strings *values,
                 size_t *n,
                 struct xc_error *err)
{
    if (n_ids == 0) {
        *n = 0;
        return XC_OK;
    }
    const struct shard *shard = turn_to(shards, ids[0]);
    if (shard->base == 0)
        return xc_reader_values_of(shard->store, slot, ids, n_ids, values, n,
                                   err);
    uint32_t *own = g_new(uint32_t, n_ids);
    for (size_t i = 0; i < n_ids; i++)
        own[i] = ids[i] - shard->base;
    const enum xc_status status =
        xc_reader_values_of(shard->store, slot, own, n_ids, values, n, err);
    g_free(own);
    return status;
}

/* Documents. */

enum xc_status
shards_data(struct shards *shards,
            uint32_t id,
            char **out,
            size_t *len,
            struct xc_error *err)
{
    const struct shard *shard = turn_to(shards, id);

    return xc_reader_data(shard->store, id - shard->base, out, len, err);
}

enum xc_status
shards_term(struct shards *shards,
            uint32_t id,
            const char *prefix,
            struct xc_strings *term,
            size_t *n,
            struct xc_error *err)
{
    const struct shard *shard = turn_to(shards, id);
    bool is_end;

    return xc_reader_document_terms(shard->store, id - shard->base, prefix,
                                    strlen(prefix), term, NULL, NULL, 1, n,
                                    &is_end, err);
}

/* One shard. */

enum xc_status
shards_info(struct shards *shards,
            size_t shard,
            struct xc_info *out,
            struct xc_error *err)
{
    shards->at = shard;
    return xc_reader_info(shards->list[shard].store, out, err);
}

enum xc_status
shards_metadata(struct shards *shards,
                size_t shard,
                const char *key,
                char **out,
                size_t *len,
                struct xc_error *err)
{
    shards->at = shard;
    return xc_reader_metadata(shards->list[shard].store, key, out, len, err);
}

enum xc_status
shards_metadata_keys(struct shards *shards,
                     size_t shard,
                     const char *prefix,
                     const char *from,
                     struct xc_strings *keys,
                     size_t room,
                     size_t *n,
                     bool *is_end,
                     struct xc_error *err)
{
    shards->at = shard;
    return xc_reader_metadata_keys(shards->list[shard].store, prefix,
                                   strlen(prefix), from, strlen(from), keys,
                                   room, n, is_end, err);
}
