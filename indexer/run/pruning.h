/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pruning.h: reports whose files are gone, or belong to another shard, are
 * removed at the end of a run.
 */
#ifndef INDEXER_PRUNING_H
#define INDEXER_PRUNING_H

#include "run/run_private.h"

/* Whether there is anything to do. */
bool pruning_is_due(const struct run *run);

/* Before files are read: let reports take the ids of those that are to be
 * removed. */
void pruning_release(struct run *run);

/* Remove them, unless there is a copy. */
enum fe_status pruning_end(struct run *run);

#endif
