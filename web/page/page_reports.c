/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_reports.h"

#include "page/address.h"
#include "page/chips.h"
#include "page/grades.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/paging.h"
#include "page/report_parts.h"
#include "page/written.h"
#include "link/params.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/ranks.h"
#include "print/report.h"
#include "print/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { ON_A_PAGE = 100 };

/* Their ids fit in an address. */
enum { SEARCHED_MAX = 100 };

/* Orders. */

static int
compare_subjects(const json_t *a, const json_t *b)
{
    const int order = g_utf8_collate(member_subject(a), member_subject(b));

    return order ? order
                 : strcmp(member_text(a, "date"), member_text(b, "date"));
}

static int
compare_dates(const json_t *a, const json_t *b)
{
    const int order = strcmp(member_text(b, "date"), member_text(a, "date"));

    return order ? order : compare_subjects(a, b);
}

static int
compare_grades(const json_t *a, const json_t *b)
{
    const size_t x = ranks_of_grade(member_text(a, "overall"));
    const size_t y = ranks_of_grade(member_text(b, "overall"));

    return x != y ? (x > y) - (x < y) : compare_subjects(a, b);
}

static int
compare_lengths(const json_t *a, const json_t *b)
{
    const size_t x = member_count(a, "paragraphs");
    const size_t y = member_count(b, "paragraphs");

    return x != y ? (x < y) - (x > y) : compare_subjects(a, b);
}

/* The columns, and the values of "sort" by which they are sorted. */
static const struct column {
    const char *title, *sort, *class_name;
    int (*compare)(const json_t *a, const json_t *b);
} columns[] = {
    {"Report on", "authority", "", compare_subjects},
    {"Date", "newest", "", compare_dates},
    {"Kind of inspection", NULL, "", NULL},
    {"Overall grade", "grade", "", compare_grades},
    {"Paragraphs", "length", "n", compare_lengths},
};

static const struct column *
column_of(const struct request *request)
{
    const char *sort = request_get(request, "sort");

    for (size_t i = 0; sort && i < G_N_ELEMENTS(columns); i++)
        if (columns[i].sort && strcmp(columns[i].sort, sort) == 0)
            return &columns[i];
    return &columns[0];
}

static gint
compare(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct column *column = data;

    return column->compare(*(const json_t *const *)a,
                           *(const json_t *const *)b);
}

/* The reports in the order that the request asks for, borrowed from the list.
 * The caller frees the array. */
static GPtrArray *
sorted(const struct request *request, const json_t *list)
{
    GPtrArray *reports = g_ptr_array_new();

    for (size_t i = 0; i < json_array_size(list); i++)
        g_ptr_array_add(reports, json_array_get(list, i));
    g_ptr_array_sort_with_data(reports, compare,
                               (gpointer)(uintptr_t)column_of(request));
    return reports;
}

/* The form. */

/* What can be chosen of a field, by its counts. */
static void
put_select(GString *out,
           const struct request *request,
           const json_t *facets,
           const char *field,
           const char *title)
{
    const char *option = naming_field(field);
    json_t *counts = ranks_sorted(field, json_object_get(facets, field));
    const json_t *count;
    size_t i;

    html(out,
         "<p><label for=\"by-%s\">%s</label> <select id=\"by-%s\" "
         "name=\"%s\"><option value=\"\">all</option>\n",
         option, title, option, option);
    json_array_foreach(counts, i, count)
    {
        const char *value = member_text(count, "value");
        char name[NAMING_VALUE_SIZE];
        html(out, "<option");
        html_value(out, value);
        html(out, "%s>%s</option>\n",
             request_has(request, option, value) ? " selected" : "",
             naming_value(field, value, name));
    }
    html(out, "</select></p>\n");
    json_decref(counts);
}

static void
put_form(GString *out, struct web *web, const struct request *request)
{
    static const struct {
        const char *field, *title;
    } fields[] = {{"authority", "Authority"},
                  {"framework", "Kind of inspection"},
                  {"year", "Year"},
                  {"grade", "Overall grade"}};
    /* Of the search that led here, and the order. */
    static const char *const kept[] = {"q", "sort"};
    struct link_failure failure;
    json_t *names = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        json_array_append_new(names, json_string(fields[i].field));
    json_t *result = link_ask(
        web->link, "search",
        json_pack("{s:i, s:o}", "limit", 0, "facets", names), &failure);
    html(out, "<form class=\"choose\" action=\"/reports\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        put_select(out, request, json_object_get(result, "facets"),
                   fields[i].field, fields[i].title);
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
        if (request_get(request, kept[i]))
            html(out, "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n",
                 kept[i], request_get(request, kept[i]));
    html(out, "<p><button>Show</button></p>\n</form>\n");
    json_decref(result);
}

/* A link to the search in these reports, with the words of the search that led
 * here, if there are not too many for an address. */
