/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/history.h"

bool
history_refuse(struct history *history, const char *what)
{
    if (!history->refused)
        history->refused =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return g_hash_table_add(history->refused, g_strdup(what));
}

bool
history_has_refused(const struct history *history, const char *what)
{
    return history->refused && g_hash_table_contains(history->refused, what);
}

void
history_fini(struct history *history)
{
    if (history->refused)
        g_hash_table_destroy(history->refused);
    *history = (struct history){0};
}
