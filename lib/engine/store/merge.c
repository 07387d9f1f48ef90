/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/merge.h"

#include <string.h>

struct merging {
    const struct merge *merge;
    struct run_writer *out;
    struct run_cursor *cursors;
    /* Those that have not ended, as a heap: the first in order at the top. */
    struct run_cursor **heap;
    size_t n;
    bool is_good;
    GArray *postings; /* of the term */
    char term[XC_TERM_MAX];
    size_t len;
};

/* Whether a is before b: by term, then by documents, in whose order the cursors
 * are. */
static bool
is_before(const struct run_cursor *a, const struct run_cursor *b)
{
    const int order = memcmp(a->term, b->term, MIN(a->len, b->len));

    if (order != 0 || a->len != b->len)
        return order < 0 || (order == 0 && a->len < b->len);
    return a < b;
}

/* Let the cursor at a place of the heap sink to where it belongs. */
static void
sink(struct merging *merging, size_t at)
{
    struct run_cursor **heap = merging->heap;

    for (;;) {
        size_t first = at;
        for (size_t child = 2 * at + 1;
             child <= 2 * at + 2 && child < merging->n; child++)
            if (is_before(heap[child], heap[first]))
                first = child;
        if (first == at)
            return;
        struct run_cursor *cursor = heap[at];
        heap[at] = heap[first];
        heap[first] = cursor;
        at = first;
    }
}

/* Whether the cursor, which is to move on, is at an entry then. */
static bool
goes_on(struct merging *merging, struct run_cursor *cursor)
{
    if (run_cursor_next(cursor))
        return true;
    if (cursor->is_damaged || cursor->page < cursor->run->n_pages)
        merging->is_good = false;
    return false;
}

static void
make_heap(struct merging *merging)
{
    const struct merge *merge = merging->merge;

    for (size_t i = 0; i < merge->n; i++) {
        struct run_cursor *cursor = &merging->cursors[i];
        run_cursor_init(cursor, merge->runs[i], merge->fetch, merge->data);
        if (goes_on(merging, cursor))
            merging->heap[merging->n++] = cursor;
    }
    for (size_t i = merging->n; i > 0; i--)
        sink(merging, i - 1);
}

/* Take the postings of the entry. */
static void
take_postings(struct merging *merging, struct run_cursor *cursor)
{
    const struct merge *merge = merging->merge;
    GArray *all = merging->postings;
    const guint before = all->len;
    guint kept = before;

    g_array_set_size(all, before + cursor->n);
    struct posting *postings = (struct posting *)(void *)all->data;
    if (!run_cursor_postings(cursor, postings + before)) {
        merging->is_good = false;
        return;
    }
    for (guint i = before; i < all->len; i++)
        if (!merge->is_dropped(merge->dropped, postings[i].id))
            postings[kept++] = postings[i];
    g_array_set_size(all, kept);
}

static void
end_term(struct merging *merging)
{
    const void *postings = merging->postings->data;

    if (merging->postings->len > 0)
        run_writer_add(merging->out, merging->term, merging->len, postings,
                       merging->postings->len);
    g_array_set_size(merging->postings, 0);
}

static void
merge_terms(struct merging *merging)
{
    while (merging->is_good && merging->n > 0) {
        struct run_cursor *cursor = merging->heap[0];
        if (!run_cursor_is_at(cursor, merging->term, merging->len)) {
            end_term(merging);
            memcpy(merging->term, cursor->term, cursor->len);
            merging->len = cursor->len;
        }
        take_postings(merging, cursor);
        if (!goes_on(merging, cursor))
            merging->heap[0] = merging->heap[--merging->n];
        sink(merging, 0);
    }
    if (merging->is_good)
        end_term(merging);
}

bool
merge_into(const struct merge *merge, struct run_writer *out)
{
    struct merging merging = {
        .merge = merge,
        .out = out,
        .cursors = g_new(struct run_cursor, merge->n),
        .heap = g_new(struct run_cursor *, merge->n),
        .is_good = true,
        .postings = g_array_new(FALSE, FALSE, sizeof(struct posting))};

    make_heap(&merging);
    merge_terms(&merging);
    g_array_free(merging.postings, TRUE);
    g_free(merging.heap);
    g_free(merging.cursors);
    return merging.is_good;
}
