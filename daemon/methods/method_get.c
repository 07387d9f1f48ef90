/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One paragraph, and its neighbours in the report.
 */
#include "messages/hits_json.h"
#include "messages/json_text.h"
#include "messages/paragraph.h"
#include "messages/params.h"
#include "methods/methods.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <stdlib.h>

struct get {
    const char *id;
    size_t before;
    size_t after;
    bool has_paths;
};

static bool
read_get(void *request, const json_t *params, struct failure *failure)
{
    struct get *get = request;
    static const char *const known[] = {"id", "before", "after", "paths", NULL};

    return params_known(params, known, failure) &&
           paragraph_read_id(params, &get->id, failure) &&
           params_count(params, "before", FINDINGS_NEIGHBOURS_MAX, &get->before,
                        failure) &&
           params_count(params, "after", FINDINGS_NEIGHBOURS_MAX, &get->after,
                        failure) &&
           params_bool(params, "paths", &get->has_paths, failure);
}

static bool
add_neighbours(GString *out,
               const struct fe_hits *hits,
               struct originals *originals,
               struct failure *failure)
{
    const size_t origin = fe_hits_origin(hits), n = fe_hits_count(hits);

    g_string_append_c(out, '{');
    json_text_key(out, "paragraph");
    if (!hits_json_append_record(out, fe_hits_at(hits, origin), originals,
                                 failure))
        return false;
    json_text_key(out, "before");
    if (!hits_json_append_records(out, hits, 0, origin, originals, failure))
        return false;
    json_text_key(out, "after");
    if (!hits_json_append_records(out, hits, origin + 1, n, originals, failure))
        return false;
    json_text_key(out, "revision");
    json_text_integer(out, (json_int_t)fe_hits_revision(hits));
    g_string_append_c(out, '}');
    return true;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct get *get = request;
    char *term = paragraph_term(get->id);
    struct fe_hits *hits;
    struct fe_error err;
    bool is_good = false;

    if (fe_reader_get(call->reader, term, findings_field("report")->prefix,
                      get->before, get->after, &hits, &err) == FE_OK) {
        struct originals *originals =
            originals_new(call->reader, get->has_paths);
        is_good = add_neighbours(out, hits, originals, failure);
        originals_free(originals);
        fe_hits_free(hits);
    } else {
        paragraph_fail(call->reader, get->id, &err, failure);
    }
    free(term);
    return is_good;
}

const struct method method_get = {
    .name = "get",
    .needs_reader = true,
    .is_quick = true,
    .size = sizeof(struct get),
    .read = read_get,
    .run = run,
};
