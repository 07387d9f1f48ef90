/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/ahead.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ANSWER_SIZE = 1024 * 1024,   /* bytes of what one shard sends at once */
    METADATA_MAX = 16 << 20,     /* bytes that are kept */
    KEYS_AT_ONCE = 200,          /* of a shard: pages of runs are 4 to 5 KB */
    KEYS_MAX = 10 * KEYS_AT_ONCE /* the others are asked for one by one */
};

struct ahead {
    GHashTable *values;   /* by document: GBytes */
    unsigned slot;        /* of all values */
    GHashTable *metadata; /* by shard and key: GBytes */
    size_t size;          /* of the metadata, in bytes */
};

static void
free_bytes(void *bytes)
{
    g_bytes_unref(bytes);
}

static struct ahead *
ahead_of(struct shards *shards)
{
    if (!shards->ahead) {
        shards->ahead = g_new0(struct ahead, 1);
        shards->ahead->values = g_hash_table_new_full(
            g_direct_hash, g_direct_equal, NULL, free_bytes);
        shards->ahead->metadata =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_bytes);
    }
    return shards->ahead;
}

static void
forget_metadata(struct ahead *ahead)
{
    g_hash_table_remove_all(ahead->metadata);
    ahead->size = 0;
}

void
ahead_forget(struct ahead *ahead)
{
    if (!ahead)
        return;
    g_hash_table_remove_all(ahead->values);
    forget_metadata(ahead);
}

void
ahead_free(struct ahead *ahead)
{
    if (!ahead)
        return;
    g_hash_table_destroy(ahead->values);
    g_hash_table_destroy(ahead->metadata);
    g_free(ahead);
}

/* Calls of several shards at a time. */

struct expected {
    struct call call; /* with a room; or none is expected */
    GArray *ids;      /* the shard's own; or NULL */
    GPtrArray *keys;  /* borrowed; or NULL */
};

typedef void keep_answer(struct shards *shards,
                         size_t shard,
                         const struct call *call,
                         const struct xc_strings *strings,
                         size_t n);

/* Take the answer to a call that has begun. */
static enum xc_status
take(struct shards *shards,
     size_t shard,
     const struct call *call,
     keep_answer *keep,
     struct xc_error *err)
{
    struct call_answer answer = {.strings = {g_malloc(call->size), call->size,
                                             g_new(size_t, call->room)}};
    const enum xc_status status = shards_ask(shards, shard, call, &answer, err);

    if (status == XC_OK)
        keep(shards, shard, call, &answer.strings, answer.n);
    g_free(answer.strings.bytes);
    g_free(answer.strings.ends);
    return status;
}

static void
free_expected(struct expected *expected, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (expected[i].ids)
            g_array_unref(expected[i].ids);
        if (expected[i].keys)
            g_ptr_array_unref(expected[i].keys);
    }
    g_free(expected);
}

/* Make the calls of all shards that have one. */
static enum xc_status
make_calls(struct shards *shards,
           const struct expected *expected,
           keep_answer *keep,
           struct xc_error *err)
{
    enum xc_status status = XC_OK;
    size_t failed_at = 0;

    for (size_t i = 0; i < shards->n; i++)
        if (expected[i].call.room > 0)
            site_begin(shards->list[i].site, &expected[i].call);
    /* All that were begun are taken, even after a failure. */
    for (size_t i = 0; i < shards->n; i++) {
        struct xc_error failed;
        if (expected[i].call.room == 0)
            continue;
        const enum xc_status own =
            take(shards, i, &expected[i].call, keep, &failed);
        if (own == XC_OK || status != XC_OK)
            continue;
        status = own;
        *err = failed;
        failed_at = i;
    }
    if (status != XC_OK)
        shards->at = failed_at;
    return status;
}

static GBytes *
string_at(const struct xc_strings *strings, size_t i)
{
    const size_t start = i > 0 ? strings->ends[i - 1] : 0;

    return g_bytes_new(strings->bytes + start, strings->ends[i] - start);
}

/* Values of documents. */

static void
keep_values(struct shards *shards,
            size_t shard,
            const struct call *call,
            const struct xc_strings *strings,
            size_t n)
{
    const uint32_t base = shards->list[shard].base;

    for (size_t i = 0; i < n; i++)
        g_hash_table_insert(shards->ahead->values,
                            GUINT_TO_POINTER(call->ids[i] + base),
                            string_at(strings, i));
}

static int
by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static struct call
values_call(unsigned slot, GArray *ids)
{
    g_array_sort(ids, by_number); /* as they are sent */
    return (struct call){.op = CALL_VALUES_OF,
                         .slot = slot,
                         .ids = (const uint32_t *)ids->data,
                         .n_ids = ids->len,
                         .room = ids->len,
                         .size = ANSWER_SIZE};
}

