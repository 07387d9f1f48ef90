/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Everything that a query finds, a part at a time, so that only a small part is
 * in memory, however much there is.
 */
#include "messages/hits_json.h"
#include "messages/json_text.h"
#include "messages/params.h"
#include "messages/selection.h"
#include "methods/methods.h"

#include "findings/wire.h"

struct export_request {
    struct selection selection;
    bool has_paths;
};

/* How far an export has got. */
struct export_progress {
    struct fe_scroll *scroll;
    json_t *query; /* how it was understood; NULL before the first part */
    json_t *unknown;
    uint64_t revision;
    size_t total;
    size_t handed_out;
    bool is_done;
};

static bool
read_export(void *request, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {SELECTION_QUERY, SELECTION_FILTERS,
                                        SELECTION_ORDER, "paths", NULL};
    struct export_request *e = request;

    return params_known(params, known, failure) &&
           selection_read(&e->selection, params, failure) &&
           params_bool(params, "paths", &e->has_paths, failure);
}

static void
end_export(void *progress)
{
    struct export_progress *export = progress;

    fe_scroll_close(export->scroll);
    json_decref(export->query);
    json_decref(export->unknown);
    g_free(export);
}

/* Returns NULL on error, with *failure set. */
static struct export_progress *
begin_export(const struct selection *selection,
             struct fe_reader *reader,
             struct failure *failure)
{
    struct export_progress *export = g_new0(struct export_progress, 1);
    struct fe_error err;

    if (fe_scroll_open(reader, &selection->request, &export->scroll, &err) !=
        FE_OK) {
        end_export(export);
        failure_status(failure, &err);
        return NULL;
    }
    return export;
}

/* Keep what the first part says about the whole export. Returns false on
 * error, with *failure set. */
static bool
note_whole(struct export_progress *export,
           const struct fe_hits *hits,
           struct fe_reader *reader,
           struct failure *failure)
{
    export->unknown = selection_unknown(hits, reader, failure);
    if (!export->unknown)
        return false;
    export->query = hits_json_query(hits, false);
    export->total = fe_hits_total(hits);
    export->revision = fe_hits_revision(hits);
    return true;
}

static bool
fail_next(const struct export_progress *export,
          const struct fe_error *err,
          struct failure *failure)
{
    const bool is_begun = export->query != NULL;

    return is_begun && err->status == FE_STALE
               ? failure_set(
                     failure, FINDINGS_CHANGED,
                     "the index changed during the export; run it again")
               : failure_status(failure, err);
}

/* Append the list of the next records and set *is_part, if any are left.
 * Returns false on error, with *failure set, whatever was appended. */
static bool
add_part(struct export_progress *export,
         bool has_paths,
         struct fe_reader *reader,
         GString *out,
         bool *is_part,
         struct failure *failure)
{
    struct fe_hits *hits;
    struct fe_error err;

    if (fe_scroll_next(export->scroll, reader, FINDINGS_PART_MAX, &hits,
                       &err) != FE_OK)
        return fail_next(export, &err, failure);
    const size_t n = fe_hits_count(hits);
    bool is_good = export->query || note_whole(export, hits, reader, failure);
    export->handed_out += n;
    export->is_done = n == 0 || export->handed_out >= export->total;
    *is_part = n > 0;
    if (is_good && *is_part) {
        struct originals *originals = originals_new(reader, has_paths);
        is_good = hits_json_append_records(out, hits, 0, n, originals, failure);
        originals_free(originals);
    }
    fe_hits_free(hits);
    return is_good;
}

static json_t *
result_json(const struct export_progress *export)
{
    return json_pack("{s:I, s:O, s:O, s:I}", "total",
                     (json_int_t) export->total, "query", export->query,
                     "unknown", export->unknown, "revision",
                     (json_int_t) export->revision);
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct export_request *e = request;
    bool is_part = false;

    if (!call->progress)
        call->progress = begin_export(&e->selection, call->reader, failure);
    struct export_progress *export = call->progress;
    const size_t before = export ? export->handed_out : 0;
    if (!export ||
        (!export->is_done &&
         !add_part(export, e->has_paths, call->reader, out, &is_part, failure)))
        return false;
    call->found =
        (struct method_found){true, export->handed_out - before, export->total};
    if (!is_part)
        return json_text_value_new(out, result_json(export));
    call->output = export->is_done ? METHOD_LAST_PART : METHOD_PART;
    return true;
}

const struct method method_export = {
    .name = "export",
    .needs_reader = true,
    .is_timed = true,
    .size = sizeof(struct export_request),
    .read = read_export,
    .fini = selection_fini,
    .run = run,
    .end = end_export,
};
