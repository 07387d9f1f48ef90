/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Which documents of a window a query finds, which of them contain what it asks
 * for, and how much of its weight each of them has. Sets of bits are combined
 * as the plan says. A posting list is read only if the parts before it have
 * left any document.
 */
#include "engine/match/prepared.h"

#include <string.h>

bool
leaf_seek(struct leaf *leaf, uint32_t first)
{
    if (leaf->first == first)
        return leaf->has_any;
    if (leaf->first > first)
        leaf->cursor.chunk = 0;
    leaf->first = first;
    leaf->has_any = leaf->cursor.postings && cursor_seek(&leaf->cursor, first);
    if (leaf->has_any)
        leaf->bits = cursor_bits(&leaf->cursor, leaf->scratch);
    return leaf->has_any;
}

void
leaf_load(const struct matching *matching,
          struct leaf *leaf,
          const uint64_t mask[WINDOW_WORDS])
{
    uint64_t both[WINDOW_WORDS];

    if (!leaf->has_any)
        return;
    if (!leaf->times)
        leaf->times =
            arena_array(matching->snapshot->arena, WINDOW, sizeof(uint32_t));
    set_common(both, mask, leaf->bits);
    cursor_times(&leaf->cursor, both, leaf->times);
}

/* Memory for the candidates of parts. */

struct candidates *
candidates_new(struct matching *matching)
{
    struct candidates *candidates = matching->free;

    if (!candidates)
        return arena_alloc(matching->snapshot->arena, sizeof *candidates);
    matching->free = candidates->next;
    memset(candidates, 0, sizeof *candidates);
    return candidates;
}

void
candidates_free(struct matching *matching, struct candidates *candidates)
{
    candidates->next = matching->free;
    matching->free = candidates;
}

/* Add what the other has for the documents of a set. */
static void
add_held(struct candidates *into,
         const struct candidates *from,
         const uint64_t set[WINDOW_WORDS])
{
    FOR_EACH_BIT (i, set) {
        into->held[i] += from->held[i];
        into->needed[i] = (uint8_t)(into->needed[i] + from->needed[i]);
    }
}

static void
add_candidates(struct candidates *into, const struct candidates *from)
{
    set_unite(into->found, from->found);
    set_unite(into->whole, from->whole);
    add_held(into, from, from->found);
}

/* Ideas. */

/* The documents that are in all lists of a role, or in any of them. False if
 * there are none; set may be left unset then. */
static bool
documents_of_role(struct matched_idea *matched,
                  enum role role,
                  bool in_all,
                  uint32_t first,
                  uint64_t set[WINDOW_WORDS])
{
    bool has_any = false;

    for (size_t i = 0; i < matched->n_sources; i++) {
        struct source *source = &matched->sources[i];
        if (source->role != role)
            continue;
        if (!leaf_seek(&source->text, first)) {
            if (in_all)
                return false;
            continue;
        }
        if (!has_any)
            memcpy(set, source->text.bits, WINDOW_WORDS * sizeof *set);
        else if (in_all)
            set_common(set, set, source->text.bits);
        else
            set_unite(set, source->text.bits);
        has_any = true;
    }
    return has_any;
}

/* A document contains an idea if it has one of the idea's other names, all of
 * its typed words, or its value. */
void
find_whole(struct matched_idea *matched,
           uint32_t first,
           uint64_t whole[WINDOW_WORDS])
{
    static const enum role sufficient[] = {ROLE_OTHER, ROLE_VALUE};
    uint64_t set[WINDOW_WORDS];

    if (!documents_of_role(matched, ROLE_TYPED, true, first, whole))
        memset(whole, 0, WINDOW_WORDS * sizeof *whole);
    if (matched->n_sources == matched->n_typed)
        return;
    for (size_t i = 0; i < sizeof sufficient / sizeof sufficient[0]; i++)
        if (documents_of_role(matched, sufficient[i], false, first, set))
            set_unite(whole, set);
}

double
times_of_idea(const struct matched_idea *matched, unsigned offset)
{
    double times = 0, typed = 0;

    for (size_t i = 0; i < matched->n_sources; i++) {
        const struct source *source = &matched->sources[i];
        if (source->role == ROLE_OTHER)
            times += source->share * leaf_times(&source->text, offset);
        else if (source->role == ROLE_TYPED && matched->n_typed == 1)
            typed = leaf_times(&source->text, offset);
    }
    return times + typed;
}

