/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_judgements.h"

#include "page/address.h"
#include "page/choosing.h"
#include "page/downloads.h"
#include "page/grades_by_year.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/other_views.h"
#include "page/selecting.h"
#include "page/tables.h"
#include "page/understanding.h"
#include "link/params.h"
#include "print/grid.h"
#include "print/member.h"
#include "print/naming.h"

#include <stdlib.h>
#include <string.h>

/* Only these filters apply to reports and their judgements. */
static const char *const applying[] = {"authority", "provider", "framework",
                                       "report",    "year",     "service_area",
                                       "grade",     NULL};

/* The tables of a page, at most. */
enum { TABLES_MAX = 30 };

/* The parameters without what does not apply. Returns whether any filter was
 * left out. */
static bool
keep_applying(json_t *params)
{
    json_t *filters = json_object_get(params, "filters"), *values;
    json_t *kept = json_object();
    const char *name;

    json_object_foreach(filters, name, values)
    {
        for (size_t i = 0; applying[i]; i++)
            if (strcmp(applying[i], name) == 0)
                json_object_set(kept, name, values);
    }
    const bool is_cut = json_object_size(kept) < json_object_size(filters);
    json_object_del(params, "query");
    json_object_del(params, "match");
    json_object_del(params, "exact");
    json_object_set_new(params, "filters", kept);
    return is_cut;
}

/* The judgements of one authority or provider under one framework: those from
 * first on that are before end and have the framework of the first. */
static json_t *
of_framework(const json_t *judgements, size_t first, size_t end)
{
    const char *framework =
        member_text(json_array_get(judgements, first), "framework");
    json_t *own = json_array();

    for (size_t i = first; i < end; i++)
        if (strcmp(member_text(json_array_get(judgements, i), "framework"),
                   framework) == 0)
            json_array_append(own, json_array_get(judgements, i));
    return own;
}

/* Whether a judgement from first to before i has the framework of the i-th. */
static bool
is_taken(const json_t *judgements, size_t first, size_t i)
{
    const char *framework =
        member_text(json_array_get(judgements, i), "framework");

    while (first < i &&
           strcmp(member_text(json_array_get(judgements, first), "framework"),
                  framework) != 0)
        first++;
    return first < i;
}

static size_t
end_of_subject(const json_t *judgements, size_t first)
{
    const char *subject = member_subject(json_array_get(judgements, first));
    size_t end = first;

    while (end < json_array_size(judgements) &&
           strcmp(member_subject(json_array_get(judgements, end)), subject) ==
               0)
        end++;
    return end;
}

/* A list of the judgements of each subject and framework, in their order. */
static json_t *
groups_of(const json_t *judgements)
{
    json_t *groups = json_array();
    size_t end;

    for (size_t first = 0; first < json_array_size(judgements); first = end) {
        end = end_of_subject(judgements, first);
        for (size_t i = first; i < end; i++)
            if (!is_taken(judgements, first, i))
                json_array_append_new(groups, of_framework(judgements, i, end));
    }
    return groups;
}

static json_t *
row_of(const json_t *entry)
{
    json_t *row = json_array(), *grade;
    json_t *head = tables_cell(member_text(entry, "judgement"), NULL);
    char area[NAMING_VALUE_SIZE];
    size_t i;

    json_object_set_new(
        head, "note",
        json_string(naming_value("service_area",
                                 member_text(entry, "service_area"), area)));
    json_array_append_new(row, head);
    json_array_foreach(json_object_get(entry, "grades"), i, grade)
    {
        json_array_append_new(row, tables_grade(json_string_value(grade)));
    }
    return row;
}

