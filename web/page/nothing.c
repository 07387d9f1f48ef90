/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/nothing.h"

#include "page/address.h"
#include "page/facets.h"
#include "page/html.h"
#include "page/written.h"
#include "print/member.h"
#include "print/naming.h"

#include "findings/schema.h"

#include <stdlib.h>
#include <string.h>

/* How many paragraphs these parameters count; takes ownership of them. */
static size_t
total_of(struct web *web, json_t *params)
{
    struct link_failure failure;

    json_object_set_new(params, "limit", json_integer(0));
    json_object_del(params, "offset");
    json_object_set_new(params, "facets", json_array());
    json_t *result = link_ask(web->link, "search", params, &failure);
    const size_t total = member_count(result, "total");
    json_decref(result);
    return total;
}

/* A way that finds something; takes ownership of params. */
static void
put_way(GString *out,
        struct web *web,
        const struct request *request,
        json_t *params,
        const char *text,
        const char *what,
        const struct address_change *changes,
        size_t n_changes)
{
    const size_t total = total_of(web, params);

    if (total == 0)
        return;
    char *link = address_changed(request, NULL, changes, n_changes);
    char *count = written_count(total, "paragraph");
    html(out, "<li><a href=\"%s\">%s%s</a>: %s</li>\n", link, text, what,
         count);
    free(count);
    g_free(link);
}

static void
put_without_filters(GString *out,
                    struct web *web,
                    const struct request *request,
                    const json_t *params)
{
    json_t *filters = json_object_get(params, "filters"), *values;
    const char *name;

    json_object_foreach(filters, name, values)
    {
        const struct address_change change = {naming_field(name), NULL, NULL};
        json_t *others = json_deep_copy(params);
        json_object_del(json_object_get(others, "filters"), name);
        put_way(out, web, request, others, "Without the filter on ",
                naming_field(name), &change, 1);
    }
    if (json_object_get(params, "date_from") ||
        json_object_get(params, "date_to")) {
        const struct address_change changes[] = {{"from", NULL, NULL},
                                                 {"to", NULL, NULL}};
        json_t *others = json_deep_copy(params);
        json_object_del(others, "date_from");
        json_object_del(others, "date_to");
        put_way(out, web, request, others, "Of all years", "", changes, 2);
    }
}

void
nothing_put(GString *out,
            struct web *web,
            const struct request *request,
            const json_t *result,
            const json_t *params)
{
    const struct address_change any = {"match", NULL, "any"};
    const struct address_change inexact = {"exact", NULL, NULL};

    if (member_count(result, "ranked") > member_count(result, "shown"))
        html(out, "<p>No paragraph contains all of it. Those below match in "
                  "part.</p>\n");
    facets_put_ungraded(out, request);
    html(out, "<ul class=\"ways\">\n");
    const gsize empty = out->len;
    put_without_filters(out, web, request, params);
    if (json_object_get(params, "exact")) {
        json_t *others = json_deep_copy(params);
        json_object_del(others, "exact");
        put_way(out, web, request, others,
                "With corrections and other names of the words", "", &inexact,
                1);
    }
    if (*member_text(params, "query") &&
        strcmp(member_text(params, "match"), "any") != 0) {
        json_t *others = json_deep_copy(params);
        json_object_set_new(others, "match", json_string("any"));
        put_way(out, web, request, others, "Any of the words", "", &any, 1);
    }
    if (out->len == empty)
        html(out, "<li>Use other or fewer words; see how to search, "
                  "above.</li>\n");
    html(out, "</ul>\n");
}
