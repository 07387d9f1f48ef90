/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/search_box.h"

#include "page/address.h"
#include "page/html.h"
#include "print/examples.h"

#include <string.h>

/* A choice that is not shown until it is looked for. */
struct choice {
    const char *value, *text;
};

static void
put_select(GString *out,
           const struct request *request,
           const char *name,
           const char *label,
           const struct choice *choices)
{
    html(out,
         "<p><label for=\"%s\">%s</label>\n<select id=\"%s\" name=\"%s\">\n",
         name, label, name, name);
    for (; choices->text; choices++)
        html(out, "<option value=\"%s\"%s>%s</option>\n", choices->value,
             *choices->value && request_has(request, name, choices->value)
                 ? " selected"
                 : "",
             choices->text);
    html(out, "</select></p>\n");
}

static void
put_flag(GString *out,
         const struct request *request,
         const char *name,
         const char *label)
{
    html(out,
         "<p><label><input type=\"checkbox\" name=\"%s\" value=\"1\"%s> "
         "%s</label></p>\n",
         name, request_get(request, name) ? " checked" : "", label);
}

static void
put_options(GString *out, const struct request *request)
{
    static const struct choice matches[] = {
        {"", "that match enough of the words"},
        {"all", "that match all of the words"},
        {"any", "that match any of the words"},
        {NULL, NULL}};
    static const struct choice numbers[] = {{"", "10 on a page"},
                                            {"25", "25 on a page"},
                                            {"50", "50 on a page"},
                                            {"100", "100 on a page"},
                                            {NULL, NULL}};

    html(out, "<details id=\"options\"><summary>Options</summary>\n"
              "<div class=\"options\">\n");
    put_select(out, request, "match", "Count paragraphs", matches);
    put_select(out, request, "n", "Show", numbers);
    put_flag(out, request, "exact",
             "Only the words as typed: no corrections, no other names");
    put_flag(out, request, "all", "Near-duplicates one by one");
    html(out, "</div></details>\n");
}

void
search_box_put(GString *out, const struct request *request, bool is_heading)
{
    const char *query =
        strcmp(request->path, "/") == 0 ? request_get(request, "q") : NULL;

    html(out, "<form class=\"search\" id=\"" SEARCH_BOX_FORM
              "\" role=\"search\" action=\"/\">\n");
    if (is_heading)
        html(out, "<h1><label for=\"q\">Search inspection reports</label>"
                  "</h1>\n");
    else
        html(out, "<label for=\"q\">Search inspection reports</label>\n");
    html(out,
         "<p class=\"hint\" id=\"q-hint\">A theme, an authority, a year or a "
         "grade, such as <i>case recording inadequate 2015</i></p>\n"
         "<div class=\"box\"><input id=\"q\" name=\"q\" type=\"search\" "
         "value=\"%s\" aria-describedby=\"q-hint\" autocomplete=\"off\" "
         "autocapitalize=\"none\" spellcheck=\"false\">\n"
         "<button>Search</button></div>\n",
         query ? query : "");
    if (is_heading)
        put_options(out, request);
    html(out, "</form>\n");
}

void
search_box_put_help(GString *out, bool is_open)
{
    html(out,
         "<details class=\"how\" id=\"how\"%s>"
         "<summary>How to search</summary>\n<dl>\n",
         is_open ? " open" : "");
    for (size_t i = 0; i < EXAMPLES; i++) {
        char *link = address_of_search(examples[i].query);
        html(out, "<dt><a href=\"%s\">%s</a></dt><dd>%s</dd>\n", link,
             examples[i].query, examples[i].finds);
        g_free(link);
    }
    html(out, "</dl></details>\n");
}
