/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/shards.h"

#include "engine/base/status.h"
#include "engine/store/ahead.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

/* Opening. */

/* Number the documents, as the shards are now. */
static enum xc_status
set_bases(struct shards *shards, struct xc_error *err)
{
    uint64_t base = 0;

    for (size_t i = 0; i < shards->n; i++) {
        const struct xc_info *info = &shards_info(shards, i)->index;
        shards->at = i;
        if (base + info->last_id >= UINT32_MAX) {
            *err = (struct xc_error){
                .status = XC_FAILED,
                .message = "the indexes have more documents in all than can be "
                           "numbered"};
            return XC_FAILED;
        }
        shards->list[i].base = (uint32_t)base;
        shards->list[i].last_id = info->last_id;
        base += info->last_id;
    }
    return XC_OK;
}

/* No part is there: say why the first is not. */
static void
fail_missing(struct parts *parts, struct fe_error *failure)
{
    struct fe_location place;

    parts_state(parts, 0, 0, &place);
    *failure = (struct fe_error){.status = FE_FAILED, .system = EHOSTUNREACH};
    snprintf(failure->message, sizeof failure->message, "%s", place.why);
}

enum fe_status
shards_open(struct parts *parts, struct shards **out, struct fe_error *err)
{
    const size_t n = parts_count(parts);
    struct shards *shards = g_new0(struct shards, 1);
    struct fe_error failure = {0};
    struct xc_error failed;

    *out = NULL;
    shards->parts = parts;
    shards->list = g_new0(struct shard, n);
    for (size_t part = 0; part < n && failure.status == FE_OK; part++) {
        struct shard *shard = &shards->list[shards->n];
        if (site_open(parts, part, &shard->site, &failure) != FE_OK)
            failure.shard = part;
        if (!shard->site)
            continue;
        shard->part = part;
        shards->n++;
    }
    if (failure.status == FE_OK && shards->n == 0)
        fail_missing(parts, &failure);
    if (failure.status == FE_OK &&
        status_of_store(set_bases(shards, &failed), &failed, &failure) != FE_OK)
        failure.shard = shards_part(shards);
    if (failure.status == FE_OK) {
        *out = shards;
        return status_report(&failure, err);
    }
    shards_close(shards);
    return status_report(&failure, err);
}

void
shards_close(struct shards *shards)
{
    if (!shards)
        return;
    for (size_t i = 0; i < shards->n; i++)
        site_close(shards->list[i].site);
    ahead_free(shards->ahead);
    g_free(shards->list);
    g_free(shards);
}

const struct call_info *
shards_info(const struct shards *shards, size_t shard)
{
    return site_info(shards->list[shard].site);
}

bool
shards_are_current(const struct shards *shards)
{
    struct parts *parts = shards->parts;
    size_t at = 0;

    for (size_t part = 0; part < parts_count(parts); part++) {
        const size_t place = parts_choice(parts, part, 0);
        const bool is_open = at < shards->n && shards->list[at].part == part;
        if (is_open != (place < parts_places(parts, part)) ||
            (is_open && site_place(shards->list[at].site) != place))
            return false;
        at += is_open;
    }
    return true;
}

bool
shards_are_lost(const struct shards *shards)
{
    bool is_lost = false;

    for (size_t i = 0; i < shards->n; i++)
        is_lost |= site_is_lost(shards->list[i].site);
    return is_lost;
}

size_t
shards_part(const struct shards *shards)
{
    return shards->list[shards->at].part;
}

enum xc_status
shards_ask(struct shards *shards,
           size_t shard,
           const struct call *call,
           struct call_answer *answer,
           struct xc_error *err)
{
    shards->at = shard;
    return site_call(shards->list[shard].site, call, &shards->stop, answer,
                     err);
}

enum xc_status
shards_reopen(struct shards *shards, bool *has_changed, struct xc_error *err)
{
    static const struct call call = {.op = CALL_REOPEN};
    enum xc_status status = XC_OK;
    size_t failed_at = 0;

    *has_changed = shards->is_unsettled;
    shards->is_unsettled = true;
    ahead_forget(shards->ahead);
    for (size_t i = 0; i < shards->n; i++)
        site_begin(shards->list[i].site, &call);
    /* To the end, even after a failure: each is where its answer says. */
    for (size_t i = 0; i < shards->n; i++) {
        struct call_answer answer = {0};
        struct xc_error failed;
        const enum xc_status own =
            shards_ask(shards, i, &call, &answer, &failed);
        *has_changed |= own == XC_OK && answer.is_end;
        if (own == XC_OK || status != XC_OK)
            continue;
        status = own;
        *err = failed;
        failed_at = i;
    }
    shards->at = status == XC_OK ? 0 : failed_at;
    if (status == XC_OK && *has_changed)
        status = set_bases(shards, err);
    shards->is_unsettled = status != XC_OK;
    return status;
}

bool
shards_has_remote(const struct shards *shards)
{
    bool is_found = false;

    for (size_t i = 0; i < shards->n && !is_found; i++)
        is_found = site_is_remote(shards->list[i].site);
    return is_found;
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
    const struct call call = {.op = CALL_FREQUENCY, .text = term};

    *documents = 0;
    for (size_t i = 0; i < shards->n; i++) {
        struct call_answer answer = {0};
        const enum xc_status status =
            shards_ask(shards, i, &call, &answer, err);
        if (status != XC_OK)
            return status;
        *documents += answer.count;
    }
    return XC_OK;
}

/* Read a list of documents from one shard on, until its end or until there is
 * no more room. */
static enum xc_status
list_of_one(struct shards *shards,
            size_t i,
            struct call call,
            struct call_answer *answer,
            struct xc_error *err)
{
    const struct shard *shard = &shards->list[i];
    const size_t room = call.room;
    size_t n = 0;
    bool is_end = false;

