/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_compare.h"

#include "page/address.h"
#include "page/choosing.h"
#include "page/downloads.h"
#include "page/grade_changes.h"
#include "page/grades.h"
#include "page/hits.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/other_views.h"
#include "page/report_parts.h"
#include "page/tables.h"
#include "page/understanding.h"
#include "link/params.h"
#include "print/member.h"
#include "print/naming.h"

#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

enum { SIDES = 2, HITS = 5 };

/* What is compared: each a report or an authority. */
struct side {
    const char *name; /* borrowed from the request */
    bool is_report;
};

struct view {
    struct web *web;
    const struct request *request;
    const char *query;    /* the theme, or NULL */
    const json_t *params; /* of the question */
    struct side sides[SIDES];
    size_t n;
    const char *problem; /* with the choice, or NULL */
};

/* Take the sides from the arguments: report and authority, as links give them,
 * or side, as people type it: either. */
static void
read_sides(struct view *v)
{
    for (guint i = 0; i < v->request->arguments->len && v->n < SIDES; i++) {
        const struct argument *argument =
            &g_array_index(v->request->arguments, struct argument, i);
        const bool is_either = strcmp(argument->name, "side") == 0;
        const bool is_report = strcmp(argument->name, "report") == 0 ||
                               (is_either && naming_is_report(argument->value));
        if (*argument->value && (is_either || is_report ||
                                 strcmp(argument->name, "authority") == 0))
            v->sides[v->n++] = (struct side){argument->value, is_report};
    }
}

/* What is asked of the daemon; NULL if one more side has to be chosen. */
static json_t *
params_of(const struct view *v, json_t *params)
{
    if (v->n == 0 || (v->n == 1 && v->sides[0].is_report))
        return NULL;
    json_object_del(params, "filters");
    json_object_del(params, "date_from");
    json_object_del(params, "date_to");
    if (!json_object_get(params, "limit"))
        json_object_set_new(params, "limit", json_integer(HITS));
    if (v->n == 1) {
        json_object_set_new(params, "authority", json_string(v->sides[0].name));
        return json_incref(params);
    }
    json_t *sides = json_array();
    for (size_t i = 0; i < SIDES; i++)
        json_array_append_new(
            sides,
            json_pack("{s:s}", v->sides[i].is_report ? "report" : "authority",
                      v->sides[i].name));
    json_object_set_new(params, "sides", sides);
    return json_incref(params);
}

static const json_t *
report_at(const json_t *result, size_t i)
{
    return json_array_get(json_object_get(result, "reports"), i);
}

static char *
title_of(const struct view *v, const json_t *result)
{
    if (!result)
        return g_strdup("Two reports side by side");
    char *a = report_name(report_at(result, 0)),
         *b = report_name(report_at(result, 1));
    char *title = g_strdup_printf("%s and %s%s%s", a, b, v->query ? ": " : "",
                                  v->query ? v->query : "");
    g_free(a);
    g_free(b);
    return title;
}

static void
put_form(GString *out, const struct view *v)
{
    static const char *const labels[] = {"Authority or report",
                                         "and another (empty: its two latest)"};

    choosing_open(out, v->request, "Theme (may be empty)");
    for (size_t i = 0; i < SIDES; i++)
        html(out,
             "<p><label for=\"side-%zu\">%s</label>\n<input id=\"side-%zu\" "
             "name=\"side\" list=\"sides\" value=\"%s\" "
             "autocomplete=\"off\"></p>\n",
             i, labels[i], i, i < v->n ? v->sides[i].name : "");
    html(out, "</div>\n<button>Show</button>\n</form>\n");
    choosing_put_authorities(out, v->web, "sides");
}

/* The address of a view at the path of these reports, of which the second may
 * be NULL, and of the theme: what is compared is not filtered. */
