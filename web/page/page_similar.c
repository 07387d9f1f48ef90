/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_similar.h"

#include "page/address.h"
#include "page/chips.h"
#include "page/hits.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/report_parts.h"
#include "page/written.h"
#include "link/params.h"
#include "print/cite.h"
#include "print/member.h"

#include <stdlib.h>
#include <string.h>

/* The paragraph itself, so that one can compare. */
static void
put_paragraph(GString *out, const json_t *paragraph)
{
    char *link = address_of("/paragraph/", member_text(paragraph, "id"));
    char *name = report_name(paragraph);
    char *place = written(cite_put_place, paragraph);

    html(out,
         "<blockquote class=\"this\"><p>%s</p>\n<footer><a href=\"%s\">%s%s</a>"
         "</footer></blockquote>\n",
         member_text(paragraph, "text"), link, name, place);
    free(place);
    g_free(name);
    g_free(link);
}

static void
put_found(GString *out,
          const struct request *request,
          const json_t *paragraph,
          const json_t *result,
          size_t offset)
{
    const size_t n = json_array_size(json_object_get(result, "hits"));
    const size_t total = member_count(result, "total");

    html(out, "<div class=\"found\">\n");
    put_paragraph(out, paragraph);
    html(out, "<p>Compared by these words: <i>%s</i></p>\n",
         member_text(json_object_get(result, "query"), "parsed"));
    chips_put(out, request);
    html(out, "<h2>%s</h2>\n",
         n > 0 ? "Most similar first" : "Nothing else is like it");
    hits_put(out, request, result, offset);
    if (offset + n < total) {
        char next[32];
        snprintf(next, sizeof next, "%zu", offset + n);
        char *link = address_with(request, NULL, "offset", next);
        html(out,
             "<nav class=\"paging\" aria-label=\"Pages of results\"><ul><li>"
             "<a href=\"%s\" rel=\"next\">Next page</a></li></ul></nav>\n",
             link);
        g_free(link);
    }
    html(out, "</div>\n");
}

void
page_similar(struct web *web,
             const struct request *request,
             struct reply *reply)
{
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    json_t *result = NULL, *params = NULL;
    json_t *got = link_ask(web->link, "get",
                           json_pack("{s:s}", "id", request->rest), &failure);

    if (got) {
        params = params_read(request,
                             OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO) |
                                 OPTION_BIT(OPTION_LIMIT) |
                                 OPTION_BIT(OPTION_OFFSET),
                             reason);
        if (!params) {
            layout_problem(reply, request, 400, "That cannot be read", reason);
            json_decref(got);
            return;
        }
        json_object_del(params, "query");
        json_object_set_new(params, "id", json_string(request->rest));
        result = link_ask(web->link, "similar", json_incref(params), &failure);
    }
    if (!result) {
        layout_failure(reply, request, &failure);
        json_decref(params);
        json_decref(got);
        return;
    }
    const json_t *paragraph = json_object_get(got, "paragraph");
    char *name = report_name(paragraph);
    char *title = g_strconcat("Similar to ", name, NULL);
    layout_open(reply, request, title);
    html(reply->body, "<h1>Paragraphs similar to one of %s</h1>\n", name);
    put_found(reply->body, request, paragraph, result,
              member_count(params, "offset"));
    layout_close(reply, request);
    g_free(title);
    g_free(name);
    json_decref(result);
    json_decref(params);
    json_decref(got);
}
