/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page.h: the order of hits, and the best so many of them (a heap of bounded
 * size, the worst on top).
 */
#ifndef ENGINE_RESULT_PAGE_H
#define ENGINE_RESULT_PAGE_H

#include "engine/match/columns.h"

/* A document and where it belongs: by rank, the higher first, then by score,
 * the higher first, then by number. */
struct ranked {
    uint64_t rank;
    double score;
    uint32_t id;
};

static inline bool
ranked_before(const struct ranked *a, const struct ranked *b)
{
    if (a->rank != b->rank)
        return a->rank > b->rank;
    if (a->score != b->score)
        return a->score > b->score;
    return a->id < b->id;
}

/* What is counted precedes what is not. */
#define RANK_COUNTED ((uint64_t)1 << 32)

/* What comes before the score: nothing, or the value of a column. */
struct order {
    const struct column *column; /* NULL: nothing */
    bool is_rising;
    bool is_apart;   /* all other values before this one */
    uint32_t common; /* its code */
};

/* At most UINT32_MAX, so that RANK_COUNTED can be added. */
static inline uint32_t
order_rank(const struct order *order, uint32_t id)
{
    if (!order->column)
        return 0;
    const uint32_t code = column_code(order->column, id);
    if (order->is_apart)
        return code != order->common;
    return order->is_rising ? UINT32_MAX - code : code;
}

struct order order_of(const struct snapshot *snapshot,
                      const struct fe_request *request,
                      bool is_blank);

struct page {
    struct arena *arena;
    size_t most;
    ARRAY(struct ranked) list; /* a heap once it is full */
};

/* Of the hits from offset on, limit. */
void
page_open(struct page *page, struct arena *arena, size_t offset, size_t limit);

static inline bool
page_is_full(const struct page *page)
{
    return page->list.n >= page->most;
}

/* The last of a full page that is not empty. */
static inline const struct ranked *
page_worst(const struct page *page)
{
    return &page->list.at[0];
}

void page_add(struct page *page, struct ranked ranked);

/* Put the list in order. Nothing is added any more. */
void page_sort(struct page *page);

#endif
