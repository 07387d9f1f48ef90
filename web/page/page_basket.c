/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_basket.h"

#include "page/address.h"
#include "page/basket.h"
#include "page/html.h"
#include "page/layout.h"
#include "print/member.h"

#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

/* An item of the list; record is NULL if the index does not have it. */
static void
put_item(GString *out, const char *id, const json_t *record, bool is_complete)
{
    const struct basket any = {.style = &cite_styles[0]};
    char *link = address_of("/paragraph/", id);
    char *heading = record ? basket_heading(record) : NULL;
    char *reference = record ? basket_reference(&any, record) : NULL;

    html(out, "<li data-id=\"%s\" tabindex=\"-1\">\n", id);
    if (record)
        html(out,
             "<h2><a href=\"%s\">%s</a></h2>\n<blockquote>%s</blockquote>\n"
             "<p class=\"reference\">%s</p>\n",
             link, heading, member_text(record, "text"), reference);
    else
        html(out,
             "<h2>%s</h2>\n<p class=\"problem\">This paragraph is not in %s."
             "</p>\n",
             id,
             is_complete ? "the index any more"
                         : "those parts of the index that answer");
    html(out,
         "<label>Note <textarea rows=\"2\" maxlength=\"%d\"></textarea>"
         "</label>\n<p class=\"moves\"><button type=\"button\" "
         "data-move=\"-1\">Move up <span class=\"unseen\">%s</span></button> "
         "<button type=\"button\" data-move=\"1\">Move down <span "
         "class=\"unseen\">%s</span></button> <button type=\"button\" "
         "data-move=\"0\">Remove <span class=\"unseen\">%s</span></button>"
         "</p>\n</li>\n",
         BASKET_NOTE / 4, heading ? heading : id, heading ? heading : id,
         heading ? heading : id);
    free(reference);
    g_free(heading);
    g_free(link);
}

static void
put_items(struct web *web, const struct request *request, struct reply *reply)
{
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        struct link_failure failure;
        if (strcmp(argument->name, "id") != 0 || !*argument->value)
            continue;
        json_t *result =
            link_ask(web->link, "get",
                     json_pack("{s:s}", "id", argument->value), &failure);
        if (!result && failure.code != FINDINGS_NOT_FOUND) {
            layout_failure(reply, request, &failure);
            return;
        }
        put_item(reply->body, argument->value,
                 json_object_get(result, "paragraph"),
                 !link_incomplete(web->link));
        json_decref(result);
    }
}

static void
put_export(GString *out)
{
    html(out,
         "<form id=\"basket-export\" hidden>\n<h2>Make a document</h2>\n"
         "<p><label for=\"basket-title\">Title</label>\n"
         "<input id=\"basket-title\" name=\"title\" maxlength=\"200\"></p>\n"
         "<p><label for=\"basket-style\">References</label>\n"
         "<select id=\"basket-style\" name=\"style\">\n");
    for (size_t i = 0; i < CITE_STYLES; i++)
        html(out, "<option value=\"%s\">%s</option>\n", cite_styles[i].name,
             cite_styles[i].label);
    html(out, "</select></p>\n<p>");
    for (size_t i = 0; i < BASKET_FORMATS; i++)
        html(out, "<button name=\"format\" value=\"%s\">%s</button>\n",
             basket_formats[i].name, basket_formats[i].label);
    html(out, "</p>\n</form>\n");
}

void
page_basket(struct web *web, const struct request *request, struct reply *reply)
{
    GString *out = reply->body;

    if (request_has(request, "part", "items")) {
        put_items(web, request, reply);
        return;
    }
    layout_open(reply, request, "Basket");
    html(
        out,
        "<h1>Basket</h1>\n"
        "<p>Paragraphs that you collect with “Keep”. They are kept in this "
        "browser only: save them as a file to take them elsewhere.</p>\n"
        "<noscript><p class=\"problem\">The basket needs JavaScript, because "
        "it is kept in the browser. Without it, the page of each paragraph "
        "has its "
        "citation.</p></noscript>\n"
        "<p id=\"basket-empty\" hidden>Nothing is in it yet. <a href=\"/\">"
        "Search</a>, and choose “Keep” at a paragraph.</p>\n"
        "<p id=\"basket-on\" hidden><a href=\"#basket-export\">Make a document "
        "of them</a></p>\n"
        "<ol id=\"basket\" class=\"basket\"></ol>\n");
    put_export(out);
    html(out,
         "<form id=\"basket-file\" hidden>\n<h2>As a file</h2>\n"
         "<p><button type=\"button\" data-basket=\"save\">Save the basket "
         "</button> <button type=\"button\" data-basket=\"clear\">Empty the "
         "basket</button></p>\n"
         "<p><label for=\"basket-open\">Add what was saved</label> <input "
         "id=\"basket-open\" type=\"file\" accept=\".json,application/json\">"
         "</p>\n</form>\n");
    layout_close(reply, request);
}

void
page_basket_export(struct web *web,
                   const struct request *request,
                   struct reply *reply)
{
    struct link_failure failure;
    struct basket basket;
    json_t *rest;
    const bool is_read = basket_read(&basket, web->link, request->body->str,
                                     request->body->len, &rest, &failure);
    const struct basket_format *format =
        basket_format(member_text(rest, "format"));

    if (!is_read) {
        layout_failure(reply, request, &failure);
    } else if (!format) {
        layout_problem(reply, request, 400, "No such format",
                       "Choose docx, markdown, ris or csl.");
    } else {
        reply->type = format->type;
        reply->download = g_strdup(format->file);
        format->put(&basket, reply->body);
    }
    basket_fini(&basket);
    json_decref(rest);
}
