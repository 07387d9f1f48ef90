/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/status.h"

#include <stdio.h>
#include <stdlib.h>

enum fe_status
status_report(const struct fe_error *failure, struct fe_error *err)
{
    if (err)
        *err = *failure;
    return failure->status;
}

enum fe_status
status_of_store(enum xc_status status,
                const struct xc_error *failed,
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

    if (err && status == XC_OK)
        *err = (struct fe_error){0};
    else if (err) {
        *err = (struct fe_error){.status = statuses[status],
                                 .system = failed->system};
        snprintf(err->message, sizeof err->message, "%s", failed->message);
    }
    return statuses[status];
}

void
status_misused(const char *function, const char *condition)
{
    fprintf(stderr, "findings: %s was called wrongly: not (%s)\n", function,
            condition);
    abort();
}
