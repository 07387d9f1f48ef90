/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_trend.h"

#include "page/chips.h"
#include "page/choosing.h"
#include "page/downloads.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/other_views.h"
#include "page/selecting.h"
#include "page/trend_views.h"
#include "page/understanding.h"
#include "link/params.h"
#include "link/together.h"

#include "ask/trending.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/trend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the series of two themes are divided by. */
static const char theme[] = "theme";

static const struct choice units[] = {{"reports", "reports"},
                                      {"paragraphs", "paragraphs"},
                                      {"authorities", "authorities"},
                                      {NULL, NULL}};

struct view {
    struct web *web;
    const json_t *params; /* of the selection */
    const struct request *request;
    const char *query, *against; /* against is NULL if there is one theme */
    const char *by;              /* the daemon's name of the field, or NULL */
    const char *unit;
    json_t *trend; /* owned; NULL without words */
    bool is_one;   /* state of the index */
};

/* The search that a count is of. */
static char *
address_of_count(const char *year, const char *value, void *data)
{
    const struct view *v = data;
    const bool is_theme = v->against && value;
    const struct selected_value values[] = {{"year", year},
                                            {v->by ? v->by : "", value}};
    const size_t n = is_theme || !value ? 1 : 2;

    if (!is_theme)
        return selecting_search(v->request, values, n);
    char *address = selecting_address(
        v->request, "/", SELECTING("q", value, "year", *year ? year : NULL));
    if (*year)
        return address;
    g_free(address);
    return NULL;
}

/* Ask for the trend of the selection, which it takes ownership of. NULL after a
 * failure. */
static json_t *
ask_trend(struct web *web,
          json_t *selection,
          struct view *v,
          struct link_failure *failure)
{
    struct question questions[TRENDING_QUESTIONS];
    const json_t *results[TRENDING_QUESTIONS];
    json_t *trend = NULL;
    bool is_one;

    trending_ask(selection, v->by, v->unit, questions);
    if (together_ask(web->link, questions, TRENDING_QUESTIONS, &is_one,
                     failure)) {
        for (int q = 0; q < TRENDING_QUESTIONS; q++)
            results[q] = question_result(&questions[q]);
        trend =
            trending_of(results, v->by, v->unit,
                        json_incref(json_object_get(results[0], "revision")));
        v->is_one = v->is_one && is_one;
    }
    for (int q = 0; q < TRENDING_QUESTIONS; q++)
        question_fini(&questions[q]);
    json_decref(selection);
    return trend;
}

/* The only series of the trend as that of the theme, with the trend's sums. */
static json_t *
series_of_theme(const json_t *trend, const char *query)
{
    static const char *const sums[] = {"count", "of", "of_reports", "share"};
    json_t *series =
        json_copy(json_array_get(json_object_get(trend, "series"), 0));

    json_object_set_new(series, "value", json_string(query));
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++)
        json_object_set(series, sums[i], json_object_get(trend, sums[i]));
    return series;
}

/* Make the trend that of two themes. */
static bool
add_theme(struct web *web,
          const json_t *selection,
          struct view *v,
          struct link_failure *failure)
{
    json_t *other = json_deep_copy(selection);

    json_object_set_new(other, "query", json_string(v->against));
    json_t *trend = ask_trend(web, other, v, failure);
    if (!trend)
        return false;
    json_t *series = json_pack("[o, o]", series_of_theme(v->trend, v->query),
                               series_of_theme(trend, v->against));
    json_object_set_new(v->trend, "by", json_string(theme));
    json_object_set_new(v->trend, "series", series);
    v->is_one = v->is_one && json_equal(json_object_get(v->trend, "revision"),
                                        json_object_get(trend, "revision"));
    json_decref(trend);
    return true;
}

/* "case recording by year and grade" */
static char *
title_of(const struct view *v)
{
    GString *title = g_string_new(v->query);

    if (v->against)
        g_string_append_printf(title, " and %s,", v->against);
    g_string_append(title, " by year");
    if (v->by)
        g_string_append_printf(title, " and %s", naming_field(v->by));
    chips_name(title, v->request);
    return g_string_free(title, FALSE);
}

