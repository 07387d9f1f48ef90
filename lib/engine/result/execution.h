/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * execution.h: a query under way, window by window: which documents it finds
 * that pass the filters, and the scores of those that may be shown. What
 * answers with documents, tables or lists is made of these.
 */
#ifndef ENGINE_RESULT_EXECUTION_H
#define ENGINE_RESULT_EXECUTION_H

#include "engine/match/matching.h"
#include "engine/result/filters.h"
#include "engine/result/page.h"

struct execution {
    const struct snapshot *snapshot;
    const struct fe_request *request;
    bool is_blank; /* every document is found, none is scored */
    struct planned planned;
    struct matching *matching;
    struct filters filters;
    struct order order;
    struct window window;           /* the current one, */
    uint64_t passing[WINDOW_WORDS]; /* and what passes of those found in it */
    /* NULL until they are needed: */
    const uint64_t *boilerplate; /* a set of document numbers */
    double *scores;              /* by bit of the window */
    uint64_t *keys;              /* likewise */
    uint64_t *shuffled;
};

/* Plans the request's query. */
void execution_open(struct execution *execution,
                    const struct snapshot *snapshot,
                    const struct fe_request *request);

/* For a query that was planned otherwise. */
void execution_open_planned(struct execution *execution,
                            const struct snapshot *snapshot,
                            const struct fe_request *request,
                            struct planned planned);

/* Every document; of the request, the filters and the order count. */
void execution_open_all(struct execution *execution,
                        const struct snapshot *snapshot,
                        const struct fe_request *request);

/* The next window that the query finds something in; false at the end. */
bool execution_next(struct execution *execution);
void execution_rewind(struct execution *execution);

/* The scores of documents of the current window, by bit. */
const double *execution_scores(struct execution *execution,
                               const uint64_t set[WINDOW_WORDS]);

/* Add to the page what belongs there of a set of the current window. Only what
 * may get there is scored. */
void execution_offer(struct execution *execution,
                     const uint64_t set[WINDOW_WORDS],
                     bool is_counted,
                     struct page *page);

/* Where the document of that bit of the window belongs. */
static inline struct ranked
execution_ranked(const struct execution *execution,
                 unsigned bit,
                 bool is_counted)
{
    const uint32_t id = execution->window.first + bit;

    return (struct ranked){order_rank(&execution->order, id) +
                               (is_counted ? RANK_COUNTED : 0),
                           0, id};
}

/* What scores of the document are multiplied by: less than 1 for what many
 * reports print. */
double execution_factor(struct execution *execution, uint32_t id);

#endif
