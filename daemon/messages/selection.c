/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/selection.h"
#include "messages/tally.h"
#include "messages/params.h"

#include <glib.h>
#include <string.h>
#include <strings.h>

enum { UNKNOWN_SUGGESTIONS = 5 };

static void
add_filter(struct selection *s,
           const struct findings_field *field,
           struct fe_filter filter)
{
    filter.slot = field->slot;
    s->fields[s->request.n_filters] = field;
    s->filters[s->request.n_filters++] = filter;
}

/* The value, as it is indexed, that a person's text means. The caller frees it.
 * Returns NULL on error, with *failure naming the parameter. */
static char *
read_text(const struct findings_field *field,
          const char *param,
          const char *text,
          struct failure *failure)
{
    char reason[FINDINGS_REFUSAL_SIZE], *out = g_malloc(strlen(text) + 1);
    const char *value = findings_field_value(field, text, out);
    char *copy = g_strdup(value);

    g_free(out);
    if (!copy) {
        findings_field_refusal(field, text, reason);
        failure_param(failure, param, "%s", reason);
    }
    return copy;
}

/* Replace what a person wrote by the value as it is indexed. */
static bool
read_value(const struct findings_field *field,
           json_t *values,
           size_t i,
           struct failure *failure)
{
    const char *text = json_string_value(json_array_get(values, i));
    char *value = read_text(field, "filters", text, failure);

    if (!value)
        return false;
    if (strcmp(value, text) != 0)
        json_array_set_new(values, i, json_string(value));
    g_free(value);
    return true;
}

/* Whether it is a list of values. If not, sets *failure and returns false. */
static bool
check_strings(const struct findings_field *field,
              const json_t *values,
              struct failure *failure)
{
    const size_t n = json_array_size(values);

    if (!json_is_array(values) || n == 0 || n > SELECTION_VALUES_MAX)
        return failure_param(
            failure, "filters",
            "the filter \"%s\" must be a list of 1 to %d strings", field->name,
            SELECTION_VALUES_MAX);
    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(values, i));
        if (!text)
            return failure_param(
                failure, "filters",
                "every value of the filter \"%s\" must be a string",
                field->name);
        if (!*text)
            return failure_param(
                failure, "filters",
                "a value of the filter \"%s\" is empty; leave it out",
                field->name);
    }
    return true;
}

static bool
read_filter(struct selection *s,
            const struct findings_field *field,
            json_t *values,
            struct failure *failure)
{
    const char **list = s->values + s->n_values;
    const size_t n = json_array_size(values);

    if (!check_strings(field, values, failure))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!read_value(field, values, i, failure))
            return false;
        list[i] = json_string_value(json_array_get(values, i));
    }
    s->n_values += n;
    add_filter(s, field,
               (struct fe_filter){
                   .length = field->length, .values = list, .n_values = n});
    return true;
}

/* How many values all filters have, as far as they are lists. */
static size_t
count_values(json_t *filters)
{
    size_t n = 0;
    const char *name;
    json_t *values;

    json_object_foreach(filters, name, values) { n += json_array_size(values); }
    return n;
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
        return failure_param(failure, "filters",
                             "\"filters\" must be an object of lists, such as "
                             "{\"grade\": [\"good\"]}");
    s->values = g_new(const char *, count_values(filters));
    json_object_foreach(filters, name, values)
    {
        const struct findings_field *field =
            params_field("filters", name, failure);
        if (!field)
            return false;
        if (strcmp(name, "date") == 0)
            return failure_param(
                failure, "filters",
                "\"date\" cannot be used as a filter; use \"date_from\" and "
                "\"date_to\", or the filter \"year\"");
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
    if (!text)
        return true;
    char *date = read_text(findings_field("date"), name, text, failure);
    const bool is_good = date && findings_date_range(date, first, last);
    g_free(date);
    return is_good;
}

static bool
read_dates(struct selection *s, const json_t *params, struct failure *failure)
{
    char unused[FINDINGS_DATE_SIZE];

    if (!read_date(params, "date_from", s->from, unused, failure) ||
        !read_date(params, "date_to", unused, s->to, failure))
        return false;
    if (*s->from && *s->to && strcmp(s->from, s->to) > 0)
        return failure_param(
            failure, "date_to",
            "\"date_to\" is earlier than \"date_from\"; give a later one");
    if (*s->from || *s->to)
        add_filter(s, findings_field("date"),
                   (struct fe_filter){.from = *s->from ? s->from : NULL,
                                      .to = *s->to ? s->to : NULL});
    return true;
}

static bool
read_order(struct fe_request *request,
           const json_t *params,
           struct failure *failure)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest", NULL};
    static const enum fe_order orders[] = {FE_ORDER_RELEVANCE, FE_ORDER_FALLING,
                                           FE_ORDER_RISING, FE_ORDER_DEFAULT};
    size_t sort = sizeof orders / sizeof *orders - 1;

    if (!params_choice(params, "sort", sorts, &sort, failure))
        return false;
    request->order = orders[sort];
    request->order_slot = findings_field("date")->slot;
    return true;
}

bool
selection_read(struct selection *s,
               const json_t *params,
               struct failure *failure)
{
    static const char *const matches[] = {"auto", "all", "any", NULL};
    struct fe_request *request = &s->request;
    size_t match = FE_MATCH_AUTO;
    const char *query = "";

    *request = (struct fe_request){.filters = s->filters};
    if (!params_string(params, "query", &query, failure) ||
        !params_choice(params, "match", matches, &match, failure) ||
        !params_bool(params, "exact", &request->is_literal, failure))
        return false;
    request->query = query;
    request->query_len = strlen(query);
    request->match = (enum fe_match)match;
    return read_filters(s, params, failure) && read_dates(s, params, failure) &&
           read_order(request, params, failure);
}

void
selection_fini(void *selection)
{
    struct selection *s = selection;

    g_free(s->values);
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
               const struct fe_counts *suggestions)
{
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:o}", "field", field, "value", value,
                        "suggestions",
                        tally_counts(suggestions->list, suggestions->count)));
}

/* Whether the value is listed already: a query may name it twice, or the query
 * and a filter may both name it. */
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
            struct fe_missing missing,
            struct fe_reader *reader,
            struct failure *failure)
{
    struct fe_counts counts;
    struct fe_error err;

    if (fe_reader_suggest_value(reader, missing.slot, missing.value,
                                UNKNOWN_SUGGESTIONS, &counts, &err) != FE_OK)
        return failure_status(failure, &err);
    append_unknown(list, field->name, missing.value, &counts);
    fe_counts_free(&counts);
    return true;
}

json_t *
selection_unknown(const struct fe_hits *told,
                  struct fe_reader *reader,
                  struct failure *failure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < fe_hits_n_missing(told); i++) {
        const struct fe_missing missing = fe_hits_missing(told, i);
        const struct findings_field *field =
            findings_field_of_slot(missing.slot, 0);
        const bool is_open =
            field && field->kind == FINDINGS_VALUE && !findings_words(field);
        if (!is_open || is_listed(list, field->name, missing.value))
            continue;
        if (!add_unknown(list, field, missing, reader, failure)) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}
