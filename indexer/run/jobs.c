/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/jobs.h"
#include "base/utf8.h"
#include "files/digest.h"
#include "run/transfer.h"
#include "run/workers.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
has_valid_path(const struct source *source)
{
    const size_t len = strlen(source->path);
    return utf8_fault(source->path, len) == len;
}

const char *
job_path(const void *context, size_t job)
{
    const struct jobs *jobs = context;
    const struct source *source = jobs->sources[job];

    return source->opened ? source->opened : source->path;
}

void
job_digest(const void *context, size_t job, struct text *out)
{
    const struct jobs *jobs = context;
    char reason[REASON_SIZE], digest[DIGEST_SIZE];
    char *bytes;
    size_t len;

    if (!has_valid_path(jobs->sources[job]))
        return;
    if (!source_read(jobs->sources[job], workers_file(job_path(jobs, job)),
                     &bytes, &len, reason)) {
        workers_lack(errno);
        return;
    }
    digest_bytes(bytes, len, digest);
    text_add_string(out, digest);
    free(bytes);
}

/* Make a reason lines of UTF-8: it may contain the text of a library, and may
 * have been cut anywhere. */
static void
tidy(char reason[REASON_SIZE])
{
    reason[utf8_fault(reason, strlen(reason))] = '\0';
    for (char *p = reason; *p; p++)
        if (((unsigned char)*p < ' ' && *p != '\n') || *p == 0x7f)
            *p = ' ';
    if (!*reason)
        snprintf(reason, REASON_SIZE, "it cannot be read");
}

static bool
read_source(const struct jobs *jobs, size_t job, struct transfer *outcome)
{
    const struct source *source = jobs->sources[job];
    char *bytes;
    size_t len;

    if (!has_valid_path(source)) {
        snprintf(outcome->reason, REASON_SIZE,
                 "its path is not valid UTF-8; rename the file or its folder");
        return false;
    }
    if (!source_read(source, workers_file(job_path(jobs, job)), &bytes, &len,
                     outcome->reason)) {
        workers_lack(errno);
        return false;
    }
    digest_bytes(bytes, len, outcome->digest);
    const bool is_read = jobs->read(source->name, bytes, len, &outcome->reports,
                                    outcome->reason);
    free(bytes);
    return is_read;
}

void
job_read(const void *context, size_t job, struct text *out)
{
    struct transfer outcome = {0};

    outcome.is_read = read_source(context, job, &outcome);
    if (outcome.is_read)
        outcome.reason[0] = '\0'; /* it may have been used on the way */
    else
        tidy(outcome.reason);
    if (!transfer_write(&outcome, out, outcome.reason)) {
        report_list_fini(&outcome.reports);
        outcome.is_read = false;
        tidy(outcome.reason);
        transfer_write(&outcome, out, outcome.reason);
    }
    transfer_fini(&outcome);
}