/* The grades of one group: a column for each report. */
static json_t *
table_of(json_t *group)
{
    json_t *reports = grid_reports(group);
    json_t *entries = grid_side_by_side(group, reports), *one;
    const json_t *first = json_array_get(group, 0);
    const char *subject = member_subject(first);
    char name[NAMING_VALUE_SIZE];
    char *caption = g_strdup_printf(
        "%s: %s", *subject ? subject : "(authority unknown)",
        naming_value("framework", member_text(first, "framework"), name));
    json_t *table = tables_new(caption);
    size_t i;

    tables_add_column(table, "judgement", NULL, NULL, NULL);
    json_array_foreach(reports, i, one)
    {
        char *address = address_of("/report/", member_text(one, "report"));
        const char *date = member_text(one, "date");
        tables_add_column(table, *date ? date : member_text(one, "report"),
                          NULL, NULL, address);
        g_free(address);
    }
    json_array_foreach(entries, i, one)
    {
        json_array_append_new(json_object_get(table, "rows"), row_of(one));
    }
    g_free(caption);
    json_decref(reports);
    json_decref(entries);
    return table;
}

/* The way to this table alone, as a picture. */
static void
put_picture(GString *out, const struct request *request, const json_t *group)
{
    const json_t *first = json_array_get(group, 0);
    const bool is_of_provider = *member_text(first, "provider");
    char *address =
        selecting_address(request, request->path,
                          SELECTING(is_of_provider ? "provider" : "authority",
                                    member_subject(first), "framework",
                                    member_text(first, "framework")));

    html(out,
         "<p class=\"takeaway\"><a class=\"svg\" href=\"%s&as=svg\" "
         "download>picture (SVG)</a></p>\n",
         address);
    g_free(address);
}

static const char *
authority_of(const json_t *groups, size_t i)
{
    return member_text(json_array_get(json_array_get(groups, i), 0),
                       "authority");
}

/* The way to a comparison, below the last table of an authority. */
static void
put_comparison(GString *out,
               const struct request *request,
               const json_t *groups,
               size_t i)
{
    const char *authority = authority_of(groups, i);

    if (!*authority || strcmp(authority_of(groups, i + 1), authority) == 0)
        return;
    char *address = selecting_address(request, "/compare",
                                      SELECTING("authority", authority));
    html(out, "<p><a href=\"%s\">The latest two of %s side by side</a></p>\n",
         address, authority);
    g_free(address);
}

static void
put_histories(GString *out, const struct request *request, const json_t *groups)
{
    const size_t n = json_array_size(groups);

    for (size_t i = 0; i < n && i < TABLES_MAX; i++) {
        json_t *group = json_array_get(groups, i);
        json_t *table = table_of(group);
        tables_put(out, request, table);
        put_picture(out, request, group);
        put_comparison(out, request, groups, i);
        json_decref(table);
    }
    if (n > TABLES_MAX)
        html(out,
             "<p>%zu more tables are not shown; choose fewer authorities, or "
             "take the CSV.</p>\n",
             n - TABLES_MAX);
    html(out, "<p class=\"legend\">Grades are as printed. Frameworks are kept "
              "apart, because they judge by different standards. A dash: the "
              "report does not judge it.</p>\n");
}

/* "Grades over time: Sheffield" */
static char *
title_of(const struct request *request)
{
    const char *authority = request_get(request, "authority");
    const char *report = request_get(request, "report");
    const char *provider = request_get(request, "provider");
    const char *of = authority ? authority : report ? report : provider;

    return of ? g_strdup_printf("Grades over time: %s", of)
              : g_strdup("Overall grades by year");
}

static void
put_form(GString *out, struct web *web, const struct request *request)
{
    static const char *const but[] = {"authority", "kind",   "polarity",
                                      "deadline",  "number", NULL};
    const char *query = request_get(request, "q");

    html(out,
         "<form class=\"choosing\" action=\"%s\">\n"
         "<div class=\"fields\">\n",
         request->path);
    if (query) { /* for the way back */
        html(out, "<input type=\"hidden\" name=\"q\"");
        html_value(out, query);
        html(out, ">\n");
    }
    /* One that is typed is added to those there are. */
    choosing_put_text(out,
                      request_get(request, "authority") ? "Another authority"
                                                        : "Authority",
                      "authority", NULL, "authorities");
    choosing_close(out, web, request, but);
    choosing_put_authorities(out, web, "authorities");
}

