/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/merge.h"

#include <string.h>

struct merging {
    const struct merge *merge;
    struct run_writer *out;
    struct run_cursor *cursors;
    /* A tournament: at node i, from 1 on, is the cursor that lost there, and at
     * 0 the one that won, which comes first of all. The leaf of cursor i is
     * node n + i. The run of a cursor that has ended is NULL. */
    struct run_cursor **nodes;
    size_t n;
    bool is_good;
    struct posting *postings; /* of the term */
    size_t n_postings, room;
    char term[XC_TERM_MAX];
    size_t len;
};

/* Whether a is before b: by term, then by documents, in whose order the cursors
 * are. Those that have ended are last. */
static bool
is_before(const struct run_cursor *a, const struct run_cursor *b)
{
    if (!a->run || !b->run)
        return a->run;
    const int order = memcmp(a->term, b->term, MIN(a->len, b->len));
    if (order != 0 || a->len != b->len)
        return order < 0 || (order == 0 && a->len < b->len);
    return a < b;
}

/* Have the cursor play from its leaf on, against those that lost there. */
static void
play(struct merging *merging, struct run_cursor *cursor)
{
    size_t node = (merging->n + (size_t)(cursor - merging->cursors)) / 2;

    for (; node > 0; node /= 2) {
        struct run_cursor *other = merging->nodes[node];
        if (!is_before(other, cursor))
            continue;
        merging->nodes[node] = cursor;
        cursor = other;
    }
    merging->nodes[0] = cursor;
}

/* The winner of the games at and below a node; notes who lost there. */
static struct run_cursor *
begin_games(struct merging *merging, size_t node)
{
    if (node >= merging->n)
        return &merging->cursors[node - merging->n];
    struct run_cursor *a = begin_games(merging, 2 * node);
    struct run_cursor *b = begin_games(merging, 2 * node + 1);
    const bool is_first = is_before(a, b);
    merging->nodes[node] = is_first ? b : a;
    return is_first ? a : b;
}

static void
move_on(struct merging *merging, struct run_cursor *cursor)
{
    if (run_cursor_next(cursor))
        return;
    if (cursor->is_damaged || cursor->page < cursor->run->n_pages)
        merging->is_good = false;
    cursor->run = NULL;
}

static void
begin_all(struct merging *merging)
{
    const struct merge *merge = merging->merge;

    for (size_t i = 0; i < merging->n; i++) {
        struct run_cursor *cursor = &merging->cursors[i];
        run_cursor_init(cursor, merge->runs[i], merge->fetch, merge->data);
        move_on(merging, cursor);
    }
    merging->nodes[0] = begin_games(merging, 1);
}

/* Take the postings of the entry. */
static void
take_postings(struct merging *merging, const struct run_cursor *cursor)
{
    const struct merge *merge = merging->merge;
    const size_t most = merging->n_postings + cursor->n;

    if (most > merging->room) {
        merging->room = MAX(most, 2 * merging->room);
        merging->postings =
            g_renew(struct posting, merging->postings, merging->room);
    }
    struct posting *postings = merging->postings + merging->n_postings;
    if (!run_cursor_postings(cursor, postings)) {
        merging->is_good = false;
        return;
    }
    size_t kept = merge->is_dropped ? 0 : cursor->n;
    for (size_t i = 0; merge->is_dropped && i < cursor->n; i++)
        if (!merge->is_dropped(merge->dropped, postings[i].id))
            postings[kept++] = postings[i];
    merging->n_postings += kept;
}

static void
end_term(struct merging *merging)
{
    if (merging->n_postings > 0)
        run_writer_add(merging->out, merging->term, merging->len,
                       merging->postings, merging->n_postings);
    merging->n_postings = 0;
}

static void
merge_terms(struct merging *merging)
{
    while (merging->is_good && merging->nodes[0]->run) {
        struct run_cursor *cursor = merging->nodes[0];
        if (!run_cursor_is_at(cursor, merging->term, merging->len)) {
            end_term(merging);
            memcpy(merging->term, cursor->term, cursor->len);
            merging->len = cursor->len;
        }
        take_postings(merging, cursor);
        move_on(merging, cursor);
        play(merging, cursor);
    }
    if (merging->is_good)
        end_term(merging);
}

bool
merge_into(const struct merge *merge, struct run_writer *out)
{
    struct merging merging = {.merge = merge,
                              .out = out,
                              .cursors = g_new(struct run_cursor, merge->n),
                              .nodes = g_new(struct run_cursor *, merge->n),
                              .n = merge->n,
                              .is_good = true};

    begin_all(&merging);
    merge_terms(&merging);
    g_free(merging.postings);
    g_free(merging.nodes);
    g_free(merging.cursors);
    return merging.is_good;
}
