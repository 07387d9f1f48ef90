/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * groups.h: near-duplicates are shown once: of each group only the first
 * document, in the order that was asked for, is shown, and the others are only
 * counted.
 */
#ifndef ENGINE_RESULT_GROUPS_H
#define ENGINE_RESULT_GROUPS_H

#include "engine/result/execution.h"

/* Documents found that are near-duplicates and have the same values in the
 * slots of alike_by. */
struct group {
    size_t documents;
    bool is_counted;    /* any of its documents is counted */
    bool has_best;      /* any of its documents was scored */
    struct ranked best; /* the first of those */
    size_t members;     /* number of its last member + 1; 0: none */
    size_t next;        /* number + 1 of the next group with the same
                           near-duplicates; 0: none */
};

struct group_member {
    uint32_t code; /* of its value in alike_slot */
    size_t before; /* number + 1 of the group's member before; 0: none */
};

struct groups {
    struct arena *arena;
    const uint32_t *duplicates; /* see snapshot_groups() */
    size_t n_duplicates;
    size_t *first; /* by group of near-duplicates: number + 1 of its first group
                      here; 0: none */
    const struct column **by;
    size_t n_by;
    const struct column *values;
    ARRAY(struct group) list;
    ARRAY(uint32_t) codes; /* n_by for each group */
    ARRAY(struct group_member) members;
    size_t n_counted; /* groups with a counted document */
};

void groups_open(struct groups *groups,
                 const struct snapshot *snapshot,
                 const struct fe_request *request);

/* Whether the document has near-duplicates; only then it has a group. */
static inline bool
groups_has(const struct groups *groups, uint32_t id)
{
    return id < groups->n_duplicates && groups->duplicates[id] != 0;
}

/* The group of a document, which is made if there is none yet. Valid until the
 * next group is made. */
struct group *groups_of(struct groups *groups, uint32_t id);

void groups_add(struct groups *groups, uint32_t id, bool is_counted);

/* Make this document the best of the group if it comes before it. */
void group_offer(struct group *group, struct ranked ranked);

/* How many distinct values the members of a group have, counting "". */
size_t groups_n_values(const struct groups *groups, const struct group *group);

#endif