    call.from = own_start(shard, call.from);
    while (n < room && !is_end) {
        struct call_answer block = {
            .ids = answer->ids + n,
            .numbers = answer->numbers ? answer->numbers + n : NULL};
        call.room = MIN(room - n, CALL_ROOM_MAX);
        const enum xc_status status = shards_ask(shards, i, &call, &block, err);
        if (status != XC_OK)
            return status;
        is_end = block.n < call.room;
        if (!is_end)
            call.from = block.ids[block.n - 1] + 1;
        n += block.n;
    }
    answer->n = n;
    return add_base(shard, answer->ids, n, err);
}

static enum xc_status
list_of_all(struct shards *shards,
            struct call call,
            struct call_answer answer,
            size_t *n,
            struct xc_error *err)
{
    const size_t room = call.room;

    *n = 0;
    for (size_t i = call.from > 0 ? shards_of(shards, call.from) : 0;
         i < shards->n && *n < room; i++) {
        call.room = room - *n;
        const enum xc_status status =
            list_of_one(shards, i, call, &answer, err);
        if (status != XC_OK)
            return status;
        answer.ids += answer.n;
        if (answer.numbers)
            answer.numbers += answer.n;
        *n += answer.n;
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
    return list_of_all(shards,
                       (struct call){.op = CALL_POSTINGS,
                                     .text = term,
                                     .from = from,
                                     .room = room,
                                     .wants_numbers = frequencies != NULL},
                       (struct call_answer){.ids = ids, .numbers = frequencies},
                       n, err);
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
    return list_of_all(
        shards, (struct call){.op = CALL_LENGTHS, .from = from, .room = room},
        (struct call_answer){.ids = ids, .numbers = lengths}, n, err);
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
    struct call call = {.op = CALL_VALUES,
                        .slot = slot,
                        .room = MIN(room, CALL_ROOM_MAX),
                        .size = MIN(values->size, CALL_SIZE_MAX)};
    enum xc_status status = XC_OK;
    bool is_left = true;

    *n = 0;
    *is_end = false;
    /* To the first shard that has such documents. */
    for (size_t i = from > 0 ? shards_of(shards, from) : 0;
         i < shards->n && is_left && status == XC_OK; i++) {
        const struct shard *shard = &shards->list[i];
        struct call_answer answer = {.ids = ids, .strings = *values};
        call.from = own_start(shard, from);
        status = shards_ask(shards, i, &call, &answer, err);
        if (status == XC_OK)
            status = add_base(shard, ids, answer.n, err);
        *n = status == XC_OK ? answer.n : 0;
        *is_end = status == XC_OK && answer.is_end && i + 1 == shards->n;
        is_left = answer.n == 0 && answer.is_end;
    }
    return status;
}

/* Values of documents. */

enum xc_status
shards_values_of(struct shards *shards,
                 unsigned slot,
                 const uint32_t *ids,
                 size_t n_ids,
                 struct xc_strings *values,
                 size_t *n,
                 struct xc_error *err)
{
    *n = 0;
    if (n_ids == 0)
        return XC_OK;
    if (n_ids == 1 && ahead_find_value(shards->ahead, slot, *ids, values)) {
        *n = 1;
        return XC_OK;
    }
    n_ids = MIN(n_ids, CALL_ROOM_MAX);
    const size_t i = shards_of(shards, ids[0]);
    const uint32_t base = shards->list[i].base;
    struct call call = {.op = CALL_VALUES_OF,
                        .slot = slot,
                        .ids = ids,
                        .n_ids = n_ids,
                        .room = n_ids,
                        .size = MIN(values->size, CALL_SIZE_MAX)};
    struct call_answer answer = {.strings = *values};
    uint32_t *own = NULL;
    if (base > 0) {
        own = g_new(uint32_t, n_ids);
        for (size_t k = 0; k < n_ids; k++)
            own[k] = ids[k] - base;
        call.ids = own;
    }
    const enum xc_status status = shards_ask(shards, i, &call, &answer, err);
    g_free(own);
    *n = answer.n;
    return status;
}

enum xc_status
shards_term(struct shards *shards,
            uint32_t id,
            const char *prefix,
            struct xc_strings *term,
            size_t *n,
            struct xc_error *err)
{
    const size_t i = shards_of(shards, id);
    const struct call call = {.op = CALL_TERM,
                              .text = prefix,
                              .from = id - shards->list[i].base,
                              .room = 1,
                              .size = MIN(term->size, CALL_SIZE_MAX)};
    struct call_answer answer = {.strings = *term};
    const enum xc_status status = shards_ask(shards, i, &call, &answer, err);

    *n = answer.n;
    return status;
}

/* One shard. */

enum xc_status
shards_metadata(struct shards *shards,
                size_t shard,
                const char *key,
                char **out,
                size_t *len,
                struct xc_error *err)
{
    const struct call call = {.op = CALL_METADATA, .text = key};
    struct call_answer answer = {0};

    if (ahead_find_metadata(shards->ahead, shard, key, out, len))
        return XC_OK;
    const enum xc_status status =
        shards_ask(shards, shard, &call, &answer, err);
    *out = answer.bytes;
    *len = answer.len;
    return status;
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
    const struct call call = {.op = CALL_KEYS,
                              .text = prefix,
                              .from_text = from,
                              .room = MIN(room, CALL_ROOM_MAX),
                              .size = MIN(keys->size, CALL_SIZE_MAX)};
    struct call_answer answer = {.strings = *keys};
    const enum xc_status status =
        shards_ask(shards, shard, &call, &answer, err);

    *n = answer.n;
    *is_end = answer.is_end;
    return status;
}
