/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mcp/input.h"

#include "ask/saved.h"
#include "mcp/rpc.h"
#include "mcp/tool.h"
#include "print/member.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *
text_property(const char *help)
{
    return json_pack("{s:s, s:s*}", "type", "string", "description", help);
}

/* The words of a list that is separated by '|'. */
static json_t *
words_of(const char *words)
{
    json_t *list = json_array();

    for (const char *p = words; *p;) {
        const size_t len = strcspn(p, "|");
        json_array_append_new(list, json_stringn(p, len));
        p += len + (p[len] == '|');
    }
    return list;
}

/* The fields that can be counted by. */
static json_t *
counted_fields(void)
{
    json_t *names = json_array();

    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].slot > 0)
            json_array_append_new(names, json_string(findings_fields[i].name));
    return names;
}

static json_t *
field_names(void)
{
    return json_pack("{s:s, s:o}", "type", "string", "enum", counted_fields());
}

static json_t *
list_property(json_t *items)
{
    return json_pack("{s:s, s:o}", "type", "array", "items", items);
}

static json_t *
number_property(const struct tool *tool, enum option_id id)
{
    const bool is_limit = id == OPTION_LIMIT;
    const bool is_neighbour = id == OPTION_BEFORE || id == OPTION_AFTER;
    json_t *property = json_pack("{s:s, s:i}", "type", "integer", "minimum", 0);

    if (is_limit || is_neighbour)
        json_object_set_new(
            property, "maximum",
            json_integer(is_limit ? tool->limit_max : TOOL_NEIGHBOURS_MAX));
    json_object_set_new(property, "default",
                        json_integer(is_limit       ? tool->limit
                                     : is_neighbour ? TOOL_NEIGHBOURS
                                                    : 0));
    return property;
}

static json_t *
option_property(const struct tool *tool, enum option_id id)
{
    const struct option_row *row = &options_rows[id];
    json_t *property = NULL;

    switch (row->kind) {
    case OPTION_FLAG:
        property = json_pack("{s:s, s:b}", "type", "boolean", "default", 0);
        break;
    case OPTION_TEXT:
        property = json_pack("{s:s}", "type", "string");
        break;
    case OPTION_NUMBER:
    case OPTION_SECONDS:
        property = number_property(tool, id);
        break;
    case OPTION_CHOICE:
        property = json_pack("{s:s, s:o}", "type", "string", "enum",
                             words_of(row->words));
        break;
    case OPTION_FIELD:
        property = field_names();
        break;
    case OPTION_FIELDS:
        property = list_property(field_names());
        break;
    }
    json_object_set_new(property, "description", json_string(row->help));
    return property;
}

/* The name of the argument that takes the place of an option. */
static const char *
option_argument(enum option_id id)
{
    const struct option_row *row = &options_rows[id];

    return row->param ? row->param : row->name;
}

/* A list of values of the field. */
static json_t *
filter_property(const struct tool *tool, const struct findings_field *field)
{
    const struct findings_word *word = findings_words(field);
    json_t *items = json_pack("{s:s}", "type", "string");
    json_t *words = word ? json_array() : NULL;

    for (; word && word->word; word++)
        json_array_append_new(words, json_string(word->word));
    if (words)
        json_object_set_new(items, "enum", words);
    json_t *property = list_property(items);
    json_object_set_new(property, "description",
                        json_sprintf("%s (%s)", field->help,
                                     tool->filters
                                         ? tool->filters
                                         : "a filter; several values are "
                                           "alternatives"));
    return property;
}

static bool
is_filter(const struct tool *tool, const struct findings_field *field)
{
    return field && field->option &&
           command_has_filter(tool->command, field->name);
}

static json_t *
argument_property(const struct argument *argument)
{
    if (argument->most == 0)
        return text_property(argument->help);
    return json_pack("{s:s, s:{s:s}, s:i, s:i, s:s}", "type", "array", "items",
                     "type", "string", "minItems", 1, "maxItems",
                     (int)argument->most, "description", argument->help);
}

json_t *
input_schema(const struct tool *tool)
{
    json_t *properties = json_object(), *needed = json_array();

    for (const struct argument *a = tool->arguments; a->name; a++) {
        json_object_set_new(properties, a->name, argument_property(a));
        if (a->is_needed)
            json_array_append_new(needed, json_string(a->name));
    }
    for (size_t i = 0; i < findings_n_fields; i++)
        if (is_filter(tool, &findings_fields[i]))
            json_object_set_new(properties, findings_fields[i].name,
                                filter_property(tool, &findings_fields[i]));
    for (int id = 0; id < OPTIONS; id++)
        if (tool->options & OPTION_BIT(id))
            json_object_set_new(properties, option_argument((enum option_id)id),
                                option_property(tool, (enum option_id)id));
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties",
                     properties, "required", needed, "additionalProperties", 0);
}

