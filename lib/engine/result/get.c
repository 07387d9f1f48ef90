/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fe_reader_get(): one document with its neighbours, which were added before
 * and after it and have the same term of a group, such as the same report.
 */
#include "engine/base/status.h"
#include "engine/match/reader.h"
#include "engine/result/hits.h"

#include <glib.h>

struct getting {
    const char *term;
    const char *group;
    size_t before, after;
    struct fe_hits *hits;
};

/* The documents that have the same term of the group as this one; only itself
 * if it has none. */
static struct numbers
siblings_of(const struct snapshot *snapshot, uint32_t id, const char *group)
{
    struct numbers siblings = {.n = 1};

    siblings.at = arena_array(snapshot->arena, 1, sizeof *siblings.at);
    siblings.at[0] = id;
    if (!group)
        return siblings;
    const char *prefix = arena_printf(snapshot->arena, "%s:", group);
    const char *term = snapshot_term(snapshot, id, prefix);
    return term ? snapshot_documents_of(snapshot, term) : siblings;
}

static size_t
place_in(const struct numbers *siblings, uint32_t id)
{
    size_t low = 0, high = siblings->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (siblings->at[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
run(const struct snapshot *snapshot, void *data)
{
    struct getting *getting = data;
    const uint32_t id = snapshot_document(snapshot, getting->term);

    fe_hits_free(getting->hits);
    getting->hits = NULL;
    if (id == 0)
        arena_fail(snapshot->arena, FE_NO_DOCUMENT, 0,
                   "no document has this term");
    const struct numbers siblings = siblings_of(snapshot, id, getting->group);
    const size_t place = place_in(&siblings, id);
    if (place == siblings.n || siblings.at[place] != id)
        arena_fail(snapshot->arena, FE_CORRUPT, 0,
                   "a document is not among those of its own term");
    const size_t first = place - MIN(place, getting->before);
    const size_t last = place + 1 + MIN(siblings.n - place - 1, getting->after);
    struct fe_hits *hits = getting->hits = hits_new(snapshot);
    hits->understood->revision = snapshot_revision_number(snapshot);
    hits->total = hits->shown = hits->ranked = last - first;
    hits->origin = place - first;
    snapshot_expect(snapshot, siblings.at + first, last - first);
    for (size_t i = first; i < last; i++)
        hits_add(hits, snapshot, siblings.at[i], 0, true);
}

enum fe_status
fe_reader_get(struct fe_reader *reader,
              const char *term,
              const char *group,
              size_t before,
              size_t after,
              struct fe_hits **out,
              struct fe_error *err)
{
    FE_REQUIRE(reader && term && *term && out);
    struct getting getting = {term, group, before, after, NULL};
    const enum fe_status status = reader_run(reader, run, &getting, err);
    if (status != FE_OK) {
        fe_hits_free(getting.hits);
        getting.hits = NULL;
    }
    *out = getting.hits;
    return status;
}
