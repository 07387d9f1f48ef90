/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * match.h: a planned query -> every document that it finds, and their scores.
 *
 * Documents are matched a window at a time: first which of them the query finds
 * and which of these are counted, as sets of bits; then, for the documents that
 * the caller asks for, their scores. So filters, totals and facets cost a few
 * operations a document, and only what may be shown is scored. docs/ranking.md
 * has the formulas.
 */
#ifndef ENGINE_MATCH_MATCH_H
#define ENGINE_MATCH_MATCH_H

#include "engine/query/plan.h"

enum { WINDOW = 4096, WINDOW_WORDS = WINDOW / 64 };

/* A set of documents of a window: document first + i is bit i. */
struct window {
    uint32_t first;
    const uint64_t *found; /* has something of the query; WINDOW_WORDS words */
    const uint64_t *counted; /* of these, those that hold enough of it */
    const double *held;      /* of the query's weight, by bit, where found */
};

struct matching;

/* Gives the query's terms and ideas their numbers of documents and weights.
 * Lives in the snapshot's arena, as long as the planned query. */
struct matching *matching_new(const struct snapshot *snapshot,
                              struct planned *planned,
                              enum fe_match match);

/* Every document of the index; all are counted, and scores are 0. */
struct matching *matching_of_all(const struct snapshot *snapshot);

/* The next window in which a document is found, in rising order; false at the
 * end. What the window points to is valid until the next call. */
bool matching_next(struct matching *matching, struct window *window);
void matching_rewind(struct matching *matching);

/* Scores of documents of the current window, by bit: those of the mask, which
 * must be a part of what was found. Others are left as they are. */
void matching_score(struct matching *matching,
                    const uint64_t mask[WINDOW_WORDS],
                    double scores[WINDOW]);

/* Not less than the score of any document of the current window that is found;
 * by bit, for pruning. */
const float *matching_bounds(struct matching *matching);

/* What each term gave to the score of a document that was found: n_terms
 * shares, which add up to it. */
struct share {
    double occurrences; /* in its text */
    double score;
};
void
matching_explain(struct matching *matching, uint32_t id, struct share *shares);

/* The members of a set, rising: FOR_EACH_BIT (i, set) statement. */
#define FOR_EACH_BIT(i, set)                                                   \
    for (unsigned word_of_##i = 0; word_of_##i < WINDOW_WORDS; word_of_##i++)  \
        for (uint64_t left_of_##i = (set)[word_of_##i], i = 0;                 \
             left_of_##i != 0 &&                                               \
             ((i = 64 * word_of_##i + (unsigned)__builtin_ctzll(left_of_##i)), \
              true);                                                           \
             left_of_##i &= left_of_##i - 1)

/* How many are in a set; what two have in common, or one without the other, in
 * out, which may be one of them. */
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
