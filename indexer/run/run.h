/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * run.h: one run over the files: they are read by workers, and dumped or
 * indexed here, in their order. What is worth knowing about it goes to standard
 * error. Interrupted (interrupt.h), a run finishes what it has in hand.
 */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include "base/text.h"
#include "report/report.h"
#include "files/source.h"

#include <stdbool.h>
#include <stddef.h>

/* Interrupted by a signal, the program ends with 128 and its number. */
enum run_status {
    EXIT_ALL = 0,
    EXIT_FATAL = 2,
    EXIT_REFUSED = 3, /* some files, not all */
    EXIT_LOCKED = 4,
    EXIT_SIGNAL = 128
};

struct run_options {
    const struct sources *sources;
    /* What reads a file's bytes: reading_bytes() (reading.h). */
    bool (*read)(const char *source,
                 const char *bytes,
                 size_t len,
                 struct report_list *out,
                 char reason[REASON_SIZE]);
    size_t refused; /* of those that were asked for, and reported already */
    bool is_pruned; /* drop what is gone below the paths; all, where none */
    char *const *paths;
    size_t n_paths;
};

/* Bring the index in the folder db up to date; the exit status. */
int run_index(const struct run_options *options, const char *db);

/* Print what was read; the exit status. */
int run_dump(const struct run_options *options, const char *what);

#endif
