/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/ids.h"
#include "records/entry.h"

#include "findings/engine.h"
#include "findings/schema.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER = 8 }; /* bytes of a number that may follow the id of a report */

/* An id is also part of a term, with a shorter prefix. */
_Static_assert(sizeof FINDINGS_REPORT_KEY - 1 + ENTRY_ID_MAX == FE_TERM_MAX,
               "what the index can store can be read as records");

/* Whether any of its paragraphs has an id of its own. The report then never
 * gets a number. */
static bool
has_whole_ids(const struct report *r)
{
    for (size_t p = 0; p < r->n_paragraphs; p++)
        if (r->paragraphs[p].is_id_whole)
            return true;
    return false;
}

/* Whether the ids of the report, and of its paragraphs, are short enough. */
static bool
is_short(const struct report *r)
{
    const size_t len = strlen(r->id) + (has_whole_ids(r) ? 0 : NUMBER);

    if (len > ENTRY_ID_MAX)
        return false;
    for (size_t p = 0; p < r->n_paragraphs; p++)
        if (strlen(r->paragraphs[p].id) +
                (r->paragraphs[p].is_id_whole ? 0 : len + 1) >
            ENTRY_ID_MAX)
            return false;
    return true;
}

bool
ids_accept(const struct registry *registry,
           const struct report_list *reports,
           const char *path,
           char reason[REASON_SIZE])
{
    for (size_t i = 0; i < reports->count; i++) {
        const struct report *r = &reports->list[i];
        if (!is_short(r)) {
            snprintf(reason, REASON_SIZE,
                     "with what is added to it, an id in it is longer than %d "
                     "bytes, which is the most that the index can store; give "
                     "it shorter ids",
                     ENTRY_ID_MAX);
            return false;
        }
        const char *rival = registry && has_whole_ids(r)
                                ? registry_other(registry, r, path)
                                : NULL;
        if (rival) {
            snprintf(reason, REASON_SIZE,
                     "its report %.60s is already in the index, from %.100s%s; "
                     "leave the ids out of one file, or remove the other%s",
                     r->id, rival,
                     source_is_gone(rival) ? ", which no longer exists" : "",
                     source_is_gone(rival) ? " with --prune" : "");
            return false;
        }
    }
    return true;
}
