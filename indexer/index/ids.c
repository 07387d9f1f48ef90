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

static bool
is_excused(const struct ids_excuse *excuse, const char *path)
{
    return excuse && excuse->is_excused(path, excuse->data);
}

/* The report of another file that has a paragraph with this id, and keeps it.
 * (If it has the id of the report r, that is the rival.) */
static const struct registry_entry *
paragraph_rival(struct ingest *ingest,
                const struct report *r,
                const char *id,
                const char *path)
{
    const struct registry_entry *entry = ingest_report_of(ingest, id);
    return entry && strcmp(entry->file.path, path) != 0 &&
                   !entry->is_released &&
                   entry != registry_entry(ingest_registry(ingest), r->id)
               ? entry
               : NULL;
}

bool
ids_find_rival(struct ingest *ingest,
               const struct report *r,
               const char *path,
               const struct ids_excuse *excuse,
               struct ids_rival *out)
{
    if (!has_whole_ids(r))
        return false;
    *out = (struct ids_rival){
        .path = registry_other(ingest_registry(ingest), r, path), .id = r->id};
    if (out->path && !is_excused(excuse, out->path))
        return true;
    for (size_t p = 0; p < r->n_paragraphs; p++) {
        if (!r->paragraphs[p].is_id_whole)
            continue;
        const struct registry_entry *entry =
            paragraph_rival(ingest, r, r->paragraphs[p].id, path);
        if (!entry || is_excused(excuse, entry->file.path))
            continue;
        *out = (struct ids_rival){.path = entry->file.path,
                                  .id = r->paragraphs[p].id,
                                  .is_paragraph = true};
        return true;
    }
    return false;
}

void
ids_blame(const struct ids_rival *rival, char reason[REASON_SIZE])
{
    const bool is_gone = source_is_gone(rival->path);

    snprintf(reason, REASON_SIZE,
             "its %s %.60s is already in the index, from %.100s%s; leave the "
             "ids out of one file, or remove the other%s",
             rival->is_paragraph ? "paragraph" : "report", rival->id,
             rival->path, is_gone ? ", which no longer exists" : "",
             is_gone ? " with --prune" : "");
}

bool
ids_accept(struct ingest *ingest,
           const struct report_list *reports,
           const char *path,
           char reason[REASON_SIZE])
{
    struct ids_rival rival;

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
        if (ingest && ids_find_rival(ingest, r, path, NULL, &rival)) {
            ids_blame(&rival, reason);
            return false;
        }
    }
    return true;
}
