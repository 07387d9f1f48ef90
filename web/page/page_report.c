/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_report.h"

#include "page/address.h"
#include "page/grades.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/report_parts.h"
#include "page/written.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/naming.h"

#include <stdlib.h>
#include <string.h>

static void
put_fact(GString *out, const char *name, const char *text)
{
    if (*text)
        html(out, "<dt>%s</dt><dd>%s</dd>\n", name, text);
}

static void
put_pages(GString *out, const json_t *report, const char *key, const char *text)
{
    const size_t n = member_count(report, key);

    if (n > 0)
        html(out, "<dt>Pages</dt><dd>%zu %s</dd>\n", n, text);
}

static void
put_facts(GString *out, const json_t *report)
{
    char dates[CITE_DATE_SIZE], name[NAMING_VALUE_SIZE];
    char *count =
        written_count(member_count(report, "paragraphs"), "paragraph");
    const char *framework = member_text(report, "framework");

    html(out, "<dl class=\"facts\">\n");
    put_fact(out, "Title", member_text(report, "title"));
    if (strcmp(framework, "other") != 0)
        put_fact(out, "Kind of inspection",
                 naming_value("framework", framework, name));
    if (*member_text(report, "overall")) {
        html(out, "<dt>Overall grade</dt><dd>");
        grades_put(out, member_text(report, "overall"));
        html(out, "</dd>\n");
    }
    cite_inspected(report, dates);
    put_fact(out, "Dates", dates);
    if (*member_text(report, "published")) {
        cite_date(report, dates);
        put_fact(out, "Published", dates + strlen("published "));
    }
    put_fact(out, "Published by", member_text(report, "publisher"));
    put_fact(out, "Lead inspector", member_text(report, "lead_inspector"));
    put_fact(out, "Length", count);
    put_pages(out, report, "recognised_pages", "read by OCR");
    put_pages(out, report, "unread_pages", "not read without OCR");
    html(out, "</dl>\n");
    free(count);
}

/* Ways to read on, and a search in the report. */
static void
put_ways(GString *out, const json_t *report, bool is_whole)
{
    const char *id = member_text(report, "id");
    const char *authority = member_text(report, "authority");
    char *self = address_of("/report/", id);
    char *view = address_of("/view/", id);
    char *encoded = g_uri_escape_string(authority, NULL, FALSE);

    html(out,
         "<ul class=\"actions\">\n<li><a href=\"%s%s\">%s</a></li>\n"
         "<li><a href=\"%s\">Original</a></li>\n",
         self, is_whole ? "" : "?all=1",
         is_whole ? "Contents and judgements" : "Whole text", view);
    if (*authority)
        html(out,
             "<li><a href=\"/judgements?authority=%s\">Judgements of %s over "
             "time</a></li>\n",
             encoded, authority);
    html(out, "</ul>\n<form class=\"within\" action=\"/\" role=\"search\" "
              "aria-label=\"In this report\">\n"
              "<label for=\"within\">Search in this report</label>\n"
              "<div class=\"box\"><input type=\"hidden\" name=\"report\"");
    html_value(out, id);
    html(out, "><input id=\"within\" name=\"q\" type=\"search\">"
              "<button>Search</button></div></form>\n");
    g_free(encoded);
    g_free(view);
    g_free(self);
}

static void
put_judgements(GString *out, const json_t *judgements)
{
    const json_t *judgement;
    size_t i;

    if (json_array_size(judgements) == 0)
        return;
    html(out, "<h2 id=\"judgements\">Judgements</h2>\n<div class=\"scroll\" "
              "tabindex=\"0\" role=\"region\" aria-labelledby=\"judgements\">\n"
              "<table>\n<thead><tr><th scope=\"col\">Service area</th>"
              "<th scope=\"col\">Judgement</th><th scope=\"col\">Grade</th>"
              "</tr></thead>\n<tbody>\n");
    json_array_foreach(judgements, i, judgement)
    {
        html(out, "<tr><td>");
        for (size_t k = 0; member_nth(judgement, "service_area", k); k++) {
            char name[NAMING_VALUE_SIZE];
            html(out, "%s%s", k > 0 ? ", " : "",
                 naming_value("service_area",
                              member_nth(judgement, "service_area", k), name));
        }
        html(out, "</td><th scope=\"row\">%s</th><td>",
             member_text(judgement, "judgement"));
        grades_put(out, member_text(judgement, "grade"));
        html(out, "</td></tr>\n");
    }
    html(out, "</tbody></table></div>\n");
}

static void
put_section_row(GString *out, const char *link, const json_t *section)
{
    const json_t *pages = json_object_get(section, "pages");
    const json_int_t first = json_integer_value(json_array_get(pages, 0));
    const json_int_t last = json_integer_value(json_array_get(pages, 1));
    const char *heading = member_text(section, "section");
    const char *grade = member_text(section, "section_grade");

    html(out, "<tr><th scope=\"row\"><a href=\"%s?all=1#%s\">%s</a></th><td>",
         link, report_anchor(member_text(section, "first")),
         *heading ? heading : "(no heading)");
    if (strcmp(grade, "ungraded") != 0)
        grades_put(out, grade);
    html(out, "</td><td class=\"n\">%zu</td><td class=\"n\">",
         member_count(section, "paragraphs"));
    if (first > 0 && first == last)
        html(out, "%lld", (long long)first);
    else if (first > 0)
        html(out, "%lld–%lld", (long long)first, (long long)last);
    html(out, "</td></tr>\n");
}

