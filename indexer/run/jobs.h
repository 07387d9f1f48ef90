/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * jobs.h: the jobs that workers do (workers.h). The context of each is a struct
 * jobs, and the number of a job is an index into its sources.
 */
#ifndef INDEXER_JOBS_H
#define INDEXER_JOBS_H

#include "base/text.h"
#include "report/report.h"
#include "files/source.h"

#include <stdbool.h>
#include <stddef.h>

struct jobs {
    const struct source *const *sources;
    /* Reads the bytes of a file, and may change them: reading_bytes()
     * (reading.h). */
    bool (*read)(const char *source,
                 char *bytes,
                 size_t len,
                 struct report_list *out,
                 char reason[REASON_SIZE]);
};

/* The path of the file that a job reads. */
const char *job_path(const void *context, size_t job);

/* Answer with the digest of the file; empty if it cannot be read, or if its
 * path is not UTF-8. */
void job_digest(const void *context, size_t job, struct text *out);

/* Read the reports of the file and answer with the outcome (transfer.h). */
void job_read(const void *context, size_t job, struct text *out);

#endif
