/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a query finds, best first, with its counts.
 */
#include "methods/method_search.h"
#include "messages/hits_json.h"
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

#include "findings/wire.h"

#include <stdint.h>

/* Collapse near-duplicates. The same text under two grades is
 * two findings, neither of which may hide the other; so is a text that is a
 * finding in one report and a recommendation in another. */
static void
collapse(struct search_request *s)
{
    static const char *const fields[METHOD_SEARCH_ALIKE_BY] = {"grade", "kind"};
    struct fe_request *request = &s->selection.request;

    for (size_t i = 0; i < METHOD_SEARCH_ALIKE_BY; i++)
        s->alike_by[i] = findings_field(fields[i])->slot;
    request->alike_by = s->alike_by;
    request->n_alike_by = METHOD_SEARCH_ALIKE_BY;
    request->alike_slot = findings_field("report")->slot;
}

/* Read limit, offset, snippet, text, count, collapse, explain and paths, if
 * they are given; their defaults are set. */
static bool
read_page(struct search_request *s,
          const json_t *params,
          struct failure *failure)
{
    struct fe_request *request = &s->selection.request;
    bool is_collapsed = false;

    if (!params_count(params, "limit", FINDINGS_LIMIT_MAX, &request->limit,
                      failure) ||
        !params_count(params, "offset", UINT32_MAX, &request->offset,
                      failure) ||
        !params_count(params, "snippet", FINDINGS_SNIPPET_MAX, &s->snippet,
                      failure) ||
        !params_bool(params, "text", &s->has_text, failure) ||
        !params_bool(params, "collapse", &is_collapsed, failure) ||
        !params_bool(params, "explain", &request->is_explained, failure) ||
        !params_bool(params, "paths", &s->has_paths, failure) ||
        !tally_read_unit(params, &request->count_slot, failure))
        return false;
    if (is_collapsed)
        collapse(s);
    return true;
}

bool
method_search_read(struct search_request *s,
                   const json_t *params,
                   size_t limit,
                   struct failure *failure)
{
    static const char *const known[] = {SELECTION_QUERY,
                                        SELECTION_FILTERS,
                                        SELECTION_ORDER,
                                        "limit",
                                        "offset",
                                        "facets",
                                        "count",
                                        "collapse",
                                        "snippet",
                                        "text",
                                        "explain",
                                        "paths",
                                        NULL};
    struct fe_request *request = &s->selection.request;

    if (!params_known(params, known, failure) ||
        !selection_read(&s->selection, params, failure))
        return false;
    request->limit = limit;
    s->snippet = FINDINGS_SNIPPET_DEFAULT;
    s->has_text = true;
    if (!read_page(s, params, failure) ||
        !tally_read(&s->tally, params, failure))
        return false;
    request->facets = s->tally.asked;
    request->n_facets = s->tally.n_asked;
    tally_ask_totals(request, s->total_slots);
    return true;
}

static bool
read_search(void *request, const json_t *params, struct failure *failure)
{
    return method_search_read(request, params, FINDINGS_LIMIT_DEFAULT, failure);
}

static bool
add_hits(GString *out,
         const struct search_request *s,
         struct fe_reader *reader,
         const struct fe_hits *hits,
         struct failure *failure)
{
    const struct hits_shown shown = {
        .snippet = s->snippet,
        .is_without_text = !s->has_text,
        .is_explained = s->selection.request.is_explained,
        .originals = originals_new(reader, s->has_paths)};
    const bool is_good = hits_json_append(out, hits, &shown, failure);

    originals_free(shown.originals);
    return is_good;
}

static bool
add_result(GString *out,
           const struct search_request *s,
           struct fe_reader *reader,
           const struct fe_hits *hits,
           struct failure *failure)
{
    const bool is_explained = s->selection.request.is_explained;

    g_string_append_c(out, '{');
    json_text_key(out, "total");
    json_text_integer(out, (json_int_t)fe_hits_total(hits));
    json_text_key(out, "totals");
    if (!json_text_value_new(out, tally_totals(hits)))
        return false;
    json_text_key(out, "shown");
    json_text_integer(out, (json_int_t)fe_hits_shown(hits));
    json_text_key(out, "ranked");
    json_text_integer(out, (json_int_t)fe_hits_ranked(hits));
    json_text_key(out, "hits");
    if (!add_hits(out, s, reader, hits, failure))
        return false;
    json_text_key(out, "facets");
    tally_append(out, &s->tally, hits);
    if (!hits_json_append_query(out, hits, is_explained, reader, failure))
        return false;
    g_string_append_c(out, '}');
    return true;
}

bool
method_search_run(const void *request,
                  struct method_call *call,
                  GString *out,
                  struct failure *failure)
{
    const struct search_request *s = request;
    struct fe_hits *hits;
    struct fe_error err;

    if (fe_reader_search(call->reader, &s->selection.request, &hits, &err) !=
        FE_OK)
        return failure_status(failure, &err);
    call->found = method_found_of(hits);
    const bool is_good = add_result(out, s, call->reader, hits, failure);
    fe_hits_free(hits);
    return is_good;
}

const struct method method_search = {
    .name = "search",
    .needs_reader = true,
    .is_timed = true,
    .size = sizeof(struct search_request),
    .read = read_search,
    .fini = selection_fini,
    .run = method_search_run,
};
