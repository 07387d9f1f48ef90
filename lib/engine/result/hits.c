/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/hits.h"
#include "engine/base/status.h"

static struct fe_hits *
new_hits(const struct snapshot *snapshot,
         struct understood *understood,
         struct arena *arena)
{
    struct fe_hits *hits = arena_alloc(arena, sizeof *hits);

    hits->stop = *arena_stop(snapshot->arena);
    hits->understood = understood;
    hits->arena = arena;
    hits->quoter = arena_alloc(arena, sizeof(struct quoter *));
    return hits;
}

/* Both are in one arena. */
struct fe_hits *
hits_new(const struct snapshot *snapshot)
{
    struct understood *understood = understood_new();

    return new_hits(snapshot, understood, understood->arena);
}

struct fe_hits *
hits_sharing(const struct snapshot *snapshot, struct understood *understood)
{
    return new_hits(snapshot, understood_share(understood),
                    arena_new(SIZE_MAX));
}

void
fe_hits_free(struct fe_hits *hits)
{
    if (!hits)
        return;
    struct understood *understood = hits->understood;
    struct arena *arena = hits->arena;
    quoter_free(*hits->quoter);
    if (arena != understood->arena)
        arena_free(arena);
    understood_free(understood);
}

struct hit *
hits_add(struct fe_hits *hits,
         const struct snapshot *snapshot,
         uint32_t id,
         double score,
         bool is_counted)
{
    size_t len;
    const char *data = snapshot_data(snapshot, id, &len);
    struct hit *hit = array_add(hits->arena, &hits->page);

    hit->shown.data = arena_strndup(hits->arena, data, len);
    hit->shown.data_len = len;
    hit->shown.score = score;
    hit->shown.is_counted = is_counted;
    return hit;
}

void
hits_take_facets(struct fe_hits *hits, struct facets *facets)
{
    struct arena *arena = hits->arena;

    hits->n_totals = facets->n_totals;
    hits->totals = arena_array(arena, hits->n_totals, sizeof *hits->totals);
    for (size_t i = 0; i < hits->n_totals; i++)
        hits->totals[i] = facets->totals[i].n;
    hits->n_facets = facets->n;
    hits->facets = arena_array(arena, hits->n_facets, sizeof *hits->facets);
    for (size_t i = 0; i < hits->n_facets; i++) {
        const struct value_counts counts = facet_counts(&facets->at[i]);
        struct fe_count *copy = arena_array(arena, counts.n, sizeof *copy);
        for (size_t k = 0; k < counts.n; k++)
            copy[k] = (struct fe_count){arena_strdup(arena, counts.at[k].value),
                                        counts.at[k].count};
        hits->facets[i] =
            (struct fe_facet_counts){facets->at[i].asked, copy, counts.n};
    }
}

size_t
fe_hits_total(const struct fe_hits *hits)
{
    return hits->total;
}

size_t
fe_hits_shown(const struct fe_hits *hits)
{
    return hits->shown;
}

size_t
fe_hits_ranked(const struct fe_hits *hits)
{
    return hits->ranked;
}

size_t
fe_hits_total_of(const struct fe_hits *hits, size_t index)
{
    FE_REQUIRE(index < hits->n_totals);
    return hits->totals[index];
}

size_t
fe_hits_count(const struct fe_hits *hits)
{
    return hits->page.n;
}

struct fe_hit
fe_hits_at(const struct fe_hits *hits, size_t index)
{
    FE_REQUIRE(index < hits->page.n);
    return hits->page.at[index].shown;
}

size_t
fe_hits_origin(const struct fe_hits *hits)
{
    return hits->origin;
}

size_t
fe_hits_n_facets(const struct fe_hits *hits)
{
    return hits->n_facets;
}

struct fe_facet_counts
fe_hits_facet(const struct fe_hits *hits, size_t index)
{
    FE_REQUIRE(index < hits->n_facets);
    return hits->facets[index];
}

uint64_t
fe_hits_revision(const struct fe_hits *hits)
{
    return hits->understood->revision;
}

const char *
fe_hits_query(const struct fe_hits *hits)
{
    return hits->understood->query;
}

const char *
fe_hits_corrected(const struct fe_hits *hits)
{
    return hits->understood->corrected;
}

size_t
fe_hits_n_corrections(const struct fe_hits *hits)
{
    return hits->understood->n_corrections;
}

struct fe_correction
fe_hits_correction(const struct fe_hits *hits, size_t index)
{
    FE_REQUIRE(index < hits->understood->n_corrections);
    return hits->understood->corrections[index];
}

size_t
fe_hits_n_missing(const struct fe_hits *hits)
{
    return hits->understood->n_missing;
}

struct fe_missing
fe_hits_missing(const struct fe_hits *hits, size_t index)
{
    FE_REQUIRE(index < hits->understood->n_missing);
    return hits->understood->missing[index];
}

size_t
fe_hits_n_terms(const struct fe_hits *hits)
{
    return hits->understood->n_terms;
}

struct fe_term
fe_hits_term(const struct fe_hits *hits, size_t index)
{
    FE_REQUIRE(index < hits->understood->n_terms);
    return hits->understood->terms[index];
}

size_t
fe_hits_n_ideas(const struct fe_hits *hits)
{
    return hits->understood->n_ideas;
}

struct fe_idea
fe_hits_idea(const struct fe_hits *hits, size_t index)
{
    FE_REQUIRE(index < hits->understood->n_ideas);
    return hits->understood->ideas[index];
}

struct fe_share
fe_hits_share(const struct fe_hits *hits, size_t hit, size_t term)
{
    FE_REQUIRE(hit < hits->page.n && term < hits->understood->n_terms);
    const struct fe_share *shares = hits->page.at[hit].shares;
    return shares ? shares[term] : (struct fe_share){0, 0};
}
