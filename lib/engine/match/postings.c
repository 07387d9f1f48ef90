/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/match/postings.h"

#include <glib.h>
#include <string.h>

enum {
    SPARSE_MAX = 320, /* offsets in a chunk: more would take more room than a
                         set and its ranks */
    BYTE_MAX = 255
};

/* Where the documents and frequencies of a chunk are, as offsets into the bytes
 * of the list. */
struct postings_chunk {
    uint32_t window; /* number of the window */
    uint16_t n;
    uint8_t width; /* bytes per frequency; 0 if all are 1 */
    bool is_set;
    uint32_t ids_at;   /* struct dense, or offsets into the window */
    uint32_t times_at; /* in order of the documents */
};

/* A chunk as a set. If a document has the term more than once, there are also
 * the set of such documents and the rank of each word of bits, which is the
 * number of bits set before it. */
struct dense {
    uint64_t bits[WINDOW_WORDS];
    uint64_t more[WINDOW_WORDS];
    uint16_t ranks[WINDOW_WORDS];
};

/* The number of bits that are set. Baseline x86-64 has no instruction for it,
 * and the builtin would call a function of libgcc. */
static inline unsigned
count_bits(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555;
    x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (unsigned)(x * 0x0101010101010101 >> 56);
}

static size_t
aligned(size_t size)
{
    return (size + 7) & ~(size_t)7;
}

static unsigned
width_of(const uint32_t *times, size_t n)
{
    uint32_t most = 1;

    for (size_t i = 0; times && i < n; i++)
        most = MAX(most, times[i]);
    return most == 1 ? 0 : most <= BYTE_MAX ? 1 : sizeof(uint32_t);
}

static size_t
ids_size(size_t n, unsigned width)
{
    if (n <= SPARSE_MAX)
        return aligned(n * sizeof(uint16_t));
    return width > 0 ? sizeof(struct dense) : offsetof(struct dense, more);
}

static void
fill_ids(unsigned char *to,
         const uint32_t *ids,
         const uint32_t *times,
         size_t n,
         unsigned width)
{
    if (n <= SPARSE_MAX) {
        uint16_t *offsets = (uint16_t *)(void *)to;
        for (size_t i = 0; i < n; i++)
            offsets[i] = (uint16_t)(ids[i] % WINDOW);
        return;
    }
    struct dense *dense = (struct dense *)(void *)to;
    memset(dense, 0, ids_size(n, width));
    for (size_t i = 0; i < n; i++) {
        const uint64_t bit = (uint64_t)1 << ids[i] % 64;
        dense->bits[ids[i] % WINDOW / 64] |= bit;
        if (width > 0 && times[i] > 1)
            dense->more[ids[i] % WINDOW / 64] |= bit;
    }
    for (size_t w = 0, rank = 0; width > 0 && w < WINDOW_WORDS; w++) {
        dense->ranks[w] = (uint16_t)rank;
        rank += count_bits(dense->bits[w]);
    }
}

static void
fill_times(unsigned char *to, const uint32_t *times, size_t n, unsigned width)
{
    if (width == sizeof(uint32_t))
        memcpy(to, times, n * sizeof *times);
    else if (width == 1)
        for (size_t i = 0; i < n; i++)
            to[i] = (unsigned char)times[i];
}

/* How many postings from here onwards are in the same window. */
static size_t
run_of(const struct posting_list *list, size_t at)
{
    const uint32_t window = list->ids[at] / WINDOW;
    size_t end = at;

    while (end < list->n && list->ids[end] / WINDOW == window)
        end++;
    return end - at;
}

static size_t
chunk_size(const struct posting_list *list, size_t at, size_t n)
{
    const unsigned width = width_of(list->times ? list->times + at : NULL, n);

    return ids_size(n, width) + aligned(n * width);
}

/* Fill a chunk with n postings of the list from start on, its bytes beginning
 * at `at`; returns how many bytes it takes. */
static size_t
fill_chunk(struct postings *postings,
           size_t number,
           const struct posting_list *list,
           size_t start,
           size_t n,
           size_t at)
{
    const uint32_t *ids = list->ids + start;
    const uint32_t *times = list->times ? list->times + start : NULL;
    const unsigned width = width_of(times, n);
    const size_t times_start = at + ids_size(n, width);

    postings->chunks[number] =
        (struct postings_chunk){.window = ids[0] / WINDOW,
                                .n = (uint16_t)n,
                                .width = (uint8_t)width,
                                .is_set = n > SPARSE_MAX,
                                .ids_at = (uint32_t)at,
                                .times_at = (uint32_t)times_start};
    fill_ids(postings->bytes + at, ids, times, n, width);
    fill_times(postings->bytes + times_start, times, n, width);
    return times_start + aligned(n * width) - at;
}

struct postings *
postings_new(const struct posting_list *list)
{
    struct postings *postings = g_new0(struct postings, 1);
    size_t size = 0, at = 0;

    postings->references = 1;
    postings->n = (uint32_t)list->n;
    for (size_t i = 0, n; i < list->n; i += n) {
        n = run_of(list, i);
        size += chunk_size(list, i, n);
        postings->n_chunks++;
    }
    postings->chunks = g_new(struct postings_chunk, postings->n_chunks);
    postings->bytes = g_malloc(size);
    for (size_t i = 0, n, c = 0; i < list->n; i += n, c++) {
        n = run_of(list, i);
        at += fill_chunk(postings, c, list, i, n, at);
    }
    for (size_t i = 0; i < list->n; i++) {
        const uint32_t times = list->times ? list->times[i] : 1;
        postings->occurrences += times;
        postings->most = MAX(postings->most, times);
    }
    postings->size =
        sizeof *postings + postings->n_chunks * sizeof *postings->chunks + size;
    return postings;
}

