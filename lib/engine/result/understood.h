/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * understood.h: how a query was understood, for those who ask: copied, so that
 * it outlives the request. The pages of a scroll share one.
 */
#ifndef ENGINE_RESULT_UNDERSTOOD_H
#define ENGINE_RESULT_UNDERSTOOD_H

#include "engine/result/execution.h"

struct understood {
    int users; /* changed by atomic operations */
    struct arena *arena;
    uint64_t revision;
    const char *query;
    const char *corrected;
    struct fe_correction *corrections;
    size_t n_corrections;
    struct fe_missing *missing;
    size_t n_missing;
    struct fe_term *terms;
    struct pattern *patterns; /* of the terms */
    size_t n_terms;
    struct fe_idea *ideas;
    size_t n_ideas;
};

/* Of a query without words. Its arena has no limit, so nothing that is
 * allocated in it fails. */
struct understood *understood_new(void);
struct understood *understood_share(struct understood *understood);
void understood_free(struct understood *understood); /* NULL is allowed */

/* How the query was understood, and which revision was searched. */
void understood_fill(struct understood *understood,
                     const struct execution *execution);

#endif
