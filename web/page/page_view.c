/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_view.h"

#include "link/params.h"
#include "page/address.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/originals.h"
#include "page/pdfjs.h"
#include "page/report_parts.h"

#include "print/cite.h"
#include "print/member.h"

#include "findings/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char place_pdf[] = "/view/", place_text[] = "/text/";

/* What is shown. */
struct view {
    struct web *web;
    const struct request *request;
    GString *out;
    json_t *around;          /* the daemon's answer "get", or NULL: a report */
    const json_t *paragraph; /* in it */
    json_t *report;
    size_t page;         /* at which the file is opened, from 1 */
    bool is_pdf;         /* the file is one that can be shown */
    bool is_text;        /* the text is shown, and not the file */
    const char *problem; /* why the file cannot be shown, or what to know about
                            it; NULL: nothing */
};

/* Find the paragraph with this id, or the report. False with a failure. */
static bool
find(struct view *view, const char *id, struct link_failure *failure)
{
    view->around = link_ask(
        view->web->link, "get",
        json_pack("{s:s, s:i, s:i}", "id", id, "before", 1, "after", 1),
        failure);
    if (!view->around && failure->code != FINDINGS_NOT_FOUND)
        return false;
    view->paragraph = json_object_get(view->around, "paragraph");
    view->report = originals_report(
        view->web->link,
        view->around ? member_text(view->paragraph, "report") : id, failure);
    view->page = member_count(view->paragraph, "page");
    if (view->page == 0)
        view->page = request_number(view->request, "page", 1, 9999, 1);
    return view->report;
}

/* The address of another record in this view or that of the text, where the
 * browser scrolls to a paragraph by its name there; with the search that led
 * here, on the page of its hits that begins at the offset, or this one if that
 * is NULL. The caller frees it. */
static char *
address_in(const struct view *view,
           const char *place,
           const char *id,
           const char *offset)
{
    char *path = g_strconcat(place, id, NULL);
    char *address = offset ? address_with(view->request, path, "offset", offset)
                           : address_at(view->request, path);

    if (strcmp(place, place_text) == 0 && view->paragraph) {
        char *named = address_of_place(address, report_anchor(id));
        g_free(address);
        address = named;
    }
    g_free(path);
    return address;
}

/* A link to another paragraph; record may be NULL. */
static void
put_neighbour(const struct view *view,
              const json_t *record,
              const char *offset,
              const char *rel,
              const char *text)
{
    if (!record)
        return;
    char *address = address_in(view, view->is_text ? place_text : place_pdf,
                               member_text(record, "id"), offset);
    html(view->out, "<li><a rel=\"%s\" href=\"%s\">%s</a></li>\n", rel, address,
         text);
    g_free(address);
}

static void
put_neighbours(const struct view *view)
{
    const json_t *before = json_object_get(view->around, "before");

    html(view->out, "<h2>In the report</h2>\n<ul>\n");
    put_neighbour(view, json_array_get(before, json_array_size(before) - 1),
                  NULL, "prev", "Previous paragraph");
    put_neighbour(view,
                  json_array_get(json_object_get(view->around, "after"), 0),
                  NULL, "next", "Next paragraph");
    html(view->out, "</ul>\n");
}

/* The page of hits that the address is of, and a hit more at either end. */
struct hits {
    json_t *result;
    size_t first;    /* rank of the first that was asked for, from 0 */
    size_t per_page; /* as the address has it */
};

/* False if the address has no search, or it cannot be answered: it was when it
 * led here. */
static bool
ask_hits(const struct view *view, struct hits *hits)
{
    static const char *const searching[] = {"query", "filters", "date_from",
                                            "date_to"};
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    bool is_search = false;
    json_t *params =
        params_read(view->request,
                    PARAMS_SELECTION | OPTION_BIT(OPTION_SORT) |
                        OPTION_BIT(OPTION_OFFSET) | OPTION_BIT(OPTION_LIMIT),
                    reason);

    for (size_t i = 0; i < G_N_ELEMENTS(searching); i++)
        is_search |= json_object_get(params, searching[i]) != NULL;
    if (!is_search) {
        json_decref(params);
        return false;
    }
    const size_t offset = member_count(params, "offset");
    const size_t limit = member_count(params, "limit");
    hits->per_page = limit ? limit : FINDINGS_LIMIT_DEFAULT;
    hits->first = offset > 0 ? offset - 1 : 0;
    const size_t more = hits->per_page + 2;
    json_object_set_new(params, "offset",
                        json_integer((json_int_t)hits->first));
    json_object_set_new(
        params, "limit",
        json_integer((json_int_t)MIN(more, FINDINGS_LIMIT_MAX)));
    json_object_set_new(params, "snippet", json_integer(0));
    json_object_set_new(params, "facets", json_array());
    hits->result = link_ask(view->web->link, "search", params, &failure);
    return hits->result;
}

