/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is left of a word's beginning is known by a hash: its high bits say in
 * which bucket the word is, some of the others are kept beside the word's
 * number. A word is looked up by what is left of its own beginning with one or
 * two letters less, of which there are at most 29.
 */
#include "engine/query/neighbours.h"

#include "engine/query/slips.h"

#include <stdint.h>
#include <string.h>

enum {
    BEGINNING = 7, /* letters that are looked at */
    LEAVES_MAX = 1 + BEGINNING + BEGINNING * (BEGINNING - 1) / 2,
    BUCKETS = 2,      /* for each word, at least */
    BUCKET_BITS = 18, /* at most */
    NUMBER_BITS = 20, /* of a word; later words are always looked through */
    FEW = 256,        /* words that may be looked through */
    RECENT = 8,       /* a part of all words, that may be beside the others */
    SHORT = 5         /* no word this short is two slips from one that may have
                         two */
};

/* The index of some words. */
struct neighbours_part {
    size_t first, end; /* their numbers */
    unsigned bits;     /* of a hash, for the bucket */
    uint32_t *buckets; /* where each begins in entries; then the end */
    uint32_t *entries; /* a part of the hash, and a word's number */
};

struct neighbours {
    GPtrArray *words;
    struct neighbours_part most, recent; /* one after the other */
};

struct neighbours *
neighbours_new(void)
{
    struct neighbours *neighbours = g_new0(struct neighbours, 1);

    neighbours->words = g_ptr_array_new();
    return neighbours;
}

static void
part_clear(struct neighbours_part *part)
{
    g_free(part->buckets);
    g_free(part->entries);
    *part = (struct neighbours_part){0};
}

void
neighbours_free(struct neighbours *neighbours)
{
    if (!neighbours)
        return;
    g_ptr_array_unref(neighbours->words);
    part_clear(&neighbours->most);
    part_clear(&neighbours->recent);
    g_free(neighbours);
}

void
neighbours_add(struct neighbours *neighbours, const char *word)
{
    if (is_all_letters(word) && g_utf8_strlen(word, -1) <= LETTERS_MAX)
        g_ptr_array_add(neighbours->words, (void *)word);
}

/* What is left. */

struct beginning {
    gunichar letters[BEGINNING];
    size_t n;
    size_t length; /* of the whole word */
};

static struct beginning
beginning_of(const char *word)
{
    struct beginning out = {.length = (size_t)g_utf8_strlen(word, -1)};

    for (const char *p = word; *p && out.n < BEGINNING; p = g_utf8_next_char(p))
        out.letters[out.n++] = g_utf8_get_char(p);
    return out;
}

/* FNV-1a of the letters but for two places, mixed. */
static uint32_t
hash_without(const struct beginning *beginning, size_t a, size_t b)
{
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < beginning->n; i++)
        if (i != a && i != b)
            hash = (hash ^ beginning->letters[i]) * 0x100000001b3;
    hash ^= hash >> 29;
    hash *= 0xbf58476d1ce4e5b9;
    return (uint32_t)(hash >> 32);
}

/* The hashes of what is left without up to so many letters; how many. */
static size_t
hashes_of(const struct beginning *beginning,
          unsigned most,
          uint32_t hashes[LEAVES_MAX])
{
    const size_t none = BEGINNING;
    size_t n = 0;

    hashes[n++] = hash_without(beginning, none, none);
    for (size_t a = 0; most > 0 && a < beginning->n; a++) {
        hashes[n++] = hash_without(beginning, a, none);
        for (size_t b = a + 1; most > 1 && b < beginning->n; b++)
            hashes[n++] = hash_without(beginning, a, b);
    }
    return n;
}

static uint32_t
bucket_of(const struct neighbours_part *part, uint32_t hash)
{
    return hash >> (32 - part->bits);
}

static uint32_t
entry_of(uint32_t hash, size_t number)
{
    return hash << NUMBER_BITS | (uint32_t)number;
}

/* Making the index. */

static size_t
hashes_of_word(const GPtrArray *words,
               size_t number,
               uint32_t hashes[LEAVES_MAX])
{
    const struct beginning beginning = beginning_of(words->pdata[number]);

    return hashes_of(&beginning, beginning.length <= SHORT ? 1 : 2, hashes);
}

