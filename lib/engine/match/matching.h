/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * matching.h: a planned query -> every document that it finds, and their
 * scores.
 *
 * Documents are matched a window at a time: first which of them the query finds
 * and which of these are counted, as sets of bits; then, for the documents that
 * the caller asks for, their scores. So filters, totals and facets cost a few
 * operations a document, and only what may be shown is scored. docs/ranking.md
 * has the formulas.
 */
#ifndef ENGINE_MATCH_MATCHING_H
#define ENGINE_MATCH_MATCHING_H

#include "engine/match/window.h"
#include "engine/query/plan.h"

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

#endif
