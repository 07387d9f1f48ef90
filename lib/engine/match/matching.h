/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * matching.h: from a planned query to every document that it finds, with their
 * scores.
 *
 * Documents are matched a window at a time. First come the documents that the
 * query finds and those of them that are counted, as sets of bits; then the
 * scores of the documents that the caller asks for. So filters, totals and
 * facets cost a few operations per document, and only what may be shown is
 * scored. docs/ranking.md has the formulas.
 */
#ifndef ENGINE_MATCH_MATCHING_H
#define ENGINE_MATCH_MATCHING_H

#include "engine/match/window.h"
#include "engine/query/plan.h"

struct window {
    uint32_t first;
    /* Sets: the documents that contain some part of the query, and those of
     * them that contain enough of it. */
    const uint64_t *found;
    const uint64_t *counted;
    /* By bit, how much of the query's weight a document found has. */
    const double *held;
};

struct matching;

/* Looks up the document frequencies of the query's terms and ideas, and sets
 * their weights in planned, which must live as long as the result. Allocated in
 * the snapshot's arena. */
struct matching *matching_new(const struct snapshot *snapshot,
                              struct planned *planned,
                              enum fe_match match);

/* Finds every document of the index; all are counted, and their scores are 0.
 */
struct matching *matching_of_all(const struct snapshot *snapshot);

/* Move to the next window, in rising order, in which the query finds a
 * document; false at the end. What the window points to is valid until the next
 * call. */
bool matching_next(struct matching *matching, struct window *window);
void matching_rewind(struct matching *matching);

/* Score those documents of the current window that are in the mask, all of
 * which must have been found. scores is by bit; other elements are not changed.
 */
void matching_score(struct matching *matching,
                    const uint64_t mask[WINDOW_WORDS],
                    double scores[WINDOW]);

/* Upper bounds, by bit, of the scores of the documents found in the current
 * window, for pruning. */
const float *matching_bounds(struct matching *matching);

/* A document that was found, and what each of the planned terms contributes to
 * its score, which is their sum. */
struct explained {
    uint32_t id;
    struct fe_share *shares; /* by term */
};

/* Set the shares of these documents, which are in rising order. */
void matching_explain(struct matching *matching,
                      struct explained *documents,
                      size_t n);

#endif