static void
put_sections(GString *out, const json_t *report, const json_t *sections)
{
    char *link = address_of("/report/", member_text(report, "id"));
    const char *chapter = "";
    const json_t *section;
    size_t i;

    html(out, "<h2 id=\"contents\">Contents</h2>\n<div class=\"scroll\" "
              "tabindex=\"0\" role=\"region\" aria-labelledby=\"contents\">\n"
              "<table>\n<thead><tr><th scope=\"col\">Section</th>"
              "<th scope=\"col\">Grade</th><th scope=\"col\" class=\"n\">"
              "Paragraphs</th><th scope=\"col\" class=\"n\">Pages</th></tr>"
              "</thead>\n");
    html(out, "<tbody>\n");
    json_array_foreach(sections, i, section)
    {
        const char *own = member_text(section, "chapter");
        if (strcmp(own, chapter) != 0 && *own)
            html(out,
                 "</tbody>\n<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"4\" "
                 "class=\"chapter\">%s</th></tr>\n",
                 own);
        chapter = own;
        put_section_row(out, link, section);
    }
    html(out, "</tbody></table></div>\n");
    g_free(link);
}

static void
put_recommendations(GString *out, const json_t *recommendations)
{
    const json_t *one;
    size_t i;

    if (json_array_size(recommendations) == 0)
        return;
    html(out, "<h2 id=\"recommendations\">What had to improve</h2>\n"
              "<ol class=\"recommendations\">\n");
    json_array_foreach(recommendations, i, one)
    {
        const char *deadline = member_text(one, "deadline");
        char name[NAMING_VALUE_SIZE];
        char *link = address_of("/paragraph/", member_text(one, "id"));
        html(out, "<li><p>");
        if (*deadline)
            html(out, "<b class=\"deadline\">%s</b> ",
                 naming_value("deadline", deadline, name));
        html(out, "%s <a href=\"%s\">paragraph %s</a></p></li>\n",
             member_text(one, "text"), link,
             report_anchor(member_text(one, "id")));
        g_free(link);
    }
    html(out, "</ol>\n");
}

/* The other reports of whom it is about, and how to compare it with each. */
static void
put_others(GString *out, struct web *web, const json_t *report)
{
    const char *key =
        *member_text(report, "provider") ? "provider" : "authority";
    const char *subject = member_text(report, key);
    const char *id = member_text(report, "id");
    struct link_failure failure;
    const json_t *other;
    size_t i;

    if (!*subject)
        return;
    json_t *list = report_list(
        web, json_pack("{s:{s:[s]}}", "filters", key, subject), NULL, &failure);
    if (json_array_size(list) > 1) {
        char *self = g_uri_escape_string(id, NULL, FALSE);
        html(out,
             "<h2 id=\"others\">Other reports on %s</h2>\n"
             "<ul class=\"others\">\n",
             subject);
        json_array_foreach(list, i, other)
        {
            const char *other_id = member_text(other, "id");
            char *link = address_of("/report/", other_id);
            char *encoded = g_uri_escape_string(other_id, NULL, FALSE);
            char *name = report_name(other);
            char letters[NAMING_VALUE_SIZE];
            if (strcmp(other_id, id) != 0)
                html(out,
                     "<li><a href=\"%s\">%s</a>, %s: "
                     "<a href=\"/compare?report=%s&amp;report=%s\">compare"
                     "<span class=\"hidden\"> with that of %s</span></a></li>"
                     "\n",
                     link, name,
                     naming_framework(member_text(other, "framework"), letters),
                     strcmp(member_text(other, "date"),
                            member_text(report, "date")) < 0
                         ? encoded
                         : self,
                     strcmp(member_text(other, "date"),
                            member_text(report, "date")) < 0
                         ? self
                         : encoded,
                     name);
            g_free(name);
            g_free(encoded);
            g_free(link);
        }
        html(out, "</ul>\n");
        g_free(self);
    }
    json_decref(list);
}

void
page_report(struct web *web, const struct request *request, struct reply *reply)
{
    const bool is_whole = request_get(request, "all");
    GString *out = reply->body;
    struct link_failure failure;
    json_t *result = link_ask(
        web->link, "report", json_pack("{s:s}", "id", request->rest), &failure);

    if (!result) {
        layout_failure(reply, request, &failure);
        return;
    }
    const json_t *report = json_object_get(result, "report");
    char *name = report_name(report);
    bool is_good = true;
    layout_open(reply, request, name);
    html(out, "<h1>%s</h1>\n", name);
    if (!is_whole)
        put_facts(out, report);
    put_ways(out, report, is_whole);
    if (is_whole) {
        html(out, "<div class=\"whole\">\n");
        is_good = report_put_text(out, web, member_text(report, "id"), NULL,
                                  &failure);
        html(out, "</div>\n");
    } else {
        put_judgements(out, json_object_get(result, "judgements"));
        put_recommendations(out, json_object_get(result, "recommendations"));
        put_sections(out, report, json_object_get(result, "sections"));
        put_others(out, web, report);
    }
    layout_close(reply, request);
    if (!is_good)
        layout_failure(reply, request, &failure);
    g_free(name);
    json_decref(result);
}
