/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One paragraph, and what is around it or like it.
 */
#include "messages/hits.h"
#include "messages/json_text.h"
#include "methods/methods.h"
#include "messages/paragraph.h"
#include "messages/params.h"
#include "messages/selection.h"

#include "findings/wire.h"

#include <stdint.h>
#include <stdlib.h>

struct get {
    const char *id;
    size_t before;
    size_t after;
};

static bool
read_get(struct get *get, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {"id", "before", "after", NULL};

    *get = (struct get){0};
    return params_known(params, known, failure) &&
           paragraph_read_id(params, &get->id, failure) &&
           params_count(params, "before", FINDINGS_NEIGHBOURS_MAX, &get->before,
                        failure) &&
           params_count(params, "after", FINDINGS_NEIGHBOURS_MAX, &get->after,
                        failure);
}

bool
get_check(const json_t *params, struct failure *failure)
{
    struct get get;
    return read_get(&get, params, failure);
}

static bool
add_neighbours(GString *out,
               const struct fe_hits *hits,
               struct failure *failure)
{
    const size_t origin = fe_hits_origin(hits), n = fe_hits_count(hits);

    g_string_append_c(out, '{');
    json_text_key(out, "paragraph");
    if (!hits_append_record(out, fe_hits_at(hits, origin), failure))
        return false;
    json_text_key(out, "before");
    if (!hits_append_records(out, hits, 0, origin, failure))
        return false;
    json_text_key(out, "after");
    if (!hits_append_records(out, hits, origin + 1, n, failure))
        return false;
    json_text_key(out, "revision");
    json_text_integer(out, (json_int_t)fe_hits_revision(hits));
    g_string_append_c(out, '}');
    return true;
}

bool
get_run(struct fe_reader *reader,
        const json_t *params,
        GString *out,
        struct failure *failure)
{
    struct get get;
    struct fe_hits *hits;
    struct fe_error err;
    bool is_good = false;

    if (!read_get(&get, params, failure))
        return false;
    char *term = paragraph_term(get.id, failure);
    if (!term)
        return false;
    if (fe_reader_get(reader, term, findings_field("report")->prefix,
                      get.before, get.after, &hits, &err) == FE_OK) {
        is_good = add_neighbours(out, hits, failure);
        fe_hits_free(hits);
    } else {
        paragraph_fail(reader, get.id, &err, failure);
    }
    free(term);
    return is_good;
}

struct similar {
    struct selection selection;
    const char *id;
    size_t snippet;
};

static bool
read_similar(struct similar *s, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {"id",     SELECTION_FILTERS, "limit",
                                        "offset", "snippet",         NULL};
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
                        failure);
}

bool
similar_check(const json_t *params, struct failure *failure)
{
    struct similar s = {0};
    return read_similar(&s, params, failure);
}

static bool
add_similar(GString *out,
            const struct similar *s,
            struct fe_reader *reader,
            const struct fe_hits *hits,
            struct failure *failure)
{
    g_string_append_c(out, '{');
    json_text_key(out, "total");
    json_text_integer(out, (json_int_t)fe_hits_total(hits));
    json_text_key(out, "hits");
    if (!hits_append(out, hits, s->snippet, false, failure) ||
        !hits_append_query(out, hits, false, reader, failure))
        return false;
    g_string_append_c(out, '}');
    return true;
}

static bool
find_similar(const struct similar *s,
             struct fe_reader *reader,
             GString *out,
             struct failure *failure)
{
    const unsigned report = findings_field("report")->slot;
    char *term = paragraph_term(s->id, failure);
    struct fe_hits *hits;
    struct fe_error err;
    bool is_good = false;

    if (!term)
        return false;
    if (fe_reader_similar(reader, term, report, &s->selection.request, &hits,
                          &err) == FE_OK) {
        is_good = add_similar(out, s, reader, hits, failure);
        fe_hits_free(hits);
    } else {
        paragraph_fail(reader, s->id, &err, failure);
    }
    free(term);
    return is_good;
}

bool
similar_run(struct fe_reader *reader,
            const json_t *params,
            GString *out,
            struct failure *failure)
{
    struct similar s = {0};

    return read_similar(&s, params, failure) &&
           find_similar(&s, reader, out, failure);
}
