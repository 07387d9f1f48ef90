/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One paragraph, and what is around it or like it.
 */
#include "hits.h"
#include "methods.h"
#include "params.h"
#include "reports.h"
#include "selection.h"

#include "findings/wire.h"

#include <stdint.h>
#include <stdlib.h>

static bool
read_id(const json_t *params, const char **id, struct failure *failure)
{
    return params_needed(params, "id",
                         "the id of a paragraph, such as "
                         "\"northmere-2010-02-19/23\"",
                         id, failure);
}

/* NULL, with *failure filled, for want of memory. Yours. */
static char *
term_of(const char *id, struct failure *failure)
{
    char *term = findings_term(findings_field("id"), id);

    if (!term)
        fail_no_memory(failure);
    return term;
}

/* Whether the id is a report's. */
static bool
is_report(struct fe_reader *reader, const char *id, struct failure *failure)
{
    json_t *record = report_load(reader, id, failure);
    const bool is_one = json_object_size(record) > 0;

    json_decref(record);
    return is_one;
}

static void
fail_none(struct fe_reader *reader,
          const char *id,
          const struct fe_error *err,
          struct failure *failure)
{
    if (err->status != FE_NO_DOCUMENT) {
        fail_status(failure, err);
        return;
    }
    const bool is_one = is_report(reader, id, failure);
    if (failure->code)
        return;
    if (is_one)
        fail_param(failure, "id",
                   "\"%.100s\" is a report, not a paragraph; search with the "
                   "filter \"report\" for its paragraphs: findings --report "
                   "%.100s",
                   id, id);
    else
        fail_param(failure, "id",
                   "there is no paragraph \"%.100s\"; search for one", id);
    failure->code = FINDINGS_NOT_FOUND;
}

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
           read_id(params, &get->id, failure) &&
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

static json_t *
neighbours_json(const struct fe_hits *hits, struct failure *failure)
{
    const size_t origin = fe_hits_origin(hits), n = fe_hits_count(hits);
    json_t *before = hits_records(hits, 0, origin, failure);
    json_t *paragraph =
        before ? hits_record(fe_hits_at(hits, origin), failure) : NULL;
    json_t *after =
        paragraph ? hits_records(hits, origin + 1, n, failure) : NULL;

    if (!after) {
        json_decref(before);
        json_decref(paragraph);
        return NULL;
    }
    return json_pack("{s:o, s:o, s:o, s:I}", "paragraph", paragraph, "before",
                     before, "after", after, "revision",
                     (json_int_t)fe_hits_revision(hits));
}

json_t *
get_run(struct fe_reader *reader, const json_t *params, struct failure *failure)
{
    struct get get;
    struct fe_hits *hits;
    struct fe_error err;
    json_t *result = NULL;

    if (!read_get(&get, params, failure))
        return NULL;
    char *term = term_of(get.id, failure);
    if (!term)
        return NULL;
    if (fe_reader_get(reader, term, findings_field("report")->prefix,
                      get.before, get.after, &hits, &err) == FE_OK) {
        result = neighbours_json(hits, failure);
        fe_hits_free(hits);
    } else {
        fail_none(reader, get.id, &err, failure);
    }
    free(term);
    return result;
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
        !read_id(params, &s->id, failure) ||
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

static json_t *
similar_json(const struct similar *s,
             struct fe_reader *reader,
             const struct fe_hits *hits,
             struct failure *failure)
{
    json_t *list = hits_json(hits, s->snippet, false, failure);
    json_t *unknown = list ? selection_unknown(hits, reader, failure) : NULL;

    if (!unknown) {
        json_decref(list);
        return NULL;
    }
    return json_pack("{s:I, s:o, s:o, s:o, s:I}", "total",
                     (json_int_t)fe_hits_total(hits), "hits", list, "query",
                     hits_query(hits, false), "unknown", unknown,
                     "revision", (json_int_t)fe_hits_revision(hits));
}

static json_t *
find_similar(const struct similar *s,
             struct fe_reader *reader,
             struct failure *failure)
{
    const unsigned report = findings_field("report")->slot;
    char *term = term_of(s->id, failure);
    struct fe_hits *hits;
    struct fe_error err;
    json_t *result = NULL;

    if (!term)
        return NULL;
    if (fe_reader_similar(reader, term, report, &s->selection.request, &hits,
                          &err) == FE_OK) {
        result = similar_json(s, reader, hits, failure);
        fe_hits_free(hits);
    } else {
        fail_none(reader, s->id, &err, failure);
    }
    free(term);
    return result;
}

json_t *
similar_run(struct fe_reader *reader,
            const json_t *params,
            struct failure *failure)
{
    struct similar s = {0};

    return read_similar(&s, params, failure) ? find_similar(&s, reader, failure)
                                             : NULL;
}
