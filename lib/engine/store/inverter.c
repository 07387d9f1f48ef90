/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/inverter.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* A term. Its text is in the pool. */
struct entry {
    uint64_t beginning; /* first 8 bytes, so that comparing is cheap */
    uint32_t hash;
    uint32_t at, len; /* in the pool */
    uint32_t last;    /* its last posting */
    uint32_t last_id; /* the document of that */
    uint32_t n;       /* of its postings */
};

/* A posting, in the order in which they came. */
struct added {
    uint32_t term, id, times;
};

struct inverter {
    GArray *entries, *added;
    GByteArray *pool;
    uint32_t *slots; /* number of an entry + 1, or 0: an open hash table */
    size_t n_slots;  /* a power of two */
};

enum { SLOTS_LEAST = 1 << 12 };

struct inverter *
inverter_new(void)
{
    struct inverter *inverter = g_new0(struct inverter, 1);

    inverter->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
    inverter->added = g_array_new(FALSE, FALSE, sizeof(struct added));
    inverter->pool = g_byte_array_new();
    inverter->n_slots = SLOTS_LEAST;
    inverter->slots = g_new0(uint32_t, inverter->n_slots);
    return inverter;
}

void
inverter_free(struct inverter *inverter)
{
    if (!inverter)
        return;
    g_array_free(inverter->entries, TRUE);
    g_array_free(inverter->added, TRUE);
    g_byte_array_free(inverter->pool, TRUE);
    g_free(inverter->slots);
    g_free(inverter);
}

static struct entry *
entry_at(const struct inverter *inverter, uint32_t number)
{
    return &g_array_index(inverter->entries, struct entry, number);
}

static struct added *
added_at(const struct inverter *inverter, uint32_t number)
{
    return &g_array_index(inverter->added, struct added, number);
}

/* FNV-1a, eight bytes at a time, with its high bits folded in. */
static uint32_t
hash_of(const char *term, size_t len)
{
    const uint64_t prime = 0x100000001b3u;
    uint64_t hash = 0xcbf29ce484222325u ^ len, word;

    for (; len >= sizeof word; term += sizeof word, len -= sizeof word) {
        memcpy(&word, term, sizeof word);
        hash = (hash ^ word) * prime;
        hash ^= hash >> 29;
    }
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)term[i]) * prime;
    hash ^= hash >> 32;
    return (uint32_t)(hash * 0x9e3779b1u ^ hash >> 15);
}

/* Where the term is in the table, or should be. */
static uint32_t *
slot_of(const struct inverter *inverter,
        const char *term,
        size_t len,
        uint32_t hash)
{
    const size_t mask = inverter->n_slots - 1;
    size_t i = hash & mask;

    for (;; i = (i + 1) & mask) {
        uint32_t *slot = &inverter->slots[i];
        if (*slot == 0)
            return slot;
        const struct entry *entry = entry_at(inverter, *slot - 1);
        if (entry->hash == hash && entry->len == len &&
            memcmp(inverter->pool->data + entry->at, term, len) == 0)
            return slot;
    }
}

static void
grow_table(struct inverter *inverter)
{
    g_free(inverter->slots);
    inverter->n_slots *= 2;
    inverter->slots = g_new0(uint32_t, inverter->n_slots);
    for (uint32_t i = 0; i < inverter->entries->len; i++) {
        const struct entry *entry = entry_at(inverter, i);
        size_t slot = entry->hash & (inverter->n_slots - 1);
        while (inverter->slots[slot] > 0)
            slot = (slot + 1) & (inverter->n_slots - 1);
        inverter->slots[slot] = i + 1;
    }
}

/* The first bytes as a number that is in the order of the bytes. */
static uint64_t
beginning_of(const char *term, size_t len)
{
    uint64_t beginning = 0;

    memcpy(&beginning, term, MIN(len, sizeof beginning));
    return GUINT64_FROM_BE(beginning);
}

static uint32_t
add_entry(struct inverter *inverter,
          const char *term,
          size_t len,
          uint32_t hash)
{
    const struct entry entry = {.beginning = beginning_of(term, len),
                                .hash = hash,
                                .at = inverter->pool->len,
                                .len = (uint32_t)len};

    g_byte_array_append(inverter->pool, (const guint8 *)term, (guint)len);
    g_array_append_val(inverter->entries, entry);
    return inverter->entries->len - 1;
}

/* The table has room for another entry. */
static void
add_hashed(struct inverter *inverter,
           const struct xc_term *word,
           uint32_t hash,
           uint32_t id)
{
    uint32_t *slot = slot_of(inverter, word->text, word->len, hash);
    if (*slot == 0)
        *slot = add_entry(inverter, word->text, word->len, hash) + 1;
    const uint32_t number = *slot - 1;
    struct entry *entry = entry_at(inverter, number);
    if (entry->n > 0 && entry->last_id == id) {
        added_at(inverter, entry->last)->times += word->frequency;
        return;
    }
    const struct added posting = {number, id, word->frequency};
    entry->last = inverter->added->len;
    entry->last_id = id;
    entry->n++;
    g_array_append_val(inverter->added, posting);
}

