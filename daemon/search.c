/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search.h"
#include "params.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILTERS_MAX = FINDINGS_FIELDS_MAX, /* one a field */
    VALUES_MAX = 256                   /* of one filter */
};

/* A search, ready to run. Its strings are borrowed from the parameters. */
struct search {
    struct xc_request request;
    struct xc_filter filters[FILTERS_MAX];
    const char *values[FILTERS_MAX][VALUES_MAX];
    unsigned facets[FILTERS_MAX];
    const struct findings_field *facet_fields[FILTERS_MAX];
    char from[FINDINGS_DATE_SIZE];
    char to[FINDINGS_DATE_SIZE];
    size_t snippet;
};

/* The fields that can be filtered or counted, for an error. */
static bool
fail_field(struct failure *failure, const char *param, const char *name)
{
    char known[256] = "";

    for (size_t i = 0; i < findings_n_fields; i++) {
        if (findings_fields[i].slot < 0)
            continue;
        if (*known)
            strncat(known, ", ", sizeof known - strlen(known) - 1);
        strncat(known, findings_fields[i].name,
                sizeof known - strlen(known) - 1);
    }
    return fail_param(failure, param,
                      "there is no field \"%.60s\"; the fields are: %s", name,
                      known);
}

static bool
read_values(struct search *s,
            const struct findings_field *field,
            const json_t *values,
            struct failure *failure)
{
    struct xc_filter *filter = &s->filters[s->request.n_filters];
    const char **list = s->values[s->request.n_filters];
    const size_t n = json_array_size(values);

    if (!json_is_array(values) || n == 0 || n > VALUES_MAX)
        return fail_param(failure, "filters",
                          "the filter \"%s\" must be a list of 1 to %d "
                          "strings",
                          field->name, VALUES_MAX);
    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(values, i));
        if (!text || !*text)
            return fail_param(failure, "filters",
                              "the filter \"%s\" holds something that is no "
                              "string, or empty",
                              field->name);
        list[i] = findings_field_word(field, text);
        if (!list[i]) {
            char words[256] = "";
            findings_field_words(field, words, sizeof words);
            return fail_param(failure, "filters",
                              "\"%.60s\" is no %s; it is one of: %s", text,
                              field->name, words);
        }
    }
    *filter = (struct xc_filter){
        .slot = (unsigned)field->slot, .values = list, .n_values = n};
    s->request.n_filters++;
    return true;
}

static bool
read_filters(struct search *s, const json_t *params, struct failure *failure)
{
    json_t *filters = json_object_get(params, "filters");
    const char *name;
    json_t *values;

    if (!filters)
        return true;
    if (!json_is_object(filters))
        return fail_param(failure, "filters",
                          "\"filters\" must be an object of field: list of "
                          "values");
    json_object_foreach(filters, name, values)
    {
        const struct findings_field *field = findings_field(name);
        if (!field || field->slot < 0)
            return fail_field(failure, "filters", name);
        if (strcmp(name, "date") == 0)
            return fail_param(failure, "filters",
                              "dates are filtered by \"date_from\" and "
                              "\"date_to\"");
        if (!read_values(s, field, values, failure))
            return false;
    }
    return true;
}

static bool
read_date(const json_t *params,
          const char *name,
          char first[FINDINGS_DATE_SIZE],
          char last[FINDINGS_DATE_SIZE],
          struct failure *failure)
{
    const char *text = NULL;

    *first = *last = '\0';
    if (!params_string(params, name, &text, failure))
        return false;
    if (text && !findings_date_range(text, first, last))
        return fail_param(failure, name,
                          "\"%.40s\" is no date; write 2010, 2010-10 or "
                          "2010-10-15",
                          text);
    return true;
}

static bool
read_dates(struct search *s, const json_t *params, struct failure *failure)
{
    char unused[FINDINGS_DATE_SIZE];

    if (!read_date(params, "date_from", s->from, unused, failure) ||
        !read_date(params, "date_to", unused, s->to, failure))
        return false;
    if (*s->from && *s->to && strcmp(s->from, s->to) > 0)
        return fail_param(failure, "date_to",
                          "\"date_to\" is before \"date_from\"");
    if (*s->from || *s->to)
        s->filters[s->request.n_filters++] =
            (struct xc_filter){.slot = (unsigned)findings_field("date")->slot,
                               .from = *s->from ? s->from : NULL,
                               .to = *s->to ? s->to : NULL};
    return true;
}

static void
add_facet(struct search *s, const struct findings_field *field)
{
    s->facets[s->request.n_facets] = (unsigned)field->slot;
    s->facet_fields[s->request.n_facets++] = field;
}

static bool
read_facets(struct search *s, const json_t *params, struct failure *failure)
{
    const json_t *facets = json_object_get(params, "facets");

    if (!facets) {
        for (size_t i = 0; i < findings_n_fields; i++)
            if (findings_fields[i].is_counted)
                add_facet(s, &findings_fields[i]);
        return true;
    }
    if (!json_is_array(facets) || json_array_size(facets) > FILTERS_MAX)
        return fail_param(failure, "facets",
                          "\"facets\" must be a list of at most %d fields",
                          FILTERS_MAX);
    for (size_t i = 0; i < json_array_size(facets); i++) {
        const char *name = json_string_value(json_array_get(facets, i));
        const struct findings_field *field = name ? findings_field(name) : NULL;
        if (!name)
            return fail_param(failure, "facets",
                              "\"facets\" holds something that is no string");
        if (!field || field->slot < 0)
            return fail_field(failure, "facets", name);
        for (size_t k = 0; k < s->request.n_facets; k++)
            if (s->facet_fields[k] == field)
                return fail_param(failure, "facets",
                                  "the facet \"%s\" is asked for twice", name);
        add_facet(s, field);
    }
    return true;
}

