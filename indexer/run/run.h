/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * run.h: one run over the files: workers read them, and they are dumped or
 * indexed here, in order. Messages go to standard error. If a signal interrupts
 * it (interrupt.h), the run finishes the current report.
 */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include "base/text.h"
#include "index/ingest.h"
#include "report/report.h"
#include "files/sources.h"
#include "run/history.h"

#include <stdbool.h>
#include <stddef.h>

/* After a signal the exit status is 128 plus its number. */
enum run_status {
    EXIT_ALL = 0,
    EXIT_FATAL = 2,
    EXIT_REFUSED = 3, /* some files, not all */
    EXIT_LOCKED = 4,
    EXIT_DAMAGED = 5,
    EXIT_SIGNAL = 128
};

struct run_options {
    const struct sources *sources; /* what it refused is reported already */
    /* Reads the bytes of a file, and may change them: reading_bytes()
     * (reading.h). */
    bool (*read)(const char *source,
                 char *bytes,
                 size_t len,
                 struct report_list *out,
                 char reason[REASON_SIZE]);
    /* Called in each worker before it gives up what it does not need; or NULL:
     * reading_prepare() (reading.h). */
    void (*prepare)(void);
    bool with_ocr;  /* it is switched on (reading_with_ocr()) */
    bool is_pruned; /* drop reports whose files are gone, below the paths or,
                       without paths, anywhere */
    char *const *paths;
    size_t n_paths;
    /* Of an index that is made anew: what to call it in messages, and what to
     * do before files are read and when all have been; or NULL. */
    const char *name;
    enum fe_status (*begin)(void *data,
                            struct ingest *ingest,
                            struct fe_error *err);
    enum fe_status (*finish)(void *data,
                             struct ingest *ingest,
                             struct fe_error *err);
    void *data;
    /* Of what earlier runs have said, to which this one adds; or NULL. A file
     * that they refused is not read again. */
    struct history *history;
};

/* Bring the index in the folder db up to date. Returns the exit status. */
int run_index(const struct run_options *options, const char *db);

/* The exit status of a failure. */
int run_exit(enum fe_status status);

/* Print what was read. Returns the exit status. */
int run_dump(const struct run_options *options, const char *what);

#endif
