/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fe_reader_search(): totals, facets and a page, in one pass over the documents
 * that the query finds. Documents that are not counted rank after all that are,
 * so they are scored only if the page reaches that far, in a second pass.
 */
#include "engine/base/status.h"
#include "engine/match/reader.h"
#include "engine/result/groups.h"
#include "engine/result/hits.h"

#include <stdlib.h>

struct search {
    const struct fe_request *request;
    struct fe_hits *hits;
    struct execution execution;
    struct facets facets;
    struct groups groups;
    bool is_collapsed;
    struct page page;
    /* Documents without near-duplicates; all documents if near-duplicates are
     * not collapsed. */
    size_t alone, alone_counted;
};

/* The documents of the window that pass the filters and are counted, or are
 * not. */
static void
passing(const struct search *search,
        bool is_counted,
        uint64_t set[WINDOW_WORDS])
{
    const struct execution *execution = &search->execution;

    if (is_counted)
        set_common(set, execution->passing, execution->window.counted);
    else
        set_without(set, execution->passing, execution->window.counted);
}

/* Move the documents that have a group from set to grouped. */
static void
split_grouped(const struct search *search,
              uint64_t set[WINDOW_WORDS],
              uint64_t grouped[WINDOW_WORDS])
{
    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        grouped[w] = 0;
    if (!search->is_collapsed)
        return;
    FOR_EACH_BIT (i, set)
        if (groups_has(&search->groups,
                       search->execution.window.first + (uint32_t)i))
            set_add(grouped, (unsigned)i);
    set_without(set, set, grouped);
}

/* Score near-duplicates, and keep the best of each group. A document that is
 * not counted is not shown if another of its group is counted. */
static void
offer_grouped(struct search *search,
              uint64_t grouped[WINDOW_WORDS],
              bool is_counted)
{
    struct execution *execution = &search->execution;
    const uint32_t first = execution->window.first;

    if (!is_counted) {
        uint64_t hidden[WINDOW_WORDS] = {0};
        FOR_EACH_BIT (i, grouped)
            if (groups_of(&search->groups, first + (uint32_t)i)->is_counted)
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
        group_offer(groups_of(&search->groups, ranked.id), ranked);
    }
}

static void
offer(struct search *search, uint64_t set[WINDOW_WORDS], bool is_counted)
{
    uint64_t grouped[WINDOW_WORDS];

    split_grouped(search, set, grouped);
    execution_offer(&search->execution, set, is_counted, &search->page);
    if (search->is_collapsed)
        offer_grouped(search, grouped, is_counted);
}

/* Count the documents of the set; near-duplicates are counted by group. */
static void
count(struct search *search, const uint64_t set[WINDOW_WORDS], bool is_counted)
{
    const uint32_t first = search->execution.window.first;
    const size_t n = set_size(set);

    if (is_counted)
        search->hits->total += n;
    search->alone += n;
    search->alone_counted += is_counted ? n : 0;
    if (!search->is_collapsed)
        return;
    FOR_EACH_BIT (i, set) {
        if (!groups_has(&search->groups, first + (uint32_t)i))
            continue;
        groups_add(&search->groups, first + (uint32_t)i, is_counted);
        search->alone--;
        search->alone_counted -= is_counted;
    }
}

/* Add the best of each group to the page. */
static void
show_groups(struct search *search, bool is_counted)
{
    const struct groups *groups = &search->groups;

    for (size_t i = 0; i < groups->list.n; i++) {
        const struct group *group = &groups->list.at[i];
        if (group->has_best && group->is_counted == is_counted)
            page_add(&search->page, group->best);
    }
}

static void
walk(struct search *search)
{
    uint64_t set[WINDOW_WORDS];

    while (execution_next(&search->execution)) {
        facets_add(&search->facets, &search->execution);
        passing(search, false, set);
        count(search, set, false);
        passing(search, true, set);
        count(search, set, true);
        if (search->page.most > 0)
            offer(search, set, true);
    }
    search->hits->shown = search->alone_counted + search->groups.n_counted;
    search->hits->ranked = search->alone + search->groups.list.n;
    show_groups(search, true);
}

