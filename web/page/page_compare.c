/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_compare.h"

#include "page/address.h"
#include "page/choosing.h"
#include "page/comparable.h"
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
    json_t *alone; /* reports of the only authority chosen, if it has no two */
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
    if (v->alone)
        return g_strdup_printf(
            "%s has no two reports to compare",
            member_text(json_array_get(v->alone, 0), "authority"));
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
    char *address = comparable_address(
        v->request, "/", member_text(report_at(result, i), "id"), NULL);
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
    comparable_put_others(out, v->web, v->request,
                          json_object_get(result, "reports"), i);
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
    } else if (v->alone) {
        comparable_put_alone(out, v->web, v->request, v->alone);
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
        downloads_reply_csv(reply, grade_changes_rows(result), "compare");
    } else if (result && downloads_are(v->request, "svg")) {
        downloads_reply_table(reply, table_of(v, result, title), "compare");
    } else {
        show(reply, v, result, title);
    }
    g_free(title);
}

/* Nothing can be compared: say what there is of the authority, if that is all
 * that was chosen and it is known, or what is wrong. The form stays, so that
 * something else can be chosen. */
static void
excuse(struct view *v, const struct link_failure *failure, struct reply *reply)
{
    if (v->n == 1 && !request_get(v->request, "as"))
        v->alone = comparable_alone(v->web, v->sides[0].name);
    if (v->alone)
        return;
    v->problem = failure->message;
    reply->status = layout_status(failure);
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
    if (asked && !result && failure.code == FINDINGS_NOT_FOUND)
        excuse(&v, &failure, reply);
    if (asked && !result && !v.problem && !v.alone)
        layout_failure(reply, request, &failure);
    else
        reply_with(reply, &v, result);
    json_decref(params);
    json_decref(result);
    json_decref(v.alone);
}