static char *
address_of_reports(const struct view *v,
                   const char *path,
                   const char *first,
                   const char *second)
{
    static const char *const of_theme[] = {"q", "match", "exact"};
    struct request *own = request_new();

    request_add(own, "report", first);
    if (second)
        request_add(own, "report", second);
    for (size_t i = 0; i < G_N_ELEMENTS(of_theme); i++)
        if (request_get(v->request, of_theme[i]))
            request_add(own, of_theme[i], request_get(v->request, of_theme[i]));
    char *address = address_at(own, path);
    request_free(own);
    return address;
}

/* The reports of the authority; the caller frees the list. */
static json_t *
reports_of(struct web *web, const char *authority)
{
    struct link_failure failure;
    json_t *reports = json_array(), *next;
    struct link_parts *parts = link_parts(
        web->link, "reports",
        json_pack("{s:{s:[s]}}", "filters", "authority", authority), &failure);

    while (parts && (next = link_next(parts, &failure))) {
        const bool is_last = !json_is_array(next);
        if (!is_last)
            json_array_extend(reports, next);
        json_decref(next);
        if (is_last)
            break;
    }
    link_parts_end(parts);
    return reports;
}

/* The other reports of its authority, to put in the place of one side. */
static void
put_others(GString *out, const struct view *v, const json_t *result, size_t i)
{
    const char *authority = member_text(report_at(result, i), "authority");
    const char *id = member_text(report_at(result, i), "id");
    const char *other = member_text(report_at(result, 1 - i), "id");
    char name[NAMING_VALUE_SIZE];
    json_t *reports, *report;
    size_t k;

    if (!*authority)
        return;
    reports = reports_of(v->web, authority);
    html(out, "<details>\n<summary>Another report of %s</summary>\n<ul>\n",
         authority);
    json_array_foreach(reports, k, report)
    {
        const char *own = member_text(report, "id");
        const bool is_shown = strcmp(own, id) == 0 || strcmp(own, other) == 0;
        char *address = i == 0 ? address_of_reports(v, "/compare", own, other)
                               : address_of_reports(v, "/compare", other, own);
        if (is_shown)
            html(out, "<li>%s, %s (shown)</li>\n", member_date(report),
                 naming_framework(member_text(report, "framework"), name));
        else
            html(out, "<li><a href=\"%s\">%s, %s</a></li>\n", address,
                 member_date(report),
                 naming_framework(member_text(report, "framework"), name));
        g_free(address);
    }
    html(out, "</ul>\n</details>\n");
    json_decref(reports);
}

static void
put_hit(GString *out, const struct request *request, const json_t *hit)
{
    char *address = address_of("/paragraph/", member_text(hit, "id"));
    const char *section = member_text(hit, "section");

    html(out, "<li>\n<p>");
    html_marked(out, member_text(hit, "snippet"),
                json_object_get(hit, "highlights"));
    html(out, "</p>\n<p class=\"beside\"><a href=\"%s\">%s</a> ", address,
         *section ? section : "the paragraph");
    grades_put(out, member_text(hit, "grade"));
    html(out, "</p>\n");
    hits_put_actions(out, request, hit);
    html(out, "</li>\n");
    g_free(address);
}

/* What a report says about the theme. */
static void
put_theme(GString *out, const struct view *v, const json_t *result, size_t i)
{
    const json_t *found =
        json_array_get(json_object_get(result, "paragraphs"), i);
    const json_t *hits = json_object_get(found, "hits"), *hit;
    const size_t total = member_count(found, "total");
    char *address = address_of_reports(
        v, "/", member_text(report_at(result, i), "id"), NULL);
    size_t k;

    html(out, "<p><a href=\"%s\">%zu paragraph%s about %s</a></p>\n<ol>\n",
         address, total, total == 1 ? "" : "s", v->query);
    json_array_foreach(hits, k, hit)
    {
        if (json_is_true(json_object_get(hit, "counted")))
            put_hit(out, v->request, hit);
    }
    html(out, "</ol>\n");
    g_free(address);
}

