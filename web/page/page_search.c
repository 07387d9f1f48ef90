/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_search.h"

#include "page/address.h"
#include "page/chips.h"
#include "page/facets.h"
#include "page/hits.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/paging.h"
#include "page/nothing.h"
#include "page/other_views.h"
#include "page/saved_address.h"
#include "page/search_box.h"
#include "page/start.h"
#include "page/understanding.h"
#include "page/written.h"
#include "link/params.h"
#include "print/member.h"
#include "print/print.h"
#include "print/show.h"

#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

/* Whether anything is searched for or selected: else the page is a start. */
static bool
is_search(const struct request *request)
{
    return request_get(request, "q") || chips_are_any(request) ||
           request_get(request, "sort") || request_get(request, "offset");
}

/* What the request asks of the daemon; NULL with a reason. */
static json_t *
params_of(const struct request *request, char reason[FINDINGS_REASON_SIZE])
{
    json_t *params =
        params_read(request,
                    PARAMS_SELECTION | OPTION_BIT(OPTION_SORT) |
                        OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET),
                    reason);

    if (!params)
        return NULL;
    json_object_set_new(params, "facets", facets_fields());
    json_object_set_new(params, "collapse",
                        json_boolean(!request_get(request, "all")));
    /* The page quotes the snippets. */
    json_object_set_new(params, "text", json_false());
    return params;
}

/* "case recording, inadequate – 7 paragraphs". The caller frees it. */
static char *
title_of(const struct request *request, const json_t *result)
{
    const char *query = request_get(request, "q");
    GString *title = g_string_new(query ? query : "All paragraphs");
    char *count = written_count(member_count(result, "total"), "paragraph");

    chips_name(title, request);
    g_string_append_printf(title, " – %s", count);
    free(count);
    return g_string_free(title, FALSE);
}

static void
put_sorting(GString *out, const struct request *request)
{
    static const struct {
        const char *value, *text;
    } sorts[] = {{"relevance", "best match"},
                 {"newest", "newest first"},
                 {"oldest", "oldest first"}};
    const bool has_query = request_get(request, "q");
    const char *chosen = request_get(request, "sort");

    html(out, "<p class=\"sort\"><label>Sorted by <select name=\"sort\" "
              "form=\"" SEARCH_BOX_FORM "\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(sorts); i++) {
        /* Without words nothing matches better than anything else. */
        const bool is_usual = i == (has_query ? 0 : 1);
        if (i == 0 && !has_query)
            continue;
        html(out, "<option value=\"%s\"%s>%s</option>\n",
             is_usual ? "" : sorts[i].value,
             chosen && strcmp(chosen, sorts[i].value) == 0 ? " selected" : "",
             sorts[i].text);
    }
    html(out,
         "</select></label> <button class=\"apply\" form=\"" SEARCH_BOX_FORM
         "\">Sort</button></p>\n");
}

static void
put_paging(GString *out,
           const struct request *request,
           const json_t *result,
           size_t offset,
           size_t limit)
{
    const size_t n = json_array_size(json_object_get(result, "hits"));
    const size_t shown = member_count(result, "shown");
    const size_t ranked = member_count(result, "ranked");
    char first[PRINT_NUMBER_SIZE], last[PRINT_NUMBER_SIZE],
        of[PRINT_NUMBER_SIZE], part[PRINT_NUMBER_SIZE];

    if (ranked <= limit && offset == 0)
        return;
    html(out, "<nav class=\"paging\" aria-label=\"Pages of results\">\n");
    if (n > 0)
        html(out, "<p>%s to %s of %s", print_number(offset + 1, first),
             print_number(offset + n, last), print_number(shown, of));
    else
        html(out, "<p>The list ends at %s", print_number(ranked, of));
    if (ranked > shown)
        html(out, " (%s more match in part)",
             print_number(ranked - shown, part));
    html(out, "</p>\n<ul>\n");
    if (offset > 0)
        paging_put_link(out, request, offset > limit ? offset - limit : 0,
                        "prev", "Previous page");
    if (offset + n < ranked && n > 0)
        paging_put_link(out, request, offset + n, "next", "Next page");
    html(out, "</ul></nav>\n");
}

/* Links to all that is counted, as a file of each format. */
static void
put_exports(GString *out, const struct request *request, const json_t *result)
{
    static const struct {
        const char *format, *name;
    } formats[] = {{"csv", "CSV"},
                   {"ris", "RIS"},
                   {"csl", "CSL-JSON"},
                   {"jsonl", "JSON Lines"}};
    char *count = written_count(member_count(result, "total"), "paragraph");

    html(out, "<p class=\"exports\">Take away %s: ", count);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        const struct address_change changes[] = {
            {"n", NULL, NULL},
            {"all", NULL, NULL},
            {"format", NULL, formats[i].format}};
        char *link = address_changed(request, "/api/export", changes,
                                     G_N_ELEMENTS(changes));
        html(out, "%s<a href=\"%s\" download>%s</a>", i > 0 ? ", " : "", link,
             formats[i].name);
        g_free(link);
    }
    html(out, "</p>\n");
    free(count);
}

/* Whether so many were collapsed into others that the numbers of hits and
 * paragraphs differ. */
