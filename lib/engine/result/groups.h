/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * groups.h: of documents that are nearly the same, one is shown: the first in
 * the order that was asked for. The others are only counted.
 */
#ifndef ENGINE_RESULT_GROUPS_H
#define ENGINE_RESULT_GROUPS_H

#include "engine/result/execution.h"

/* Documents found that are nearly the same, and have the same values of the
 * slots of alike_by. */
struct group {
    size_t documents;
    bool is_counted;    /* one of them is */
    bool has_best;      /* one of them was scored: */
    struct ranked best; /* the first of these */
    size_t members;     /* the last one's number + 1, 0: none */
    size_t next;        /* another group of near-duplicates, likewise */
};

struct group_member {
    uint32_t code; /* of the value */
    size_t before; /* another member's number + 1, 0: none */
};

struct groups {
    struct arena *arena;
    const uint32_t *duplicates; /* see snapshot_groups() */
    size_t n_duplicates;
    size_t *first; /* by these: the number of a group + 1, 0: none */
    const struct column **by;
    size_t n_by;
    const struct column *values;
    ARRAY(struct group) list;
    ARRAY(uint32_t) codes; /* n_by for each */
    ARRAY(struct group_member) members;
    size_t n_counted; /* groups with one that is counted */
};

void groups_open(struct groups *groups,
                 const struct snapshot *snapshot,
                 const struct fe_request *request);

/* Whether the document is like another: only then has it a group. */
static inline bool
groups_has(const struct groups *groups, uint32_t id)
{
    return id < groups->n_duplicates && groups->duplicates[id] != 0;
}

/* The group of a document, which is made if it is not there; valid until the
 * next one is made. */
struct group *groups_of(struct groups *groups, uint32_t id);

void groups_add(struct groups *groups, uint32_t id, bool is_counted);

/* Let this be the group's best if it precedes it. */
void group_offer(struct group *group, struct ranked ranked);

/* How many values members have, "" being one. */
size_t groups_n_values(const struct groups *groups, const struct group *group);

#endif
