/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/status.h"

#include <stdio.h>
#include <stdlib.h>

static enum fe_status
report(enum fe_status status,
       size_t offset,
       const char *message,
       struct fe_error *err)
{
    if (!err)
        return status;
    err->status = status;
    err->offset = offset;
    snprintf(err->message, sizeof err->message, "%s", message);
    return status;
}

enum fe_status
status_of_failure(const struct failure *failure, struct fe_error *err)
{
    static const enum fe_status statuses[] = {
        [FAILURE_NONE] = FE_OK,
        [FAILURE_BAD_QUERY] = FE_BAD_QUERY,
        [FAILURE_NO_DOCUMENT] = FE_NO_DOCUMENT,
        [FAILURE_NOT_FOUND] = FE_NOT_FOUND,
        [FAILURE_LOCKED] = FE_LOCKED,
        [FAILURE_STALE] = FE_STALE,
        [FAILURE_WRONG_VERSION] = FE_WRONG_VERSION,
        [FAILURE_CORRUPT] = FE_CORRUPT,
        [FAILURE_NO_MEMORY] = FE_NO_MEMORY,
        [FAILURE_OTHER] = FE_FAILED};

    return report(statuses[failure->kind], failure->offset, failure->message,
                  err);
}

enum fe_status
status_of_store(enum xc_status status,
                const char *message,
                struct fe_error *err)
{
    static const enum fe_status statuses[] = {[XC_OK] = FE_OK,
                                              [XC_NOT_FOUND] = FE_NOT_FOUND,
                                              [XC_LOCKED] = FE_LOCKED,
                                              [XC_STALE] = FE_STALE,
                                              [XC_WRONG_VERSION] =
                                                  FE_WRONG_VERSION,
                                              [XC_CORRUPT] = FE_CORRUPT,
                                              [XC_NO_MEMORY] = FE_NO_MEMORY,
                                              [XC_FAILED] = FE_FAILED};

    return report(statuses[status], 0, message, err);
}

void
status_misused(const char *function, const char *condition)
{
    fprintf(stderr, "findings: %s was called wrongly: not (%s)\n", function,
            condition);
    abort();
}