/* Whether the value is a whole number; 4.0 is one too. */
static bool
read_number(const json_t *value, long long *number)
{
    if (json_is_integer(value))
        *number = json_integer_value(value);
    return json_is_integer(value) ||
           (json_is_real(value) &&
            findings_whole(json_real_value(value), number));
}

static bool
fail_type(const char *name, const char *what, char *reason)
{
    snprintf(reason, FINDINGS_REASON_SIZE, "\"%.100s\" must be %s", name, what);
    return false;
}

static bool
check_number(const char *name,
             const json_t *schema,
             const json_t *value,
             char *reason)
{
    const json_t *maximum = json_object_get(schema, "maximum");
    long long number;
    char what[80];

    if (read_number(value, &number) && number >= 0 &&
        (!maximum || number <= json_integer_value(maximum)))
        return true;
    if (maximum)
        snprintf(what, sizeof what, "a whole number from 0 to %lld",
                 (long long)json_integer_value(maximum));
    else
        snprintf(what, sizeof what, "a whole number, 0 or more");
    return fail_type(name, what, reason);
}

static bool
check_list(const char *name,
           const json_t *schema,
           const json_t *value,
           char *reason)
{
    const json_t *most = json_object_get(schema, "maxItems");
    const size_t n = json_array_size(value);
    char what[80];
    bool is_good = json_is_array(value);

    for (size_t i = 0; is_good && i < n; i++)
        is_good = rpc_text(json_array_get(value, i)) != NULL;
    if (!is_good)
        return fail_type(name, "a list of strings", reason);
    if (!most || (n > 0 && (json_int_t)n <= json_integer_value(most)))
        return true;
    snprintf(what, sizeof what, "a list of 1 to %d strings",
             (int)json_integer_value(most));
    return fail_type(name, what, reason);
}

static bool
check_value(const char *name,
            const json_t *schema,
            const json_t *value,
            char *reason)
{
    const char *type = member_text(schema, "type");

    if (strcmp(type, "integer") == 0)
        return check_number(name, schema, value, reason);
    if (strcmp(type, "array") == 0)
        return check_list(name, schema, value, reason);
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(value) ||
               fail_type(name, "true or false", reason);
    return rpc_text(value) || fail_type(name, "a string", reason);
}

/* Say that there is no such argument, and which there are. */
static bool
fail_unknown(const struct tool *tool,
             const json_t *properties,
             const char *name,
             char *reason)
{
    int n =
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%s has no argument \"%.60s\"; it takes", tool->name, name);
    const char *key;
    json_t *property;
    bool is_first = true;

    json_object_foreach((json_t *)properties, key, property)
    {
        if (n < FINDINGS_REASON_SIZE)
            n += snprintf(reason + n, FINDINGS_REASON_SIZE - (size_t)n, "%s %s",
                          is_first ? "" : ",", key);
        is_first = false;
    }
    return false;
}

static bool
check_all(const struct tool *tool,
          const json_t *schema,
          const json_t *arguments,
          char *reason)
{
    const json_t *properties = json_object_get(schema, "properties");
    const char *name;
    json_t *value;
    size_t i;

    json_object_foreach((json_t *)arguments, name, value)
    {
        const json_t *property = json_object_get(properties, name);
        if (!property)
            return fail_unknown(tool, properties, name, reason);
        if (!check_value(name, property, value, reason))
            return false;
    }
    json_array_foreach(json_object_get(schema, "required"), i, value)
    {
        if (json_object_get(arguments, json_string_value(value)))
            continue;
        snprintf(reason, FINDINGS_REASON_SIZE, "%s needs \"%s\"", tool->name,
                 json_string_value(value));
        return false;
    }
    return true;
}

bool
input_check(const struct tool *tool,
            const json_t *arguments,
            char reason[FINDINGS_REASON_SIZE])
{
    json_t *schema = input_schema(tool);
    const bool is_good = check_all(tool, schema, arguments, reason);

    json_decref(schema);
    return is_good;
}

/* If the query begins with @NAME, put the words and filters of the saved query
 * in its place. */
static bool
expand_saved(json_t *params, char *reason)
{
    const char *query = member_text(params, "query");
    struct options options = {.params = params};

    if (!saved_is_name(query))
        return true;
    char *expanded = saved_expand(query, &options, reason);
    if (expanded)
        json_object_set_new(params, "query", json_string(expanded));
    free(expanded);
    return expanded != NULL;
}

json_t *
input_params(const struct tool *tool,
             const json_t *arguments,
             char reason[FINDINGS_REASON_SIZE])
{
    json_t *params = json_object(), *filters = json_object();
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)arguments, name, value)
    {
        const bool is_of_filters = is_filter(tool, findings_field(name));
        /* No value would be a filter that nothing passes. */
        if (is_of_filters && json_array_size(value) == 0)
            continue;
        json_object_set(is_of_filters ? filters : params, name, value);
    }
    if (json_object_size(filters) > 0)
        json_object_set(params, "filters", filters);
    json_decref(filters);
    if (!expand_saved(params, reason)) {
        json_decref(params);
        return NULL;
    }
    return params;
}