static bool
read_order(struct search *s, const json_t *params, struct failure *failure)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest", NULL};
    static const enum xc_order orders[] = {XC_ORDER_RELEVANCE, XC_ORDER_FALLING,
                                           XC_ORDER_RISING, XC_ORDER_DEFAULT};
    size_t sort = sizeof orders / sizeof *orders - 1;

    if (!params_choice(params, "sort", sorts, &sort, failure))
        return false;
    s->request.order = orders[sort];
    s->request.order_slot = (unsigned)findings_field("date")->slot;
    return true;
}

static bool
read_search(struct search *s, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {
        "query",  "match", "filters", "date_from", "date_to", "limit",
        "offset", "sort",  "facets",  "snippet",   NULL};
    static const char *const matches[] = {"auto", "all", "any", NULL};
    size_t match = XC_MATCH_AUTO;
    const char *query = "";

    memset(&s->request, 0, sizeof s->request);
    s->request.limit = FINDINGS_LIMIT_DEFAULT;
    s->snippet = FINDINGS_SNIPPET_DEFAULT;
    if (!params_known(params, known, failure) ||
        !params_string(params, "query", &query, failure) ||
        !params_choice(params, "match", matches, &match, failure) ||
        !params_count(params, "limit", FINDINGS_LIMIT_MAX, &s->request.limit,
                      failure) ||
        !params_count(params, "offset", UINT32_MAX, &s->request.offset,
                      failure) ||
        !params_count(params, "snippet", FINDINGS_SNIPPET_MAX, &s->snippet,
                      failure))
        return false;
    s->request.query = query;
    s->request.query_len = strlen(query);
    s->request.match = (enum xc_match)match;
    s->request.filters = s->filters;
    s->request.facets = s->facets;
    return read_filters(s, params, failure) && read_dates(s, params, failure) &&
           read_facets(s, params, failure) && read_order(s, params, failure);
}

bool
search_check(const json_t *params, struct failure *failure)
{
    struct search search;
    return read_search(&search, params, failure);
}

json_t *
search_record(struct xc_hit hit, struct failure *failure)
{
    json_t *record = json_loadb(hit.data, hit.data_len, 0, NULL);

    if (json_is_object(record))
        return record;
    json_decref(record);
    fail(failure, FINDINGS_NO_INDEX,
         "a paragraph in the index is damaged; remove the index's folder and "
         "build it again with findings-index");
    return NULL;
}

/* The quotation and where it matches; false on failure. */
static bool
add_snippet(json_t *record,
            const struct xc_hits *hits,
            size_t width,
            struct failure *failure)
{
    const json_t *text = json_object_get(record, "text");
    struct xc_snippet snippet;
    struct xc_error err;

    if (xc_hits_snippet(hits, json_string_value(text), json_string_length(text),
                        width, &snippet, &err) != XC_OK)
        return fail_status(failure, &err);
    json_t *highlights = json_array();
    for (size_t i = 0; i < snippet.n_spans; i++)
        json_array_append_new(
            highlights, json_pack("[I,I]", (json_int_t)snippet.spans[i].start,
                                  (json_int_t)snippet.spans[i].end));
    json_object_set_new(record, "snippet",
                        json_stringn(snippet.text, snippet.text_len));
    json_object_set_new(record, "highlights", highlights);
    xc_snippet_free(&snippet);
    return true;
}

static json_t *
hits_json(const struct search *s,
          const struct xc_hits *hits,
          struct failure *failure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < xc_hits_count(hits); i++) {
        const struct xc_hit hit = xc_hits_at(hits, i);
        json_t *record = search_record(hit, failure);
        if (!record) {
            json_decref(list);
            return NULL;
        }
        json_object_set_new(record, "score", json_real(hit.score));
        json_array_append_new(list, record);
        if (s->snippet > 0 && !add_snippet(record, hits, s->snippet, failure)) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *
facets_json(const struct search *s, const struct xc_hits *hits)
{
    json_t *facets = json_object();

    for (size_t f = 0; f < xc_hits_n_facets(hits); f++) {
        const struct xc_facet facet = xc_hits_facet(hits, f);
        json_t *counts = json_array();
        for (size_t i = 0; i < facet.n_counts; i++)
            json_array_append_new(
                counts, json_pack("{s:s, s:I}", "value", facet.counts[i].value,
                                  "count", (json_int_t)facet.counts[i].count));
        json_object_set_new(facets, s->facet_fields[f]->name, counts);
    }
    return facets;
}

json_t *
search_run(struct xc_reader *reader,
           const json_t *params,
           struct failure *failure)
{
    struct search s;
    struct xc_hits *hits;
    struct xc_error err;

    if (!read_search(&s, params, failure))
        return NULL;
    if (xc_reader_search(reader, &s.request, &hits, &err) != XC_OK) {
        fail_status(failure, &err);
        return NULL;
    }
    json_t *list = hits_json(&s, hits, failure);
    json_t *result = NULL;
    if (list)
        result = json_pack("{s:I, s:o, s:o, s:{s:s, s:n}, s:I}", "total",
                           (json_int_t)xc_hits_total(hits), "hits", list,
                           "facets", facets_json(&s, hits), "query", "parsed",
                           xc_hits_query(hits), "corrected", "revision",
                           (json_int_t)xc_hits_revision(hits));
    xc_hits_free(hits);
    if (list && !result)
        fail(failure, FINDINGS_BUSY, "out of memory");
    return result;
}
