/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/grades_by_year.h"

#include "page/downloads.h"
#include "page/html.h"
#include "page/selecting.h"
#include "page/tables.h"
#include "page/trend_views.h"
#include "page/year_counts.h"

#include "ask/trending.h"
#include "print/member.h"
#include "print/ranks.h"

#include <stdlib.h>
#include <string.h>

/* The reports, while they arrive. */
struct counting {
    struct grades_by_year *grades;
    json_t *counts; /* year_counts.h */
    json_t *found;  /* {value, count} of each grade */
};

static void
note_grade(json_t *found, const char *grade)
{
    size_t i;
    json_t *one;

    json_array_foreach(found, i, one)
    {
        if (strcmp(member_text(one, "value"), grade) == 0)
            return;
    }
    json_array_append_new(found, json_pack("{s:s}", "value", grade));
}

/* The reports of an authority come by date. */
static void
note_authority(json_t *authorities, const json_t *report)
{
    const char *name = member_text(report, "authority");
    json_t *authority = json_object_get(authorities, name);

    if (!*name)
        return;
    if (!authority) {
        authority = json_object();
        json_object_set_new(authorities, name, authority);
    }
    json_object_set_new(
        authority, "reports",
        json_integer((json_int_t)member_count(authority, "reports") + 1));
    if (*member_text(report, "overall") &&
        strcmp(member_text(report, "date"), member_text(authority, "date")) >=
            0) {
        json_object_set(authority, "overall",
                        json_object_get(report, "overall"));
        json_object_set(authority, "date", json_object_get(report, "date"));
    }
}

static void
take_part(struct counting *c, const json_t *part)
{
    size_t i;
    json_t *report;

    json_array_foreach(part, i, report)
    {
        const char *overall = member_text(report, "overall");
        note_authority(c->grades->authorities, report);
        if (*overall) {
            note_grade(c->found, overall);
            year_counts_add(c->counts, member_text(report, "date"), overall);
        } else {
            c->grades->n_ungraded++;
        }
    }
}

/* The trend of what has been counted; takes ownership of the revision. */
static json_t *
trend_of(const struct counting *c, json_t *revision)
{
    json_t *sorted = ranks_sorted("grade", c->found), *values = json_array();
    const json_t *results[TRENDING_QUESTIONS];
    json_t *one;
    size_t i;

    json_array_foreach(sorted, i, one)
    {
        json_array_append(values, json_object_get(one, "value"));
    }
    json_t *found = year_counts_matrix(c->counts, "grade", values, false);
    json_t *base = year_counts_matrix(c->counts, "grade", values, true);
    json_object_set_new(found, "query", json_object());
    json_object_set_new(found, "unknown", json_array());
    results[0] = found;
    results[1] = results[2] = base;
    json_t *trend = trending_of(results, "grade", "reports", revision);
    json_decref(sorted);
    json_decref(values);
    json_decref(found);
    json_decref(base);
    return trend;
}

/* Read all parts of the answer. Returns its revision, NULL after a failure. */
static json_t *
read_reports(struct counting *c,
             struct link_parts *parts,
             struct link_failure *failure)
{
    json_t *next, *revision;

    while ((next = link_next(parts, failure)) && json_is_array(next)) {
        take_part(c, next);
        json_decref(next);
    }
    revision = json_incref(json_object_get(next, "revision"));
    json_decref(next);
    return revision;
}

bool
grades_by_year_ask(struct grades_by_year *grades,
                   struct web *web,
                   const json_t *params,
                   struct link_failure *failure)
{
    struct counting c = {
        .grades = grades, .counts = year_counts_new(), .found = json_array()};
    json_t *all = json_deep_copy(params);
    json_t *revision = NULL;

    *grades = (struct grades_by_year){.authorities = json_object()};
    /* A distribution of some grades only would be none. */
    json_object_del(json_object_get(all, "filters"), "grade");
    struct link_parts *parts = link_parts(web->link, "reports", all, failure);
    if (parts)
        revision = read_reports(&c, parts, failure);
    if (revision)
        grades->trend = trend_of(&c, revision);
    link_parts_end(parts);
    json_decref(c.counts);
    json_decref(c.found);
    return grades->trend;
}

void
grades_by_year_fini(struct grades_by_year *grades)
{
    json_decref(grades->trend);
    json_decref(grades->authorities);
}

bool
grades_by_year_reply(struct reply *reply,
                     const struct request *request,
                     const struct grades_by_year *grades,
                     const char *title)
{
    if (downloads_are(request, "csv")) {
        downloads_reply_csv(reply, trend_rows(grades->trend), "grades");
        return true;
    }
    if (!downloads_are(request, "svg"))
        return false;
    trend_views_put_svg(reply->body, grades->trend, title, NULL, NULL);
    downloads_reply_svg(reply, "grades");
    return true;
}

/* The list of the reports that a count is of. */
static char *
address_of_reports(const char *year, const char *value, void *data)
{
    const struct request *request = data;

    return *year && value ? selecting_address(request, "/reports",
                                              SELECTING("q", NULL, "year", year,
                                                        "grade", value))
                          : NULL;
}

void
grades_by_year_put(GString *out,
                   const struct request *request,
                   const struct grades_by_year *grades,
                   const char *title)
{
    trend_views_put(out, request, grades->trend, title, address_of_reports,
                    (void *)request);
    html(out,
         "<p class=\"legend\">Shares are of the reports that have an overall "
         "grade; %zu others have none. Which inspections there were differs "
         "from year to year, and so do their standards.</p>\n",
         grades->n_ungraded);
}

void
grades_by_year_put_authorities(GString *out,
                               const struct request *request,
                               const struct grades_by_year *grades)
{
    json_t *table = tables_new("Authorities and their latest overall grades");
    json_t *authority;
    const char *name;

    tables_add_column(table, "authority", NULL, "authority", NULL);
    tables_add_column(table, "reports", NULL, "count", NULL);
    tables_add_column(table, "latest overall grade", NULL, "overall", NULL);
    tables_add_column(table, "date", NULL, "date", NULL);
    json_object_foreach(grades->authorities, name, authority)
    {
        const char *overall = member_text(authority, "overall");
        char *address = selecting_address(request, request->path,
                                          SELECTING("authority", name));
        json_t *grade = tables_grade(*overall ? overall : NULL);
        json_array_append_new(
            json_object_get(table, "rows"),
            json_pack("[o, o, o, o]", tables_cell(name, address),
                      tables_count(member_count(authority, "reports"), NULL),
                      grade,
                      tables_cell(member_text(authority, "date"), NULL)));
        g_free(address);
    }
    tables_sort(table, request);
    tables_put(out, request, table);
    json_decref(table);
}
