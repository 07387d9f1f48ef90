/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "selection.h"
#include "facets.h"
#include "params.h"

#include <string.h>
#include <strings.h>

enum { UNKNOWN_SUGGESTIONS = 5 };

static void
add_filter(struct selection *s,
           const struct findings_field *field,
           struct xc_filter filter)
{
    filter.slot = (unsigned)field->slot;
    s->fields[s->request.n_filters] = field;
    s->filters[s->request.n_filters++] = filter;
}

/* Its digits, without zeros before them, as the index has it; NULL where it is
 * none. */
static const char *
whole_number(const char *text)
{
    const size_t digits = strspn(text, "0123456789");

    if (digits == 0 || text[digits])
        return NULL;
    while (text[0] == '0' && text[1])
        text++;
    return text;
}

/* A year as the first bytes of a date; NULL where it is none. */
static const char *
whole_year(const struct findings_field *field, const char *text)
{
    char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];

    return strlen(text) == field->length &&
                   findings_date_range(text, first, last)
               ? text
               : NULL;
}

/* What the index has for what a person wrote; NULL where that is none of the
 * field's. */
static const char *
value_of(const struct findings_field *field, const char *text)
{
    switch (field->kind) {
    case FINDINGS_NUMBER:
        return whole_number(text);
    case FINDINGS_DATE:
        return whole_year(field, text);
    case FINDINGS_VALUE:
    case FINDINGS_TEXT:
        break;
    }
    return findings_field_word(field, text);
}

static bool
fail_value(const struct findings_field *field,
           const char *text,
           struct failure *failure)
{
    char words[256] = "";

    if (findings_field_words(field, words, sizeof words))
        return fail_param(failure, "filters",
                          "\"%.60s\" is no %s; it is one of: %s", text,
                          field->name, words);
    return fail_param(
        failure, "filters", "\"%.60s\" is no %s; write %s", text, field->name,
        field->kind == FINDINGS_DATE ? "it as 2010"
                                     : "a whole number, such as 23");
}

/* The strings of a list; false where there is something else. */
static bool
read_strings(const struct findings_field *field,
             const json_t *values,
             const char **out,
             struct failure *failure)
{
    const size_t n = json_array_size(values);

    if (!json_is_array(values) || n == 0 || n > SELECTION_VALUES_MAX)
        return fail_param(failure, "filters",
                          "the filter \"%s\" must be a list of 1 to %d "
                          "strings",
                          field->name, SELECTION_VALUES_MAX);
    for (size_t i = 0; i < n; i++) {
        out[i] = json_string_value(json_array_get(values, i));
        if (!out[i])
            return fail_param(failure, "filters",
                              "the filter \"%s\" holds something that is no "
                              "string",
                              field->name);
        if (!*out[i])
            return fail_param(failure, "filters",
                              "a value of the filter \"%s\" is empty",
                              field->name);
    }
    return true;
}

static bool
read_filter(struct selection *s,
            const struct findings_field *field,
            const json_t *values,
            struct failure *failure)
{
    const char **list = s->values[s->request.n_filters];
    const size_t n = json_array_size(values);

    if (!read_strings(field, values, list, failure))
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *text = list[i];
        if (!(list[i] = value_of(field, text)))
            return fail_value(field, text, failure);
    }
    add_filter(s, field,
               (struct xc_filter){
                   .length = field->length, .values = list, .n_values = n});
    return true;
}

