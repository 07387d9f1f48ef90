/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "files/sharding.h"

#include "base/memory.h"
#include "files/digest.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* Take a number from 1 to SHARDS_MAX; 0 if there is none. */
static unsigned
take_number(const char **at)
{
    char *end = NULL;
    const guint64 number =
        g_ascii_isdigit(**at) ? g_ascii_strtoull(*at, &end, 10) : 0;

    if (end)
        *at = end;
    return number <= SHARDS_MAX ? (unsigned)number : 0;
}

bool
sharding_read(const char *text, struct sharding *out)
{
    const unsigned shard = take_number(&text);

    if (*text++ != '/')
        return false;
    const unsigned shards = take_number(&text);
    if (shard < 1 || shard > shards || *text)
        return false;
    *out = (struct sharding){shard, shards};
    return true;
}

/* The content and the ending, by which it is read; NULL if it cannot be read.
 * The caller frees it. */
static char *
key_of(const struct source *source)
{
    char reason[REASON_SIZE], digest[DIGEST_SIZE];
    char *bytes;
    size_t len;

    if (source->opened ||
        !source_read(source,
                     open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK),
                     &bytes, &len, reason))
        return NULL;
    digest_bytes(bytes, len, digest);
    free(bytes);
    char *ending = g_ascii_strdown(source_ending(source->path), -1);
    char *key = g_strconcat(digest, ending, NULL);
    g_free(ending);
    return key;
}

/* By size, how many files have it. */
static GHashTable *
count_sizes(const struct sources *sources)
{
    GHashTable *sizes =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

    for (size_t i = 0; i < sources->count; i++) {
        const gint64 size = sources->list[i].size;
        const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(sizes, &size));
        g_hash_table_insert(sizes, g_memdup2(&size, sizeof size),
                            GSIZE_TO_POINTER(n + 1));
    }
    return sizes;
}

static bool
may_have_copy(GHashTable *sizes, const struct source *source)
{
    const gint64 size = source->size;

    return GPOINTER_TO_SIZE(g_hash_table_lookup(sizes, &size)) > 1;
}

/* Set the shard of each file, from 0. */
static void
divide(const struct sources *sources, unsigned shards, unsigned *out)
{
    GHashTable *sizes = count_sizes(sources);
    GHashTable *originals = /* key -> number of the file, plus 1 */
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < sources->count; i++) {
        char *key = may_have_copy(sizes, &sources->list[i])
                        ? key_of(&sources->list[i])
                        : NULL;
        const size_t original =
            key ? GPOINTER_TO_SIZE(g_hash_table_lookup(originals, key)) : 0;
        out[i] = original > 0 ? out[original - 1]
                              : (unsigned)(i * shards / sources->count);
        if (key && original == 0)
            g_hash_table_insert(originals, key, GSIZE_TO_POINTER(i + 1));
        else
            g_free(key);
    }
    g_hash_table_destroy(originals);
    g_hash_table_destroy(sizes);
}

void
sharding_keep(struct sources *sources, const struct sharding *sharding)
{
    unsigned *shards = memory_resize(NULL, sources->count * sizeof *shards);
    size_t kept = 0;

    divide(sources, sharding->shards, shards);
    sources->elsewhere =
        g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
    for (size_t i = 0; i < sources->count; i++) {
        struct source *source = &sources->list[i];
        if (shards[i] == sharding->shard - 1) {
            sources->list[kept++] = *source;
            continue;
        }
        g_hash_table_add(sources->elsewhere, source->path);
        free(source->name);
        free(source->opened);
    }
    sources->count = kept;
    free(shards);
}
