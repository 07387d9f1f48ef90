/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/name_lists.h"
#include "ask/ask.h"
#include "print/member.h"

#include "findings/schema.h"

#include <string.h>

struct lookup {
    const struct options *options;
    const char *field;
    int status; /* EXIT_ERROR if the daemon could not be asked */
};

static bool
is_there(const char *text, size_t len, void *data)
{
    struct lookup *lookup = data;
    json_t *params, *result;

    if (lookup->status == EXIT_ERROR)
        return false;
    params =
        json_pack("{s:{s:[o]}, s:i, s:i, s:[]}", "filters", lookup->field,
                  json_stringn(text, len), "limit", 0, "snippet", 0, "facets");
    result = ask_daemon(lookup->options, "search", params, &lookup->status);
    if (result)
        lookup->status = EXIT_FOUND;
    const bool is_one = member_count(result, "total") > 0;
    json_decref(result);
    return is_one;
}

/* Add the names of a comma-separated list to the values. */
static void
split_names(const char *list, json_t *values, struct lookup *lookup)
{
    const char *end = list + strlen(list);

    while (list < end) {
        const size_t size =
            findings_first_name(list, (size_t)(end - list), is_there, lookup);
        json_array_append_new(values, json_stringn(list, size));
        list += size;
        list += strspn(list, ", ");
    }
}

bool
name_lists_split(const struct options *options)
{
    json_t *filters = json_object_get(options->params, "filters");
    struct lookup lookup = {.options = options, .status = EXIT_FOUND};
    size_t i;
    json_t *lists, *list;

    json_object_foreach(filters, lookup.field, lists)
    {
        json_t *values = json_array();
        json_array_foreach(lists, i, list)
        {
            if (strchr(json_string_value(list), ','))
                split_names(json_string_value(list), values, &lookup);
            else
                json_array_append(values, list);
        }
        json_object_set_new(filters, lookup.field, values);
    }
    return lookup.status != EXIT_ERROR;
}
