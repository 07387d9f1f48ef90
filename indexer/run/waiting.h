/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * waiting.h: files that were read, and wait until others are read too, because
 * they want ids that these have now. If a report has moved from one file to
 * another, or files have exchanged their names, the order in which they are
 * read does not matter then. Those that wait are put into the index in one
 * commit, so no report is missing in between.
 */
#ifndef INDEXER_WAITING_H
#define INDEXER_WAITING_H

#include "base/text.h"
#include "files/source.h"
#include "index/ingest.h"
#include "run/transfer.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise it; free it with waiting_fini(). */
struct waiting {
    struct waiter {
        const struct source *source; /* borrowed */
        struct transfer outcome;
        bool is_refused;
        char reason[REASON_SIZE]; /* if it is refused: why */
    } * list;
    size_t count;
    GHashTable *pending; /* paths of files in the index that are still to be
                            read, wait, or could not be read */
    GHashTable *awaited; /* paths of files for which others wait */
};

/* A file of which the index has reports is to be read. */
void waiting_expect(struct waiting *waiting, const char *path);

/* The index has what it is to have of it. If it could not be read, it remains
 * expected: others may not have its ids. */
void waiting_expect_no_more(struct waiting *waiting, const char *path);

/* Whether a file that was read must wait for another. */
bool waiting_must(struct waiting *waiting,
                  struct ingest *ingest,
                  const struct report_list *reports,
                  const char *path);

/* Let it wait; takes what is in *outcome. */
void waiting_add(struct waiting *waiting,
                 const struct source *source,
                 struct transfer *outcome);

/* All have been read: find those that are to be refused, because another file
 * keeps an id, or comes first with it. None of the others is awaited any more;
 * their ids are released. */
void waiting_settle(struct waiting *waiting, struct ingest *ingest);
void waiting_fini(struct waiting *waiting);

#endif