static bool
read_filters(struct selection *s, const json_t *params, struct failure *failure)
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
        const struct findings_field *field =
            params_field("filters", name, failure);
        if (!field)
            return false;
        if (strcmp(name, "date") == 0)
            return fail_param(failure, "filters",
                              "dates are filtered by \"date_from\" and "
                              "\"date_to\", or by \"year\"");
        if (!read_filter(s, field, values, failure))
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
read_dates(struct selection *s, const json_t *params, struct failure *failure)
{
    char unused[FINDINGS_DATE_SIZE];

    if (!read_date(params, "date_from", s->from, unused, failure) ||
        !read_date(params, "date_to", unused, s->to, failure))
        return false;
    if (*s->from && *s->to && strcmp(s->from, s->to) > 0)
        return fail_param(failure, "date_to",
                          "\"date_to\" is before \"date_from\"");
    if (*s->from || *s->to)
        add_filter(s, findings_field("date"),
                   (struct xc_filter){.from = *s->from ? s->from : NULL,
                                      .to = *s->to ? s->to : NULL});
    return true;
}

static bool
read_order(struct xc_request *request,
           const json_t *params,
           struct failure *failure)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest", NULL};
    static const enum xc_order orders[] = {XC_ORDER_RELEVANCE, XC_ORDER_FALLING,
                                           XC_ORDER_RISING, XC_ORDER_DEFAULT};
    size_t sort = sizeof orders / sizeof *orders - 1;

    if (!params_choice(params, "sort", sorts, &sort, failure))
        return false;
    request->order = orders[sort];
    request->order_slot = (unsigned)findings_field("date")->slot;
    return true;
}

bool
selection_read(struct selection *s,
               const json_t *params,
               struct failure *failure)
{
    static const char *const matches[] = {"auto", "all", "any", NULL};
    struct xc_request *request = &s->request;
    size_t match = XC_MATCH_AUTO;
    const char *query = "";

    *request = (struct xc_request){.filters = s->filters,
                                   .count_slot = XC_NO_SLOT,
                                   .alike_slot = XC_NO_SLOT};
    if (!params_string(params, "query", &query, failure) ||
        !params_choice(params, "match", matches, &match, failure) ||
        !params_bool(params, "exact", &request->is_literal, failure))
        return false;
    request->query = query;
    request->query_len = strlen(query);
    request->match = (enum xc_match)match;
    return read_filters(s, params, failure) && read_dates(s, params, failure) &&
           read_order(request, params, failure);
}

bool
selection_has_query(const struct selection *s)
{
    return s->request.query[strspn(s->request.query, " \t\r\n\f\v")] != '\0';
}

static void
append_unknown(json_t *list,
               const char *field,
               const char *value,
               const struct xc_counts *suggestions)
{
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:o}", "field", field, "value", value,
                        "suggestions",
                        counts_json(suggestions->list, suggestions->count)));
}

/* A query may say twice what is not there, or what a filter says as well. */
static bool
is_listed(const json_t *list, const char *field, const char *value)
{
    size_t i;
    const json_t *one;

    json_array_foreach(list, i, one)
    {
        if (strcmp(json_string_value(json_object_get(one, "field")), field) ==
                0 &&
            strcasecmp(json_string_value(json_object_get(one, "value")),
                       value) == 0)
            return true;
    }
    return false;
}

static bool
add_unknown(json_t *list,
            const struct findings_field *field,
            struct xc_missing missing,
            struct xc_reader *reader,
            struct failure *failure)
{
    struct xc_counts counts;
    struct xc_error err;

    if (xc_reader_suggest_value(reader, missing.slot, missing.value,
                                UNKNOWN_SUGGESTIONS, &counts, &err) != XC_OK)
        return fail_status(failure, &err);
    append_unknown(list, field->name, missing.value, &counts);
    xc_counts_free(&counts);
    return true;
}

json_t *
selection_unknown(const struct xc_hits *told,
                  struct xc_reader *reader,
                  struct failure *failure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < xc_hits_n_missing(told); i++) {
        const struct xc_missing missing = xc_hits_missing(told, i);
        const struct findings_field *field =
            findings_field_of_slot(missing.slot, 0);
        const bool is_open =
            field && field->kind == FINDINGS_VALUE && !field->words;
        if (!is_open || is_listed(list, field->name, missing.value))
            continue;
        if (!add_unknown(list, field, missing, reader, failure)) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}
