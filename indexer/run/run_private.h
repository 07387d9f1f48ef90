/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * run_private.h: the state of a run, for run.c and those that do parts of it:
 * outcome.c, pruning.c.
 */
#ifndef INDEXER_RUN_PRIVATE_H
#define INDEXER_RUN_PRIVATE_H

#include "files/digest.h"
#include "index/ingest.h"
#include "run/copies.h"
#include "run/missed.h"
#include "run/progress.h"
#include "run/run.h"
#include "run/totals.h"
#include "run/waiting.h"

#include "findings/trouble.h"

struct run {
    const struct run_options *options;
    const char *dumped;       /* what to dump; NULL: index instead */
    struct ingest *ingest;    /* of the index; else NULL */
    struct registry registry; /* of what is dumped */
    struct copies copies;
    struct waiting waiting;
    const struct source **sources; /* the sources still to be read, in order */
    size_t n_sources;
    char (*digests)[DIGEST_SIZE]; /* of the sources that were compared */
    struct totals totals;
    struct progress progress;
    struct missed missed;
    const char *db;                      /* of the index; else NULL */
    struct fe_error err;                 /* of the last change to the index */
    char trouble[FINDINGS_TROUBLE_SIZE]; /* why the run ends early */
};

/* A message for a person, between those of progress. */
__attribute__((format(printf, 2, 3))) void
run_announce(struct run *run, const char *format, ...);

/* Returns the status of a change to the index; if it failed, says what to do.
 */
enum fe_status run_changed(struct run *run, enum fe_status status);

const struct registry *run_registry(const struct run *run);
size_t run_number_of(const struct run *run, const struct source *source);

/* Whether each file is named: in a run that follows others, few have changed.
 */
bool run_names_files(const struct run *run);

/* Report a refused file; a reason may have several lines. The index keeps what
 * was read from it before. */
void
run_refuse(struct run *run, const struct source *source, const char *reason);

#endif