enum xc_status
shards_expect_values(struct shards *shards,
                     unsigned slot,
                     const uint32_t *ids,
                     size_t n,
                     struct xc_error *err)
{
    if (!shards_has_remote(shards) || n < 2)
        return XC_OK;
    struct ahead *ahead = ahead_of(shards);
    struct expected *expected = g_new0(struct expected, shards->n);
    g_hash_table_remove_all(ahead->values);
    ahead->slot = slot;
    for (size_t k = 0; k < MIN(n, CALL_ROOM_MAX); k++) {
        const size_t i = shards_of(shards, ids[k]);
        const uint32_t own = ids[k] - shards->list[i].base;
        if (!site_is_remote(shards->list[i].site))
            continue;
        if (!expected[i].ids)
            expected[i].ids = g_array_new(FALSE, FALSE, sizeof own);
        g_array_append_val(expected[i].ids, own);
    }
    for (size_t i = 0; i < shards->n; i++)
        if (expected[i].ids)
            expected[i].call = values_call(slot, expected[i].ids);
    const enum xc_status status =
        make_calls(shards, expected, keep_values, err);
    free_expected(expected, shards->n);
    return status;
}

bool
ahead_find_value(const struct ahead *ahead,
                 unsigned slot,
                 uint32_t id,
                 struct xc_strings *value)
{
    GBytes *bytes =
        ahead && slot == ahead->slot
            ? g_hash_table_lookup(ahead->values, GUINT_TO_POINTER(id))
            : NULL;

    if (!bytes || g_bytes_get_size(bytes) > value->size)
        return false;
    *value->ends = g_bytes_get_size(bytes);
    if (*value->ends > 0)
        memcpy(value->bytes, g_bytes_get_data(bytes, NULL), *value->ends);
    return true;
}

/* Metadata. */

static char *
name_of(size_t shard, const char *key)
{
    return g_strdup_printf("%zu %s", shard, key);
}

static GBytes *
find_metadata(const struct ahead *ahead, size_t shard, const char *key)
{
    char *name = name_of(shard, key);
    GBytes *bytes = g_hash_table_lookup(ahead->metadata, name);

    g_free(name);
    return bytes;
}

static void
keep_metadata(struct shards *shards,
              size_t shard,
              const struct call *call,
              const struct xc_strings *strings,
              size_t n)
{
    struct ahead *ahead = shards->ahead;

    for (size_t i = 0; i < n; i++)
        g_hash_table_insert(ahead->metadata, name_of(shard, call->texts[i]),
                            string_at(strings, i));
    ahead->size += n > 0 ? strings->ends[n - 1] : 0;
}

/* The keys of each shard that are not there yet, each once. */
static struct expected *
missing_keys(const struct shards *shards,
             const struct shard_key *keys,
             size_t n)
{
    struct expected *expected = g_new0(struct expected, shards->n);
    GHashTable *names =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t k = 0; k < n && g_hash_table_size(names) < KEYS_MAX; k++) {
        const size_t i = keys[k].shard;
        if (!site_is_remote(shards->list[i].site) ||
            find_metadata(shards->ahead, i, keys[k].key) ||
            !g_hash_table_add(names, name_of(i, keys[k].key)))
            continue;
        if (!expected[i].keys)
            expected[i].keys = g_ptr_array_new();
        g_ptr_array_add(expected[i].keys, (void *)keys[k].key);
    }
    g_hash_table_destroy(names);
    return expected;
}

/* The call for the next keys of the list, from this one on. */
static struct call
metadata_call(const GPtrArray *keys, size_t from)
{
    const size_t left = keys && keys->len > from ? keys->len - from : 0;
    const size_t n = MIN(left, KEYS_AT_ONCE);

    return (struct call){.op = CALL_METADATA_OF,
                         .texts =
                             n > 0 ? (const char **)keys->pdata + from : NULL,
                         .n_texts = n,
                         .room = n,
                         .size = ANSWER_SIZE};
}

enum xc_status
shards_expect_metadata(struct shards *shards,
                       const struct shard_key *keys,
                       size_t n,
                       struct xc_error *err)
{
    enum xc_status status = XC_OK;
    bool is_left = true;

    if (!shards_has_remote(shards))
        return XC_OK;
    struct ahead *ahead = ahead_of(shards);
    if (ahead->size > METADATA_MAX)
        forget_metadata(ahead);
    struct expected *expected = missing_keys(shards, keys, n);
    for (size_t from = 0; is_left && status == XC_OK; from += KEYS_AT_ONCE) {
        is_left = false;
        for (size_t i = 0; i < shards->n; i++) {
            expected[i].call = metadata_call(expected[i].keys, from);
            is_left |= expected[i].call.room > 0;
        }
        if (is_left)
            status = make_calls(shards, expected, keep_metadata, err);
    }
    free_expected(expected, shards->n);
    return status;
}

bool
ahead_find_metadata(const struct ahead *ahead,
                    size_t shard,
                    const char *key,
                    char **out,
                    size_t *len)
{
    GBytes *bytes = ahead && g_hash_table_size(ahead->metadata) > 0
                        ? find_metadata(ahead, shard, key)
                        : NULL;

    if (!bytes)
        return false;
    *len = g_bytes_get_size(bytes);
    *out = malloc(*len + 1);
    if (!*out)
        g_error("out of memory");
    if (*len > 0)
        memcpy(*out, g_bytes_get_data(bytes, NULL), *len);
    (*out)[*len] = '\0';
    return true;
}
