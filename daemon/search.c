/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facets.h"
#include "hits.h"
#include "methods.h"
#include "params.h"
#include "selection.h"

#include "findings/wire.h"

#include <stdint.h>

enum {
    EXPLAINED_DEFAULT = 3, /* hits, where they are explained */
    ALIKE_BY = 2           /* fields that texts must share to be shown as one */
};

/* A search, ready to run. */
struct search {
    struct selection selection;
    struct facets facets;
    unsigned total_slots[FACETS_N_TOTALS];
    unsigned alike_by[ALIKE_BY];
    size_t snippet;
};

/* One text under two grades is two findings, though every word be borrowed: the
 * one must not hide the other. So it is with a finding that others
 * recommend. */
static void
collapse(struct search *s)
{
    static const char *const fields[ALIKE_BY] = {"grade", "kind"};
    struct fe_request *request = &s->selection.request;

    for (size_t i = 0; i < ALIKE_BY; i++)
        s->alike_by[i] = findings_field(fields[i])->slot;
    request->alike_by = s->alike_by;
    request->n_alike_by = ALIKE_BY;
    request->alike_slot = findings_field("report")->slot;
}

/* Read what is there of limit, offset, snippet, count, collapse and explain,
 * into what holds the defaults. */
static bool
read_page(struct search *s, const json_t *params, struct failure *failure)
{
    struct fe_request *request = &s->selection.request;
    bool is_collapsed = false;

    if (!params_count(params, "limit", FINDINGS_LIMIT_MAX, &request->limit,
                      failure) ||
        !params_count(params, "offset", UINT32_MAX, &request->offset,
                      failure) ||
        !params_count(params, "snippet", FINDINGS_SNIPPET_MAX, &s->snippet,
                      failure) ||
        !params_bool(params, "collapse", &is_collapsed, failure) ||
        !params_bool(params, "explain", &request->is_explained, failure) ||
        !facets_read_count(params, &request->count_slot, failure))
        return false;
    if (is_collapsed)
        collapse(s);
    return true;
}

static bool
read_search(struct search *s,
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
                                        "explain",
                                        NULL};
    struct fe_request *request = &s->selection.request;

    if (!params_known(params, known, failure) ||
        !selection_read(&s->selection, params, failure))
        return false;
    request->limit = limit;
    s->snippet = FINDINGS_SNIPPET_DEFAULT;
    if (!read_page(s, params, failure) ||
        !facets_read(&s->facets, params, failure))
        return false;
    request->facets = s->facets.asked;
    request->n_facets = s->facets.n_asked;
    facets_ask_totals(request, s->total_slots);
    return true;
}

static json_t *
result_json(const struct search *s,
            struct fe_reader *reader,
            const struct fe_hits *hits,
            struct failure *failure)
{
    const bool is_explained = s->selection.request.is_explained;
    json_t *list = hits_json(hits, s->snippet, is_explained, failure);
    json_t *unknown = list ? selection_unknown(hits, reader, failure) : NULL;

    if (!unknown) {
        json_decref(list);
        return NULL;
    }
    return json_pack(
        "{s:I, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:I}", "total",
        (json_int_t)fe_hits_total(hits), "totals", facets_totals(hits), "shown",
        (json_int_t)fe_hits_shown(hits), "ranked",
        (json_int_t)fe_hits_ranked(hits), "hits", list, "facets",
        facets_json(&s->facets, hits), "query",
        hits_query(hits, is_explained), "unknown",
        unknown, "revision", (json_int_t)fe_hits_revision(hits));
}

static json_t *
run(const struct search *s, struct fe_reader *reader, struct failure *failure)
{
    struct fe_hits *hits;
    struct fe_error err;

    if (fe_reader_search(reader, &s->selection.request, &hits, &err) != FE_OK) {
        fail_status(failure, &err);
        return NULL;
    }
    json_t *result = result_json(s, reader, hits, failure);
    fe_hits_free(hits);
    return result;
}

bool
search_check(const json_t *params, struct failure *failure)
{
    struct search s = {0};
    return read_search(&s, params, FINDINGS_LIMIT_DEFAULT, failure);
}

json_t *
search_run(struct fe_reader *reader,
           const json_t *params,
           struct failure *failure)
{
    struct search s = {0};

    return read_search(&s, params, FINDINGS_LIMIT_DEFAULT, failure)
               ? run(&s, reader, failure)
               : NULL;
}

bool
explain_check(const json_t *params, struct failure *failure)
{
    if (json_is_false(json_object_get(params, "explain")))
        return fail_param(failure, "explain",
                          "explain always explains; ask \"search\" for hits "
                          "without");
    return search_check(params, failure);
}

json_t *
explain_run(struct fe_reader *reader,
            const json_t *params,
            struct failure *failure)
{
    struct search s = {0};

    if (!read_search(&s, params, EXPLAINED_DEFAULT, failure))
        return NULL;
    s.selection.request.is_explained = true;
    return run(&s, reader, failure);
}
