/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The keys of a word are hashes: of its first letters, and of the same letters
 * with one or two of them deleted, 29 at most. The high bits of a hash choose a
 * bucket, which contains the number of the word beside some of the other bits.
 * A word is looked up by its own keys.
 */
#include "engine/query/spelling_index.h"

#include "engine/query/edits.h"

#include <stdint.h>
#include <string.h>

enum {
    BEGINNING = 7, /* letters of a word that its keys are made of */
    DELETES_MAX = 1 + BEGINNING + BEGINNING * (BEGINNING - 1) / 2,
    BUCKETS = 2,       /* per word, at least, unless BUCKET_BITS is reached */
    BUCKET_BITS = 18,  /* at most */
    NUMBER_BITS = 20,  /* of a word's number; words after that are scanned */
    SCANNED_MAX = 256, /* words not worth indexing yet, but scanned */
    RECENT_SHARE = 8,  /* the recent part has at most 1/8 of all words */
    SHORT = 5          /* letters: a word this short is never two edits from one
                          long enough for two (edits_allowed()), so it has keys
                          of one deletion only */
};

/* A hash table over some of the words. */
struct index_part {
    size_t first, end; /* the numbers of its words */
    unsigned bits;     /* of a hash that choose the bucket */
    uint32_t *buckets; /* where each begins in entries, and where they end */
    uint32_t *entries; /* low bits of a hash, and a word's number */
};

struct spelling_index {
    GPtrArray *words;
    struct index_part large, recent; /* recent begins where large ends */
};

struct spelling_index *
spelling_index_new(void)
{
    struct spelling_index *index = g_new0(struct spelling_index, 1);

    index->words = g_ptr_array_new();
    return index;
}

static void
part_clear(struct index_part *part)
{
    g_free(part->buckets);
    g_free(part->entries);
    *part = (struct index_part){0};
}

void
spelling_index_free(struct spelling_index *index)
{
    if (!index)
        return;
    g_ptr_array_unref(index->words);
    part_clear(&index->large);
    part_clear(&index->recent);
    g_free(index);
}

void
spelling_index_add(struct spelling_index *index, const char *word)
{
    if (is_all_letters(word) && g_utf8_strlen(word, -1) <= LETTERS_MAX)
        g_ptr_array_add(index->words, (void *)word);
}

/* Keys. */

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

/* FNV-1a of the letters without those at a and b; then mixed, as the high bits
 * choose the bucket. */
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

/* The hashes of the beginning with up to `most` letters deleted. Returns how
 * many. */
static size_t
hashes_of(const struct beginning *beginning,
          unsigned most,
          uint32_t hashes[DELETES_MAX])
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
bucket_of(const struct index_part *part, uint32_t hash)
{
    return hash >> (32 - part->bits);
}

static uint32_t
entry_of(uint32_t hash, size_t number)
{
    return hash << NUMBER_BITS | (uint32_t)number;
}

/* Building. */

static size_t
hashes_of_word(const GPtrArray *words,
               size_t number,
               uint32_t hashes[DELETES_MAX])
{
    const struct beginning beginning = beginning_of(words->pdata[number]);

    return hashes_of(&beginning, beginning.length <= SHORT ? 1 : 2, hashes);
}

/* Index these words: the first pass counts the entries of each bucket, the
 * second writes them. */
static void
part_make(struct index_part *part,
          const GPtrArray *words,
          size_t first,
          size_t end)
{
    uint32_t hashes[DELETES_MAX];

    part_clear(part);
    *part = (struct index_part){.first = first, .end = end, .bits = 1};
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
spelling_index_prepare(struct spelling_index *index)
{
    struct index_part *large = &index->large, *recent = &index->recent;
    const size_t end = MIN(index->words->len, ((size_t)1 << NUMBER_BITS) - 1);

    if (end <= recent->end + SCANNED_MAX)
        return;
    if (end - large->end > end / RECENT_SHARE) {
        part_make(large, index->words, 0, end);
        part_clear(recent);
        recent->first = recent->end = end;
    } else {
        part_make(recent, index->words, large->end, end);
    }
}

/* Lookup. */

static int
compare_numbers(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static void
add_each_once(const struct spelling_index *index,
              GArray *numbers,
              GPtrArray *found)
{
    g_array_sort(numbers, compare_numbers);
    for (guint i = 0; i < numbers->len; i++) {
        const uint32_t number = g_array_index(numbers, uint32_t, i);
        if (i == 0 || number != g_array_index(numbers, uint32_t, i - 1))
            g_ptr_array_add(found, index->words->pdata[number]);
    }
}

static bool
has_length(const char *word, size_t length, unsigned most)
{
    const size_t n = (size_t)g_utf8_strlen(word, -1);

    return n + most >= length && n <= length + most;
}

static void
look_in(const struct spelling_index *index,
        const struct index_part *part,
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
            has_length(index->words->pdata[number], length, most))
            g_array_append_val(numbers, number);
    }
}

void
spelling_index_find(const struct spelling_index *index,
                    const char *word,
                    unsigned most,
                    GPtrArray *found)
{
    const struct index_part *parts[] = {&index->large, &index->recent};
    const struct beginning beginning = beginning_of(word);
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t hashes[DELETES_MAX];
    const size_t n = hashes_of(&beginning, most, hashes);

    for (size_t p = 0; p < G_N_ELEMENTS(parts); p++)
        for (size_t k = 0; parts[p]->buckets && k < n; k++)
            look_in(index, parts[p], hashes[k], beginning.length, most,
                    numbers);
    add_each_once(index, numbers, found);
    g_array_free(numbers, TRUE);
    for (size_t i = index->recent.end; i < index->words->len; i++)
        if (has_length(index->words->pdata[i], beginning.length, most))
            g_ptr_array_add(found, index->words->pdata[i]);
}
