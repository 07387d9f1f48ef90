/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/match/cache.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

struct cache_entry {
    char *key;
    struct postings *postings;
    struct cache_state state;
    size_t size;
    GList link; /* in the queue; its data is the entry */
};

struct cache {
    pthread_mutex_t lock;
    GHashTable *entries; /* by key */
    GQueue used;         /* the most recently used first */
    size_t size, most;
};

struct cache *
cache_new(size_t most)
{
    struct cache *cache = g_new0(struct cache, 1);

    pthread_mutex_init(&cache->lock, NULL);
    cache->entries = g_hash_table_new(g_str_hash, g_str_equal);
    g_queue_init(&cache->used);
    cache->most = most;
    return cache;
}

static void
drop(struct cache *cache, struct cache_entry *entry)
{
    g_hash_table_remove(cache->entries, entry->key);
    g_queue_unlink(&cache->used, &entry->link);
    cache->size -= entry->size;
    postings_unref(entry->postings);
    g_free(entry->key);
    g_free(entry);
}

/* Drop lists until so many bytes are left at most. */
static void
shrink(struct cache *cache, size_t most)
{
    while (cache->size > most)
        drop(cache, cache->used.tail->data);
}

void
cache_set_most(struct cache *cache, size_t most)
{
    pthread_mutex_lock(&cache->lock);
    cache->most = most;
    shrink(cache, most);
    pthread_mutex_unlock(&cache->lock);
}

void
cache_free(struct cache *cache)
{
    if (!cache)
        return;
    shrink(cache, 0);
    g_hash_table_destroy(cache->entries);
    pthread_mutex_destroy(&cache->lock);
    g_free(cache);
}

struct postings *
cache_find(struct cache *cache,
           const char *key,
           const struct cache_state *now,
           struct cache_state *of)
{
    struct postings *found = NULL;

    pthread_mutex_lock(&cache->lock);
    struct cache_entry *entry = g_hash_table_lookup(cache->entries, key);
    /* A list of a newer revision is of no use to a request on an older one. */
    if (entry && entry->state.sequence <= now->sequence) {
        g_queue_unlink(&cache->used, &entry->link);
        g_queue_push_head_link(&cache->used, &entry->link);
        found = postings_ref(entry->postings);
        *of = entry->state;
    }
    pthread_mutex_unlock(&cache->lock);
    return found;
}

static void
add(struct cache *cache,
    const char *key,
    const struct cache_state *now,
    struct postings *postings,
    size_t size)
{
    struct cache_entry *entry = g_new0(struct cache_entry, 1);

    entry->key = g_strdup(key);
    entry->postings = postings_ref(postings);
    entry->state = *now;
    entry->size = size;
    entry->link.data = entry;
    g_hash_table_insert(cache->entries, entry->key, entry);
    g_queue_push_head_link(&cache->used, &entry->link);
    cache->size += size;
}

void
cache_keep(struct cache *cache,
           const char *key,
           const struct cache_state *now,
           struct postings *postings)
{
    enum { TABLE = 64 }; /* bytes that an entry takes in the table, about */
    const size_t size =
        postings->size + sizeof(struct cache_entry) + strlen(key) + TABLE;

    pthread_mutex_lock(&cache->lock);
    struct cache_entry *known = g_hash_table_lookup(cache->entries, key);
    const bool is_older = known && known->state.sequence > now->sequence;
    if (known && !is_older)
        drop(cache, known);
    if (!is_older && size <= cache->most) {
        shrink(cache, cache->most - size);
        add(cache, key, now, postings, size);
    }
    pthread_mutex_unlock(&cache->lock);
}