static void
add_weight(struct candidates *into,
           const uint64_t set[WINDOW_WORDS],
           double weight,
           uint8_t needed)
{
    FOR_EACH_BIT (i, set)
        into->held[i] += weight;
    if (needed)
        FOR_EACH_BIT (i, set)
            into->needed[i] = (uint8_t)(into->needed[i] + needed);
}

/* A typed word that the window has, and how rare it is. */
struct rare_words {
    const uint64_t *bits;
    double rarity;
};

/* Add the share of an idea's weight that is due to documents that do not
 * contain the idea, but contain some of its words or a related term. */
static void
add_part_of_weight(struct matching *matching,
                   const struct matched_idea *matched,
                   const uint64_t part[WINDOW_WORDS],
                   const uint64_t near[WINDOW_WORDS],
                   struct candidates *into)
{
    const double weight = matched->idea->weight;
    struct rare_words *words =
        arena_array(matching->snapshot->arena, matched->n_typed, sizeof *words);
    size_t n = 0;

    for (size_t i = 0; i < matched->n_sources; i++) {
        const struct source *source = &matched->sources[i];
        if (source->role == ROLE_TYPED && source->text.has_any)
            words[n++] = (struct rare_words){source->text.bits, source->rarity};
    }
    FOR_EACH_BIT (i, part) {
        double rarity = 0, held;
        for (size_t k = 0; k < n; k++)
            if (words[k].bits[i / 64] >> i % 64 & 1)
                rarity += words[k].rarity;
        held = RANKING_PART_HELD * rarity / matched->rarity;
        if ((near[i / 64] >> i % 64 & 1) && held < RANKING_NEAR_HELD)
            held = RANKING_NEAR_HELD;
        into->held[i] += weight * held;
    }
}

static void
find_idea(struct matching *matching,
          struct matched_idea *matched,
          uint32_t first,
          struct candidates *into)
{
    const double weight = matched->idea->weight;
    uint64_t whole[WINDOW_WORDS];
    uint64_t words[WINDOW_WORDS] = {0}, near[WINDOW_WORDS] = {0};
    bool has_part = false;

    find_whole(matched, first, whole);
    set_unite(into->found, whole);
    set_unite(into->whole, whole);
    add_weight(into, whole, weight, matched->idea->is_needed);
    if (matched->idea->near != NONE)
        has_part |= documents_of_role(matched, ROLE_NEAR, false, first, near);
    if (matched->n_typed > 1)
        has_part |= documents_of_role(matched, ROLE_TYPED, false, first, words);
    if (!has_part)
        return;
    for (size_t w = 0; w < WINDOW_WORDS; w++)
        words[w] = (words[w] | near[w]) & ~whole[w];
    set_unite(into->found, words);
    if (matched->n_typed > 1)
        add_part_of_weight(matching, matched, words, near, into);
    else
        add_weight(into, words, weight * RANKING_NEAR_HELD, 0);
}

/* The plan. */

static void
find_leaf(struct leaf *leaf, uint32_t first, struct candidates *into)
{
    if (!leaf_seek(leaf, first))
        return;
    set_unite(into->found, leaf->bits);
    set_unite(into->whole, leaf->bits);
}

static void
find_values(const struct node *node, uint32_t first, struct candidates *into)
{
    for (uint32_t i = 0; i < WINDOW; i++)
        if (node->passes[column_code(node->column, first + i)]) {
            into->found[i / 64] |= (uint64_t)1 << i % 64;
            into->whole[i / 64] |= (uint64_t)1 << i % 64;
        }
}

/* Find documents that contain all parts. */
static void
find_all(struct matching *matching,
         struct node *node,
         uint32_t first,
         struct candidates *into)
{
    struct candidates *all = candidates_new(matching);

    find_documents(matching, &node->parts[0], first, all);
    for (size_t i = 1; i < node->n_parts && !set_is_empty(all->whole); i++) {
        struct candidates *part = candidates_new(matching);
        find_documents(matching, &node->parts[i], first, part);
        set_common(all->whole, all->whole, part->whole);
        add_held(all, part, all->whole);
        candidates_free(matching, part);
    }
    memcpy(all->found, all->whole, sizeof all->found);
    add_candidates(into, all);
    candidates_free(matching, all);
}

