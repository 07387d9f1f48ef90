/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/layout.h"

#include "page/html.h"
#include "page/search_box.h"
#include "page/written.h"
#include "print/incomplete.h"

#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

/* The ways between pages. */
static const struct {
    const char *path, *name;
} places[] = {
    {"/", "Search"},         {"/reports", "Reports"},
    {"/matrix", "Tables"},   {"/trend", "Trend"},
    {"/compare", "Compare"}, {"/judgements", "Judgements"},
    {"/absent", "Absent"},   {"/batch", "Batch"},
    {"/saved", "Saved"},     {"/basket", "Basket"},
};

static void
put_places(GString *out, const struct request *request)
{
    html(out, "<nav aria-label=\"Pages\"><ul>\n");
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        const bool is_here = strcmp(places[i].path, request->path) == 0;
        html(out, "<li><a href=\"%s\" aria-current=\"%s\">%s", places[i].path,
             is_here ? "page" : "false", places[i].name);
        /* A script shows how many paragraphs it has. */
        if (strcmp(places[i].path, "/basket") == 0)
            html(out, " <span data-basket-count></span>");
        html(out, "</a></li>\n");
    }
    html(out, "</ul></nav>\n");
}

static bool
is_part(const struct request *request)
{
    return request_get(request, "part");
}

void
layout_open(struct reply *reply,
            const struct request *request,
            const char *title)
{
    GString *out = reply->body;

    layout_put_notices_here(reply);
    if (is_part(request))
        return;
    html(out,
         "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n"
         "<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n"
         "<title>%s – findings</title>\n"
         "<link rel=\"stylesheet\" href=\"/static/findings.css\">\n"
         "<link rel=\"icon\" href=\"/static/icon.svg\">\n"
         "<script src=\"/static/findings.js\" defer></script>\n"
         "</head>\n<body>\n"
         "<a class=\"skip\" href=\"#main\">Skip to the contents</a>\n"
         "<header>\n<a class=\"name\" href=\"/\">findings</a>\n",
         title);
    put_places(out, request);
    html(out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    layout_put_notices_here(reply);
}

void
layout_put_notices_here(struct reply *reply)
{
    reply->notices = (gssize)reply->body->len;
}

/* Before the ending of the name of a file to save. */
static void
name_incomplete(struct reply *reply)
{
    const char *ending = strrchr(reply->download, '.');
    const size_t len =
        ending ? (size_t)(ending - reply->download) : strlen(reply->download);
    char *name = g_strdup_printf("%.*s-incomplete%s", (int)len, reply->download,
                                 reply->download + len);

    g_free(reply->download);
    reply->download = name;
}

void
layout_put_incomplete(struct reply *reply, const json_t *parts)
{
    if (reply->file >= 0) /* an original, which is all there */
        return;
    reply->is_incomplete = true;
    if (reply->download)
        name_incomplete(reply);
    if (reply->type != reply_html || reply->notices < 0)
        return;
    char *what = written(incomplete_write, parts);
    GString *notice = g_string_new(NULL);
    html(notice,
         "<p class=\"incomplete\" role=\"status\"><strong>This is incomplete:"
         "</strong> %s.</p>\n",
         what);
    g_string_insert_len(reply->body, reply->notices, notice->str,
                        (gssize)notice->len);
    g_string_free(notice, TRUE);
    free(what);
}

void
layout_close(struct reply *reply, const struct request *request)
{
    if (!is_part(request))
        html(reply->body,
             "</main>\n<footer>\n<p>findings %s. Everything is answered by "
             "the index of this computer; nothing is sent elsewhere.</p>\n"
             "</footer>\n</body>\n</html>\n",
             FINDINGS_VERSION);
}

void
layout_put_problem(GString *out, const char *message)
{
    html(out, "<div class=\"problem\" role=\"alert\"><p>%c%s%s</p></div>\n",
         g_ascii_toupper(*message), *message ? message + 1 : "",
         g_str_has_suffix(message, ".") ? "" : ".");
}

void
layout_problem(struct reply *reply,
               const struct request *request,
               unsigned status,
               const char *title,
               const char *message)
{
    g_string_truncate(reply->body, 0);
    reply->status = status;
    reply->type = reply_html;
    layout_open(reply, request, title);
    html(reply->body, "<h1>%s</h1>\n", title);
    layout_put_problem(reply->body, message);
    if (!is_part(request))
        search_box_put(reply->body, request, false);
    layout_close(reply, request);
}

unsigned
layout_status(const struct link_failure *failure)
{
    switch (failure->code) {
    case FINDINGS_BAD_PARAMS:
    case FINDINGS_BAD_QUERY:
    case FINDINGS_TOO_LONG:
        return 400;
    case FINDINGS_NOT_FOUND:
        return 404;
    case FINDINGS_FORBIDDEN:
        return 403;
    case FINDINGS_TIMED_OUT:
        return 504;
    case 0:
    case FINDINGS_NO_INDEX:
    case FINDINGS_BUSY:
    case FINDINGS_CHANGED:
        return 503;
    default:
        return 500;
    }
}

void
layout_failure(struct reply *reply,
               const struct request *request,
               const struct link_failure *failure)
{
    const unsigned status = layout_status(failure);

    layout_problem(reply, request, status,
                   status == 400   ? "That cannot be read"
                   : status == 404 ? "Not in the index"
                                   : "No answer",
                   failure->message);
}
