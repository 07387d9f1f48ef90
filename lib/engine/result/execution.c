/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Whether a document may reach the page is decided before it is scored, by a
 * key of 64 bits: its rank in the column that hits are ordered by, then the
 * upper bound of its score. The bits of a float that is not negative, read as
 * an integer, are in the order of its values.
 */
#include "engine/result/execution.h"
#include "engine/match/ranking.h"

#include <math.h>
#include <string.h>

/* If the candidates outnumber the hits of the page by more than this factor,
 * the most promising are scored first. */
enum { PROMISING_FACTOR = 2 };

/* The key of what will not be scored: higher than that of any document. */
#define NO_KEY UINT64_MAX

static void
prepare(struct execution *execution,
        const struct snapshot *snapshot,
        const struct fe_request *request)
{
    execution->snapshot = snapshot;
    execution->request = request;
    execution->planned.text = "";
    filters_open(&execution->filters, snapshot, request);
    execution->order = order_of(snapshot, request, execution->is_blank);
}

void
execution_open_all(struct execution *execution,
                   const struct snapshot *snapshot,
                   const struct fe_request *request)
{
    *execution = (struct execution){.is_blank = true};
    prepare(execution, snapshot, request);
    execution->matching = matching_of_all(snapshot);
}

void
execution_open_planned(struct execution *execution,
                       const struct snapshot *snapshot,
                       const struct fe_request *request,
                       struct planned planned)
{
    *execution = (struct execution){0};
    prepare(execution, snapshot, request);
    execution->planned = planned;
    execution->matching =
        matching_new(snapshot, &execution->planned, request->match);
}

void
execution_open(struct execution *execution,
               const struct snapshot *snapshot,
               const struct fe_request *request)
{
    if (request->query_len > FE_QUERY_MAX)
        arena_fail(snapshot->arena, FE_BAD_QUERY, FE_QUERY_MAX,
                   "it is longer than %d bytes", FE_QUERY_MAX);
    if (query_is_blank(request->query, request->query_len)) {
        execution_open_all(execution, snapshot, request);
        return;
    }
    const struct parsed parsed = parse_query(
        snapshot->arena, request->query, request->query_len, snapshot->lexicon);
    execution_open_planned(execution, snapshot, request,
                           make_plan(snapshot, &parsed, request->query,
                                     request->query_len, request->match,
                                     request->is_literal));
}

bool
execution_next(struct execution *execution)
{
    arena_step(execution->snapshot->arena, WINDOW_STEPS);
    if (!matching_next(execution->matching, &execution->window))
        return false;
    filters_apply(&execution->filters, execution->window.first,
                  execution->window.found, execution->passing);
    return true;
}

void
execution_rewind(struct execution *execution)
{
    matching_rewind(execution->matching);
}

double
execution_factor(struct execution *execution, uint32_t id)
{
    if (!execution->boilerplate)
        execution->boilerplate = snapshot_boilerplate(execution->snapshot);
    return execution->boilerplate[id / 64] >> id % 64 & 1 ? RANKING_BOILERPLATE
                                                          : 1;
}

const double *
execution_scores(struct execution *execution, const uint64_t set[WINDOW_WORDS])
{
    if (!execution->scores)
        execution->scores = arena_array(execution->snapshot->arena, WINDOW,
                                        sizeof *execution->scores);
    if (execution->is_blank)
        return execution->scores;
    matching_score(execution->matching, set, execution->scores);
    FOR_EACH_BIT (i, set)
        execution->scores[i] *=
            execution_factor(execution, execution->window.first + (uint32_t)i);
    return execution->scores;
}

static uint64_t
hit_key(uint64_t rank, float score)
{
    uint32_t bits;

    if (!(score > 0))
        score = 0;
    memcpy(&bits, &score, sizeof bits);
    return (rank & UINT32_MAX) << 32 | bits;
}