/* Find documents that contain any part: one counts as much as all. */
static void
find_one_of(struct matching *matching,
            struct node *node,
            uint32_t first,
            struct candidates *into)
{
    struct candidates *any = candidates_new(matching);

    for (size_t i = 0; i < node->n_parts; i++)
        find_documents(matching, &node->parts[i], first, any);
    FOR_EACH_BIT (i, any->found) {
        any->needed[i] = any->needed[i] > 0;
        any->held[i] = any->needed[i] ? node->weight : 0;
    }
    add_candidates(into, any);
    candidates_free(matching, any);
}

static void
find_preferred(struct matching *matching,
               struct node *node,
               uint32_t first,
               struct candidates *into)
{
    struct candidates *needed = candidates_new(matching), *more;

    find_documents(matching, &node->parts[0], first, needed);
    if (!set_is_empty(needed->found)) {
        more = candidates_new(matching);
        find_documents(matching, &node->parts[1], first, more);
        set_common(more->found, more->found, needed->found);
        add_held(needed, more, more->found);
        candidates_free(matching, more);
    }
    add_candidates(into, needed);
    candidates_free(matching, needed);
}

static void
find_without(struct matching *matching,
             struct node *node,
             uint32_t first,
             struct candidates *into)
{
    struct candidates *left = candidates_new(matching), *excluded;

    find_documents(matching, &node->parts[0], first, left);
    if (!set_is_empty(left->found)) {
        excluded = candidates_new(matching);
        find_documents(matching, &node->parts[1], first, excluded);
        for (size_t w = 0; w < WINDOW_WORDS; w++) {
            left->found[w] &= ~excluded->whole[w];
            left->whole[w] &= ~excluded->whole[w];
        }
        candidates_free(matching, excluded);
    }
    add_candidates(into, left);
    candidates_free(matching, left);
}

void
find_documents(struct matching *matching,
               struct node *node,
               uint32_t first,
               struct candidates *into)
{
    arena_step(matching->snapshot->arena, WINDOW_STEPS);
    switch (node->kind) {
    case PLAN_IDEA:
        find_idea(matching, node->idea, first, into);
        return;
    case PLAN_PLACE:
        find_leaf(node->leaf, first, into);
        return;
    case PLAN_VALUES:
        find_values(node, first, into);
        return;
    case PLAN_ANY:
        for (size_t i = 0; i < node->n_parts; i++)
            find_documents(matching, &node->parts[i], first, into);
        return;
    case PLAN_ALL:
        find_all(matching, node, first, into);
        return;
    case PLAN_ONE_OF:
        find_one_of(matching, node, first, into);
        return;
    case PLAN_PREFER:
        find_preferred(matching, node, first, into);
        return;
    case PLAN_WITHOUT:
        find_without(matching, node, first, into);
        return;
    }
}

/* Windows. */

/* Mark the documents that contain enough of the query to be counted: see
 * fe_reader_search(). */
static void
mark_counted(struct matching *matching)
{
    const struct candidates *candidates = matching->candidates;

    memcpy(matching->counted, candidates->found, sizeof matching->counted);
    if (!matching->has_least)
        return;
    FOR_EACH_BIT (i, candidates->found)
        if (candidates->held[i] < matching->least ||
            candidates->needed[i] < matching->needed)
            matching->counted[i / 64] &= ~((uint64_t)1 << i % 64);
}

static void
find_window(struct matching *matching, uint32_t first)
{
    struct candidates *candidates = matching->candidates;

    memset(candidates, 0, sizeof *candidates);
    if (matching->planned)
        find_documents(matching, &matching->root, first, candidates);
    else
        memcpy(candidates->found,
               matching->snapshot->revision->alive + first / 64,
               sizeof candidates->found);
    mark_counted(matching);
}

bool
matching_next(struct matching *matching, struct window *window)
{
    const uint32_t last = matching->snapshot->revision->state.last_id / WINDOW;

    while (matching->next <= last) {
        matching->first = matching->next++ * WINDOW;
        find_window(matching, matching->first);
        if (set_is_empty(matching->candidates->found))
            continue;
        *window =
            (struct window){matching->first, matching->candidates->found,
                            matching->counted, matching->candidates->held};
        return true;
    }
    return false;
}

void
matching_rewind(struct matching *matching)
{
    matching->next = 0;
}
