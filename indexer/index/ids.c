/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/ids.h"

#include "findings/engine.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER = 8 }; /* bytes of a number that may follow the id of a report */

/* Whether a term with a value of this length fits: the longest prefix has two
 * letters, and a colon follows it. */
static bool
is_short(size_t len)
{
    return len + 3 <= FE_TERM_MAX;
}

/* The path of another file with a report of the same id, if paragraphs of this
 * one have ids of their own; otherwise NULL. */
static const char *
rival_of(const struct registry *registry,
         const struct report *r,
         const char *path)
{
    for (size_t p = 0; registry && p < r->n_paragraphs; p++)
        if (r->paragraphs[p].is_id_whole)
            return registry_other(registry, r->id, path);
    return NULL;
}

bool
ids_accept(const struct registry *registry,
           const struct report_list *reports,
           const char *path,
           char reason[REASON_SIZE])
{
    for (size_t i = 0; i < reports->count; i++) {
        const struct report *r = &reports->list[i];
        const size_t len = strlen(r->id) + NUMBER;
        bool is_good = is_short(len);
        for (size_t p = 0; is_good && p < r->n_paragraphs; p++)
            is_good = is_short(strlen(r->paragraphs[p].id) +
                               (r->paragraphs[p].is_id_whole ? 0 : len + 1));
        if (!is_good) {
            snprintf(
                reason, REASON_SIZE,
                "it contains an id longer than %d bytes, which is the most "
                "that the index can store",
                FE_TERM_MAX - 3 - NUMBER);
            return false;
        }
        const char *rival = rival_of(registry, r, path);
        if (rival) {
            snprintf(reason, REASON_SIZE,
                     "its report %.60s is already in the index, from %.100s; "
                     "leave the ids out of one file, or remove the other",
                     r->id, rival);
            return false;
        }
    }
    return true;
}
