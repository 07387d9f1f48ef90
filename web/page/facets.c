/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/facets.h"

#include "page/address.h"
#include "page/chips.h"
#include "page/grades.h"
#include "page/html.h"
#include "page/search_box.h"
#include "page/years.h"
#include "print/facets.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/ranks.h"

#include "findings/schema.h"

#include <stdbool.h>
#include <string.h>

enum {
    SHOWN = 8, /* values before the rest is opened */
    REST = 400 /* of them at most */
};

static const struct {
    const char *field, *title;
    bool is_ranked; /* in their own order, all of them, with bars */
} facets[] = {
    {"grade", "Grade", true},
    {"authority", "Authority", false},
    {"service_area", "Service area", false},
    {"kind", "Kind of paragraph", false},
    {"deadline", "Deadline", true},
    {"framework", "Kind of inspection", false},
};

json_t *
facets_fields(void)
{
    json_t *fields = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(facets); i++)
        json_array_append_new(fields, json_string(facets[i].field));
    json_array_append_new(fields, json_string("year"));
    return fields;
}

/* Whether a filter's value, as somebody has written it, is this value. */
static bool
is_value(const struct findings_field *field,
         const char *written,
         const char *value)
{
    const char *word = findings_field_word(field, written);

    return naming_is_same(word ? word : written, value);
}

static bool
is_chosen(const struct request *request,
          const struct findings_field *field,
          const char *value)
{
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (*argument->value && strcmp(argument->name, field->option) == 0 &&
            is_value(field, argument->value, value))
            return true;
    }
    return false;
}

/* The counts with those that are chosen first, and those that are chosen but
 * not there, with 0. The caller owns the list. */
static json_t *
ordered(const struct request *request,
        const struct findings_field *field,
        const json_t *counts,
        bool is_ranked)
{
    json_t *sorted = json_array(), *rest = json_array(), *count;
    size_t j;

    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        bool is_there =
            !*argument->value || strcmp(argument->name, field->option) != 0;
        json_array_foreach(counts, j, count)
        {
            is_there = is_there || is_value(field, argument->value,
                                            member_text(count, "value"));
        }
        if (!is_there)
            json_array_append_new(
                sorted,
                json_pack("{s:s, s:i}", "value", argument->value, "count", 0));
    }
    json_array_foreach(counts, j, count)
    {
        const bool is_first =
            !is_ranked &&
            is_chosen(request, field, member_text(count, "value"));
        json_array_append(is_first ? sorted : rest, count);
    }
    json_array_extend(sorted, rest);
    json_decref(rest);
    if (is_ranked) {
        json_t *ranked = ranks_sorted(field->name, sorted);
        json_decref(sorted);
        sorted = ranked;
    }
    return sorted;
}

static void
put_bar(GString *out, const char *value, size_t count, size_t greatest)
{
    html(out,
         "<svg class=\"bar %s\" viewBox=\"0 0 100 4\" "
         "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
         "<rect width=\"%zu\" height=\"4\"/></svg>",
         grades_class(value),
         greatest > 0 ? (count * 100 + greatest - 1) / greatest : 0);
}

static void
put_value(GString *out,
          const struct request *request,
          const struct findings_field *field,
          const json_t *count,
          size_t greatest)
{
    const char *value = member_text(count, "value");
    const size_t n = member_count(count, "count");
    char name[NAMING_VALUE_SIZE], number[PRINT_NUMBER_SIZE];

    html(out,
         "<li><label><input type=\"checkbox\" form=\"" SEARCH_BOX_FORM
         "\" name=\"%s\"",
         field->option);
    html_value(out, value);
    html(out, "%s> <span>%s</span> <span class=\"n\">%s</span></label>",
         is_chosen(request, field, value) ? " checked" : "",
         naming_value(field->name, value, name), print_number(n, number));
    if (greatest > 0)
        put_bar(out, value, n, greatest);
    html(out, "</li>\n");
}

static size_t
greatest_of(const json_t *counts)
{
    size_t greatest = 0, i;
    const json_t *count;

    json_array_foreach(counts, i, count)
    {
        greatest = MAX(greatest, member_count(count, "count"));
    }
    return greatest;
}

static void
put_facet(GString *out,
          const struct request *request,
          const struct findings_field *field,
          const char *title,
          const json_t *counts,
          bool is_ranked)
{
    json_t *list = ordered(request, field, counts, is_ranked);
    const size_t n = json_array_size(list), greatest = greatest_of(counts);
    const size_t shown = is_ranked || n <= SHOWN + 1 ? n : SHOWN;

    html(out,
         "<fieldset class=\"facet\" id=\"facet-%s\"><legend>%s</legend>\n"
         "<ul>\n",
         field->option, title);
    for (size_t i = 0; i < n && i < shown + REST; i++) {
        if (i == shown)
            html(out,
                 "</ul>\n<details id=\"more-%s\"><summary>%zu more</summary>"
                 "<ul>\n",
                 field->option, n - shown);
        put_value(out, request, field, json_array_get(list, i),
                  is_ranked ? greatest : 0);
    }
    html(out, "</ul>\n%s", "");
    if (n > shown + REST)
        html(out, "<p>and %zu more: search for the name</p>\n",
             n - shown - REST);
    if (n > shown)
        html(out, "</details>\n");
    html(out, "</fieldset>\n");
    json_decref(list);
}

void
facets_put_ungraded(GString *out, const struct request *request)
{
    /* By these, reports cannot be chosen. */
    static const struct address_change of_paragraphs[] = {
        {"kind", NULL, NULL},
        {"polarity", NULL, NULL},
        {"deadline", NULL, NULL},
        {"number", NULL, NULL}};
    const char *grade = request_get(request, "grade");
    const bool is_graded = grade && strcmp(grade, "ungraded") != 0;

    if (!is_graded && !request_has(request, "kind", "recommendation"))
        return;
    char *link = address_changed(request, "/reports", of_paragraphs,
                                 G_N_ELEMENTS(of_paragraphs));
    html(out,
         "<p class=\"ungraded\">Recommendations have no grade. To see those of "
         "inadequate councils, say, <a href=\"%s\">choose reports by their "
         "overall grade</a>.</p>\n",
         link);
    g_free(link);
}

void
facets_put(GString *out,
           const struct request *request,
           const json_t *result,
           const json_t *params)
{
    const json_t *all = json_object_get(result, "facets");
    const char *shown[G_N_ELEMENTS(facets) + 2] = {"year"};
    size_t n = 1;

    years_put(out, request, json_object_get(all, "year"));
    for (size_t i = 0; i < G_N_ELEMENTS(facets); i++) {
        const json_t *counts = json_object_get(all, facets[i].field);
        const bool is_of_use =
            facets_are_of_use(result, params, facets[i].field, counts) ||
            json_object_get(json_object_get(params, "filters"),
                            facets[i].field);
        if (is_of_use) {
            put_facet(out, request, findings_field(facets[i].field),
                      facets[i].title, counts, facets[i].is_ranked);
            shown[n++] = facets[i].field;
        }
        if (strcmp(facets[i].field, "grade") == 0 &&
            member_count(result, "total") > 0)
            facets_put_ungraded(out, request);
    }
    shown[n] = NULL;
    /* Years are chosen by the range; single ones are kept. */
    chips_put_hidden(out, request, shown + 1);
    html(out, "<p class=\"apply\"><button form=\"" SEARCH_BOX_FORM
              "\">Apply filters</button></p>\n");
}
