/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The paragraphs that are most like a given one.
 */
#include "messages/hits_json.h"
#include "messages/json_text.h"
#include "messages/paragraph.h"
#include "messages/params.h"
#include "messages/selection.h"
#include "methods/methods.h"

#include "findings/wire.h"

#include <stdint.h>
#include <stdlib.h>

struct similar {
    struct selection selection;
    const char *id;
    size_t snippet;
    bool has_paths;
};

static bool
read_similar(void *to, const json_t *params, struct failure *failure)
{
    struct similar *s = to;
    static const char *const known[] = {
        "id", SELECTION_FILTERS, "limit", "offset", "snippet", "paths", NULL};
    struct fe_request *request = &s->selection.request;

    if (!params_known(params, known, failure) ||
        !paragraph_read_id(params, &s->id, failure) ||
        !selection_read(&s->selection, params, failure))
        return false;
    request->limit = FINDINGS_LIMIT_DEFAULT;
    s->snippet = FINDINGS_SNIPPET_DEFAULT;
    return params_count(params, "limit", FINDINGS_LIMIT_MAX, &request->limit,
                        failure) &&
           params_count(params, "offset", UINT32_MAX, &request->offset,
                        failure) &&
           params_count(params, "snippet", FINDINGS_SNIPPET_MAX, &s->snippet,
                        failure) &&
           params_bool(params, "paths", &s->has_paths, failure);
}

static bool
add_similar(GString *out,
            const struct similar *s,
            struct fe_reader *reader,
            const struct fe_hits *hits,
            struct failure *failure)
{
    const struct hits_shown shown = {.snippet = s->snippet,
                                     .originals =
                                         originals_new(reader, s->has_paths)};

    g_string_append_c(out, '{');
    json_text_key(out, "total");
    json_text_integer(out, (json_int_t)fe_hits_total(hits));
    json_text_key(out, "hits");
    const bool is_good =
        hits_json_append(out, hits, &shown, failure) &&
        hits_json_append_query(out, hits, false, reader, failure);
    g_string_append_c(out, '}');
    originals_free(shown.originals);
    return is_good;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct similar *s = request;
    const unsigned report = findings_field("report")->slot;
    char *term = paragraph_term(s->id);
    struct fe_hits *hits;
    struct fe_error err;
    bool is_good = false;

    if (fe_reader_similar(call->reader, term, report, &s->selection.request,
                          &hits, &err) == FE_OK) {
        call->found = method_found_of(hits);
        is_good = add_similar(out, s, call->reader, hits, failure);
        fe_hits_free(hits);
    } else {
        paragraph_fail(call->reader, s->id, &err, failure);
    }
    free(term);
    return is_good;
}

const struct method method_similar = {
    .name = "similar",
    .needs_reader = true,
    .is_timed = true,
    .size = sizeof(struct similar),
    .read = read_similar,
    .fini = selection_fini,
    .run = run,
};