/* A link to the hit of this rank, if there is one. */
static void
put_hit(const struct view *view,
        const struct hits *hits,
        size_t rank,
        const char *rel,
        const char *text)
{
    const size_t page = rank / hits->per_page * hits->per_page;
    char *offset = page > 0 ? g_strdup_printf("%zu", page) : NULL;

    put_neighbour(view,
                  json_array_get(json_object_get(hits->result, "hits"),
                                 rank - hits->first),
                  offset, rel, text);
    g_free(offset);
}

static void
put_search(const struct view *view)
{
    const char *id = member_text(view->paragraph, "id");
    struct hits hits;
    const json_t *hit;
    size_t i;

    if (!ask_hits(view, &hits))
        return;
    char *results = address_at(view->request, "/");
    html(view->out, "<nav aria-label=\"In the search\">\n"
                    "<h2>In the search</h2>\n<ul>\n");
    json_array_foreach(json_object_get(hits.result, "hits"), i, hit)
    {
        const size_t rank = hits.first + i;
        if (strcmp(member_text(hit, "id"), id) != 0)
            continue;
        if (rank > hits.first)
            put_hit(view, &hits, rank - 1, "prev", "Previous hit");
        put_hit(view, &hits, rank + 1, "next", "Next hit");
        break;
    }
    html(view->out,
         "<li><a href=\"%s\">Back to the results</a></li>\n</ul>\n"
         "</nav>\n",
         results);
    g_free(results);
    json_decref(hits.result);
}

/* What it is cited by, without the quotation. */
static void
put_reference(GString *out, const json_t *record, const json_t *report)
{
    const char *subject = member_subject(record);
    char date[CITE_DATE_SIZE];
    char *place = NULL;
    size_t len;
    FILE *stream = open_memstream(&place, &len);

    cite_date(report, date);
    if (stream)
        cite_put_place(record, stream);
    if (stream && fclose(stream) == 0)
        html(out, "<p class=\"reference\">%s%s%s%s%s%s</p>\n", subject,
             *subject ? ", " : "", member_text(record, "title"),
             *date ? ", " : "", date, place);
    free(place);
}

/* A link to another view of the same; frees the address. */
static void
put_way(GString *out, char *address, const char *text)
{
    html(out, "<li><a href=\"%s\">%s</a></li>\n", address, text);
    g_free(address);
}

static const json_t *
record_of(const struct view *view)
{
    return view->paragraph ? view->paragraph : view->report;
}

/* The paragraph as the index has it, and where one can go from here. */
static void
put_panel(const struct view *view)
{
    GString *out = view->out;
    const char *report = member_text(view->report, "id");
    const char *id = member_text(record_of(view), "id");

    html(out, "<section class=\"passage\" aria-label=\"%s\">\n",
         view->paragraph ? "The paragraph" : "The report");
    put_reference(out, record_of(view), view->report);
    if (view->paragraph)
        put_search(view);
    if (view->paragraph && !view->is_text)
        html(out, "<blockquote id=\"passage\">%s</blockquote>\n",
             member_text(view->paragraph, "text"));
    html(out, "<nav aria-label=\"From here\">\n");
    if (view->paragraph)
        put_neighbours(view);
    html(out, "<h2>Other views</h2>\n<ul>\n");
    if (view->paragraph)
        put_way(out, address_of("/paragraph/", id), "The paragraph in context");
    put_way(out, address_of("/report/", report), "The report in short");
    if (!view->is_text)
        put_way(out, address_in(view, place_text, id, NULL),
                "The text of the whole report");
    else if (view->is_pdf)
        put_way(out, address_in(view, place_pdf, id, NULL),
                "The PDF at its page");
    if (view->is_pdf || !view->problem)
        put_way(out, address_of("/original/", report), "The file itself");
    html(out, "</ul>\n</nav>\n</section>\n");
}

static void
open_page(const struct view *view, struct reply *reply)
{
    char *name = report_name(view->report);
    GString *title = g_string_new(name);

    g_free(name);
    if (!view->is_text)
        g_string_append_printf(title, ", page %zu", view->page);
    layout_open(reply, view->request, title->str);
    html(view->out, "<h1>%s</h1>\n", title->str);
    if (view->problem)
        html(view->out, "<p class=\"problem\">%s</p>\n", view->problem);
    html(view->out, "<div class=\"view\">\n");
    put_panel(view);
    g_string_free(title, TRUE);
}