static void
put_form(GString *out, struct web *web, const struct request *request)
{
    static const char *const none[] = {NULL};

    choosing_open(out, request, "Theme");
    choosing_put_text(out, "Against another theme", "against",
                      request_get(request, "against"), NULL);
    choosing_put_field(out, request, "Divided by", "by", "", false);
    choosing_put_one(out, request, "Count", "count", units);
    choosing_close(out, web, request, none);
}

static void
show(struct reply *reply, struct view *v, const char *title)
{
    GString *out = reply->body;

    layout_open(reply, v->request, title);
    html(out, "<h1>%s</h1>\n", title);
    put_form(out, v->web, v->request);
    if (v->trend) {
        understanding_put(out, v->request, v->trend, v->params);
        if (v->against && request_get(v->request, "by"))
            html(out, "<p class=\"note\">Two themes are not divided "
                      "further.</p>\n");
        if (!v->is_one)
            html(out, "<p class=\"note\">The index changed while the years "
                      "were counted, so the shares may be wrong; load the page "
                      "again.</p>\n");
        trend_views_put(out, v->request, v->trend, title, address_of_count, v);
        downloads_put(out, v->request, true);
    } else {
        html(out, "<p>Give the words of a theme, such as “case recording”, to "
                  "see in which share of the reports of each year it is "
                  "mentioned.</p>\n");
    }
    other_views_put(out, v->request);
    layout_close(reply, v->request);
}

static void
reply_with(struct reply *reply, struct view *v)
{
    char *title = v->query ? title_of(v) : g_strdup("A theme by year");

    if (v->trend && downloads_are(v->request, "csv")) {
        downloads_reply_csv(reply, trend_rows(v->trend), "trend");
    } else if (v->trend && downloads_are(v->request, "svg")) {
        trend_views_put_svg(reply->body, v->trend, title, NULL, NULL);
        downloads_reply_svg(reply, "trend");
    } else {
        show(reply, v, title);
    }
    g_free(title);
}

/* Read how the trend is shown; false if it cannot be. */
static bool
read_view(struct view *v, json_t *params, char reason[FINDINGS_REASON_SIZE])
{
    const char *by = member_text(params, "columns");
    const char *unit = member_text(params, "count");

    v->params = params;
    v->query = request_get(v->request, "q");
    v->against = v->query ? request_get(v->request, "against") : NULL;
    v->by = *by && !v->against ? by : NULL;
    v->unit = *unit ? unit : units[0].value;
    if (strcmp(by, "year") != 0 && strcmp(by, "date") != 0)
        return true;
    g_snprintf(reason, FINDINGS_REASON_SIZE,
               "There is a row for each year anyway; divide it by another "
               "field, such as grade.");
    return false;
}

static bool
ask(struct web *web,
    const json_t *params,
    struct view *v,
    struct link_failure *failure)
{
    json_t *selection = json_deep_copy(params);
    bool is_good = true;

    json_object_del(selection, "columns");
    json_object_del(selection, "count");
    if (v->query) {
        v->trend = ask_trend(web, json_deep_copy(selection), v, failure);
        is_good =
            v->trend && (!v->against || add_theme(web, selection, v, failure));
    }
    json_decref(selection);
    return is_good;
}

void
page_trend(struct web *web, const struct request *request, struct reply *reply)
{
    char reason[FINDINGS_REASON_SIZE];
    struct view v = {.web = web, .request = request, .is_one = true};
    struct link_failure failure;
    json_t *params = params_read(request,
                                 PARAMS_SELECTION | OPTION_BIT(OPTION_BY) |
                                     OPTION_BIT(OPTION_COUNT),
                                 reason);

    if (!params || !read_view(&v, params, reason))
        layout_problem(reply, request, 400, "That cannot be read", reason);
    else if (!ask(web, params, &v, &failure))
        layout_failure(reply, request, &failure);
    else
        reply_with(reply, &v);
    json_decref(v.trend);
    json_decref(params);
}
