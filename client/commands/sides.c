/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/sides.h"

/* Add each value of the filter as a side. */
static void
add_sides(json_t *sides, const json_t *filters, const char *field)
{
    size_t i;
    json_t *value;

    json_array_foreach(json_object_get(filters, field), i, value)
    {
        json_array_append_new(sides, json_pack("{s:O}", field, value));
    }
}

bool
sides_set(json_t *params)
{
    json_t *filters = json_incref(json_object_get(params, "filters"));
    json_t *sides = json_array(), *authority = NULL;

    json_object_del(params, "filters");
    add_sides(sides, filters, "report");
    add_sides(sides, filters, "authority");
    const size_t n = json_array_size(sides);
    if (n == 1)
        authority = json_object_get(json_array_get(sides, 0), "authority");
    if (n == 2)
        json_object_set(params, "sides", sides);
    else if (authority)
        json_object_set(params, "authority", authority);
    const bool is_good = n == 2 || authority;
    json_decref(filters);
    json_decref(sides);
    return is_good;
}
