/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fe_reader_search(): totals, facets and a page, from one walk over what the
 * query finds. What is not counted ranks after all that is, so only where a
 * page reaches that far is it scored, by a second walk.
 */
#include "engine/base/status.h"
#include "engine/match/reader.h"
#include "engine/result/groups.h"
#include "engine/result/hits.h"

struct listing {
    const struct fe_request *request;
    struct fe_hits *hits;
    struct execution execution;
    struct facets facets;
    struct groups groups;
    bool is_collapsed;
    struct page page;
    /* Documents without near-duplicates; all if nothing is collapsed. */
    size_t alone, alone_counted;
};

/* What passes the filters in the window and is counted, or is not. */
static void
passing(const struct listing *listing,
        bool is_counted,
        uint64_t set[WINDOW_WORDS])
{
    const struct execution *execution = &listing->execution;

    if (is_counted)
        set_common(set, execution->passing, execution->window.counted);
    else
        set_without(set, execution->passing, execution->window.counted);
}

/* Move the documents that have a group to another set. */
static void
split_grouped(const struct listing *listing,
              uint64_t set[WINDOW_WORDS],
              uint64_t grouped[WINDOW_WORDS])
{
    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        grouped[w] = 0;
    if (!listing->is_collapsed)
        return;
    FOR_EACH_BIT (i, set)
        if (groups_has(&listing->groups,
                       listing->execution.window.first + (uint32_t)i))
            set_add(grouped, (unsigned)i);
    set_without(set, set, grouped);
}

/* Score near-duplicates, and keep the best of each group. What is not counted
 * is not shown if another of its group is counted. */
static void
offer_grouped(struct listing *listing,
              uint64_t grouped[WINDOW_WORDS],
              bool is_counted)
{
    struct execution *execution = &listing->execution;
    const uint32_t first = execution->window.first;

    if (!is_counted) {
        uint64_t hidden[WINDOW_WORDS] = {0};
        FOR_EACH_BIT (i, grouped)
            if (groups_of(&listing->groups, first + (uint32_t)i)->is_counted)
                set_add(hidden, (unsigned)i);
        set_without(grouped, grouped, hidden);
    }
    if (set_size(grouped) == 0)
        return;
    const double *scores = execution_scores(execution, grouped);
    FOR_EACH_BIT (i, grouped) {
        struct ranked ranked =
            execution_ranked(execution, (unsigned)i, is_counted);
        ranked.score = scores[i];
        group_offer(groups_of(&listing->groups, ranked.id), ranked);
    }
}

static void
offer(struct listing *listing, uint64_t set[WINDOW_WORDS], bool is_counted)
{
    uint64_t grouped[WINDOW_WORDS];

    split_grouped(listing, set, grouped);
    execution_offer(&listing->execution, set, is_counted, &listing->page);
    if (listing->is_collapsed)
        offer_grouped(listing, grouped, is_counted);
}

/* Count the documents of the set, those with near-duplicates by group. */
static void
count(struct listing *listing,
      const uint64_t set[WINDOW_WORDS],
      bool is_counted)
{
    const uint32_t first = listing->execution.window.first;
    const size_t n = set_size(set);

    if (is_counted)
        listing->hits->total += n;
    listing->alone += n;
    listing->alone_counted += is_counted ? n : 0;
    if (!listing->is_collapsed)
        return;
    FOR_EACH_BIT (i, set) {
        if (!groups_has(&listing->groups, first + (uint32_t)i))
            continue;
        groups_add(&listing->groups, first + (uint32_t)i, is_counted);
        listing->alone--;
        listing->alone_counted -= is_counted;
    }
}

/* The best of each group competes with what is like no other. */
static void
show_groups(struct listing *listing, bool is_counted)
{
    const struct groups *groups = &listing->groups;

    for (size_t i = 0; i < groups->list.n; i++) {
        const struct group *group = &groups->list.at[i];
        if (group->has_best && group->is_counted == is_counted)
            page_add(&listing->page, group->best);
    }
}

static void
walk(struct listing *listing)
{
    uint64_t set[WINDOW_WORDS];

    while (execution_next(&listing->execution)) {
        facets_add(&listing->facets, &listing->execution);
        passing(listing, false, set);
        count(listing, set, false);
        passing(listing, true, set);
        count(listing, set, true);
        if (listing->page.most > 0)
            offer(listing, set, true);
    }
    listing->hits->shown = listing->alone_counted + listing->groups.n_counted;
    listing->hits->ranked = listing->alone + listing->groups.list.n;
    show_groups(listing, true);
}

static void
walk_uncounted(struct listing *listing)
{
    uint64_t set[WINDOW_WORDS];

    execution_rewind(&listing->execution);
    while (execution_next(&listing->execution)) {
        passing(listing, false, set);
        offer(listing, set, false);
    }
    show_groups(listing, false);
}

static void
explain(struct listing *listing, struct hit *hit, uint32_t id)
{
    struct execution *execution = &listing->execution;
    const size_t n = execution->planned.n_terms;

    if (execution->is_blank)
        return;
    const double factor = execution_factor(execution, id);
    struct share *shares =
        arena_array(execution->snapshot->arena, n, sizeof *shares);
    matching_explain(execution->matching, id, shares);
    hit->shown.is_boilerplate = factor < 1;
    hit->shares = arena_array(listing->hits->arena, n, sizeof *hit->shares);
    for (size_t i = 0; i < n; i++)
        hit->shares[i] =
            (struct fe_share){shares[i].occurrences, factor * shares[i].score};
}

static void
show(struct listing *listing)
{
    const struct page *page = &listing->page;

    page_sort(&listing->page);
    for (size_t i = listing->request->offset; i < page->list.n; i++) {
        const struct ranked *ranked = &page->list.at[i];
        struct hit *hit =
            hits_add(listing->hits, listing->execution.snapshot, ranked->id,
                     ranked->score, ranked->rank >= RANK_COUNTED);
        if (listing->is_collapsed && groups_has(&listing->groups, ranked->id)) {
            const struct group *group = groups_of(&listing->groups, ranked->id);
            hit->shown.alike = group->documents - 1;
            hit->shown.alike_values =
                groups_n_values(&listing->groups, group) - 1;
        }
        if (listing->request->is_explained)
            explain(listing, hit, ranked->id);
    }
}

static void
run(const struct snapshot *snapshot, void *data)
{
    struct listing *listing = data;
    const struct fe_request *request = listing->request;

    fe_hits_free(listing->hits);
    *listing = (struct listing){.request = request, .hits = hits_new()};
    execution_open(&listing->execution, snapshot, request);
    facets_open(&listing->facets, snapshot, request);
    listing->is_collapsed = request->alike_slot != FE_NO_SLOT;
    if (listing->is_collapsed)
        groups_open(&listing->groups, snapshot, request);
    page_open(&listing->page, snapshot->arena, request->offset, request->limit);
    walk(listing);
    if (listing->page.most > listing->hits->shown &&
        listing->hits->ranked > listing->hits->shown)
        walk_uncounted(listing);
    hits_take_facets(listing->hits, &listing->facets);
    understood_fill(listing->hits->understood, &listing->execution);
    show(listing);
}

enum fe_status
fe_reader_search(struct fe_reader *reader,
                 const struct fe_request *request,
                 struct fe_hits **out,
                 struct fe_error *err)
{
    FE_REQUIRE(reader && request && out);
    struct listing listing = {.request = request};
    const enum fe_status status = reader_run(reader, run, &listing, err);
    if (status != FE_OK) {
        fe_hits_free(listing.hits);
        listing.hits = NULL;
    }
    *out = listing.hits;
    return status;
}
