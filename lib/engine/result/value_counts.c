/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/value_counts.h"

#include <glib.h>

struct fe_counts
value_counts_copy(const struct value_counts *counts)
{
    struct fe_counts copy = {g_new(struct fe_count, counts->n), counts->n};

    for (size_t i = 0; i < counts->n; i++)
        copy.list[i] = (struct fe_count){g_strdup(counts->at[i].value),
                                         counts->at[i].count};
    return copy;
}

void
fe_counts_free(struct fe_counts *counts)
{
    if (!counts)
        return;
    for (size_t i = 0; i < counts->count; i++)
        g_free((char *)counts->list[i].value);
    g_free(counts->list);
    *counts = (struct fe_counts){0};
}
