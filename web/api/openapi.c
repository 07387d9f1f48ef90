/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "api/api.h"
#include "api/methods.h"
#include "api/streams.h"

#include "ask/shape.h"

#include "findings/schema.h"

#include <stdlib.h>
#include <string.h>

/* The words of a list separated by '|'. */
static json_t *
words_of(const char *words)
{
    json_t *list = json_array();

    for (const char *p = words; p; p = strchr(p, '|')) {
        p += *p == '|';
        json_array_append_new(list, json_stringn(p, strcspn(p, "|")));
    }
    return list;
}

/* The fields that can be filtered and counted by, by the names of their
 * options. */
static json_t *
fields_of(void)
{
    json_t *list = json_array();

    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option)
            json_array_append_new(list, json_string(findings_fields[i].option));
    json_array_append_new(list, json_string("date"));
    return list;
}

/* The values that a field may have, if they are fixed. */
static json_t *
schema_of_field(const struct findings_field *field)
{
    const struct findings_word *words = findings_words(field);
    json_t *item = json_pack("{s:s}", "type", "string");

    if (words) {
        json_t *list = json_array();
        for (; words->word; words++)
            json_array_append_new(list, json_string(words->word));
        /* Other words for them are understood as well. */
        json_object_set_new(item, "examples", list);
    }
    return json_pack("{s:s,s:o}", "type", "array", "items", item);
}

static json_t *
schema_of_option(const struct option_row *row)
{
    switch (row->kind) {
    case OPTION_FLAG:
        return json_pack("{s:s}", "type", "boolean");
    case OPTION_NUMBER:
        return json_pack("{s:s,s:i}", "type", "integer", "minimum", 0);
    case OPTION_CHOICE:
        return json_pack("{s:s,s:o}", "type", "string", "enum",
                         words_of(row->words));
    case OPTION_FIELD:
        return json_pack("{s:s,s:o}", "type", "string", "enum", fields_of());
    case OPTION_FIELDS:
        return json_pack("{s:s,s:{s:s,s:o}}", "type", "array", "items", "type",
                         "string", "enum", fields_of());
    case OPTION_SECONDS:
    case OPTION_TEXT:
        break;
    }
    return json_pack("{s:s}", "type", "string");
}

static json_t *
parameter(const char *name, const char *help, json_t *schema)
{
    return json_pack("{s:s,s:s,s:s,s:o}", "name", name, "in", "query",
                     "description", help, "schema", schema);
}

static json_t *
parameters_of(const struct api_method *method)
{
    const struct option_row *row;
    json_t *list = json_array();

    if (method->has_query)
        json_array_append_new(
            list, parameter("q",
                            "the words to search for, as in the manual "
                            "page findings-query(7)",
                            json_pack("{s:s}", "type", "string")));
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        if (field->option && api_has_filter(method, field))
            json_array_append_new(list, parameter(field->option, field->help,
                                                  schema_of_field(field)));
    }
    for (size_t i = 0; (row = api_option(method, i)); i++)
        json_array_append_new(
            list, parameter(row->name, row->help, schema_of_option(row)));
    return list;
}

/* The schema of the whole answer. */
static json_t *
schema_of(const struct api_method *method)
{
    json_t *schema = shape_schema(method->method, "result");

    if (method->answer == API_LIST) {
        if (!json_object_get(schema, "properties"))
            json_object_set_new(schema, "properties", json_object());
        json_object_set_new(json_object_get(schema, "properties"), method->name,
                            shape_schema(method->method, "part"));
    }
    return schema;
}

static json_t *
content_of(const struct api_method *method)
{
    const struct option_row *row;
    json_t *content = json_object();

    if (method->answer != API_RECORDS)
        json_object_set_new(content, reply_json,
                            json_pack("{s:o}", "schema", schema_of(method)));
    for (size_t i = 0; (row = api_option(method, i)); i++) {
        if (strcmp(row->name, "format") != 0)
            continue;
        json_t *formats = words_of(row->words);
        const json_t *format;
        size_t n;
        json_array_foreach(formats, n, format)
        {
            if (!json_object_get(content,
                                 streams_type(json_string_value(format))))
                json_object_set_new(
                    content, streams_type(json_string_value(format)),
                    json_pack("{s:{s:s}}", "schema", "type", "string"));
        }
        json_decref(formats);
    }
    return content;
}

static json_t *
path_of(const struct api_method *method)
{
    return json_pack("{s:{s:s,s:s,s:o,s:{s:{s:s,s:o},s:{s:s}}}}", "get",
                     "operationId", method->name, "summary", method->summary,
                     "parameters", parameters_of(method), "responses", "200",
                     "description", "the answer", "content", content_of(method),
                     "default", "$ref", "#/components/responses/error");
}

static json_t *
error_response(void)
{
    return json_pack(
        "{s:s,s:{s:{s:{s:s,s:[s],s:{s:{s:s,s:[ss],s:{s:{s:s},s:{s:s},"
        "s:{s:s}}}}}}}}",
        "description", "why there is no answer", "content", reply_json,
        "schema", "type", "object", "required", "error", "properties", "error",
        "type", "object", "required", "code", "message", "properties", "code",
        "type", "integer", "message", "type", "string", "data", "type",
        "object");
}

void
api_show_description(struct web *web,
                     const struct request *request,
                     struct reply *reply)
{
    json_t *paths = json_object();

    (void)web;
    (void)request;
    for (const struct api_method *method = api_methods; method->name;
         method++) {
        char *path = g_strdup_printf("/api/%s", method->name);
        json_object_set_new(paths, path, path_of(method));
        g_free(path);
    }
    json_t *all = json_pack(
        "{s:s,s:{s:s,s:s,s:s,s:{s:s,s:s}},s:o,s:{s:{s:o}}}", "openapi", "3.1.0",
        "info", "title", "findings", "version", FINDINGS_VERSION, "description",
        "Full-text search over inspection reports, paragraph by paragraph. "
        "docs/protocol.md describes the members of the answers, which later "
        "versions may add to.",
        "license", "name", "GPL-2.0-or-later", "identifier", "GPL-2.0-or-later",
        "paths", paths, "components", "responses", "error", error_response());
    char *text = json_dumps(all, JSON_INDENT(2));
    reply->type = reply_json;
    g_string_assign(reply->body, text ? text : "{}");
    free(text);
    json_decref(all);
}