static void
open_page(struct reply *reply,
          struct web *web,
          const struct request *request,
          const char *title,
          bool is_cut)
{
    layout_open(reply, request, title);
    html(reply->body, "<h1>%s</h1>\n", title);
    put_form(reply->body, web, request);
    if (is_cut)
        html(reply->body, "<p class=\"note\">Filters on paragraphs do not "
                          "apply to judgements and are ignored here.</p>\n");
}

/* The histories of the authorities that are selected. */
static void
reply_histories(struct reply *reply,
                struct web *web,
                const struct request *request,
                const json_t *params,
                json_t *result,
                bool is_cut)
{
    char *title = title_of(request);
    json_t *groups = groups_of(json_object_get(result, "judgements"));

    if (downloads_are(request, "csv")) {
        downloads_reply_csv(reply, grid_judgements(result), "judgements");
    } else if (downloads_are(request, "svg") && json_array_size(groups) > 0) {
        downloads_reply_table(reply, table_of(json_array_get(groups, 0)),
                              "judgements");
    } else {
        open_page(reply, web, request, title, is_cut);
        understanding_put(reply->body, request, result, params);
        if (json_array_size(groups) > 0) {
            put_histories(reply->body, request, groups);
            downloads_put(reply->body, request, false);
        } else {
            html(reply->body,
                 "<p role=\"status\">There are no judgements.</p>\n");
        }
        other_views_put(reply->body, request);
        layout_close(reply, request);
    }
    json_decref(groups);
    g_free(title);
}

/* The overall grades of all reports that are selected. */
static void
reply_overview(struct reply *reply,
               struct web *web,
               const struct request *request,
               const struct grades_by_year *grades,
               bool is_cut)
{
    char *title = title_of(request);

    if (grades_by_year_reply(reply, request, grades, title)) {
        g_free(title);
        return;
    }
    open_page(reply, web, request, title, is_cut);
    grades_by_year_put(reply->body, request, grades, title);
    downloads_put(reply->body, request, true);
    grades_by_year_put_authorities(reply->body, request, grades);
    other_views_put(reply->body, request);
    layout_close(reply, request);
    g_free(title);
}

static void
show_overview(struct web *web,
              const struct request *request,
              struct reply *reply,
              json_t *params,
              bool is_cut)
{
    struct grades_by_year grades;
    struct link_failure failure;

    if (grades_by_year_ask(&grades, web, params, &failure))
        reply_overview(reply, web, request, &grades, is_cut);
    else
        layout_failure(reply, request, &failure);
    grades_by_year_fini(&grades);
}

static void
show_histories(struct web *web,
               const struct request *request,
               struct reply *reply,
               json_t *params,
               bool is_cut)
{
    struct link_failure failure;
    json_t *result =
        link_ask(web->link, "judgements", json_incref(params), &failure);

    if (result)
        reply_histories(reply, web, request, params, result, is_cut);
    else
        layout_failure(reply, request, &failure);
    json_decref(result);
}

void
page_judgements(struct web *web,
                const struct request *request,
                struct reply *reply)
{
    const bool is_one = request_get(request, "authority") ||
                        request_get(request, "provider") ||
                        request_get(request, "report");
    char reason[FINDINGS_REASON_SIZE];
    json_t *params = params_read(request, PARAMS_SELECTION, reason);

    if (!params) {
        layout_problem(reply, request, 400, "That cannot be read", reason);
        return;
    }
    const bool is_cut = keep_applying(params);
    if (is_one)
        show_histories(web, request, reply, params, is_cut);
    else
        show_overview(web, request, reply, params, is_cut);
    json_decref(params);
}
