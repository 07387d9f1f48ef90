/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page.h: the order of hits, and a page, which has the first hits in that
 * order, up to a limit. It is a heap of bounded size with the last hit on top.
 */
#ifndef ENGINE_RESULT_PAGE_H
#define ENGINE_RESULT_PAGE_H

#include "engine/match/columns.h"

/* A document and its place in the order: higher ranks first, then higher
 * scores, then lower ties and numbers. */
struct ranked {
    uint64_t rank;
    double score;
    uint64_t tie;
    uint32_t id;
};

static inline bool
ranked_before(const struct ranked *a, const struct ranked *b)
{
    if (a->rank != b->rank)
        return a->rank > b->rank;
    if (a->score != b->score)
        return a->score > b->score;
    if (a->tie != b->tie)
        return a->tie < b->tie;
    return a->id < b->id;
}

/* Counted documents come before all others. */
#define RANK_COUNTED ((uint64_t)1 << 32)

/* What hits are ordered by before the score: nothing, or a column; and after
 * it. */
struct order {
    const struct column *column; /* NULL: nothing */
    bool is_rising;
    bool is_apart; /* documents with the code `common` come after all others,
                      whatever their codes */
    uint32_t common;
    struct ties ties;
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

/* A page for up to limit hits from offset on. It has the hits before offset as
 * well. */
void
page_open(struct page *page, struct arena *arena, size_t offset, size_t limit);

static inline bool
page_is_full(const struct page *page)
{
    return page->list.n >= page->most;
}

/* The last hit of a page, which must be full and not empty. */
static inline const struct ranked *
page_worst(const struct page *page)
{
    return &page->list.at[0];
}

void page_add(struct page *page, struct ranked ranked);

/* Sort the list. Nothing may be added after that. */
void page_sort(struct page *page);

/* The hits from offset on will be read next: see snapshot_expect(). */
void page_expect(const struct page *page,
                 const struct snapshot *snapshot,
                 size_t offset);

#endif
