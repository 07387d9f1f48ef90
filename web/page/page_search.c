/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_search.h"

#include "page/address.h"
#include "page/html.h"
#include "page/layout.h"
#include "link/params.h"
#include "print/member.h"

static void
put_form(GString *out, const struct request *request)
{
    const char *query = request_get(request, "q");

    html(out,
         "<form class=\"search\" role=\"search\" action=\"/\">\n"
         "<label for=\"q\">Search the reports</label>\n"
         "<input id=\"q\" name=\"q\" type=\"search\" value=\"%s\" "
         "autocomplete=\"off\">\n<button>Search</button>\n</form>\n",
         query ? query : "");
}

static void
put_hit(GString *out, const json_t *hit)
{
    char *link = address_of("/paragraph/", member_text(hit, "id"));

    html(out, "<li class=\"hit\">\n<h3><a href=\"%s\">%s, %s</a></h3>\n<p>",
         link, member_subject(hit), member_date(hit));
    html_marked(out, member_text(hit, "snippet"),
                json_object_get(hit, "highlights"));
    html(out, "</p>\n</li>\n");
    g_free(link);
}

static void
put_results(GString *out, const json_t *result)
{
    const json_t *hit;
    size_t i;

    html(out, "<p role=\"status\">%zu paragraphs</p>\n<ol class=\"hits\">\n",
         member_count(result, "total"));
    json_array_foreach(json_object_get(result, "hits"), i, hit)
        put_hit(out, hit);
    html(out, "</ol>\n");
}

void
page_search(struct web *web, const struct request *request, struct reply *reply)
{
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    json_t *params = params_read(request,
                                 PARAMS_SELECTION | OPTION_BIT(OPTION_SORT) |
                                     OPTION_BIT(OPTION_OFFSET),
                                 reason);

    if (!params) {
        layout_problem(reply, request, 400, "That cannot be read", reason);
        return;
    }
    json_t *result = link_ask(web->link, "search", params, &failure);
    if (!result) {
        layout_failure(reply, request, &failure);
        return;
    }
    const char *query = request_get(request, "q");
    layout_open(reply, request, query ? query : "Search");
    if (!request_get(request, "part"))
        put_form(reply->body, request);
    put_results(reply->body, result);
    layout_close(reply, request);
    json_decref(result);
}
