/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/inverter.h"

#include "engine/base/mix.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* A term. Its text is in the pool. */
struct entry {
    uint64_t key; /* 0: none */
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
    inverter_term *term_of;
    GArray *entries, *added;
    GByteArray *pool;
    uint32_t *slots; /* number of an entry + 1, or 0: an open hash table */
    size_t n_slots;  /* a power of two */
};

enum { SLOTS_LEAST = 1 << 12 };

struct inverter *
inverter_new(inverter_term *term_of)
{
    struct inverter *inverter = g_new0(struct inverter, 1);

    inverter->term_of = term_of;
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

/* Where the term with the key is in the table, or should be; without a key, it
 * is known by its bytes. */
static uint32_t *
slot_of(const struct inverter *inverter,
        uint64_t key,
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
        if (entry->key == key &&
            (key > 0 ||
             (entry->hash == hash && entry->len == len &&
              memcmp(inverter->pool->data + entry->at, term, len) == 0)))
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

static uint32_t
add_entry(struct inverter *inverter,
          uint64_t key,
          const char *term,
          size_t len,
          uint32_t hash)
{
    const struct entry entry = {.key = key,
                                .hash = hash,
                                .at = inverter->pool->len,
                                .len = (uint32_t)len};

    g_byte_array_append(inverter->pool, (const guint8 *)term, (guint)len);
    g_array_append_val(inverter->entries, entry);
    return inverter->entries->len - 1;
}

/* The number of the word's term. The table has room for another entry. */
static uint32_t
number_of(struct inverter *inverter,
          const struct inverter_word *word,
          uint32_t hash)
{
    char term[XC_TERM_MAX + 1];
    size_t len = 0;

    if (word->key == 0) {
        len = inverter->term_of(word, term);
        hash = hash_of(term, len);
    }
    uint32_t *slot = slot_of(inverter, word->key, term, len, hash);
    if (*slot > 0)
        return *slot - 1;
    if (word->key > 0)
        len = inverter->term_of(word, term);
    *slot = add_entry(inverter, word->key, term, len, hash) + 1;
    return *slot - 1;
}

static void
add_posting(struct inverter *inverter,
            uint32_t number,
            uint32_t times,
            uint32_t id)
{
    struct entry *entry = entry_at(inverter, number);

    if (entry->n > 0 && entry->last_id == id) {
        added_at(inverter, entry->last)->times += times;
        return;
    }
    const struct added posting = {number, id, times};
    entry->last = inverter->added->len;
    entry->last_id = id;
    entry->n++;
    g_array_append_val(inverter->added, posting);
}

void
inverter_add(struct inverter *inverter,
             const struct inverter_word *words,
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
            hashes[i] = (uint32_t)mixed(words[i].key);
            __builtin_prefetch(&inverter->slots[hashes[i] & mask]);
        }
        for (size_t i = 0; i < n; i++) {
            const uint32_t slot = inverter->slots[hashes[i] & mask];
            if (slot > 0)
                __builtin_prefetch(entry_at(inverter, slot - 1));
        }
        for (size_t i = 0; i < n; i++)
            add_posting(inverter, number_of(inverter, &words[i], hashes[i]),
                        words[i].times, id);
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

/* Up to eight bytes as a number that is in their order. */
static uint64_t
number_in_order(const char *bytes, size_t len)
{
    uint64_t number = 0;

    memcpy(&number, bytes, MIN(len, sizeof number));
    return GUINT64_FROM_BE(number);
}

/* Most terms differ in their first sixteen bytes, and these are at hand. */
struct sorted_term {
    uint64_t first, second; /* eight bytes each */
    const char *text;
    uint32_t len, number;
};

static int
by_text(const void *left, const void *right)
{
    const struct sorted_term *a = left, *b = right;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->second != b->second)
        return a->second < b->second ? -1 : 1;
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
        const char *text = (const char *)inverter->pool->data + entry->at;
        const uint32_t half = MIN(entry->len, (uint32_t)sizeof(uint64_t));
        terms[i] = (struct sorted_term){
            number_in_order(text, half),
            number_in_order(text + half, entry->len - half), text, entry->len,
            i};
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

static int
by_id(const void *left, const void *right)
{
    const struct posting *a = left, *b = right;

    return (a->id > b->id) - (a->id < b->id);
}

/* Put postings in order; those of one document are added up. Returns how many
 * there are then. */
static size_t
joined(struct posting *postings, size_t n)
{
    size_t kept = 0;

    qsort(postings, n, sizeof *postings, by_id);
    for (size_t i = 0; i < n; i++)
        if (kept > 0 && postings[kept - 1].id == postings[i].id)
            postings[kept - 1].times += postings[i].times;
        else
            postings[kept++] = postings[i];
    return kept;
}

static bool
is_same(const struct sorted_term *a, const struct sorted_term *b)
{
    return a->len == b->len && a->first == b->first &&
           memcmp(a->text, b->text, a->len) == 0;
}

/* The postings of the terms of some keys, which are the same. */
static GArray *
all_postings(const struct inverter *inverter,
             const struct sorted_term *terms,
             size_t n,
             const struct posting *postings,
             const uint32_t *starts)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct posting));

    for (size_t i = 0; i < n; i++)
        g_array_append_vals(all, postings + starts[terms[i].number],
                            entry_at(inverter, terms[i].number)->n);
    g_array_set_size(
        all, (guint)joined((struct posting *)(void *)all->data, all->len));
    return all;
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

    const uint32_t n_terms = inverter->entries->len;
    for (uint32_t i = 0, same; i < n_terms; i += same) {
        const struct sorted_term *term = &terms[i];
        const struct posting *of_term = postings + starts[term->number];
        size_t n = entry_at(inverter, term->number)->n;
        GArray *all = NULL;
        for (same = 1; i + same < n_terms && is_same(term, term + same);)
            same++;
        if (same > 1) {
            all = all_postings(inverter, term, same, postings, starts);
            of_term = (const struct posting *)(const void *)all->data;
            n = all->len;
        }
        if (n > 0)
            visit(data, term->text, term->len, of_term, n);
        if (all)
            g_array_free(all, TRUE);
    }
    g_free(postings);
    g_free(starts);
    g_free(terms);
    inverter_clear(inverter);
}
