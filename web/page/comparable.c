/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/comparable.h"

#include "page/address.h"
#include "page/html.h"
#include "page/report_parts.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/naming.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { OFFERED = 8 }; /* at most so many reports of other authorities */

char *
comparable_address(const struct request *request,
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
        if (request_get(request, of_theme[i]))
            request_add(own, of_theme[i], request_get(request, of_theme[i]));
    char *address = address_at(own, path);
    request_free(own);
    return address;
}

/* The reports with this value; NULL if they are not known. */
static json_t *
reports_with(struct web *web, const char *field, const char *value)
{
    struct link_failure failure;

    return report_list(web, json_pack("{s:{s:[s]}}", "filters", field, value),
                       NULL, &failure);
}

void
comparable_put_others(GString *out,
                      struct web *web,
                      const struct request *request,
                      const json_t *shown,
                      size_t side)
{
    const json_t *replaced = json_array_get(shown, side);
    const char *authority = member_text(replaced, "authority");
    const char *id = member_text(replaced, "id");
    const char *other = member_text(json_array_get(shown, 1 - side), "id");
    char name[NAMING_VALUE_SIZE];
    json_t *reports, *report;
    size_t i;

    if (!*authority)
        return;
    reports = reports_with(web, "authority", authority);
    html(out, "<details>\n<summary>Another report of %s</summary>\n<ul>\n",
         authority);
    json_array_foreach(reports, i, report)
    {
        const char *own = member_text(report, "id");
        const bool is_shown = strcmp(own, id) == 0 || strcmp(own, other) == 0;
        char *address =
            side == 0 ? comparable_address(request, "/compare", own, other)
                      : comparable_address(request, "/compare", other, own);
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

json_t *
comparable_alone(struct web *web, const char *authority)
{
    json_t *reports = reports_with(web, "authority", authority);

    if (json_array_size(reports) > 0)
        return reports;
    json_decref(reports);
    return NULL;
}

/* About how many days lie between the dates of two reports; more than any if
 * one of them has none. */
static int
days_between(const json_t *a, const json_t *b)
{
    struct cite_day one, other;

    if (!cite_day(a, "date", &one) || !cite_day(b, "date", &other))
        return INT_MAX;
    return abs((one.year - other.year) * 372 + (one.month - other.month) * 31 +
               one.day - other.day);
}

/* Whether the report is of another authority than any that was offered. */
static bool
is_another(const json_t *report, const json_t *offered)
{
    const json_t *one;
    size_t i;

    json_array_foreach(offered, i, one)
    {
        if (strcmp(member_subject(one), member_subject(report)) == 0)
            return false;
    }
    return true;
}

/* The reports of this kind of others that are nearest to it in time, the
 * nearest first, one of each; the caller frees the list. */
static json_t *
find_nearest(struct web *web, const json_t *base)
{
    json_t *reports =
        reports_with(web, "framework", member_text(base, "framework"));
    json_t *offered = json_pack("[O]", base), *report;
    size_t i;

    while (json_array_size(offered) <= OFFERED) {
        json_t *nearest = NULL;
        json_array_foreach(reports, i, report)
        {
            if (is_another(report, offered) &&
                (!nearest ||
                 days_between(base, report) < days_between(base, nearest)))
                nearest = report;
        }
        if (!nearest)
            break;
        json_array_append(offered, nearest);
    }
    json_array_remove(offered, 0);
    json_decref(reports);
    return offered;
}

/* A report that can be compared with the base, in the order of their dates. */
static void
put_offer(GString *out,
          const struct request *request,
          const json_t *base,
          const json_t *report)
{
    const bool is_earlier =
        strcmp(member_text(report, "date"), member_text(base, "date")) < 0;
    const char *one = member_text(base, "id");
    const char *other = member_text(report, "id");
    char *name = report_name(report);
    char *address =
        comparable_address(request, "/compare", is_earlier ? other : one,
                           is_earlier ? one : other);

    html(out, "<li><a href=\"%s\">%s</a></li>\n", address, name);
    g_free(address);
    g_free(name);
}

static void
put_own(GString *out, const json_t *report)
{
    char kind[NAMING_VALUE_SIZE];
    char *name = report_name(report);
    char *address = address_of("/report/", member_text(report, "id"));

    html(out, "<li><a href=\"%s\">%s</a>: %s (%s), %zu paragraphs</li>\n",
         address, name, member_text(report, "title"),
         naming_framework(member_text(report, "framework"), kind),
         member_count(report, "paragraphs"));
    g_free(address);
    g_free(name);
}

/* The latest report with the one before it, and with those of others. */
static void
put_offers(GString *out,
           struct web *web,
           const struct request *request,
           const json_t *alone)
{
    const size_t n = json_array_size(alone);
    const json_t *base = json_array_get(alone, n - 1), *report;
    json_t *offered = find_nearest(web, base);
    size_t i;

    if (n > 1)
        json_array_insert(offered, 0, json_array_get(alone, n - 2));
    html(out, "<p>Name another authority or report above%s</p>\n",
         json_array_size(offered) > 0 ? ", or choose one of these:" : ".");
    if (json_array_size(offered) > 0) {
        html(out, "<ul>\n");
        json_array_foreach(offered, i, report)
        {
            put_offer(out, request, base, report);
        }
        html(out, "</ul>\n");
    }
    json_decref(offered);
}

void
comparable_put_alone(GString *out,
                     struct web *web,
                     const struct request *request,
                     const json_t *alone)
{
    const json_t *report;
    size_t i;

    html(out,
         "<p class=\"note\" role=\"status\">The two latest inspections of %s "
         "with grades would be here, but the index does not have two.</p>\n"
         "<h2>What there is</h2>\n<ul>\n",
         member_text(json_array_get(alone, 0), "authority"));
    json_array_foreach(alone, i, report) { put_own(out, report); }
    html(out, "</ul>\n<h2>What it can be compared with</h2>\n");
    put_offers(out, web, request, alone);
}
