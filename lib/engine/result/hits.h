/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * hits.h: what a search found, as copies: it may outlive the reader and be used
 * on another thread.
 */
#ifndef ENGINE_RESULT_HITS_H
#define ENGINE_RESULT_HITS_H

#include "engine/result/facets.h"
#include "engine/result/understood.h"

struct hit {
    struct fe_hit shown;
    struct fe_share *shares; /* by term; NULL if not explained */
};

struct quoter; /* see snippet.c */

struct fe_hits {
    struct understood *understood;
    struct arena *arena; /* has no limit */
    struct fe_stop stop; /* of the reader, for snippets */
    size_t total, shown, ranked, origin;
    size_t *totals;
    size_t n_totals;
    ARRAY(struct hit) page;
    struct fe_facet_counts *facets;
    size_t n_facets;
    struct quoter **quoter; /* made for the first snippet */
};

/* No hits; how the query was understood is filled in later. */
struct fe_hits *hits_new(const struct snapshot *snapshot);

/* No hits; shares how the query was understood with others. */
struct fe_hits *hits_sharing(const struct snapshot *snapshot,
                             struct understood *understood);

/* Add a document to the page. */
struct hit *hits_add(struct fe_hits *hits,
                     const struct snapshot *snapshot,
                     uint32_t id,
                     double score,
                     bool is_counted);

/* Copy the counts. */
void hits_take_facets(struct fe_hits *hits, struct facets *facets);

void quoter_free(struct quoter *quoter); /* NULL is allowed */

#endif
