/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Spans are built from the leaves up: the spans of two parts are joined where
 * one follows the other, or is near it. Lists are ordered and have no repeats.
 * Most are made that way, so a list that is in order already is not sorted.
 */
#include "engine/match/positions.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* The distance of two words that are side by side, apart from common words
     * between them. */
    LOOSE_DISTANCE = 3,
    /* The most pairs of spans to list. A text that repeats the same words over
     * and over has far too many. */
    PAIRS_MAX = 1 << 16
};

struct span_list {
    struct span *at;
    size_t n, room;
};

/* The arguments of positions_of(). */
struct span_search {
    struct arena *arena;
    leaf_spans *of_leaf;
    void *data;
};

static int
by_first(const void *left, const void *right)
{
    const struct span *a = left, *b = right;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

static int
by_last(const void *left, const void *right)
{
    const struct span *a = left, *b = right;

    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

/* Settle a list that is long for the part of the text that its spans are in, by
 * means of a set with a bit for each span that there could be. False if it is
 * not long enough. */
static bool
settle_long(struct arena *arena, struct span_list *list)
{
    /* The bits of a span; with more of them, sorting is faster. */
    enum { BITS_MAX = 1024 };
    const struct arena_mark mark = arena_mark(arena);
    uint32_t low = UINT32_MAX, high = 0;

    for (size_t i = 0; i < list->n; i++) {
        low = MIN(low, list->at[i].first);
        high = MAX(high, list->at[i].last);
    }
    const uint64_t range = (uint64_t)high - low + 1;
    if (range > UINT32_MAX / 2 || range * range > BITS_MAX * list->n)
        return false;
    const size_t words = (size_t)(range * range / 64) + 1;
    uint64_t *set = arena_array(arena, words, sizeof *set);
    for (size_t i = 0; i < list->n; i++) {
        const uint64_t bit =
            (list->at[i].first - low) * range + (list->at[i].last - low);
        set[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    list->n = 0;
    for (size_t w = 0; w < words; w++)
        for (uint64_t left = set[w]; left > 0; left &= left - 1) {
            const uint64_t bit = 64 * w + (uint64_t)__builtin_ctzll(left);
            list->at[list->n++] = (struct span){low + (uint32_t)(bit / range),
                                                low + (uint32_t)(bit % range)};
        }
    arena_rewind(arena, &mark);
    return true;
}

/* Order the list by first, then last, and remove repeats. */
static struct spans
settled(struct arena *arena, struct span_list *list)
{
    size_t n = list->n > 0, i = 1;

    arena_step(arena, list->n);
    while (i < list->n && by_first(&list->at[i - 1], &list->at[i]) < 0)
        i++;
    if (i >= list->n || settle_long(arena, list))
        return (struct spans){list->at, list->n};
    qsort(list->at, list->n, sizeof *list->at, by_first);
    for (i = 1; i < list->n; i++)
        if (by_first(&list->at[n - 1], &list->at[i]) != 0)
            list->at[n++] = list->at[i];
    list->n = n;
    return (struct spans){list->at, n};
}

/* The same spans ordered by last, then first. */
static struct spans
sorted_by_last(struct arena *arena, struct spans spans)
{
    size_t i = 1;

    while (i < spans.n && spans.at[i - 1].last <= spans.at[i].last)
        i++;
    if (i >= spans.n)
        return spans;
    struct spans copy = {arena_array(arena, spans.n, sizeof *copy.at), spans.n};
    memcpy(copy.at, spans.at, spans.n * sizeof *copy.at);
    qsort(copy.at, copy.n, sizeof *copy.at, by_last);
    return copy;
}

/* The index of the first span, ordered by first, that begins at this place or
 * later. */
static size_t
from_first(struct spans spans, uint32_t place)
{
    size_t low = 0, high = spans.n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (spans.at[middle].first < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The index of the first span, ordered by last, that ends at this place or
 * later. */
static size_t
from_last(struct spans spans, uint32_t place)
{
    size_t low = 0, high = spans.n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (spans.at[middle].last < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Spans of the left list, each extended by a span of the right list that begins
 * directly after it. */
static struct spans
followed(struct arena *arena, struct spans left, struct spans right)
{
    struct span_list list = {0};

    for (size_t i = 0; i < left.n; i++) {
        const uint32_t next = left.at[i].last + 1;
        arena_step(arena, 1);
        for (size_t k = from_first(right, next);
             k < right.n && right.at[k].first == next; k++)
            array_push(arena, &list,
                       ((struct span){left.at[i].first, right.at[k].last}));
    }
    return settled(arena, &list);
}

/* The shortest of the spans that begin at the same place, and of those that end
 * at the same place. */
static struct spans
shortest(struct arena *arena, struct span_list *list)
{
    const struct spans all = settled(arena, list);
    const struct spans ends = sorted_by_last(arena, all);
    struct span_list kept = {0};

    for (size_t i = 0; i < all.n; i++)
        if (i == 0 || all.at[i - 1].first != all.at[i].first)
            array_push(arena, &kept, all.at[i]);
    for (size_t i = 0; i < ends.n; i++)
        if (i + 1 == ends.n || ends.at[i + 1].last != ends.at[i].last)
            array_push(arena, &kept, ends.at[i]);
    return settled(arena, &kept);
}

/* Join each span with the nearest of the others on either side; or with all
 * that are near enough. */
static void
add_nearby(struct arena *arena,
           struct spans spans,
           struct spans others,
           unsigned distance,
           bool wants_all,
           struct span_list *found)
{
    /* A span that begins later may end before another does. */
    const struct spans ends = sorted_by_last(arena, others);

    for (size_t i = 0; i < spans.n; i++) {
        const struct span s = spans.at[i];
        arena_step(arena, 1);
        for (size_t k = from_first(others, s.last + 1);
             k < others.n && others.at[k].first - s.last <= distance; k++) {
            array_push(arena, found,
                       ((struct span){s.first, others.at[k].last}));
            if (!wants_all)
                break;
        }
        for (size_t k = from_last(ends, s.first);
             k > 0 && s.first - ends.at[k - 1].last <= distance; k--) {
            array_push(arena, found,
                       ((struct span){ends.at[k - 1].first, s.last}));
            if (!wants_all)
                break;
        }
    }
}

static struct spans
nearby(struct arena *arena,
       struct spans left,
       struct spans right,
       unsigned distance,
       bool wants_all)
{
    struct span_list list = {0};

    wants_all = wants_all && left.n * right.n <= PAIRS_MAX;
    add_nearby(arena, left, right, distance, wants_all, &list);
    if (wants_all)
        return settled(arena, &list);
    /* The result must not depend on which was typed first. */
    add_nearby(arena, right, left, distance, wants_all, &list);
    return shortest(arena, &list);
}

static struct spans spans_of(const struct span_search *search,
                             const struct pattern *pattern,
                             bool wants_all);

static struct spans
of_either(const struct span_search *search,
          const struct pattern *pattern,
          bool wants_all)
{
    struct span_list list = {0};

    for (size_t i = 0; i < pattern->n_parts; i++) {
        const struct spans more =
            spans_of(search, &pattern->parts[i], wants_all);
        if (pattern->n_parts == 1)
            return more;
        for (size_t k = 0; k < more.n; k++)
            array_push(search->arena, &list, more.at[k]);
    }
    return settled(search->arena, &list);
}

/* The spans of a phrase or of NEAR. All places of each part are taken, because
 * the places nearest to one part may not be those nearest to another. */
static struct spans
of_sequence(const struct span_search *search,
            const struct pattern *pattern,
            bool wants_all)
{
    struct arena *arena = search->arena;
    struct spans spans = spans_of(search, &pattern->parts[0], true);

    for (size_t i = 1; i < pattern->n_parts && spans.n > 0; i++) {
        const struct spans more = spans_of(search, &pattern->parts[i], true);
        if (pattern->kind == PATTERN_PHRASE)
            spans = followed(arena, spans, more);
        else if (pattern->kind == PATTERN_LOOSE)
            spans = nearby(arena, spans, more, LOOSE_DISTANCE, true);
        else
            spans = nearby(arena, spans, more, pattern->distance, wants_all);
    }
    return spans;
}

/* Every place of the pattern; for NEAR, unless wants_all, only the nearest. */
static struct spans
spans_of(const struct span_search *search,
         const struct pattern *pattern,
         bool wants_all)
{
    arena_step(search->arena, 1);
    if (pattern->kind == PATTERN_WORDS)
        return search->of_leaf(search->data, search->arena, pattern);
    if (pattern->n_parts == 0)
        return (struct spans){0};
    return pattern->kind == PATTERN_EITHER
               ? of_either(search, pattern, wants_all)
               : of_sequence(search, pattern, wants_all);
}

struct spans
positions_of(struct arena *arena,
             const struct pattern *pattern,
             leaf_spans *of_leaf,
             void *data)
{
    const struct span_search search = {arena, of_leaf, data};

    return spans_of(&search, pattern, false);
}
