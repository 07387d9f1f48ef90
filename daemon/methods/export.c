/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "methods/export.h"
#include "messages/hits.h"
#include "messages/params.h"
#include "messages/selection.h"

#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

struct export
{
    struct fe_scroll *scroll;
    json_t *query; /* how it was understood; NULL before the first part */
    json_t *unknown;
    uint64_t revision;
    size_t total;
    size_t handed_out;
    bool is_done;
};

static bool
read_export(struct selection *s, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {SELECTION_QUERY, SELECTION_FILTERS,
                                        SELECTION_ORDER, NULL};

    return params_known(params, known, failure) &&
           selection_read(s, params, failure);
}

bool
export_check(const json_t *params, struct failure *failure)
{
    struct selection selection = {0};
    return read_export(&selection, params, failure);
}

static struct export *
open_selection(struct fe_reader *reader,
               const struct selection *selection,
               struct failure *failure)
{
    struct export *export = calloc(1, sizeof *export);
    struct fe_error err;

    if (!export) {
        failure_no_memory(failure);
        return NULL;
    }
    if (fe_scroll_open(reader, &selection->request, &export->scroll, &err) !=
        FE_OK) {
        export_close(export);
        failure_status(failure, &err);
        return NULL;
    }
    return export;
}

struct export *
export_open(struct fe_reader *reader,
            const json_t *params,
            struct failure *failure)
{
    struct selection selection = {0};

    return read_export(&selection, params, failure)
               ? open_selection(reader, &selection, failure)
               : NULL;
}

/* The first part tells of the whole. False with *failure filled. */
static bool
note(struct export *export,
     const struct fe_hits *hits,
     struct fe_reader *reader,
     struct failure *failure)
{
    if (!export->query) {
        export->unknown = selection_unknown(hits, reader, failure);
        if (!export->unknown)
            return false;
        export->query = hits_query(hits, false);
        export->total = fe_hits_total(hits);
        export->revision = fe_hits_revision(hits);
    }
    export->handed_out += fe_hits_count(hits);
    export->is_done =
        fe_hits_count(hits) == 0 || export->handed_out >= export->total;
    return true;
}

static void
fail_next(const struct fe_error *err, struct failure *failure)
{
    if (err->status == FE_STALE)
        failure_set(failure, FINDINGS_CHANGED,
                    "the index has changed meanwhile; ask again");
    else
        failure_status(failure, err);
}

bool
export_part(struct export *export,
            struct fe_reader *reader,
            GString *out,
            struct failure *failure)
{
    struct fe_hits *hits;
    struct fe_error err;
    bool is_part = false;

    if (export->is_done)
        return false;
    if (fe_scroll_next(export->scroll, reader, FINDINGS_PART_MAX, &hits,
                       &err) != FE_OK) {
        fail_next(&err, failure);
        return false;
    }
    if (note(export, hits, reader, failure) && fe_hits_count(hits) > 0)
        is_part =
            hits_append_records(out, hits, 0, fe_hits_count(hits), failure);
    fe_hits_free(hits);
    return is_part;
}

bool
export_is_done(const struct export *export)
{
    return export->is_done;
}

json_t *
export_result(const struct export *export)
{
    return json_pack("{s:I, s:O, s:O, s:I}", "total",
                     (json_int_t) export->total, "query", export->query,
                     "unknown", export->unknown, "revision",
                     (json_int_t) export->revision);
}

void
export_close(struct export *export)
{
    if (!export)
        return;
    fe_scroll_close(export->scroll);
    json_decref(export->query);
    json_decref(export->unknown);
    free(export);
}
