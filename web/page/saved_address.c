/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/saved_address.h"

#include "page/address.h"
#include "page/layout.h"
#include "ask/saved.h"
#include "print/member.h"

#include "findings/schema.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

json_t *
saved_address_params(const char *text, char reason[FINDINGS_REASON_SIZE])
{
    /* A saved query is read as a command line is, by getopt(), which only one
     * thread at a time may call. */
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    struct options options = {.params = json_object()};

    pthread_mutex_lock(&one_at_a_time);
    char *query = saved_expand(text, &options, reason);
    pthread_mutex_unlock(&one_at_a_time);
    if (!query) {
        json_decref(options.params);
        return NULL;
    }
    json_object_set_new(options.params, "query", json_string(query));
    free(query);
    return options.params;
}

/* Add the filters to the request, unless it has values of the same field. */
static void
add_filters(struct request *request, const json_t *filters)
{
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        const json_t *values = json_object_get(filters, field->name);
        json_t *value;
        size_t v;
        if (!values || request_get(request, field->option))
            continue;
        json_array_foreach(values, v, value)
        {
            request_add(request, field->option, json_string_value(value));
        }
    }
}

/* Add the options that it does not have. */
static void
add_options(struct request *request, const json_t *params)
{
    for (int id = 0; id < OPTIONS; id++) {
        const struct option_row *row = &options_rows[id];
        const json_t *value =
            row->param ? json_object_get(params, row->param) : NULL;
        if (!value || !(SAVED_OPTIONS & OPTION_BIT(id)) ||
            request_get(request, row->name))
            continue;
        request_add(request, row->name,
                    json_is_true(value) ? "true" : json_string_value(value));
    }
}

/* The request with the words and filters of the parameters; the caller frees
 * it. */
static struct request *
with(const struct request *request, const json_t *params)
{
    struct request *changed = request_new();

    changed->path = g_strdup(request ? request->path : "/");
    if (*member_text(params, "query"))
        request_add(changed, "q", member_text(params, "query"));
    for (guint i = 0; request && i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (strcmp(argument->name, "q") != 0)
            request_add(changed, argument->name, argument->value);
    }
    add_filters(changed, json_object_get(params, "filters"));
    add_options(changed, params);
    return changed;
}

char *
saved_address(const char *name, char reason[FINDINGS_REASON_SIZE])
{
    char *text = g_strconcat("@", name, NULL);
    json_t *params = saved_address_params(text, reason);
    char *address = NULL;

    if (params) {
        struct request *changed = with(NULL, params);
        address = address_at(changed, NULL);
        request_free(changed);
    }
    json_decref(params);
    g_free(text);
    return address;
}

bool
saved_address_reply(const struct request *request, struct reply *reply)
{
    const char *query = request_get(request, "q");
    const char *part = request_get(request, "part");
    char reason[FINDINGS_REASON_SIZE];

    if (!query || !saved_is_name(query))
        return false;
    json_t *params = saved_address_params(query, reason);
    if (!params) {
        layout_problem(reply, request, 404, "No such saved search", reason);
        return true;
    }
    struct request *changed = with(request, params);
    char *address = address_at(changed, NULL);
    if (part) {
        /* A script that asked for a part of the view gets that. */
        char *escaped = g_uri_escape_string(part, NULL, FALSE);
        char *of_part = g_strconcat(address, strchr(address, '?') ? "&" : "?",
                                    "part=", escaped, NULL);
        g_free(escaped);
        g_free(address);
        address = of_part;
    }
    reply_redirect(reply, address);
    g_free(address);
    request_free(changed);
    json_decref(params);
    return true;
}
