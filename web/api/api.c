/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "api/api.h"

#include "api/methods.h"
#include "api/streams.h"
#include "page/layout.h"
#include "print/incomplete.h"

#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

static void
put_json(struct reply *reply, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);

    reply->type = reply_json;
    g_string_assign(reply->body, text ? text : "{}");
    free(text);
}

static void
put_failure(struct web *web,
            struct reply *reply,
            const struct api_method *method,
            const struct link_failure *failure)
{
    json_t *data = json_object();

    if (*failure->param)
        json_object_set_new(
            data, "param",
            json_string(method ? api_argument(method, failure->param)
                               : failure->param));
    if (failure->offset >= 0)
        json_object_set_new(data, "offset", json_integer(failure->offset));
    if (link_incomplete(web->link))
        json_object_set(data, incomplete_key,
                        (json_t *)link_incomplete(web->link));
    json_t *error = json_pack("{s:{s:I,s:s,s:o}}", "error", "code",
                              (json_int_t)failure->code, "message",
                              failure->message, "data", data);
    put_json(reply, error);
    reply->status = layout_status(failure);
    json_decref(error);
}

static void
refuse(struct web *web,
       struct reply *reply,
       long long code,
       const char *message)
{
    struct link_failure failure = {.code = code, .offset = -1};

    g_strlcpy(failure.message, message, sizeof failure.message);
    put_failure(web, reply, NULL, &failure);
}

/* A file of records cannot say what it leaves out of the index, and what it
 * does is known only at its end, when its name has been sent: so whether the
 * index is complete is asked before. */
static bool
look_at_index(struct web *web, struct link_failure *failure)
{
    json_t *result = link_ask(
        web->link, "search",
        json_pack("{s:i, s:i, s:[]}", "limit", 0, "snippet", 0, "facets"),
        failure);

    json_decref(result);
    return result;
}

/* Send an answer that comes in parts. */
static void
show_parts(struct web *web,
           const struct api_method *method,
           const char *format,
           json_t *params,
           struct reply *reply)
{
    const bool is_list = method->answer == API_LIST;
    struct link_failure failure;
    struct link_parts *parts = NULL;

    if (is_list || look_at_index(web, &failure))
        parts = link_parts(web->link, method->method, params, &failure);
    else
        json_decref(params);
    if (!parts)
        put_failure(web, reply, method, &failure);
    else if (is_list)
        streams_list(reply, parts, method->name);
    else
        streams_records(reply, parts, format, link_incomplete(web->link));
}

/* Send a paragraph in a format that is not the daemon's own. */
static void
show_record(struct web *web,
            const struct api_method *method,
            const char *format,
            json_t *params,
            struct reply *reply)
{
    struct link_failure failure;
    json_t *result = link_ask(web->link, method->method, params, &failure);

    if (result) {
        reply->type = streams_type(format);
        streams_record(reply->body, json_object_get(result, "paragraph"),
                       format);
    } else {
        put_failure(web, reply, method, &failure);
    }
    json_decref(result);
}

static void
show_result(struct web *web,
            const struct api_method *method,
            json_t *params,
            struct reply *reply)
{
    struct link_failure failure;
    char *text = link_ask_text(web->link, method->method, params, &failure);

    if (text) {
        reply->type = reply_json;
        g_string_assign(reply->body, text);
    } else {
        put_failure(web, reply, method, &failure);
    }
    g_free(text);
}

/* What a browser calls a file of records. */
static char *
name_of(const char *name, const char *format)
{
    return g_strdup_printf("findings-%s.%s", name,
                           strcmp(format, "csl") == 0 ? "json" : format);
}

void
api_show(struct web *web, const struct request *request, struct reply *reply)
{
    const struct api_method *method = api_method(request->rest);
    char reason[FINDINGS_REASON_SIZE], format[32];

    if (!method) {
        refuse(web, reply, FINDINGS_NO_METHOD,
               "there is no such method; /api/openapi.json lists them");
        reply->status = 404;
        return;
    }
    json_t *params = api_params(method, request, reason);
    if (!params) {
        refuse(web, reply, FINDINGS_BAD_PARAMS, reason);
        return;
    }
    api_choice(method, request, "format", format);
    const bool is_own = !*format || strcmp(format, "json") == 0;
    if (method->answer == API_LIST || method->answer == API_RECORDS)
        show_parts(web, method, format, params, reply);
    else if (is_own)
        show_result(web, method, params, reply);
    else
        show_record(web, method, format, params, reply);
    if (reply->status == 200 && !is_own)
        reply->download = name_of(method->name, format);
}
