// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a search found, as its callers see it.
#include "hits.h"
#include "boundary.h"

size_t
xc_hits_total(const xc_hits *hits)
{
    return hits->total;
}

size_t
xc_hits_count(const xc_hits *hits)
{
    return hits->page.size();
}

xc_hit
xc_hits_at(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < hits->page.size());
    const xc_hits::Hit &hit = hits->page[index];
    return {hit.data.data(), hit.data.size(), hit.score};
}

size_t
xc_hits_n_facets(const xc_hits *hits)
{
    return hits->facets.size();
}

xc_facet
xc_hits_facet(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < hits->facets.size());
    const xc_hits::Facet &facet = hits->facets[index];
    return {facet.slot, facet.counts.data(), facet.counts.size()};
}

uint64_t
xc_hits_revision(const xc_hits *hits)
{
    return hits->revision;
}

const char *
xc_hits_query(const xc_hits *hits)
{
    return hits->query.c_str();
}

void
xc_hits_free(xc_hits *hits)
{
    delete hits;
}
