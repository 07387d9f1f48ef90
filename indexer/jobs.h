/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * jobs.h: what workers do with files. The context of each is an array of
 * const struct source *, and a job is a place in it.
 */
#ifndef INDEXER_JOBS_H
#define INDEXER_JOBS_H

#include "text.h"

#include <stddef.h>

/* Answer with the digest of the file; with nothing where it cannot be read. */
void job_digest(const void *context, size_t job, struct text *out);

/* Read the file's reports; answer with the outcome (transfer.h). */
void job_read(const void *context, size_t job, struct text *out);

#endif
