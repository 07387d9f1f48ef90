/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_paragraph.h"

#include "page/address.h"
#include "page/grades.h"
#include "page/hits.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/report_parts.h"
#include "page/written.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/naming.h"

#include <stdlib.h>
#include <string.h>

enum {
    NEIGHBOURS = 1,      /* on each side, unless the address says */
    NEIGHBOURS_MAX = 50, /* as the daemon allows */
    MORE = 5,            /* that a link adds */
    SIMILAR = 3
};

/* What the page is made of. */
struct view {
    const struct request *request;
    GString *out;
    const json_t *paragraph, *before, *after;
    unsigned n_before, n_after; /* to show; at least one is there on each side,
                                   if the report has it, to go on to */
};

/* A link that shows more neighbours on one side, unless it ends there. */
static void
put_more(const struct view *view,
         const char *name,
         unsigned asked,
         size_t got,
         const char *text)
{
    char number[16];

    if (got < MAX(asked, 1) || asked >= NEIGHBOURS_MAX)
        return;
    snprintf(number, sizeof number, "%u", MIN(asked + MORE, NEIGHBOURS_MAX));
    char *link = address_with(view->request, NULL, name, number);
    html(view->out, "<p class=\"more\"><a href=\"%s#here\">%s</a></p>\n", link,
         text);
    g_free(link);
}

static void
put_this(const struct view *view)
{
    const json_t *record = view->paragraph;

    html(view->out,
         "<article id=\"here\" class=\"this\">\n<p class=\"judged\">");
    grades_put_explained(view->out, record, 0);
    html(view->out, "</p>\n");
    hits_put_about(view->out, record);
    html(view->out, "<p class=\"text\">%s</p>\n", member_text(record, "text"));
    hits_put_actions(view->out, view->request, record);
    html(view->out, "</article>\n");
}

static void
put_context(const struct view *view)
{
    const json_t *neighbour, *last = NULL;
    size_t i;

    html(view->out, "<div class=\"context\">\n");
    put_more(view, "before", view->n_before, json_array_size(view->before),
             "Show more before it");
    json_array_foreach(view->before, i, neighbour)
    {
        if (view->n_before == 0)
            break;
        report_put_paragraph(view->out, neighbour, last, false);
        last = neighbour;
    }
    put_this(view);
    last = view->paragraph;
    json_array_foreach(view->after, i, neighbour)
    {
        if (view->n_after == 0)
            break;
        report_put_paragraph(view->out, neighbour, last, false);
        last = neighbour;
    }
    put_more(view, "after", view->n_after, json_array_size(view->after),
             "Show more after it");
    html(view->out, "</div>\n");
}

/* A link to the paragraph beside it. */
static void
put_step(const struct view *view,
         const json_t *neighbour,
         const char *rel,
         const char *text)
{
    if (!neighbour)
        return;
    char *link = address_of("/paragraph/", member_text(neighbour, "id"));
    html(view->out, "<li><a rel=\"%s\" href=\"%s\">%s</a></li>\n", rel, link,
         text);
    g_free(link);
}

static void
put_steps(const struct view *view)
{
    const size_t n = json_array_size(view->before);

    if (n == 0 && json_array_size(view->after) == 0)
        return;
    html(view->out, "<nav class=\"paging\" aria-label=\"Paragraphs of the "
                    "report\"><ul>\n");
    put_step(view, n > 0 ? json_array_get(view->before, n - 1) : NULL, "prev",
             "Previous paragraph");
    put_step(view, json_array_get(view->after, 0), "next", "Next paragraph");
    html(view->out, "</ul></nav>\n");
}

/* One way to cite it, with a button that a script shows. */
static void
put_citation(GString *out,
             const json_t *record,
             const char *name,
             const char *label,
             void (*put)(const json_t *record, FILE *out))
{
    char *text = g_strchomp(written(put, record));

    html(out,
         "<h3>%s</h3>\n<p class=\"citation\"><span id=\"cite-%s\">%s</span> "
         "<button type=\"button\" class=\"copy\" data-copy=\"#cite-%s\" hidden>"
         "Copy<span class=\"hidden\">: %s</span></button></p>\n",
         label, name, text, name, label);
    free(text);
}

static void
put_citations(GString *out, const json_t *record)
{
    const char *id = member_text(record, "id");
    char *encoded = g_uri_escape_string(id, NULL, FALSE);

    html(out, "<section id=\"cite\" aria-labelledby=\"cite-heading\">\n"
              "<h2 id=\"cite-heading\">Cite it</h2>\n");
    for (size_t i = 0; i < CITE_STYLES; i++)
        put_citation(out, record, cite_styles[i].name, cite_styles[i].label,
                     cite_styles[i].put);
    put_citation(out, record, "quotation", "With the quotation", cite_put);
    html(out,
         "<p>For a reference manager: "
         "<a href=\"/api/paragraph?id=%s&amp;format=ris\" download>RIS</a>, "
         "<a href=\"/api/paragraph?id=%s&amp;format=csl\" download>CSL-JSON</a>"
         "</p>\n</section>\n",
         encoded, encoded);
    g_free(encoded);
}