static void
put_side(GString *out, const struct view *v, const json_t *result, size_t i)
{
    const json_t *report = report_at(result, i);
    char framework[NAMING_VALUE_SIZE];
    char *name = report_name(report);
    char *address = address_of("/report/", member_text(report, "id"));

    html(out,
         "<section>\n<h2><a href=\"%s\">%s</a></h2>\n<p>%s (%s), %zu "
         "paragraphs</p>\n",
         address, name, member_text(report, "title"),
         naming_framework(member_text(report, "framework"), framework),
         member_count(report, "paragraphs"));
    if (v->query)
        put_theme(out, v, result, i);
    put_others(out, v, result, i);
    html(out, "</section>\n");
    g_free(name);
    g_free(address);
}

static void
put_comparison(GString *out,
               const struct view *v,
               const json_t *result,
               json_t *table)
{
    if (!json_is_string(json_object_get(result, "framework")))
        html(out, "<p class=\"note\">These are inspections of different kinds, "
                  "which judge by different standards.</p>\n");
    if (json_array_size(json_object_get(table, "rows")) > 0) {
        grade_changes_put_summary(out, result);
        tables_put(out, v->request, table);
        downloads_put(out, v->request, true);
    } else {
        html(out, "<p>Neither report has grades.</p>\n");
    }
    html(out, "<div class=\"sides\">\n");
    for (size_t i = 0; i < SIDES; i++)
        put_side(out, v, result, i);
    html(out, "</div>\n");
}

static json_t *
table_of(const struct view *v, const json_t *result, const char *title)
{
    char *names[SIDES];

    for (size_t i = 0; i < SIDES; i++)
        names[i] = report_name(report_at(result, i));
    json_t *table = grade_changes_table(result, title, names[0], names[1]);
    for (size_t i = 0; i < SIDES; i++)
        g_free(names[i]);
    tables_sort(table, v->request);
    return table;
}

static void
show(struct reply *reply,
     const struct view *v,
     const json_t *result,
     const char *title)
{
    GString *out = reply->body;

    layout_open(reply, v->request, title);
    html(out, "<h1>%s</h1>\n", title);
    put_form(out, v);
    if (result) {
        json_t *table = table_of(v, result, title);
        understanding_put(out, v->request, result, v->params);
        put_comparison(out, v, result, table);
        json_decref(table);
    } else if (v->problem) {
        layout_put_problem(out, v->problem);
    } else {
        html(out, "<p>Choose an authority to see its two latest inspections "
                  "with grades, or two authorities or reports.</p>\n");
    }
    other_views_put(out, v->request);
    layout_close(reply, v->request);
}

static void
reply_with(struct reply *reply, const struct view *v, const json_t *result)
{
    char *title = title_of(v, result);

    if (result && downloads_are(v->request, "csv")) {
        json_t *rows = grade_changes_rows(result);
        downloads_reply_csv(reply, rows, "compare");
        json_decref(rows);
    } else if (result && downloads_are(v->request, "svg")) {
        json_t *table = table_of(v, result, title);
        tables_put_svg(reply->body, table);
        downloads_reply_svg(reply, "compare");
        json_decref(table);
    } else {
        show(reply, v, result, title);
    }
    g_free(title);
}

void
page_compare(struct web *web,
             const struct request *request,
             struct reply *reply)
{
    struct view v = {
        .web = web, .request = request, .query = request_get(request, "q")};
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    json_t *params = params_read(
        request, PARAMS_SELECTION | OPTION_BIT(OPTION_LIMIT), reason);
    json_t *asked = NULL, *result = NULL;

    if (!params) {
        layout_problem(reply, request, 400, "That cannot be read", reason);
        return;
    }
    v.params = params;
    read_sides(&v);
    asked = params_of(&v, params);
    if (asked)
        result = link_ask(web->link, "compare", asked, &failure);
    if (asked && !result && failure.code == FINDINGS_NOT_FOUND) {
        /* The form stays, so that something else can be chosen. */
        v.problem = failure.message;
        reply->status = layout_status(&failure);
    }
    if (asked && !result && !v.problem)
        layout_failure(reply, request, &failure);
    else
        reply_with(reply, &v, result);
    json_decref(params);
    json_decref(result);
}
