/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/facets.h"
#include "messages/hits.h"
#include "messages/json_text.h"
#include "methods/methods.h"
#include "messages/params.h"
#include "messages/selection.h"

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

static bool
add_result(GString *out,
           const struct search *s,
           struct fe_reader *reader,
           const struct fe_hits *hits,
           struct failure *failure)
{
    const bool is_explained = s->selection.request.is_explained;

    g_string_append_c(out, '{');
    json_text_key(out, "total");
    json_text_integer(out, (json_int_t)fe_hits_total(hits));
    json_text_key(out, "totals");
    if (!json_text_value_new(out, facets_totals(hits)))
        return false;
    json_text_key(out, "shown");
    json_text_integer(out, (json_int_t)fe_hits_shown(hits));
    json_text_key(out, "ranked");
    json_text_integer(out, (json_int_t)fe_hits_ranked(hits));
    json_text_key(out, "hits");
    if (!hits_append(out, hits, s->snippet, is_explained, failure))
        return false;
    json_text_key(out, "facets");
    facets_append(out, &s->facets, hits);
    if (!hits_append_query(out, hits, is_explained, reader, failure))
        return false;
    g_string_append_c(out, '}');
    return true;
}

static bool
run(const struct search *s,
    struct fe_reader *reader,
    GString *out,
    struct failure *failure)
{
    struct fe_hits *hits;
    struct fe_error err;

    if (fe_reader_search(reader, &s->selection.request, &hits, &err) != FE_OK)
        return failure_status(failure, &err);
    const bool is_good = add_result(out, s, reader, hits, failure);
    fe_hits_free(hits);
    return is_good;
}

bool
search_check(const json_t *params, struct failure *failure)
{
    struct search s = {0};
    return read_search(&s, params, FINDINGS_LIMIT_DEFAULT, failure);
}

bool
search_run(struct fe_reader *reader,
           const json_t *params,
           GString *out,
           struct failure *failure)
{
    struct search s = {0};

    return read_search(&s, params, FINDINGS_LIMIT_DEFAULT, failure) &&
           run(&s, reader, out, failure);
}

bool
explain_check(const json_t *params, struct failure *failure)
{
    if (json_is_false(json_object_get(params, "explain")))
        return failure_param(failure, "explain",
                             "explain always explains; ask \"search\" for hits "
                             "without");
    return search_check(params, failure);
}

bool
explain_run(struct fe_reader *reader,
            const json_t *params,
            GString *out,
            struct failure *failure)
{
    struct search s = {0};

    if (!read_search(&s, params, EXPLAINED_DEFAULT, failure))
        return false;
    s.selection.request.is_explained = true;
    return run(&s, reader, out, failure);
}