void
inverter_add(struct inverter *inverter,
             const struct xc_term *words,
             size_t n_words,
             uint32_t id)
{
    /* The table and the entries are far larger than what a processor caches, so
     * those of some words are sent for before the first of them is needed. */
    enum { BLOCK = 32 };
    uint32_t hashes[BLOCK];

    for (size_t n; n_words > 0; words += n, n_words -= n) {
        n = MIN(n_words, BLOCK);
        while (2 * (inverter->entries->len + n) >= inverter->n_slots)
            grow_table(inverter);
        const size_t mask = inverter->n_slots - 1;
        for (size_t i = 0; i < n; i++) {
            hashes[i] = hash_of(words[i].text, words[i].len);
            __builtin_prefetch(&inverter->slots[hashes[i] & mask]);
        }
        for (size_t i = 0; i < n; i++) {
            const uint32_t slot = inverter->slots[hashes[i] & mask];
            if (slot > 0)
                __builtin_prefetch(entry_at(inverter, slot - 1));
        }
        for (size_t i = 0; i < n; i++)
            add_hashed(inverter, &words[i], hashes[i], id);
    }
}

size_t
inverter_size(const struct inverter *inverter)
{
    return inverter->added->len * sizeof(struct added) +
           inverter->entries->len * sizeof(struct entry) + inverter->pool->len;
}

void
inverter_clear(struct inverter *inverter)
{
    g_array_set_size(inverter->entries, 0);
    g_array_set_size(inverter->added, 0);
    g_byte_array_set_size(inverter->pool, 0);
    memset(inverter->slots, 0, inverter->n_slots * sizeof *inverter->slots);
}

struct sorted_term {
    uint64_t beginning;
    const char *text;
    uint32_t len, number;
};

static int
by_text(const void *left, const void *right)
{
    const struct sorted_term *a = left, *b = right;

    if (a->beginning != b->beginning)
        return a->beginning < b->beginning ? -1 : 1;
    const int order = memcmp(a->text, b->text, MIN(a->len, b->len));
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* The terms in byte order. */
static struct sorted_term *
sorted_terms(const struct inverter *inverter)
{
    const uint32_t n = inverter->entries->len;
    struct sorted_term *terms = g_new(struct sorted_term, n + 1);

    for (uint32_t i = 0; i < n; i++) {
        const struct entry *entry = entry_at(inverter, i);
        terms[i] = (struct sorted_term){
            entry->beginning, (const char *)inverter->pool->data + entry->at,
            entry->len, i};
    }
    qsort(terms, n, sizeof *terms, by_text);
    return terms;
}

/* All postings by term: *starts has where those of each begin. Those of a term
 * came in order, so each simply follows the one before. */
static struct posting *
by_terms(struct inverter *inverter,
         bool (*is_dropped)(const void *data, uint32_t id),
         const void *data,
         uint32_t **starts)
{
    struct posting *postings = g_new(struct posting, inverter->added->len + 1);
    uint32_t at = 0;

    *starts = g_new(uint32_t, inverter->entries->len + 1);
    for (uint32_t i = 0; i < inverter->entries->len; i++) {
        struct entry *entry = entry_at(inverter, i);
        (*starts)[i] = at;
        at += entry->n;
        entry->n = 0;
    }
    for (uint32_t i = 0; i < inverter->added->len; i++) {
        const struct added *added = added_at(inverter, i);
        if (!is_dropped(data, added->id))
            postings[(*starts)[added->term] +
                     entry_at(inverter, added->term)->n++] =
                (struct posting){added->id, MAX(added->times, 1)};
    }
    return postings;
}

void
inverter_drain(struct inverter *inverter,
               bool (*is_dropped)(const void *data, uint32_t id),
               void (*visit)(void *data,
                             const char *term,
                             size_t len,
                             const struct posting *postings,
                             size_t n),
               void *data)
{
    struct sorted_term *terms = sorted_terms(inverter);
    uint32_t *starts;
    struct posting *postings = by_terms(inverter, is_dropped, data, &starts);

    for (uint32_t i = 0; i < inverter->entries->len; i++) {
        const struct sorted_term *term = &terms[i];
        const uint32_t n = entry_at(inverter, term->number)->n;
        if (n > 0)
            visit(data, term->text, term->len, postings + starts[term->number],
                  n);
    }
    g_free(postings);
    g_free(starts);
    g_free(terms);
    inverter_clear(inverter);
}
