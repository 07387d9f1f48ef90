/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/member.h"

#include <stdbool.h>

const char *
member_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

const char *
member_subject(const json_t *object)
{
    const char *provider = member_text(object, "provider");
    return *provider ? provider : member_text(object, "authority");
}

const char *
member_date(const json_t *object)
{
    const char *published = member_text(object, "published");
    const bool is_of_inspection = *member_text(object, "inspected_to") != '\0';

    return *published && !is_of_inspection ? published
                                           : member_text(object, "date");
}

const char *
member_nth(const json_t *object, const char *key, size_t i)
{
    const json_t *member = json_object_get(object, key);

    if (json_is_array(member))
        return json_string_value(json_array_get(member, i));
    return i == 0 ? json_string_value(member) : NULL;
}

json_t *
member_joined(const json_t *object, const char *key, const char *separator)
{
    json_t *member = json_object_get(object, key);
    json_t *joined = json_string("");

    if (!json_is_array(member)) {
        json_decref(joined);
        return member ? json_incref(member) : json_null();
    }
    for (size_t i = 0; i < json_array_size(member); i++) {
        const char *text = json_string_value(json_array_get(member, i));
        json_t *longer = json_sprintf("%s%s%s", json_string_value(joined),
                                      i > 0 ? separator : "", text ? text : "");
        json_decref(joined);
        joined = longer;
    }
    return joined;
}

json_t *
member_headings(const json_t *record)
{
    const char *chapter = member_text(record, "chapter");
    const char *section = member_text(record, "section");

    return json_sprintf("%s%s%s", chapter, *chapter && *section ? " > " : "",
                        section);
}

size_t
member_count(const json_t *object, const char *key)
{
    const json_int_t n = json_integer_value(json_object_get(object, key));
    return n > 0 ? (size_t)n : 0;
}
