/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/years.h"

#include "page/address.h"
#include "page/html.h"
#include "page/search_box.h"
#include "page/written.h"
#include "print/member.h"
#include "print/print.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Of the picture, in its own units. */
enum { WIDTH = 1120, HEIGHT = 240, LEAST = 8, GAP = 8, YEARS_MAX = 80 };

static int
year_in(const char *date)
{
    return (int)strtol(date, NULL, 10);
}

static int
year_of(const json_t *count)
{
    return year_in(member_text(count, "value"));
}

/* Whether a year is in the range that is chosen; all are if none is. */
static bool
is_chosen(const struct request *request, int year)
{
    const char *from = request_get(request, "from");
    const char *to = request_get(request, "to");
    char text[16];

    snprintf(text, sizeof text, "%d", year);
    return (!from || year >= year_in(from)) && (!to || year <= year_in(to)) &&
           (!request_get(request, "year") ||
            request_has(request, "year", text));
}

static void
put_bar(GString *out,
        const struct request *request,
        const json_t *count,
        size_t x,
        size_t width,
        size_t greatest)
{
    const char *year = member_text(count, "value");
    const size_t n = member_count(count, "count");
    const size_t height = LEAST + (size_t)(HEIGHT - LEAST) * n / greatest;
    const struct address_change changes[] = {
        {"from", NULL, year}, {"to", NULL, year}, {"year", NULL, NULL}};
    char *link = address_changed(request, NULL, changes, G_N_ELEMENTS(changes));
    char *text = written_count(n, "paragraph");

    html(out,
         "<a href=\"%s\" data-year=\"%s\" class=\"%s\" aria-label=\"%s: %s\">"
         "<title>%s: %s</title>"
         "<rect class=\"reach\" x=\"%zu\" width=\"%zu\" height=\"%d\"/>"
         "<rect class=\"year\" x=\"%zu\" y=\"%zu\" width=\"%zu\" "
         "height=\"%zu\"/>"
         "</a>\n",
         link, year, is_chosen(request, year_of(count)) ? "chosen" : "other",
         year, text, year, text, x, width, (int)HEIGHT, x, HEIGHT - height,
         width > (size_t)2 * GAP ? width - GAP : width, height);
    g_free(link);
    free(text);
}

static void
put_picture(GString *out, const struct request *request, const json_t *counts)
{
    const size_t n = json_array_size(counts);
    const int first = year_of(json_array_get(counts, 0));
    const int last = year_of(json_array_get(counts, n - 1));
    /* With the years between that have none, if that can be drawn. */
    const bool is_to_scale = last - first < YEARS_MAX;
    const size_t width = WIDTH / (is_to_scale ? (size_t)(last - first + 1) : n);
    size_t greatest = 1, i;
    const json_t *count;

    json_array_foreach(counts, i, count)
    {
        greatest = MAX(greatest, member_count(count, "count"));
    }
    html(out,
         "<svg class=\"years\" viewBox=\"0 0 %d %d\" data-from=\"%d\" "
         "data-to=\"%d\" role=\"group\" aria-label=\"Paragraphs by year\">\n",
         (int)WIDTH, (int)HEIGHT, first, last);
    json_array_foreach(counts, i, count)
    {
        put_bar(out, request, count,
                width * (is_to_scale ? (size_t)(year_of(count) - first) : i),
                width, greatest);
    }
    html(out,
         "</svg>\n<p class=\"ends\" aria-hidden=\"true\"><span>%d</span> "
         "<span>%d</span></p>\n",
         first, last);
}

/* The years to choose from, and what is chosen if it is none of them. */
static void
put_end(GString *out,
        const struct request *request,
        const json_t *counts,
        const char *name,
        const char *label)
{
    const char *chosen = request_get(request, name);
    bool is_found = !chosen;
    const json_t *count;
    size_t i;

    html(out,
         "<label>%s <select name=\"%s\" form=\"" SEARCH_BOX_FORM
         "\"><option value=\"\">any</option>\n",
         label, name);
    json_array_foreach(counts, i, count)
    {
        const char *year = member_text(count, "value");
        const bool is_it = chosen && strcmp(chosen, year) == 0;
        is_found = is_found || is_it;
        html(out, "<option%s>%s</option>\n", is_it ? " selected" : "", year);
    }
    if (!is_found)
        html(out, "<option selected>%s</option>\n", chosen);
    html(out, "</select></label>\n");
}

void
years_put(GString *out, const struct request *request, const json_t *counts)
{
    const bool is_narrowed =
        request_get(request, "from") || request_get(request, "to");

    if (json_array_size(counts) < 2 && !is_narrowed)
        return;
    html(out, "<fieldset class=\"facet\" id=\"facet-years\">"
              "<legend>Year of inspection</legend>\n");
    if (json_array_size(counts) > 1)
        put_picture(out, request, counts);
    html(out, "<p class=\"range\">");
    put_end(out, request, counts, "from", "From");
    put_end(out, request, counts, "to", "to");
    html(out, "</p></fieldset>\n");
}
