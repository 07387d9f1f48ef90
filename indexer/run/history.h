/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * history.h: what earlier runs over the same paths have said, so that the next
 * says only what is new.
 */
#ifndef INDEXER_HISTORY_H
#define INDEXER_HISTORY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise it; free it with history_fini(). */
struct history {
    size_t n_runs;
    GHashTable *refused; /* digests of files, and lines about paths; or NULL */
    size_t gone, copies, left_out; /* files, in the last run */
};

/* Note a file, by its digest, or a line about a path. False if it has been
 * noted before. */
bool history_refuse(struct history *history, const char *what);
bool history_has_refused(const struct history *history, const char *what);

void history_fini(struct history *history);

#endif
