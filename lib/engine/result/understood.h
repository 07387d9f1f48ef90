/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * understood.h: how a query was understood, as copies, so that it outlives the
 * request. The pages of a scroll share one.
 */
#ifndef ENGINE_RESULT_UNDERSTOOD_H
#define ENGINE_RESULT_UNDERSTOOD_H

#include "engine/result/execution.h"

struct understood {
    int users; /* reference count; atomic */
    struct arena *arena;
    uint64_t revision;
    const char *query;
    const char *corrected;
    struct fe_correction *corrections;
    size_t n_corrections;
    struct fe_missing *missing;
    size_t n_missing;
    struct fe_term *terms;
    struct pattern *patterns; /* of the terms, to find them in a text */
    size_t n_terms;
    struct fe_idea *ideas;
    size_t n_ideas;
};

/* A query without words. Its arena has no limit, so allocating in it cannot
 * fail. */
struct understood *understood_new(void);
struct understood *understood_share(struct understood *understood);
void understood_free(struct understood *understood); /* NULL is allowed */

/* How the query was understood, and which revision was searched. */
void understood_fill(struct understood *understood,
                     const struct execution *execution);

#endif
