/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mcp/output.h"

#include "findings/schema.h"

#include <stddef.h>

static json_t *
list_of(json_t *items)
{
    return json_pack("{s:s, s:o}", "type", "array", "items", items);
}

static json_t *
map_of(json_t *values)
{
    return json_pack("{s:s, s:o}", "type", "object", "additionalProperties",
                     values);
}

static json_t *
simple(const char *type)
{
    return json_pack("{s:s}", "type", type);
}

static json_t *
schema_of(const struct member *member)
{
    switch (member->type) {
    case MEMBER_TEXT:
        return simple("string");
    case MEMBER_NUMBER:
        return simple("integer");
    case MEMBER_FLAG:
        return simple("boolean");
    case MEMBER_TEXTS:
        return list_of(simple("string"));
    case MEMBER_OBJECT:
        return output_schema(member->of);
    case MEMBER_OBJECTS:
        return list_of(output_schema(member->of));
    case MEMBER_LISTS:
        return map_of(list_of(output_schema(member->of)));
    case MEMBER_NUMBERS:
        return map_of(simple("integer"));
    case MEMBER_GRID:
        return list_of(list_of(simple("integer")));
    }
    return NULL;
}

json_t *
output_schema(const struct member *members)
{
    json_t *properties = json_object(), *needed = json_array();

    for (const struct member *m = members; m->name; m++) {
        const struct findings_field *field = findings_field(m->name);
        const char *help = m->help ? m->help : field ? field->help : NULL;
        json_t *schema = schema_of(m);
        if (help)
            json_object_set_new(schema, "description", json_string(help));
        json_object_set_new(properties, m->name, schema);
        if (m->is_needed)
            json_array_append_new(needed, json_string(m->name));
    }
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties",
                     properties, "required", needed, "additionalProperties", 0);
}

static json_t *
pick_text(const json_t *value)
{
    if (json_is_integer(value))
        return json_sprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return json_is_string(value) ? json_copy((json_t *)value) : NULL;
}

static json_t *
pick_texts(const json_t *value)
{
    json_t *texts = json_array();
    size_t i;
    json_t *text;

    if (json_is_string(value))
        json_array_append(texts, (json_t *)value);
    json_array_foreach(value, i, text)
    {
        if (json_is_string(text))
            json_array_append(texts, text);
    }
    return texts;
}

static json_t *
pick_objects(const struct member *of, const json_t *list, const char **missing)
{
    json_t *picked = json_array();
    size_t i;
    json_t *object;

    json_array_foreach(list, i, object)
    {
        json_array_append_new(picked, output_pick(of, object, missing));
    }
    return picked;
}

static json_t *
pick_lists(const struct member *of, const json_t *map, const char **missing)
{
    json_t *picked = json_object();
    const char *key;
    json_t *list;

    json_object_foreach((json_t *)map, key, list)
    {
        json_object_set_new(picked, key, pick_objects(of, list, missing));
    }
    return picked;
}

static json_t *
pick_value(const struct member *member,
           const json_t *value,
           const char **missing)
{
    switch (member->type) {
    case MEMBER_TEXT:
        return pick_text(value);
    case MEMBER_NUMBER:
        return json_is_integer(value) ? json_copy((json_t *)value) : NULL;
    case MEMBER_FLAG:
        return json_is_boolean(value) ? json_copy((json_t *)value) : NULL;
    case MEMBER_TEXTS:
        return pick_texts(value);
    case MEMBER_OBJECT:
        return json_is_object(value) ? output_pick(member->of, value, missing)
                                     : NULL;
    case MEMBER_OBJECTS:
        return json_is_array(value) ? pick_objects(member->of, value, missing)
                                    : NULL;
    case MEMBER_LISTS:
        return json_is_object(value) ? pick_lists(member->of, value, missing)
                                     : NULL;
    case MEMBER_NUMBERS:
        return json_is_object(value) ? json_deep_copy(value) : NULL;
    case MEMBER_GRID:
        return json_is_array(value) ? json_deep_copy(value) : NULL;
    }
    return NULL;
}

/* Whether the value says nothing that its absence would not say. */
static bool
is_empty(const json_t *value)
{
    return json_is_false(value) ||
           (json_is_string(value) && json_string_length(value) == 0) ||
           (json_is_array(value) && json_array_size(value) == 0) ||
           (json_is_object(value) && json_object_size(value) == 0);
}

json_t *
output_pick(const struct member *members,
            const json_t *object,
            const char **missing)
{
    json_t *picked = json_object();

    for (const struct member *m = members; m->name; m++) {
        json_t *value =
            pick_value(m, json_object_get(object, m->name), missing);
        if (!value && m->is_needed)
            *missing = m->name;
        if (value && (m->is_needed || !is_empty(value)))
            json_object_set(picked, m->name, value);
        json_decref(value);
    }
    return picked;
}
