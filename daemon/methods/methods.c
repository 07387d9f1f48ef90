/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "methods/methods.h"

#include <stdio.h>
#include <string.h>

/* In the order in which methods_list() lists them. */
static const struct method *const methods[] = {
    &method_search,     &method_explain, &method_get,     &method_similar,
    &method_matrix,     &method_absent,  &method_reports, &method_report,
    &method_judgements, &method_compare, &method_suggest, &method_export,
    &method_words,      &method_cancel,  &method_status,  &method_reload,
    &method_ping,
};

enum { N_METHODS = sizeof methods / sizeof *methods };

/* Each is counted, and "invalid". */
_Static_assert(N_METHODS < (int)METRICS_METHODS, "raise METRICS_METHODS");

const struct method *
methods_find(const char *name)
{
    for (size_t i = 0; i < N_METHODS; i++)
        if (strcmp(methods[i]->name, name) == 0)
            return methods[i];
    return NULL;
}

void
methods_list(char *out, size_t size)
{
    for (size_t i = 0, n = 0; i < N_METHODS && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "",
                              methods[i]->name);
}
