/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * window.h: document numbers are matched in windows of 4,096, and a set of the
 * documents of a window is an array of bits: bit i is document first + i.
 */
#ifndef ENGINE_MATCH_WINDOW_H
#define ENGINE_MATCH_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WINDOW = 4096, WINDOW_WORDS = WINDOW / 64 };

/* The steps of arena_step() that a pass over the documents of a window counts
 * as, such as finding those of an idea, or counting a facet: up to 40 us. */
enum { WINDOW_STEPS = 256 };

/* A loop over the members of a set, in rising order: FOR_EACH_BIT (i, set)
 * statement. */
#define FOR_EACH_BIT(i, set)                                                   \
    for (unsigned word_of_##i = 0; word_of_##i < WINDOW_WORDS; word_of_##i++)  \
        for (uint64_t left_of_##i = (set)[word_of_##i], i = 0;                 \
             left_of_##i != 0 &&                                               \
             ((i = 64 * word_of_##i + (unsigned)__builtin_ctzll(left_of_##i)), \
              true);                                                           \
             left_of_##i &= left_of_##i - 1)

/* set_size() is the number of members. set_common() and set_without() put into
 * out what is in both sets, or in a but not in b; out may be one of them. */
static inline size_t
set_size(const uint64_t set[WINDOW_WORDS])
{
    size_t n = 0;

    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        n += (size_t)__builtin_popcountll(set[w]);
    return n;
}

static inline bool
set_is_empty(const uint64_t set[WINDOW_WORDS])
{
    uint64_t any = 0;

    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        any |= set[w];
    return any == 0;
}

static inline void
set_unite(uint64_t into[WINDOW_WORDS], const uint64_t set[WINDOW_WORDS])
{
    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        into[w] |= set[w];
}

static inline void
set_common(uint64_t out[WINDOW_WORDS],
           const uint64_t a[WINDOW_WORDS],
           const uint64_t b[WINDOW_WORDS])
{
    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        out[w] = a[w] & b[w];
}

static inline void
set_without(uint64_t out[WINDOW_WORDS],
            const uint64_t a[WINDOW_WORDS],
            const uint64_t b[WINDOW_WORDS])
{
    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        out[w] = a[w] & ~b[w];
}

static inline void
set_add(uint64_t set[WINDOW_WORDS], unsigned bit)
{
    set[bit / 64] |= (uint64_t)1 << bit % 64;
}

#endif
