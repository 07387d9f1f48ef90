/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "routes.h"

#include "api/api.h"
#include "page/files.h"
#include "page/layout.h"
#include "page/originals.h"
#include "page/page_absent.h"
#include "page/page_basket.h"
#include "page/page_batch.h"
#include "page/page_compare.h"
#include "page/page_judgements.h"
#include "page/page_matrix.h"
#include "page/page_paragraph.h"
#include "page/page_report.h"
#include "page/page_reports.h"
#include "page/page_saved.h"
#include "page/page_search.h"
#include "page/page_similar.h"
#include "page/page_suggest.h"
#include "page/page_trend.h"
#include "page/page_view.h"
#include "page/pdfjs.h"

#include <string.h>

struct route {
    const char *path;   /* one that ends with a slash has a rest, which may be
                           anything */
    const char *method; /* GET is HEAD too */
    void (*show)(struct web *web,
                 const struct request *request,
                 struct reply *reply);
};

/* clang-format off */
static const struct route routes[] = {
    {"/", "GET", page_search},
    {"/absent", "GET", page_absent},
    {"/api/openapi.json", "GET", api_show_description},
    {"/api/", "GET", api_show},
    {"/basket", "GET", page_basket},
    {"/basket/export", "POST", page_basket_export},
    {"/batch", "GET", page_batch},
    {"/batch", "POST", page_batch_post},
    {"/compare", "GET", page_compare},
    {"/judgements", "GET", page_judgements},
    {"/matrix", "GET", page_matrix},
    {"/original/", "GET", originals_show},
    {"/paragraph/", "GET", page_paragraph},
    {"/pdfjs/", "GET", pdfjs_show},
    {"/report/", "GET", page_report},
    {"/reports", "GET", page_reports},
    {"/saved", "GET", page_saved},
    {"/saved", "POST", page_saved_change},
    {"/similar/", "GET", page_similar},
    {"/static/", "GET", files_show},
    {"/suggest", "GET", page_suggest},
    {"/text/", "GET", page_text},
    {"/trend", "GET", page_trend},
    {"/view/", "GET", page_view},
};
/* clang-format on */

/* Whether the route is that of the path; *rest is then what follows it. */
static bool
is_at(const struct route *route, const char *path, const char **rest)
{
    const size_t len = strlen(route->path);

    if (len > 1 && route->path[len - 1] == '/') {
        *rest = path + len;
        return strncmp(path, route->path, len) == 0 && path[len];
    }
    *rest = "";
    return strcmp(path, route->path) == 0;
}

/* Answer, and say what the answer leaves out of the index. */
static void
show(const struct route *route,
     const struct web *web,
     const struct request *request,
     struct reply *reply)
{
    struct web own = *web;

    own.link = link_for_request(web->link);
    route->show(&own, request, reply);
    if (link_incomplete(own.link))
        layout_put_incomplete(reply, link_incomplete(own.link));
    link_free(own.link);
}

void
routes_answer(void *data, const struct request *request, struct reply *reply)
{
    const struct web *web = data;
    struct request asked = *request;
    bool is_known = false;

    for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
        if (!is_at(&routes[i], request->path, &asked.rest))
            continue;
        is_known = true;
        if (strcmp(request->method, routes[i].method) == 0 ||
            (strcmp(request->method, "HEAD") == 0 &&
             strcmp(routes[i].method, "GET") == 0)) {
            show(&routes[i], web, &asked, reply);
            return;
        }
    }
    if (is_known)
        layout_problem(reply, request, 405, "Not in this way",
                       "This address is not for requests of that kind.");
    else
        layout_problem(reply, request, 404, "No such page",
                       "There is nothing at this address.");
}
