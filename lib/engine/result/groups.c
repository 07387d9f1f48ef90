/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/groups.h"

#include <stdlib.h>

void
groups_open(struct groups *groups,
            const struct snapshot *snapshot,
            const struct fe_request *request)
{
    struct arena *arena = snapshot->arena;
    uint32_t last = 0;

    *groups = (struct groups){.arena = arena, .n_by = request->n_alike_by};
    groups->duplicates = snapshot_groups(snapshot, &groups->n_duplicates);
    for (size_t id = 0; id < groups->n_duplicates; id++)
        if (groups->duplicates[id] > last)
            last = groups->duplicates[id];
    groups->first = arena_array(arena, (size_t)last + 1, sizeof *groups->first);
    groups->by = arena_array(arena, groups->n_by, sizeof *groups->by);
    for (size_t i = 0; i < groups->n_by; i++)
        groups->by[i] = snapshot_column(snapshot, request->alike_by[i], 0);
    groups->values = snapshot_column(snapshot, request->alike_slot, 0);
}

static bool
has_codes(const struct groups *groups, size_t number, uint32_t id)
{
    const size_t first = number * groups->n_by;

    for (size_t i = 0; i < groups->n_by; i++)
        if (groups->codes.at[first + i] != column_code(groups->by[i], id))
            return false;
    return true;
}

struct group *
groups_of(struct groups *groups, uint32_t id)
{
    size_t *first = &groups->first[groups->duplicates[id]];

    for (size_t number = *first; number > 0;) {
        arena_step(groups->arena, 1);
        struct group *group = &groups->list.at[number - 1];
        if (has_codes(groups, number - 1, id))
            return group;
        number = group->next;
    }
    struct group *made = array_add(groups->arena, &groups->list);
    for (size_t i = 0; i < groups->n_by; i++)
        array_push(groups->arena, &groups->codes,
                   column_code(groups->by[i], id));
    made->next = *first;
    *first = groups->list.n;
    return made;
}

void
groups_add(struct groups *groups, uint32_t id, bool is_counted)
{
    struct group *group = groups_of(groups, id);
    struct group_member *member = array_add(groups->arena, &groups->members);

    member->code = column_code(groups->values, id);
    member->before = group->members;
    group->members = groups->members.n;
    group->documents++;
    groups->n_counted += is_counted && !group->is_counted;
    group->is_counted = group->is_counted || is_counted;
}

void
group_offer(struct group *group, struct ranked ranked)
{
    if (!group->has_best || ranked_before(&ranked, &group->best))
        group->best = ranked;
    group->has_best = true;
}

static int
by_code(const void *left, const void *right)
{
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

size_t
groups_n_values(const struct groups *groups, const struct group *group)
{
    uint32_t *codes =
        arena_array(groups->arena, group->documents, sizeof *codes);
    size_t n = 0, n_values = 0;

    arena_step(groups->arena, group->documents);
    for (size_t m = group->members; m > 0; m = groups->members.at[m - 1].before)
        codes[n++] = groups->members.at[m - 1].code;
    qsort(codes, n, sizeof *codes, by_code);
    for (size_t i = 0; i < n; i++)
        n_values += i == 0 || codes[i] != codes[i - 1];
    return n_values;
}
