// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a search found, as its callers see it.
#include "hits.h"
#include "boundary.h"

namespace xc
{

void
Counts::add(const std::string &value, std::size_t count)
{
    values.push_back(std::make_shared<const std::string>(value));
    counts.push_back({values.back()->c_str(), count});
}

} // namespace xc

// The query's ideas but for frames of questions, which have no words.
void
xc_hits::tell_ideas(const std::vector<xc::Idea> &list)
{
    auto told = std::make_shared<Told>();
    for (const xc::Idea &idea : list)
        if (!idea.text.empty() && !idea.typed.empty())
            told->ideas.push_back(idea);
    for (const xc::Idea &idea : told->ideas) {
        told->values.emplace_back();
        for (const xc::Named &named : idea.values)
            told->values.back().push_back(
                {named.field->name.c_str(), named.value.c_str(),
                 named.documents});
        told->terms.push_back(idea.typed);
        std::vector<std::size_t> &places = told->terms.back();
        places.insert(places.end(), idea.others.begin(), idea.others.end());
        for (const std::size_t t : {idea.value, idea.near})
            if (t != xc::none)
                places.push_back(t);
    }
    told_ideas = std::move(told);
}

size_t
xc_hits_total(const xc_hits *hits)
{
    return hits->total;
}

size_t
xc_hits_shown(const xc_hits *hits)
{
    return hits->shown;
}

size_t
xc_hits_ranked(const xc_hits *hits)
{
    return hits->ranked;
}

size_t
xc_hits_total_of(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < hits->totals.size());
    return hits->totals[index];
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
    return {hit.data.data(), hit.data.size(), hit.score,
            hit.is_counted,  hit.alike,       hit.alike_values,
            hit.is_boilerplate};
}

size_t
xc_hits_origin(const xc_hits *hits)
{
    return hits->origin;
}

size_t
xc_hits_n_facets(const xc_hits *hits)
{
    return hits->facets.size();
}

xc_facet_counts
xc_hits_facet(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < hits->facets.size());
    const xc_hits::Facet &facet = hits->facets[index];
    return {facet.facet, facet.counts.list().data(),
            facet.counts.list().size()};
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

const char *
xc_hits_corrected(const xc_hits *hits)
{
    return hits->corrected.c_str();
}

size_t
xc_hits_n_corrections(const xc_hits *hits)
{
    return hits->corrections.size();
}

xc_correction
xc_hits_correction(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < hits->corrections.size());
    const xc_hits::Correction &c = hits->corrections[index];
    return {c.offset, c.length, c.words.list().data(), c.words.list().size(),
            c.is_put};
}

size_t
xc_hits_n_missing(const xc_hits *hits)
{
    return hits->missing.size();
}

xc_missing
xc_hits_missing(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < hits->missing.size());
    const auto &[slot, value] = hits->missing[index];
    return {slot, value.c_str()};
}

size_t
xc_hits_n_terms(const xc_hits *hits)
{
    return hits->terms.size();
}

xc_term
xc_hits_term(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < hits->terms.size());
    const xc::Term &t = hits->terms[index];
    return {t.text.c_str(), t.origin, t.of,
            t.documents,    t.rarity, hits->forms[index].c_str(),
            t.is_cut};
}

size_t
xc_hits_n_ideas(const xc_hits *hits)
{
    return hits->told_ideas ? hits->told_ideas->ideas.size() : 0;
}

xc_idea
xc_hits_idea(const xc_hits *hits, size_t index)
{
    XC_REQUIRE(index < xc_hits_n_ideas(hits));
    const xc_hits::Told &told = *hits->told_ideas;
    const xc::Idea &idea = told.ideas[index];
    return {idea.text.c_str(),
            idea.offset,
            idea.length,
            idea.documents,
            idea.weight,
            idea.is_needed,
            told.terms[index].data(),
            told.terms[index].size(),
            told.values[index].data(),
            told.values[index].size()};
}

xc_share
xc_hits_share(const xc_hits *hits, size_t hit, size_t term)
{
    XC_REQUIRE(hit < hits->page.size() && term < hits->terms.size());
    const std::vector<xc_share> &shares = hits->page[hit].shares;
    return term < shares.size() ? shares[term] : xc_share{0, 0};
}

void
xc_hits_free(xc_hits *hits)
{
    delete hits;
}
