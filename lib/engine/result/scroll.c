/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Scrolls: everything that a query finds, in order, in pieces. The order is
 * made once, when the scroll is opened, and kept as document numbers.
 */
#include "engine/base/status.h"
#include "engine/match/reader.h"
#include "engine/result/hits.h"

#include <glib.h>
#include <string.h>

struct scroll_place {
    double score;
    uint32_t id;
};

struct fe_scroll {
    struct understood *understood;
    char *identity; /* of the index */
    struct scroll_place *places;
    size_t n, next;
};

struct opening {
    const struct fe_request *request;
    struct fe_scroll *scroll;
};

static void
open_scroll(const struct snapshot *snapshot, void *data)
{
    struct opening *opening = data;
    struct execution *execution =
        arena_alloc(snapshot->arena, sizeof *execution);
    struct page page;
    uint64_t set[WINDOW_WORDS];

    fe_scroll_close(opening->scroll);
    struct fe_scroll *scroll = opening->scroll = g_new0(struct fe_scroll, 1);
    scroll->understood = understood_new();
    scroll->identity = g_strdup(snapshot_identity(snapshot));
    execution_open(execution, snapshot, opening->request);
    page_open(&page, snapshot->arena, 0, SIZE_MAX);
    while (execution_next(execution)) {
        set_common(set, execution->passing, execution->window.counted);
        execution_offer(execution, set, true, &page);
    }
    page_sort(&page);
    scroll->n = page.list.n;
    scroll->places = g_new(struct scroll_place, scroll->n);
    for (size_t i = 0; i < scroll->n; i++)
        scroll->places[i] =
            (struct scroll_place){page.list.at[i].score, page.list.at[i].id};
    understood_fill(scroll->understood, execution);
}

enum fe_status
fe_scroll_open(struct fe_reader *reader,
               const struct fe_request *request,
               struct fe_scroll **out,
               struct fe_error *err)
{
    FE_REQUIRE(reader && request && out);
    struct opening opening = {.request = request};
    const enum fe_status status =
        reader_run(reader, open_scroll, &opening, err);
    if (status != FE_OK) {
        fe_scroll_close(opening.scroll);
        opening.scroll = NULL;
    }
    *out = opening.scroll;
    return status;
}

struct scroll_reading {
    struct fe_scroll *scroll;
    size_t limit;
    struct fe_hits *hits;
    bool is_stale;
};

static void
read_piece(const struct snapshot *snapshot, void *data)
{
    struct scroll_reading *reading = data;
    const struct fe_scroll *scroll = reading->scroll;
    const size_t end =
        scroll->next + MIN(reading->limit, scroll->n - scroll->next);

    fe_hits_free(reading->hits);
    reading->hits = NULL;
    reading->is_stale =
        snapshot_revision_number(snapshot) != scroll->understood->revision ||
        strcmp(snapshot_identity(snapshot), scroll->identity) != 0;
    if (reading->is_stale)
        return;
    reading->hits = hits_sharing(snapshot, scroll->understood);
    reading->hits->total = reading->hits->shown = reading->hits->ranked =
        scroll->n;
    const size_t n = end - scroll->next;
    uint32_t *ids = arena_array(snapshot->arena, n, sizeof *ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = scroll->places[scroll->next + i].id;
    snapshot_expect(snapshot, ids, n);
    for (size_t i = scroll->next; i < end; i++)
        hits_add(reading->hits, snapshot, scroll->places[i].id,
                 scroll->places[i].score, true);
}

enum fe_status
fe_scroll_next(struct fe_scroll *scroll,
               struct fe_reader *reader,
               size_t limit,
               struct fe_hits **out,
               struct fe_error *err)
{
    static const struct fe_error stale = {
        .status = FE_STALE, .message = "the index has changed; ask again"};

    FE_REQUIRE(scroll && reader && out);
    struct scroll_reading reading = {.scroll = scroll, .limit = limit};
    enum fe_status status = reader_run(reader, read_piece, &reading, err);

    *out = NULL;
    /* This is not reported as a failure of the request, which would be run
     * again. */
    if (status == FE_OK && reading.is_stale)
        status = status_report(&stale, err);
    if (status != FE_OK) {
        fe_hits_free(reading.hits);
        return status;
    }
    scroll->next += reading.hits->page.n;
    *out = reading.hits;
    return FE_OK;
}

void
fe_scroll_close(struct fe_scroll *scroll)
{
    if (!scroll)
        return;
    understood_free(scroll->understood);
    g_free(scroll->identity);
    g_free(scroll->places);
    g_free(scroll);
}