static void
close_page(const struct view *view, struct reply *reply)
{
    html(view->out, "</div>\n");
    layout_close(reply, view->request);
}

/* The document, which script/viewer.js draws. */
static void
show_pdf(const struct view *view, struct reply *reply)
{
    GString *out = view->out;
    char *file = address_of("/original/", member_text(view->report, "id"));
    char *text =
        address_in(view, place_text, member_text(record_of(view), "id"), NULL);

    open_page(view, reply);
    html(out,
         "<section class=\"paper\" aria-label=\"The report as it is printed\" "
         "data-pdf=\"%s\" data-page=\"%zu\">\n"
         "<link rel=\"modulepreload\" href=\"/pdfjs/pdf.min.mjs\">\n"
         "<form class=\"tools\" hidden>\n"
         "<button type=\"button\" name=\"prev\">Previous page</button>\n"
         "<button type=\"button\" name=\"next\">Next page</button>\n"
         "<label>Page <input name=\"page\" type=\"number\" min=\"1\" "
         "value=\"%zu\"></label>\n<span class=\"count\"></span>\n"
         "<button type=\"button\" name=\"out\">Smaller</button>\n"
         "<button type=\"button\" name=\"in\">Larger</button>\n"
         "<button type=\"button\" name=\"mark\" hidden>To the paragraph"
         "</button>\n</form>\n"
         "<p class=\"found\" id=\"found\" role=\"status\"></p>\n"
         "<p class=\"on-paper\">The pages near the one on the screen "
         "follow. To print the whole report, open the file itself.</p>\n"
         "<div class=\"pages\" tabindex=\"0\" role=\"group\" "
         "aria-label=\"Pages\" aria-describedby=\"found\" hidden></div>\n"
         "<noscript><p>This page needs JavaScript to draw the PDF. Without it, "
         "<a href=\"%s#page=%zu\">open the PDF at page %zu</a> in your "
         "browser’s own way, or read <a href=\"%s\">the text of the report, "
         "with the paragraph marked</a>.</p></noscript>\n</section>\n",
         file, view->page, view->page, file, view->page, view->page, text);
    close_page(view, reply);
    g_free(text);
    g_free(file);
}

static void
show_text(const struct view *view, struct reply *reply)
{
    struct link_failure failure;

    open_page(view, reply);
    html(view->out, "<section class=\"text\" aria-label=\"The text of the "
                    "report\">\n");
    const bool is_good = report_put_text(
        view->out, view->web, member_text(view->report, "id"),
        view->paragraph ? member_text(view->paragraph, "id") : NULL, &failure);
    html(view->out, "</section>\n");
    close_page(view, reply);
    if (!is_good)
        layout_failure(reply, view->request, &failure);
}

/* Where a browser shows it in its own way. */
static void
go_elsewhere(const struct view *view, struct reply *reply)
{
    char *file = address_of("/original/", member_text(view->report, "id"));
    char *place = view->is_pdf
                      ? g_strdup_printf("%s#page=%zu", file, view->page)
                      : address_in(view, place_text,
                                   member_text(record_of(view), "id"), NULL);

    reply_redirect(reply, place);
    g_free(place);
    g_free(file);
}

/* Look at the file. What is wrong with it is written to reason. */
static void
look(struct view *view, char reason[FINDINGS_REASON_SIZE])
{
    struct original original;

    if (!original_open(&original, view->report, reason)) {
        view->problem = reason;
        return;
    }
    view->is_pdf = original.format == FINDINGS_FORMAT_PDF;
    if (original_has_changed(&original, view->report))
        view->problem = "The file has changed since it was indexed, so it may "
                        "differ from what was found. To read it again, run "
                        "findings-index.";
    original_close(&original);
}

static void
show(struct web *web,
     const struct request *request,
     struct reply *reply,
     bool is_text)
{
    struct view view = {
        .web = web, .request = request, .out = reply->body, .is_text = is_text};
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;

    if (!find(&view, request->rest, &failure)) {
        layout_failure(reply, request, &failure);
    } else {
        look(&view, reason);
        if (is_text)
            show_text(&view, reply);
        else if (view.is_pdf && pdfjs_folder())
            show_pdf(&view, reply);
        else
            go_elsewhere(&view, reply);
    }
    json_decref(view.around);
    json_decref(view.report);
}

void
page_view(struct web *web, const struct request *request, struct reply *reply)
{
    show(web, request, reply, false);
}

void
page_text(struct web *web, const struct request *request, struct reply *reply)
{
    show(web, request, reply, true);
}
