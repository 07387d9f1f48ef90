/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * summary.h: what a run over an index did, for a person.
 */
#ifndef INDEXER_SUMMARY_H
#define INDEXER_SUMMARY_H

#include "files/sources.h"
#include "index/ingest.h"
#include "run/copies.h"
#include "run/history.h"
#include "run/totals.h"

#include <stddef.h>

struct summary {
    const struct totals *totals;
    const struct copies *copies;
    const struct sources *sources;
    size_t dropped; /* reports */
    const struct ingest_taken *taken;
    size_t gone; /* files that are in the index and exist no longer */
    const char *db;
};

/* Say what the run did, and what there is to do. After the first run of a
 * history (NULL: none), only what has changed is said. */
void summary_say(const struct summary *summary, struct history *history);

/* Say how many files are copies of others, if any. */
void summary_say_copies(const struct copies *copies);

#endif
