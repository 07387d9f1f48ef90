/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_absent.h"

#include "page/address.h"
#include "page/chips.h"
#include "page/choosing.h"
#include "page/downloads.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/other_views.h"
#include "page/selecting.h"
#include "page/tables.h"
#include "page/understanding.h"
#include "link/params.h"
#include "print/member.h"
#include "print/naming.h"

#include <stdlib.h>
#include <string.h>

static const char argument[] = "absent";

static const struct choice kinds[] = {
    {"reports", "reports"}, {"authorities", "authorities"}, {NULL, NULL}};

struct view {
    struct web *web;
    const struct request *request;
    const char *query;    /* NULL: no words were given */
    const json_t *params; /* of the question */
    const char *of;
    bool is_of_reports;
};

/* "Reports that never mention case recording" */
static char *
title_of(const struct view *v)
{
    GString *title = g_string_new(v->is_of_reports ? "Reports" : "Authorities");

    g_string_append_printf(title, " that never mention %s",
                           v->query ? v->query : "a theme");
    chips_name(title, v->request);
    return g_string_free(title, FALSE);
}

/* What the filters select of it, which is a link to that. */
static json_t *
count_cell(const struct view *v, const json_t *one)
{
    const char *name = v->is_of_reports ? "report" : "authority";
    char *address = *member_text(one, name)
                        ? selecting_address(v->request, "/",
                                            SELECTING("q", NULL, name,
                                                      member_text(one, name)))
                        : NULL;
    json_t *cell = tables_count(member_count(one, "paragraphs"), address);

    g_free(address);
    return cell;
}

static json_t *
report_row(const struct view *v, const json_t *one)
{
    char *address = address_of("/report/", member_text(one, "report"));
    const char *subject = member_subject(one);
    char name[NAMING_VALUE_SIZE];
    json_t *row = json_array();

    json_array_append_new(
        row,
        tables_cell(*subject ? subject : member_text(one, "report"), address));
    json_array_append_new(row, tables_cell(member_text(one, "date"), NULL));
    json_array_append_new(
        row, tables_cell(naming_framework(member_text(one, "framework"), name),
                         NULL));
    json_array_append_new(row, tables_cell(member_text(one, "title"), NULL));
    json_array_append_new(row, count_cell(v, one));
    g_free(address);
    return row;
}

static json_t *
authority_row(const struct view *v, const json_t *one)
{
    const char *name = member_text(one, "authority");
    json_t *row = json_array();

    json_array_append_new(row, tables_cell(*name ? name : "(none)", NULL));
    json_array_append_new(row, count_cell(v, one));
    return row;
}

static void
add_columns(json_t *table, bool is_of_reports)
{
    static const char *const of_reports[] = {"report", "date", "framework",
                                             "title", "paragraphs"};
    static const char *const of_authorities[] = {"authority", "paragraphs"};
    const char *const *names = is_of_reports ? of_reports : of_authorities;
    const size_t n =
        is_of_reports ? G_N_ELEMENTS(of_reports) : G_N_ELEMENTS(of_authorities);

    for (size_t i = 0; i < n; i++)
        tables_add_column(table, names[i], NULL, names[i], NULL);
}

static json_t *
table_of(const struct view *v, const json_t *result, const char *title)
{
    json_t *table = tables_new(title), *one;
    size_t i;

    add_columns(table, v->is_of_reports);
    json_array_foreach(json_object_get(result, "absent"), i, one)
    {
        json_array_append_new(json_object_get(table, "rows"),
                              v->is_of_reports ? report_row(v, one)
                                               : authority_row(v, one));
    }
    tables_sort(table, v->request);
    return table;
}

/* The same as rows for CSV, with the id of each report. */
static json_t *
rows_of(const struct view *v, const json_t *result)
{
    static const char *const of_reports[] = {
        "report",    "authority", "provider",   "date",
        "framework", "title",     "paragraphs", NULL};
    static const char *const of_authorities[] = {"authority", "paragraphs",
                                                 NULL};
    const char *const *names = v->is_of_reports ? of_reports : of_authorities;
    json_t *rows = json_array(), *row = json_array(), *one;
    size_t i;

    for (size_t c = 0; names[c]; c++)
        json_array_append_new(row, json_string(names[c]));
    json_array_append_new(rows, row);
    json_array_foreach(json_object_get(result, "absent"), i, one)
    {
        row = json_array();
        for (size_t c = 0; names[c]; c++) {
            json_t *value = json_object_get(one, names[c]);
            json_array_append_new(row,
                                  value ? json_incref(value) : json_string(""));
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

/* How many do and do not, and a bar of that. */
static void
put_totals(GString *out, const struct view *v, const json_t *result)
{
    const size_t selected = member_count(result, "selected");
    const size_t mentioning = member_count(result, "mentioning");
    char *address = selecting_address(v->request, "/", NULL);

    html(out,
         "<p role=\"status\"><strong>%zu of %zu %s never mention %s</strong>; "
         "<a href=\"%s\">%zu do</a>.</p>\n",
         selected - mentioning, selected, v->of, v->query, address, mentioning);
    if (selected > 0)
        html(out,
             "<svg class=\"bar-of-all\" viewBox=\"0 0 100 4\" "
             "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
             "<rect class=\"rest\" width=\"100\" height=\"4\"/>"
             "<rect class=\"part\" width=\"%g\" height=\"4\"/></svg>\n",
             100.0 * (double)(selected - mentioning) / (double)selected);
    g_free(address);
}

static void
put_form(GString *out, const struct view *v)
{
    static const char *const none[] = {NULL};

    choosing_open(out, v->request, "Theme");
    choosing_put_one(out, v->request, "List", argument, kinds);
    choosing_close(out, v->web, v->request, none);
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
        put_totals(out, v, result);
        if (json_array_size(json_object_get(table, "rows")) > 0) {
            tables_put(out, v->request, table);
            downloads_put(out, v->request, true);
        }
        json_decref(table);
    } else {
        html(out, "<p>Give the words of a theme, such as “private fostering”, "
                  "to list the reports or authorities that never mention it."
                  "</p>\n");
    }
    other_views_put(out, v->request);
    layout_close(reply, v->request);
}

static void
reply_with(struct reply *reply, const struct view *v, const json_t *result)
{
    char *title = title_of(v);

    if (result && downloads_are(v->request, "csv")) {
        downloads_reply_csv(reply, rows_of(v, result), "absent");
    } else if (result && downloads_are(v->request, "svg")) {
        downloads_reply_table(reply, table_of(v, result, title), "absent");
    } else {
        show(reply, v, result, title);
    }
    g_free(title);
}

void
page_absent(struct web *web, const struct request *request, struct reply *reply)
{
    const char *of = request_get(request, argument);
    struct view v = {.web = web,
                     .request = request,
                     .query = request_get(request, "q"),
                     .of = of ? of : kinds[0].value};
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    json_t *params = params_read(request, PARAMS_SELECTION, reason);
    json_t *result = NULL;

    v.is_of_reports = strcmp(v.of, kinds[0].value) == 0;
    if (!params) {
        layout_problem(reply, request, 400, "That cannot be read", reason);
        return;
    }
    v.params = params;
    json_object_set_new(params, "of", json_string(v.of));
    if (v.query)
        result = link_ask(web->link, "absent", json_incref(params), &failure);
    if (v.query && !result)
        layout_failure(reply, request, &failure);
    else
        reply_with(reply, &v, result);
    json_decref(params);
    json_decref(result);
}