struct postings *
postings_ref(struct postings *postings)
{
    g_atomic_int_inc(&postings->references);
    return postings;
}

void
postings_unref(struct postings *postings)
{
    if (!postings || !g_atomic_int_dec_and_test(&postings->references))
        return;
    g_free(postings->chunks);
    g_free(postings->bytes);
    g_free(postings);
}

static uint32_t
times_at(const struct postings *postings,
         const struct postings_chunk *chunk,
         size_t rank)
{
    const unsigned char *times = postings->bytes + chunk->times_at;

    if (chunk->width == 0)
        return 1;
    return chunk->width == 1 ? times[rank]
                             : ((const uint32_t *)(const void *)times)[rank];
}

static const struct dense *
dense_of(const struct postings *postings, const struct postings_chunk *chunk)
{
    return (const struct dense *)(const void *)(postings->bytes +
                                                chunk->ids_at);
}

static const uint16_t *
offsets_of(const struct postings *postings, const struct postings_chunk *chunk)
{
    return (const uint16_t *)(const void *)(postings->bytes + chunk->ids_at);
}

static void
unpack_chunk(const struct postings *postings,
             const struct postings_chunk *chunk,
             struct posting_list *list)
{
    const uint32_t first = chunk->window * WINDOW;
    const size_t start = list->n;

    if (chunk->is_set)
        FOR_EACH_BIT (i, dense_of(postings, chunk)->bits)
            list->ids[list->n++] = first + (uint32_t)i;
    else
        for (size_t i = 0; i < chunk->n; i++)
            list->ids[list->n++] = first + offsets_of(postings, chunk)[i];
    for (size_t i = 0; i < chunk->n; i++)
        list->times[start + i] = times_at(postings, chunk, i);
}

struct posting_list
postings_unpack(struct arena *arena, const struct postings *postings)
{
    struct posting_list list = {
        .ids = arena_array(arena, postings->n, sizeof *list.ids),
        .times = arena_array(arena, postings->n, sizeof *list.times)};

    arena_step(arena, postings->n);
    for (size_t c = 0; c < postings->n_chunks; c++)
        unpack_chunk(postings, &postings->chunks[c], &list);
    return list;
}

bool
cursor_seek(struct cursor *cursor, uint32_t first)
{
    const struct postings *postings = cursor->postings;
    const uint32_t window = first / WINDOW;

    while (cursor->chunk < postings->n_chunks &&
           postings->chunks[cursor->chunk].window < window)
        cursor->chunk++;
    return cursor->chunk < postings->n_chunks &&
           postings->chunks[cursor->chunk].window == window;
}

const uint64_t *
cursor_bits(const struct cursor *cursor, uint64_t scratch[WINDOW_WORDS])
{
    const struct postings *postings = cursor->postings;
    const struct postings_chunk *chunk = &postings->chunks[cursor->chunk];

    if (chunk->is_set)
        return dense_of(postings, chunk)->bits;
    memset(scratch, 0, WINDOW_WORDS * sizeof *scratch);
    for (size_t i = 0; i < chunk->n; i++) {
        const unsigned offset = offsets_of(postings, chunk)[i];
        scratch[offset / 64] |= (uint64_t)1 << offset % 64;
    }
    return scratch;
}

const uint64_t *
cursor_more(const struct cursor *cursor, uint64_t scratch[WINDOW_WORDS])
{
    const struct postings *postings = cursor->postings;
    const struct postings_chunk *chunk = &postings->chunks[cursor->chunk];

    if (chunk->width == 0)
        return NULL;
    if (chunk->is_set)
        return dense_of(postings, chunk)->more;
    memset(scratch, 0, WINDOW_WORDS * sizeof *scratch);
    for (size_t i = 0; i < chunk->n; i++) {
        const unsigned offset = offsets_of(postings, chunk)[i];
        if (times_at(postings, chunk, i) > 1)
            scratch[offset / 64] |= (uint64_t)1 << offset % 64;
    }
    return scratch;
}

static void
times_of_set(const struct postings *postings,
             const struct postings_chunk *chunk,
             const uint64_t mask[WINDOW_WORDS],
             uint32_t times[WINDOW])
{
    const struct dense *dense = dense_of(postings, chunk);

    for (size_t w = 0; w < WINDOW_WORDS; w++)
        for (uint64_t left = mask[w]; left != 0; left &= left - 1) {
            const unsigned bit = (unsigned)__builtin_ctzll(left);
            const uint64_t below = ((uint64_t)1 << bit) - 1;
            times[64 * w + bit] =
                times_at(postings, chunk,
                         dense->ranks[w] + count_bits(dense->bits[w] & below));
        }
}

static void
times_of_offsets(const struct postings *postings,
                 const struct postings_chunk *chunk,
                 const uint64_t mask[WINDOW_WORDS],
                 uint32_t times[WINDOW])
{
    const uint16_t *offsets = offsets_of(postings, chunk);

    for (size_t i = 0; i < chunk->n; i++)
        if (mask[offsets[i] / 64] >> offsets[i] % 64 & 1)
            times[offsets[i]] = times_at(postings, chunk, i);
}

void
cursor_times(const struct cursor *cursor,
             const uint64_t mask[WINDOW_WORDS],
             uint32_t times[WINDOW])
{
    const struct postings *postings = cursor->postings;
    const struct postings_chunk *chunk = &postings->chunks[cursor->chunk];

    if (chunk->width == 0)
        FOR_EACH_BIT (i, mask)
            times[i] = 1;
    else if (chunk->is_set)
        times_of_set(postings, chunk, mask, times);
    else
        times_of_offsets(postings, chunk, mask, times);
}
