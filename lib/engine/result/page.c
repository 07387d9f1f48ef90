/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/page.h"

#include <stdlib.h>

struct order
order_of(const struct snapshot *snapshot,
         const struct fe_request *request,
         bool is_blank)
{
    enum fe_order asked = request->order;
    struct order order = {.ties = snapshot_ties(snapshot)};

    /* Without a query there is nothing to be relevant to. */
    if (asked == FE_ORDER_DEFAULT)
        asked = is_blank ? FE_ORDER_FALLING : FE_ORDER_RELEVANCE;
    if (asked == FE_ORDER_RELEVANCE || request->order_slot == FE_NO_SLOT)
        return order;
    order.column = snapshot_column(snapshot, request->order_slot, 0);
    order.is_rising = asked == FE_ORDER_RISING;
    return order;
}

void
page_open(struct page *page, struct arena *arena, size_t offset, size_t limit)
{
    *page = (struct page){.arena = arena};
    if (limit > 0)
        page->most = limit > SIZE_MAX - offset ? SIZE_MAX : offset + limit;
}

/* Move the hit at this place of the heap down to where it belongs. */
static void
sink(struct page *page, size_t at)
{
    struct ranked *heap = page->list.at;
    const struct ranked sinking = heap[at];
    const size_t n = page->list.n;

    for (size_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && ranked_before(&heap[child], &heap[child + 1]))
            child++;
        if (!ranked_before(&sinking, &heap[child]))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = sinking;
}

void
page_add(struct page *page, struct ranked ranked)
{
    if (page->most == 0)
        return;
    if (!page_is_full(page)) {
        array_push(page->arena, &page->list, ranked);
        if (page_is_full(page))
            for (size_t i = page->list.n / 2; i > 0; i--)
                sink(page, i - 1);
        return;
    }
    if (!ranked_before(&ranked, page_worst(page)))
        return;
    page->list.at[0] = ranked;
    sink(page, 0);
}

static int
by_rank(const void *left, const void *right)
{
    return ranked_before(left, right) ? -1 : ranked_before(right, left);
}

void
page_sort(struct page *page)
{
    arena_step(page->arena, page->list.n);
    if (page->list.n > 1)
        qsort(page->list.at, page->list.n, sizeof *page->list.at, by_rank);
}

void
page_expect(const struct page *page,
            const struct snapshot *snapshot,
            size_t offset)
{
    const size_t n = page->list.n > offset ? page->list.n - offset : 0;
    uint32_t *ids = arena_array(page->arena, n, sizeof *ids);

    for (size_t i = 0; i < n; i++)
        ids[i] = page->list.at[offset + i].id;
    snapshot_expect(snapshot, ids, n);
}