/* Make it of these words: a first pass counts, a second one fills. */
static void
part_make(struct neighbours_part *part,
          const GPtrArray *words,
          size_t first,
          size_t end)
{
    uint32_t hashes[LEAVES_MAX];

    part_clear(part);
    *part = (struct neighbours_part){.first = first, .end = end, .bits = 1};
    while (part->bits < BUCKET_BITS &&
           (size_t)1 << part->bits < BUCKETS * (end - first))
        part->bits++;
    const size_t n_buckets = (size_t)1 << part->bits;
    part->buckets = g_new0(uint32_t, n_buckets + 1);
    for (size_t i = first; i < end; i++)
        for (size_t k = hashes_of_word(words, i, hashes); k-- > 0;)
            part->buckets[bucket_of(part, hashes[k])]++;
    for (size_t b = 1; b <= n_buckets; b++)
        part->buckets[b] += part->buckets[b - 1];
    part->entries = g_new(uint32_t, part->buckets[n_buckets]);
    for (size_t i = end; i-- > first;)
        for (size_t k = hashes_of_word(words, i, hashes); k-- > 0;)
            part->entries[--part->buckets[bucket_of(part, hashes[k])]] =
                entry_of(hashes[k], i);
}

void
neighbours_prepare(struct neighbours *neighbours)
{
    struct neighbours_part *most = &neighbours->most,
                           *recent = &neighbours->recent;
    const size_t end =
        MIN(neighbours->words->len, ((size_t)1 << NUMBER_BITS) - 1);

    if (end <= recent->end + FEW)
        return;
    if (end - most->end > end / RECENT) {
        part_make(most, neighbours->words, 0, end);
        part_clear(recent);
        recent->first = recent->end = end;
    } else {
        part_make(recent, neighbours->words, most->end, end);
    }
}

/* Looking for words. */

static int
compare_numbers(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static void
add_each_once(const struct neighbours *neighbours,
              GArray *numbers,
              GPtrArray *found)
{
    g_array_sort(numbers, compare_numbers);
    for (guint i = 0; i < numbers->len; i++) {
        const uint32_t number = g_array_index(numbers, uint32_t, i);
        if (i == 0 || number != g_array_index(numbers, uint32_t, i - 1))
            g_ptr_array_add(found, neighbours->words->pdata[number]);
    }
}

static bool
has_length(const char *word, size_t length, unsigned most)
{
    const size_t n = (size_t)g_utf8_strlen(word, -1);

    return n + most >= length && n <= length + most;
}

static void
look_in(const struct neighbours *neighbours,
        const struct neighbours_part *part,
        uint32_t hash,
        size_t length,
        unsigned most,
        GArray *numbers)
{
    const uint32_t numbers_mask = ((uint32_t)1 << NUMBER_BITS) - 1;
    const uint32_t bucket = bucket_of(part, hash);

    for (uint32_t i = part->buckets[bucket]; i < part->buckets[bucket + 1];
         i++) {
        const uint32_t number = part->entries[i] & numbers_mask;
        if (part->entries[i] == entry_of(hash, number) &&
            has_length(neighbours->words->pdata[number], length, most))
            g_array_append_val(numbers, number);
    }
}

void
neighbours_find(const struct neighbours *neighbours,
                const char *word,
                unsigned most,
                GPtrArray *found)
{
    const struct neighbours_part *parts[] = {&neighbours->most,
                                             &neighbours->recent};
    const struct beginning beginning = beginning_of(word);
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t hashes[LEAVES_MAX];
    const size_t n = hashes_of(&beginning, most, hashes);

    for (size_t p = 0; p < G_N_ELEMENTS(parts); p++)
        for (size_t k = 0; parts[p]->buckets && k < n; k++)
            look_in(neighbours, parts[p], hashes[k], beginning.length, most,
                    numbers);
    add_each_once(neighbours, numbers, found);
    g_array_free(numbers, TRUE);
    for (size_t i = neighbours->recent.end; i < neighbours->words->len; i++)
        if (has_length(neighbours->words->pdata[i], beginning.length, most))
            g_ptr_array_add(found, neighbours->words->pdata[i]);
}