static void
put_search(GString *out, const struct request *request, const json_t *list)
{
    static const char *const chosen[] = {"authority", "framework", "year",
                                         "grade",     "from",      "to",
                                         "sort",      "report"};
    struct address_change changes[G_N_ELEMENTS(chosen) + SEARCHED_MAX];
    const char *query = request_get(request, "q");
    const char *these =
        json_array_size(list) == 1 ? "this report" : "these reports";
    const json_t *report;
    size_t n = 0, i;

    if (json_array_size(list) == 0 || json_array_size(list) > SEARCHED_MAX ||
        !chips_are_any(request))
        return;
    while (n < G_N_ELEMENTS(chosen)) {
        changes[n] = (struct address_change){chosen[n], NULL, NULL};
        n++;
    }
    json_array_foreach(list, i, report)
    {
        changes[n++] =
            (struct address_change){"report", "", member_text(report, "id")};
    }
    char *link = address_changed(request, "/", changes, n);
    html(out, "<p class=\"within\"><a href=\"%s\">", link);
    if (query)
        html(out, "Search for <q>%s</q> in %s</a></p>\n", query, these);
    else
        html(out, "Search in %s</a></p>\n", these);
    g_free(link);
}

/* The table. */

static void
put_heads(GString *out, const struct request *request)
{
    const struct column *by = column_of(request);

    html(out, "<thead><tr>");
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        const struct column *column = &columns[i];
        const bool is_down = column->compare == compare_dates ||
                             column->compare == compare_lengths;
        html(out, "<th scope=\"col\" class=\"%s\" aria-sort=\"%s\">",
             column->class_name,
             column != by ? "none"
             : is_down    ? "descending"
                          : "ascending");
        if (column->sort && column != by) {
            char *link = address_with(request, NULL, "sort", column->sort);
            html(out, "<a href=\"%s\">%s</a>", link, column->title);
            g_free(link);
        } else {
            html(out, "%s", column->title);
        }
        html(out, "</th>");
    }
    html(out, "</tr></thead>\n");
}

static void
put_row(GString *out, const json_t *report)
{
    const char *subject = member_subject(report);
    const char *title = member_text(report, "title");
    char *link = address_of("/report/", member_text(report, "id"));
    char name[NAMING_VALUE_SIZE], letters[NAMING_VALUE_SIZE];
    char number[PRINT_NUMBER_SIZE], date[CITE_DATE_SIZE];
    const char *framework = member_text(report, "framework");

    cite_ended(report, date);
    html(out,
         "<tr><th scope=\"row\"><a href=\"%s\">%s</a></th><td>%s</td><td>"
         "<abbr title=\"%s\">%s</abbr></td><td>",
         link,
         *subject ? subject
         : *title ? title
                  : member_text(report, "source"),
         date, naming_value("framework", framework, name),
         naming_framework(framework, letters));
    grades_put(out, member_text(report, "overall"));
    html(out, "</td><td class=\"n\">%s</td></tr>\n",
         print_number(member_count(report, "paragraphs"), number));
    g_free(link);
}

static void
put_table(GString *out, const struct request *request, const json_t *list)
{
    GPtrArray *reports = sorted(request, list);
    const guint offset = request_number(request, "offset", 0, G_MAXINT, 0);
    const guint end = MIN(reports->len, offset + ON_A_PAGE);

    html(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
              "aria-label=\"Reports\">\n<table class=\"reports\">\n");
    put_heads(out, request);
    html(out, "<tbody>\n");
    for (guint i = offset; i < end; i++)
        put_row(out, g_ptr_array_index(reports, i));
    html(out, "</tbody></table></div>\n");
    if (reports->len > ON_A_PAGE) {
        html(out,
             "<nav class=\"paging\" aria-label=\"Pages of reports\"><p>%u to "
             "%u of %u</p><ul>\n",
             MIN(offset + 1, end), end, reports->len);
        if (offset > 0)
            paging_put_link(out, request,
                            offset > ON_A_PAGE ? offset - ON_A_PAGE : 0, "prev",
                            "Previous page");
        if (end < reports->len && end > offset)
            paging_put_link(out, request, end, "next", "Next page");
        html(out, "</ul></nav>\n");
    }
    g_ptr_array_free(reports, TRUE);
}

static void
show_table(struct web *web,
           const struct request *request,
           struct reply *reply,
           const json_t *list)
{
    GString *title = g_string_new("Reports");
    char *count = written_count(json_array_size(list), "report");
    char *csv = address_with(request, NULL, "as", "csv");
    GString *out = reply->body;

    chips_name(title, request);
    layout_open(reply, request, title->str);
    html(out, "<h1>Reports</h1>\n");
    put_form(out, web, request);
    chips_put(out, request);
    html(out, "<p>%s. <a href=\"%s\" download>All of them as CSV</a></p>\n",
         count, csv);
    put_search(out, request, list);
    if (json_array_size(list) > 0)
        put_table(out, request, list);
    layout_close(reply, request);
    g_string_free(title, TRUE);
    free(count);
    g_free(csv);
}

static void
reply_csv_of(struct reply *reply, const json_t *list)
{
    json_t *rows = report_rows(list);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        print_out_of_memory();
    sheet_put_csv(rows, out);
    fclose(out);
    g_string_append_len(reply->body, text, (gssize)size);
    reply->type = reply_csv;
    reply->download = g_strdup("reports.csv");
    free(text);
    json_decref(rows);
}

void
page_reports(struct web *web,
             const struct request *request,
             struct reply *reply)
{
    const char *as = request_get(request, "as");
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    json_t *params = params_read(
        request, OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO), reason);

    if (!params) {
        layout_problem(reply, request, 400, "That cannot be read", reason);
        return;
    }
    json_object_del(params, "query");
    json_t *list = report_list(web, params, NULL, &failure);
    if (!list)
        layout_failure(reply, request, &failure);
    else if (as && strcmp(as, "csv") == 0)
        reply_csv_of(reply, list);
    else
        show_table(web, request, reply, list);
    json_decref(list);
}
