/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/understood.h"
#include "print/member.h"
#include "print/naming.h"

#include <string.h>

bool
understood_is_nowhere(const json_t *suggestion, const json_t *query)
{
    size_t i;
    json_t *idea;

    json_array_foreach(json_object_get(query, "understood"), i, idea)
    {
        if (member_count(idea, "offset") ==
                member_count(suggestion, "offset") &&
            member_count(idea, "length") == member_count(suggestion, "length"))
            return member_count(idea, "paragraphs") == 0;
    }
    return false;
}

bool
understood_is_applied(const json_t *suggestion)
{
    return json_is_true(json_object_get(suggestion, "applied"));
}

/* The idea's values that are in the index, grouped by field: [{field, values}].
 */
static json_t *
fields_of(const json_t *idea, const json_t *filters)
{
    json_t *fields = json_array();
    size_t i;
    json_t *named;

    json_array_foreach(json_object_get(idea, "values"), i, named)
    {
        const char *field = member_text(named, "field");
        json_t *last = json_array_get(fields, json_array_size(fields) - 1);
        if (member_count(named, "paragraphs") == 0 ||
            json_object_get(filters, field))
            continue;
        if (strcmp(member_text(last, "field"), field) != 0) {
            last = json_pack("{s:s, s:[]}", "field", field, "values");
            json_array_append_new(fields, last);
        }
        json_array_append(json_object_get(last, "values"),
                          json_object_get(named, "value"));
    }
    return fields;
}

json_t *
understood_values(const json_t *understood, const json_t *filters)
{
    json_t *readings = json_array();
    size_t i;
    json_t *idea;

    json_array_foreach(understood, i, idea)
    {
        json_t *fields = fields_of(idea, filters);
        if (json_array_size(fields) > 0)
            json_array_append_new(readings, json_pack("{s:s, s:O}", "idea",
                                                      member_text(idea, "idea"),
                                                      "fields", fields));
        json_decref(fields);
    }
    return readings;
}

/* Add the phrases of a comma-separated text. */
static void
add_phrases(json_t *names, const char *text, const char *idea)
{
    while (*text) {
        const size_t len = strcspn(text, ",");
        json_t *name = json_stringn(text, len);
        if (name && !naming_is_same(json_string_value(name), idea))
            json_array_append(names, name);
        json_decref(name);
        text += len;
        text += strspn(text, ", ");
    }
}

json_t *
understood_names(const json_t *understood)
{
    static const char *const kinds[] = {"same", "wordings", "narrower"};
    json_t *readings = json_array();
    size_t i, j;
    json_t *idea, *text;

    json_array_foreach(understood, i, idea)
    {
        json_t *names = json_array();
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            json_array_foreach(json_object_get(idea, kinds[k]), j, text)
            {
                add_phrases(names, json_string_value(text),
                            member_text(idea, "idea"));
            }
        if (json_array_size(names) > 0)
            json_array_append_new(readings, json_pack("{s:s, s:O}", "idea",
                                                      member_text(idea, "idea"),
                                                      "names", names));
        json_decref(names);
    }
    return readings;
}
