/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * execution.h: a query being executed, window by window: which documents it
 * finds that pass the filters, and the scores of those that may be shown.
 * Everything that answers with documents, tables or lists is built on it.
 */
#ifndef ENGINE_RESULT_EXECUTION_H
#define ENGINE_RESULT_EXECUTION_H

#include "engine/match/matching.h"
#include "engine/result/filters.h"
#include "engine/result/page.h"

struct execution {
    const struct snapshot *snapshot;
    const struct fe_request *request;
    bool is_blank; /* no query: finds every document, with score 0 */
    struct planned planned;
    struct matching *matching;
    struct filters filters;
    struct order order;
    struct window window;           /* the current one */
    uint64_t passing[WINDOW_WORDS]; /* documents found in it that pass the
                                       filters */
    /* NULL until needed: */
    const uint64_t *boilerplate; /* a set of document numbers */
    double *scores;              /* by bit of the window */
    uint64_t *keys;              /* by bit: see execution_offer() */
    uint64_t *shuffled;
};

/* Execute the query of the request, which is planned here. */
void execution_open(struct execution *execution,
                    const struct snapshot *snapshot,
                    const struct fe_request *request);

/* Execute a query that was planned already; that of the request is ignored. */
void execution_open_planned(struct execution *execution,
                            const struct snapshot *snapshot,
                            const struct fe_request *request,
                            struct planned planned);

/* Find every document; only the filters and the order of the request are used.
 */
void execution_open_all(struct execution *execution,
                        const struct snapshot *snapshot,
                        const struct fe_request *request);

/* Move to the next window in which the query finds a document; false at the
 * end. */
bool execution_next(struct execution *execution);
void execution_rewind(struct execution *execution);

/* The scores of the documents in the set, by bit of the current window. */
const double *execution_scores(struct execution *execution,
                               const uint64_t set[WINDOW_WORDS]);

/* Add to the page the documents of the set, which is of the current window,
 * that belong there. Only documents that may reach the page are scored. */
void execution_offer(struct execution *execution,
                     const uint64_t set[WINDOW_WORDS],
                     bool is_counted,
                     struct page *page);

/* The place in the order of the document at this bit of the window, as far as
 * it is known without its score. */
static inline struct ranked
execution_ranked(const struct execution *execution,
                 unsigned bit,
                 bool is_counted)
{
    const uint32_t id = execution->window.first + bit;

    return (struct ranked){order_rank(&execution->order, id) +
                               (is_counted ? RANK_COUNTED : 0),
                           0, tie_of(&execution->order.ties, id), id};
}

/* The factor for scores of the document: less than 1 if it is boilerplate. */
double execution_factor(struct execution *execution, uint32_t id);

#endif
