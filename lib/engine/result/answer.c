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

struct answering {
    const struct fe_request *request;
    struct fe_hits *hits;
    struct search search;
    struct facets facets;
    struct groups groups;
    bool is_collapsed;
    struct page page;
    /* Documents without near-duplicates; all if nothing is collapsed. */
    size_t alone, alone_counted;
};

/* What passes the filters in the window and is counted, or is not. */
static void
passing(const struct answering *answer,
        bool is_counted,
        uint64_t set[WINDOW_WORDS])
{
    const struct search *search = &answer->search;

    if (is_counted)
        set_common(set, search->passing, search->window.counted);
    else
        set_without(set, search->passing, search->window.counted);
}

/* Move the documents that have a group to another set. */
static void
split_grouped(const struct answering *answer,
              uint64_t set[WINDOW_WORDS],
              uint64_t grouped[WINDOW_WORDS])
{
    for (unsigned w = 0; w < WINDOW_WORDS; w++)
        grouped[w] = 0;
    if (!answer->is_collapsed)
        return;
    FOR_EACH_BIT (i, set)
        if (groups_has(&answer->groups,
                       answer->search.window.first + (uint32_t)i))
            set_add(grouped, (unsigned)i);
    set_without(set, set, grouped);
}

/* Score near-duplicates, and keep the best of each group. What is not counted
 * is not shown if another of its group is counted. */
static void
offer_grouped(struct answering *answer,
              uint64_t grouped[WINDOW_WORDS],
              bool is_counted)
{
    struct search *search = &answer->search;
    const uint32_t first = search->window.first;

    if (!is_counted) {
        uint64_t hidden[WINDOW_WORDS] = {0};
        FOR_EACH_BIT (i, grouped)
            if (groups_of(&answer->groups, first + (uint32_t)i)->is_counted)
                set_add(hidden, (unsigned)i);
        set_without(grouped, grouped, hidden);
    }
    if (set_size(grouped) == 0)
        return;
    const double *scores = search_scores(search, grouped);
    FOR_EACH_BIT (i, grouped) {
        struct ranked ranked = search_ranked(search, (unsigned)i, is_counted);
        ranked.score = scores[i];
        group_offer(groups_of(&answer->groups, ranked.id), ranked);
    }
}

static void
offer(struct answering *answer, uint64_t set[WINDOW_WORDS], bool is_counted)
{
    uint64_t grouped[WINDOW_WORDS];

    split_grouped(answer, set, grouped);
    search_offer(&answer->search, set, is_counted, &answer->page);
    if (answer->is_collapsed)
        offer_grouped(answer, grouped, is_counted);
}

/* Count the documents of the set, those with near-duplicates by group. */
static void
count(struct answering *answer,
      const uint64_t set[WINDOW_WORDS],
      bool is_counted)
{
    const uint32_t first = answer->search.window.first;
    const size_t n = set_size(set);

    if (is_counted)
        answer->hits->total += n;
    answer->alone += n;
    answer->alone_counted += is_counted ? n : 0;
    if (!answer->is_collapsed)
        return;
    FOR_EACH_BIT (i, set) {
        if (!groups_has(&answer->groups, first + (uint32_t)i))
            continue;
        groups_add(&answer->groups, first + (uint32_t)i, is_counted);
        answer->alone--;
        answer->alone_counted -= is_counted;
    }
}

/* The best of each group competes with what is like no other. */
static void
show_groups(struct answering *answer, bool is_counted)
{
    const struct groups *groups = &answer->groups;

    for (size_t i = 0; i < groups->list.n; i++) {
        const struct group *group = &groups->list.at[i];
        if (group->has_best && group->is_counted == is_counted)
            page_add(&answer->page, group->best);
    }
}

static void
walk(struct answering *answer)
{
    uint64_t set[WINDOW_WORDS];

    while (search_next(&answer->search)) {
        facets_add(&answer->facets, &answer->search);
        passing(answer, false, set);
        count(answer, set, false);
        passing(answer, true, set);
        count(answer, set, true);
        if (answer->page.most > 0)
            offer(answer, set, true);
    }
    answer->hits->shown = answer->alone_counted + answer->groups.n_counted;
    answer->hits->ranked = answer->alone + answer->groups.list.n;
    show_groups(answer, true);
}

static void
walk_uncounted(struct answering *answer)
{
    uint64_t set[WINDOW_WORDS];

    search_rewind(&answer->search);
    while (search_next(&answer->search)) {
        passing(answer, false, set);
        offer(answer, set, false);
    }
    show_groups(answer, false);
}

static void
explain(struct answering *answer, struct hit *hit, uint32_t id)
{
    struct search *search = &answer->search;
    const size_t n = search->planned.n_terms;

    if (search->is_blank)
        return;
    const double factor = search_factor(search, id);
    struct share *shares =
        arena_array(search->snapshot->arena, n, sizeof *shares);
    matching_explain(search->matching, id, shares);
    hit->shown.is_boilerplate = factor < 1;
    hit->shares = arena_array(answer->hits->arena, n, sizeof *hit->shares);
    for (size_t i = 0; i < n; i++)
        hit->shares[i] =
            (struct fe_share){shares[i].occurrences, factor * shares[i].score};
}

static void
show(struct answering *answer)
{
    const struct page *page = &answer->page;

    page_sort(&answer->page);
    for (size_t i = answer->request->offset; i < page->list.n; i++) {
        const struct ranked *ranked = &page->list.at[i];
        struct hit *hit =
            hits_add(answer->hits, answer->search.snapshot, ranked->id,
                     ranked->score, ranked->rank >= RANK_COUNTED);
        if (answer->is_collapsed && groups_has(&answer->groups, ranked->id)) {
            const struct group *group = groups_of(&answer->groups, ranked->id);
            hit->shown.alike = group->documents - 1;
            hit->shown.alike_values =
                groups_n_values(&answer->groups, group) - 1;
        }
        if (answer->request->is_explained)
            explain(answer, hit, ranked->id);
    }
}

static void
run(const struct snapshot *snapshot, void *data)
{
    struct answering *answer = data;
    const struct fe_request *request = answer->request;

    fe_hits_free(answer->hits);
    *answer = (struct answering){.request = request, .hits = hits_new()};
    search_open(&answer->search, snapshot, request);
    facets_open(&answer->facets, snapshot, request);
    answer->is_collapsed = request->alike_slot != FE_NO_SLOT;
    if (answer->is_collapsed)
        groups_open(&answer->groups, snapshot, request);
    page_open(&answer->page, snapshot->arena, request->offset, request->limit);
    walk(answer);
    if (answer->page.most > answer->hits->shown &&
        answer->hits->ranked > answer->hits->shown)
        walk_uncounted(answer);
    hits_take_facets(answer->hits, &answer->facets);
    understood_fill(answer->hits->understood, &answer->search);
    show(answer);
}

enum fe_status
fe_reader_search(struct fe_reader *reader,
                 const struct fe_request *request,
                 struct fe_hits **out,
                 struct fe_error *err)
{
    FE_REQUIRE(reader && request && out);
    struct answering answer = {.request = request};
    const enum fe_status status = reader_run(reader, run, &answer, err);
    if (status != FE_OK) {
        fe_hits_free(answer.hits);
        answer.hits = NULL;
    }
    *out = answer.hits;
    return status;
}