/* The lowest key that may still reach the page. */
static uint64_t
least_key(const struct page *page, bool is_counted)
{
    if (!page_is_full(page))
        return 0;
    const struct ranked *worst = page_worst(page);
    const bool is_worst_counted = worst->rank >= RANK_COUNTED;
    if (is_worst_counted != is_counted)
        return is_counted ? 0 : NO_KEY;
    float score = (float)worst->score;
    if ((double)score > worst->score)
        score = nextafterf(score, 0);
    return hit_key(worst->rank, score);
}

static void
score_and_add(struct execution *execution,
              const uint64_t set[WINDOW_WORDS],
              bool is_counted,
              struct page *page)
{
    const double *scores = execution_scores(execution, set);

    FOR_EACH_BIT (i, set) {
        struct ranked ranked =
            execution_ranked(execution, (unsigned)i, is_counted);
        ranked.score = scores[i];
        page_add(page, ranked);
    }
}

/* Find the documents of the set whose key is at least so high; returns how many
 * there are. The key of every document is in execution->keys, by bit. */
static size_t
find_promising(struct execution *execution,
               const uint64_t set[WINDOW_WORDS],
               uint64_t least,
               uint64_t promising[WINDOW_WORDS])
{
    const float *bounds =
        execution->is_blank ? NULL : matching_bounds(execution->matching);
    struct arena *arena = execution->snapshot->arena;
    size_t n = 0;

    if (!execution->keys) {
        execution->keys = arena_array(arena, WINDOW, sizeof *execution->keys);
        execution->shuffled =
            arena_array(arena, WINDOW, sizeof *execution->keys);
    }
    memset(promising, 0, WINDOW_WORDS * sizeof *promising);
    FOR_EACH_BIT (i, set) {
        const uint32_t id = execution->window.first + (uint32_t)i;
        const uint64_t key =
            hit_key(order_rank(&execution->order, id), bounds ? bounds[i] : 0);
        execution->keys[i] = key;
        if (key >= least) {
            set_add(promising, (unsigned)i);
            execution->shuffled[n++] = key;
        }
    }
    return n;
}

/* The k-th highest of n keys, counting from 1, by quickselect, which reorders
 * them. */
static uint64_t
kth_highest(uint64_t *keys, size_t n, size_t k)
{
    size_t low = 0, high = n - 1;

    while (low < high) {
        const uint64_t pivot = keys[low + (high - low) / 2];
        size_t i = low, j = high;
        for (;;) {
            while (keys[i] > pivot)
                i++;
            while (keys[j] < pivot)
                j--;
            if (i >= j)
                break;
            const uint64_t key = keys[i];
            keys[i++] = keys[j];
            keys[j--] = key;
        }
        if (k - 1 <= j)
            high = j;
        else
            low = j + 1;
    }
    return keys[k - 1];
}

static void
split_by_key(const struct execution *execution,
             uint64_t least,
             uint64_t set[WINDOW_WORDS],
             uint64_t above[WINDOW_WORDS])
{
    memset(above, 0, WINDOW_WORDS * sizeof *above);
    FOR_EACH_BIT (i, set)
        if (execution->keys[i] >= least)
            set_add(above, (unsigned)i);
    set_without(set, set, above);
}

void
execution_offer(struct execution *execution,
                const uint64_t set[WINDOW_WORDS],
                bool is_counted,
                struct page *page)
{
    const size_t n = set_size(set);
    uint64_t left[WINDOW_WORDS], best[WINDOW_WORDS];

    if (n == 0 || page->most == 0)
        return;
    if (n <= page->most - page->list.n) {
        score_and_add(execution, set, is_counted, page);
        return;
    }
    const uint64_t least = least_key(page, is_counted);
    if (least == NO_KEY)
        return;
    const size_t n_promising = find_promising(execution, set, least, left);
    if (n_promising > PROMISING_FACTOR * page->most) {
        /* The most promising are scored first: then most of the others need not
         * be. */
        const uint64_t key =
            kth_highest(execution->shuffled, n_promising, page->most);
        split_by_key(execution, key, left, best);
        score_and_add(execution, best, is_counted, page);
        split_by_key(execution, least_key(page, is_counted), left, best);
        memcpy(left, best, sizeof left);
    }
    if (n_promising > 0)
        score_and_add(execution, left, is_counted, page);
}