static void
put_about(GString *out, const json_t *record)
{
    char *report = address_of("/report/", member_text(record, "report"));
    char *name = report_name(record);

    html(out, "<section aria-labelledby=\"about-heading\">\n"
              "<h2 id=\"about-heading\">About it</h2>\n<dl class=\"facts\">\n");
    html(out, "<dt>Report</dt><dd><a href=\"%s\">%s</a>", report, name);
    if (*member_text(record, "title"))
        html(out, ": %s", member_text(record, "title"));
    html(out, "</dd>\n<dt>Grade</dt><dd>");
    grades_put(out, member_text(record, "grade"));
    html(out, " ");
    grades_explain(out, record);
    html(out, "</dd>\n<dt>Permanent link</dt><dd>");
    char *link = address_of("/paragraph/", member_text(record, "id"));
    html(out,
         "<a href=\"%s\" id=\"permalink\">%s</a> "
         "<button type=\"button\" class=\"copy\" data-copy=\"#permalink\" "
         "hidden>Copy<span class=\"hidden\"> the link</span></button></dd>\n"
         "</dl></section>\n",
         link, member_text(record, "id"));
    g_free(link);
    g_free(name);
    g_free(report);
}

/* The most similar paragraphs. This is not what the page is for, so if they
 * cannot be found there is only the link. */
static void
put_similar(const struct view *view, struct web *web)
{
    const char *id = member_text(view->paragraph, "id");
    struct link_failure failure;
    json_t *result =
        link_ask(web->link, "similar",
                 json_pack("{s:s, s:i}", "id", id, "limit", SIMILAR), &failure);
    char *link = address_of("/similar/", id);

    html(view->out, "<section aria-labelledby=\"similar-heading\">\n"
                    "<h2 id=\"similar-heading\">Similar paragraphs</h2>\n");
    if (result)
        hits_put(view->out, view->request, result, 0);
    html(view->out,
         "<p><a href=\"%s\">More similar paragraphs</a></p>\n"
         "</section>\n",
         link);
    g_free(link);
    json_decref(result);
}

static void
put_place(GString *out, const json_t *record)
{
    static const char *const headings[] = {"chapter", "section"};
    char *report = address_of("/report/", member_text(record, "report"));
    char *name = report_name(record);

    html(out,
         "<nav class=\"crumbs\" aria-label=\"Place in the report\"><ol>\n"
         "<li><a href=\"%s\">%s</a></li>\n",
         report, name);
    for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
        if (*member_text(record, headings[i]))
            html(out, "<li><a href=\"%s?all=1#%s\">%s</a></li>\n", report,
                 report_anchor(member_text(record, "id")),
                 member_text(record, headings[i]));
    html(out, "</ol></nav>\n");
    g_free(name);
    g_free(report);
}

void
page_paragraph(struct web *web,
               const struct request *request,
               struct reply *reply)
{
    struct link_failure failure;
    struct view view = {.request = request,
                        .out = reply->body,
                        .n_before = request_number(request, "before", 0,
                                                   NEIGHBOURS_MAX, NEIGHBOURS),
                        .n_after = request_number(request, "after", 0,
                                                  NEIGHBOURS_MAX, NEIGHBOURS)};
    json_t *result = link_ask(web->link, "get",
                              json_pack("{s:s, s:i, s:i}", "id", request->rest,
                                        "before", (int)MAX(view.n_before, 1),
                                        "after", (int)MAX(view.n_after, 1)),
                              &failure);

    if (!result) {
        layout_failure(reply, request, &failure);
        return;
    }
    view.paragraph = json_object_get(result, "paragraph");
    view.before = json_object_get(result, "before");
    view.after = json_object_get(result, "after");
    char *name = report_name(view.paragraph);
    char *place = written(cite_put_place, view.paragraph);
    char *title = g_strconcat(name, place, NULL);
    layout_open(reply, request, title);
    put_place(view.out, view.paragraph);
    html(view.out, "<h1>%s</h1>\n", title);
    put_context(&view);
    put_steps(&view);
    put_about(view.out, view.paragraph);
    put_citations(view.out, view.paragraph);
    put_similar(&view, web);
    layout_close(reply, request);
    g_free(title);
    free(place);
    g_free(name);
    json_decref(result);
}