static void
walk_uncounted(struct search *search)
{
    uint64_t set[WINDOW_WORDS];

    execution_rewind(&search->execution);
    while (execution_next(&search->execution)) {
        passing(search, false, set);
        offer(search, set, false);
    }
    show_groups(search, false);
}

static int
by_id(const void *left, const void *right)
{
    const struct explained *a = left, *b = right;

    return (a->id > b->id) - (a->id < b->id);
}

/* Explain the hits of the page, in the order of the documents, so that each
 * window's lists are read once. */
static void
explain(struct search *search)
{
    struct execution *execution = &search->execution;
    const struct ranked *ranked = search->page.list.at;
    const size_t n = search->hits->page.n, n_terms = execution->planned.n_terms;
    struct arena *arena = search->hits->arena;
    struct explained *documents =
        arena_array(execution->snapshot->arena, n, sizeof *documents);

    if (execution->is_blank || n == 0)
        return;
    ranked += search->request->offset;
    for (size_t i = 0; i < n; i++) {
        struct hit *hit = &search->hits->page.at[i];
        arena_step(execution->snapshot->arena, 1 + n_terms);
        hit->shares = arena_array(arena, n_terms, sizeof *hit->shares);
        hit->shown.is_boilerplate =
            execution_factor(execution, ranked[i].id) < 1;
        documents[i] = (struct explained){ranked[i].id, hit->shares};
    }
    qsort(documents, n, sizeof *documents, by_id);
    matching_explain(execution->matching, documents, n);
    for (size_t i = 0; i < n; i++) {
        const double factor = execution_factor(execution, documents[i].id);
        arena_step(execution->snapshot->arena, 1 + n_terms);
        for (size_t t = 0; t < n_terms; t++)
            documents[i].shares[t].score *= factor;
    }
}

static void
show(struct search *search)
{
    const struct page *page = &search->page;

    page_sort(&search->page);
    page_expect(page, search->execution.snapshot, search->request->offset);
    for (size_t i = search->request->offset; i < page->list.n; i++) {
        const struct ranked *ranked = &page->list.at[i];
        struct hit *hit =
            hits_add(search->hits, search->execution.snapshot, ranked->id,
                     ranked->score, ranked->rank >= RANK_COUNTED);
        if (search->is_collapsed && groups_has(&search->groups, ranked->id)) {
            const struct group *group = groups_of(&search->groups, ranked->id);
            hit->shown.alike = group->documents - 1;
            hit->shown.alike_values =
                groups_n_values(&search->groups, group) - 1;
        }
    }
    if (search->request->is_explained)
        explain(search);
}

static void
run(const struct snapshot *snapshot, void *data)
{
    struct search *search = data;
    const struct fe_request *request = search->request;

    fe_hits_free(search->hits);
    *search = (struct search){.request = request, .hits = hits_new(snapshot)};
    execution_open(&search->execution, snapshot, request);
    facets_open(&search->facets, snapshot, request);
    search->is_collapsed = request->alike_slot != FE_NO_SLOT;
    if (search->is_collapsed)
        groups_open(&search->groups, snapshot, request);
    page_open(&search->page, snapshot->arena, request->offset, request->limit);
    walk(search);
    if (search->page.most > search->hits->shown &&
        search->hits->ranked > search->hits->shown)
        walk_uncounted(search);
    hits_take_facets(search->hits, &search->facets);
    understood_fill(search->hits->understood, &search->execution);
    show(search);
}

enum fe_status
fe_reader_search(struct fe_reader *reader,
                 const struct fe_request *request,
                 struct fe_hits **out,
                 struct fe_error *err)
{
    FE_REQUIRE(reader && request && out);
    struct search search = {.request = request};
    const enum fe_status status = reader_run(reader, run, &search, err);
    if (status != FE_OK) {
        fe_hits_free(search.hits);
        search.hits = NULL;
    }
    *out = search.hits;
    return status;
}
