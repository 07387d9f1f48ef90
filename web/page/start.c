/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/start.h"

#include "page/address.h"
#include "page/html.h"
#include "page/written.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"

#include <stdlib.h>
#include <string.h>

/* Searches to begin with. */
static const struct {
    const char *query, *text;
} beginnings[] = {
    {"case recording", "case recording"},
    {"staff keep leaving", "staff keep leaving"},
    {"missing from care", "children missing from care"},
    {"recommendations supervision immediately",
     "what had to be done about supervision at once"},
};

static void
put_numbers(GString *out, const json_t *result)
{
    const json_t *totals = json_object_get(result, "totals");
    const json_t *years =
        json_object_get(json_object_get(result, "facets"), "year");
    const size_t n = json_array_size(years);
    char *paragraphs =
        written_count(member_count(totals, "paragraphs"), "paragraph");
    char *reports = written_count(member_count(totals, "reports"), "report");
    char number[PRINT_NUMBER_SIZE];

    html(out, "<p>%s in <a href=\"/reports\">%s</a> of %s authorities",
         paragraphs, reports,
         print_number(member_count(totals, "authorities"), number));
    if (n > 0)
        html(out, ", inspected from %s to %s",
             member_text(json_array_get(years, 0), "value"),
             member_text(json_array_get(years, n - 1), "value"));
    html(out, ".</p>\n<p><a href=\"/?sort=newest\">All paragraphs, newest "
              "first</a></p>\n");
    free(paragraphs);
    free(reports);
}

static void
put_beginnings(GString *out)
{
    html(out, "<h2>For example</h2>\n<ul class=\"beginnings\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++) {
        char *link = address_of_search(beginnings[i].query);
        html(out, "<li><a href=\"%s\">%s</a></li>\n", link, beginnings[i].text);
        g_free(link);
    }
    html(out, "</ul>\n");
}

/* The values of a field, each a link to its paragraphs. */
static void
put_values(GString *out,
           const struct request *request,
           const json_t *result,
           const char *field,
           const char *title)
{
    const json_t *counts =
        json_object_get(json_object_get(result, "facets"), field);
    const json_t *count;
    size_t i;

    if (json_array_size(counts) < 2)
        return;
    html(out, "<h2>%s</h2>\n<ul class=\"values\">\n", title);
    json_array_foreach(counts, i, count)
    {
        const char *value = member_text(count, "value");
        char name[NAMING_VALUE_SIZE], number[PRINT_NUMBER_SIZE];
        char *link = address_with(request, "/", naming_field(field), value);
        html(out,
             "<li><a href=\"%s\">%s</a> <span class=\"n\">%s</span></li>\n",
             link, naming_value(field, value, name),
             print_number(member_count(count, "count"), number));
        g_free(link);
    }
    html(out, "</ul>\n");
}

static void
put_index(GString *out, const json_t *result)
{
    const char *when = member_text(result, "last_indexed");

    html(out, "<p class=\"index\">Revision %zu of the index",
         member_count(result, "revision"));
    if (strlen(when) >= strlen("2026-11-30T02:15"))
        html(out, ", of %.*s, %.*s UTC", 10, when, 5, when + 11);
    html(out, ".</p>\n");
}

json_t *
start_ask(struct web *web, struct link_failure *failure)
{
    struct link_failure ignored;
    json_t *result =
        link_ask(web->link, "search",
                 json_pack("{s:i, s:[s, s, s]}", "limit", 0, "facets", "year",
                           "service_area", "framework"),
                 failure);
    json_t *status =
        result ? link_ask(web->link, "status", json_object(), &ignored) : NULL;

    if (status)
        json_object_set(result, "last_indexed",
                        json_object_get(status, "last_indexed"));
    json_decref(status);
    return result;
}

void
start_put(GString *out, const struct request *request, const json_t *result)
{
    html(out, "<div class=\"start\" data-title=\"Search inspection "
              "reports\">\n");
    put_numbers(out, result);
    put_beginnings(out);
    put_values(out, request, result, "service_area", "By service area");
    put_values(out, request, result, "framework", "By kind of inspection");
    put_index(out, result);
    html(out, "</div>\n");
}