static void
put_collapsed(GString *out, const struct request *request, const json_t *result)
{
    const size_t shown = member_count(result, "shown");
    char number[PRINT_NUMBER_SIZE];

    if (shown == member_count(result, "total"))
        return;
    char *link = address_with(request, NULL, "all", "1");
    html(out,
         "<p>Nearly the same text is shown once: %s different ones. "
         "<a href=\"%s\">Show all one by one</a></p>\n",
         print_number(shown, number), link);
    g_free(link);
}

static void
put_saving(GString *out, const struct request *request)
{
    char *link = address_with(request, "/saved", "offset", NULL);

    html(out, "<p class=\"saving\"><a href=\"%s\">Save this search</a></p>\n",
         link);
    g_free(link);
}

static void
put_results(struct reply *reply,
            struct web *web,
            const struct request *request,
            const json_t *result,
            const json_t *params)
{
    GString *out = reply->body;
    const size_t offset = member_count(params, "offset");
    const size_t limit =
        json_object_get(params, "limit") ? member_count(params, "limit") : 10;
    char *title = title_of(request, result);
    char *counted = written(show_write_counted, result);
    const bool has_hits = json_array_size(json_object_get(result, "hits")) > 0;

    html(out, "<div class=\"found\" data-title=\"%s\" data-total=\"%zu\">\n",
         title, member_count(result, "total"));
    layout_put_notices_here(reply);
    understanding_put(out, request, result, params);
    chips_put(out, request);
    html(out,
         "<div class=\"head\"><h2 id=\"total\">%s</h2>\n"
         "<p class=\"narrow\"><a href=\"#filters\">Filters</a></p>\n",
         counted);
    if (has_hits)
        put_sorting(out, request);
    html(out, "</div>\n");
    put_collapsed(out, request, result);
    if (member_count(result, "total") == 0)
        nothing_put(out, web, request, result, params);
    hits_put(out, request, result, offset);
    put_paging(out, request, result, offset, limit);
    other_views_put(out, request);
    put_saving(out, request);
    if (member_count(result, "total") > 0)
        put_exports(out, request, result);
    html(out, "</div>\n<aside id=\"filters\" aria-labelledby=\"narrow\">\n"
              "<h2 id=\"narrow\">Filters</h2>\n");
    facets_put(out, request, result, params);
    html(out, "</aside>\n");
    free(counted);
    g_free(title);
}

/* What is wrong with the query, with its place, above the box in which it can
 * be changed. */
static void
put_mistake(GString *out,
            const struct request *request,
            const char *message,
            long long offset)
{
    const char *query = request_get(request, "q");

    html(out,
         "<div class=\"problem\" data-title=\"Not understood\">\n"
         "<h2>That cannot be searched for</h2>\n<p>%c%s.</p>\n",
         g_ascii_toupper(*message), message + (*message ? 1 : 0));
    if (query && offset >= 0 && (size_t)offset <= strlen(query))
        html(out, "<p class=\"query\">%.*s<mark>%s</mark></p>\n", (int)offset,
             query, *(query + offset) ? query + offset : "␣");
    html(out, "</div>\n");
}

/* Begin and end the page around its results, which are all that a request for
 * a part gets. */
static void
open_page(const struct request *request,
          struct reply *reply,
          const char *title,
          bool is_taught)
{
    layout_open(reply, request, title);
    if (request_get(request, "part"))
        return;
    search_box_put(reply->body, request, true);
    search_box_put_help(reply->body, is_taught);
    html(reply->body, "<div id=\"results\" tabindex=\"-1\">\n");
}

static void
close_page(const struct request *request, struct reply *reply)
{
    if (!request_get(request, "part"))
        html(reply->body, "</div>\n");
    layout_close(reply, request);
}

static void
show_mistake(const struct request *request,
             struct reply *reply,
             const char *message,
             long long offset)
{
    reply->status = 400;
    open_page(request, reply, "Not understood", true);
    put_mistake(reply->body, request, message, offset);
    close_page(request, reply);
}

static void
show_results(struct web *web,
             const struct request *request,
             struct reply *reply,
             const json_t *result,
             const json_t *params)
{
    char *title = title_of(request, result);

    open_page(request, reply, title, false);
    put_results(reply, web, request, result, params);
    close_page(request, reply);
    g_free(title);
}

static void
show_start(struct web *web, const struct request *request, struct reply *reply)
{
    struct link_failure failure;
    json_t *result = start_ask(web, &failure);

    if (!result) {
        layout_failure(reply, request, &failure);
        return;
    }
    open_page(request, reply, "Search inspection reports", false);
    start_put(reply->body, request, result);
    close_page(request, reply);
    json_decref(result);
}

void
page_search(struct web *web, const struct request *request, struct reply *reply)
{
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;

    if (saved_address_reply(request, reply))
        return;
    if (!is_search(request)) {
        show_start(web, request, reply);
        return;
    }
    json_t *params = params_of(request, reason);
    if (!params) {
        show_mistake(request, reply, reason, -1);
        return;
    }
    json_t *result =
        link_ask(web->link, "search", json_incref(params), &failure);
    if (result)
        show_results(web, request, reply, result, params);
    else if (layout_status(&failure) == 400)
        show_mistake(request, reply, failure.message, failure.offset);
    else
        layout_failure(reply, request, &failure);
    json_decref(params);
    json_decref(result);
}
