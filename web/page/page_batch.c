/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_batch.h"

#include "page/address.h"
#include "page/form.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/saved_address.h"
#include "link/params.h"
#include "link/together.h"
#include "ask/counting.h"
#include "ask/saved.h"
#include "ask/text_lines.h"
#include "ask/theme_counts.h"
#include "ask/themes.h"
#include "print/batch.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/share.h"
#include "print/sheet.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the rows of the table may be, and the field that they are of. */
static const struct {
    const char *value, *label;
} row_choices[] = {
    {"", "One row for each theme"},
    {"authority", "Authorities"},
    {"year", "Years"},
    {"report", "Reports"},
    {"area", "Areas"},
    {"grade", "Grades"},
    {"framework", "Kinds of inspection"},
};

/* What may be counted in them. */
static const char *const units[] = {"paragraphs", "reports", "authorities"};

/* The arguments that the form has fields for. */
static bool
is_of_form(const char *name)
{
    static const char *const names[] = {"themes", "rows", "count", "from",
                                        "to",     "as",   "offset"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static const struct findings_field *
field_of_option(const char *option)
{
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            strcmp(findings_fields[i].option, option) == 0)
            return &findings_fields[i];
    return NULL;
}

static void
put_choices(GString *out, const struct request *request)
{
    const char *rows = request_get(request, "rows");
    const char *unit = request_get(request, "count");

    html(out, "<p><label for=\"rows\">Table</label>\n"
              "<select id=\"rows\" name=\"rows\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(row_choices); i++)
        html(out, "<option value=\"%s\"%s>%s%s</option>\n",
             row_choices[i].value,
             rows && strcmp(rows, row_choices[i].value) == 0 ? " selected" : "",
             i > 0 ? "A column for each theme, rows: " : "",
             row_choices[i].label);
    html(out, "</select>\n<label for=\"count\">which counts</label>\n"
              "<select id=\"count\" name=\"count\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        html(out, "<option%s>%s</option>\n",
             unit && strcmp(unit, units[i]) == 0 ? " selected" : "", units[i]);
    html(out, "</select></p>\n");
}

/* Write the filters that the address has, as words and as hidden fields. */
static void
put_filters(GString *out, const struct request *request)
{
    char name[NAMING_VALUE_SIZE];
    size_t n = 0;

    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        const struct findings_field *field = field_of_option(argument->name);
        if (!*argument->value || is_of_form(argument->name))
            continue;
        html(out, "<input type=\"hidden\" name=\"%s\"", argument->name);
        html_value(out, argument->value);
        html(out, ">\n");
        if (!field)
            continue;
        char *without =
            address_toggled(request, NULL, argument->name, argument->value);
        html(out,
             "%s<a class=\"chip\" href=\"%s\">%s: %s <span "
             "aria-hidden=\"true\">×</span><span class=\"unseen\">remove"
             "</span></a>\n",
             n++ == 0 ? "<p>Only: " : " ", without, argument->name,
             naming_value(field->name, argument->value, name));
        g_free(without);
    }
    if (n > 0)
        html(out, "</p>\n");
}

static void
put_form(GString *out, const struct request *request)
{
    const char *themes = request_get(request, "themes");
    const char *from = request_get(request, "from");
    const char *to = request_get(request, "to");

    html(out,
         "<form class=\"batch\" method=\"post\" action=\"/batch\">\n"
         "<p><label for=\"themes\">Themes, one to a line</label>\n"
         "<span class=\"hint\" id=\"themes-hint\">A query, or NAME: QUERY, or "
         "@ and the name of a saved search; at most %d.</span>\n"
         "<textarea id=\"themes\" name=\"themes\" rows=\"8\" required "
         "aria-describedby=\"themes-hint\" spellcheck=\"false\">\n%s"
         "</textarea></p>\n",
         PAGE_BATCH_THEMES, themes ? themes : "");
    put_choices(out, request);
    html(out,
         "<p><label for=\"from\">From</label> <input id=\"from\" name=\"from\" "
         "size=\"10\" value=\"%s\">\n<label for=\"to\">to</label> "
         "<input id=\"to\" name=\"to\" size=\"10\" value=\"%s\" "
         "aria-describedby=\"to-hint\">\n<span class=\"hint\" "
         "id=\"to-hint\">Years, months or days, such as 2010 or "
         "2010-10</span></p>\n",
         from ? from : "", to ? to : "");
    put_filters(out, request);
    html(out, "<p><button>Count</button> <button name=\"as\" value=\"csv\" "
              "class=\"second\">Download as CSV</button></p>\n</form>\n");
}

/* The selection of a theme: its query, with the filters of the request. NULL
 * if it begins with a saved query that cannot be read, which is then the
 * theme's error. The caller frees it. */
static json_t *
select_theme(const json_t *filters, json_t *theme)
{
    const char *query = member_text(theme, "query");
    char reason[FINDINGS_REASON_SIZE];
    json_t *selection = json_deep_copy(filters);

    json_object_set_new(selection, "query", json_string(query));
    if (!saved_is_name(query))
        return selection;
    json_t *saved = saved_address_params(query, reason);
    if (saved) {
        json_t *own = json_object_get(selection, "filters");
        json_object_set(selection, "query", json_object_get(saved, "query"));
        if (own)
            json_object_update_missing(own, json_object_get(saved, "filters"));
        json_object_update_missing(selection, saved);
        json_decref(saved);
        return selection;
    }
    themes_fail(theme, themes_column(theme, 0), reason);
    json_decref(selection);
    return NULL;
}

/* Ask a question by itself; a refusal is its answer. False if nobody answers.
 */
static bool
ask_one(struct web *web,
        struct question *question,
        struct link_failure *failure)
{
    json_t *result = link_ask(web->link, question->method,
                              json_incref(question->params), failure);

    if (result)
        question->answer = json_pack("{s:o}", "result", result);
    else
        question->answer =
            json_pack("{s:{s:I, s:s, s:{s:I}}}", "error", "code",
                      (json_int_t)failure->code, "message", failure->message,
                      "data", "offset", (json_int_t)MAX(failure->offset, 0));
    return result || failure->code != 0;
}

/* Ask all, those that have a result about one state of the index. The first
 * must have one. */
static bool
ask_all(struct web *web,
        struct theme_counts *counts,
        bool *is_one,
        struct link_failure *failure)
{
    struct question *good = g_new(struct question, counts->n);
    size_t n = 0;

    for (size_t i = 0; i < counts->n; i++)
        if (!ask_one(web, &counts->questions[i], failure) ||
            !question_result(&counts->questions[0])) {
            g_free(good);
            return false;
        }
    for (size_t i = 0; i < counts->n; i++)
        if (question_result(&counts->questions[i]))
            good[n++] = counts->questions[i];
    const bool is_done = together_ask(web->link, good, n, is_one, failure);
    for (size_t i = counts->n; i-- > 0;)
        if (question_result(&counts->questions[i]))
            counts->questions[i] = good[--n];
    g_free(good);
    return is_done;
}

/* The address of the search that finds what a cell counts. The caller frees it.
 */
static char *
address_of_cell(const struct request *request,
                const json_t *theme,
                const char *option,
                const char *value)
{
    struct request *search = request_new();

    search->path = g_strdup("/");
    request_add(search, "q", member_text(theme, "query"));
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        const bool is_when = strcmp(argument->name, "from") == 0 ||
                             strcmp(argument->name, "to") == 0;
        if ((!is_of_form(argument->name) || is_when) &&
            !(option && strcmp(argument->name, option) == 0))
            request_add(search, argument->name, argument->value);
    }
    if (option)
        request_add(search, option, value);
    char *address = address_at(search, NULL);
    request_free(search);
    return address;
}

static void
put_error(GString *out, const json_t *theme)
{
    const json_t *error = json_object_get(theme, "error");

    html(out, "<p class=\"problem\">line %zu, character %zu: %s</p>",
         member_count(theme, "line"), member_count(error, "column"),
         member_text(error, "message"));
}

/* The table with one row for each theme. */
static void
put_themes(GString *out, const struct request *request, const json_t *result)
{
    const json_t *selected = json_object_get(result, "selected");
    char share[SHARE_SIZE];
    json_t *theme;
    size_t i;

    html(out,
         "<table class=\"counts\">\n<caption>Themes in %zu reports of %zu "
         "authorities</caption>\n<thead><tr><th scope=\"col\">Theme</th>",
         member_count(selected, "reports"),
         member_count(selected, "authorities"));
    for (size_t u = 0; u < G_N_ELEMENTS(units); u++)
        html(out, "<th scope=\"col\" class=\"number\">%s</th>", units[u]);
    html(out, "<th scope=\"col\" class=\"number\">share of the reports</th>"
              "</tr></thead>\n<tbody>\n");
    json_array_foreach(json_object_get(result, "themes"), i, theme)
    {
        const json_t *totals = json_object_get(theme, "totals");
        char *address = address_of_cell(request, theme, NULL, NULL);
        if (totals) {
            html(out, "<tr><th scope=\"row\"><a href=\"%s\">%s</a></th>",
                 address, member_text(theme, "name"));
            for (size_t u = 0; u < G_N_ELEMENTS(units); u++)
                html(out, "<td class=\"number\">%zu</td>",
                     member_count(totals, units[u]));
            html(out, "<td class=\"number\">%s</td></tr>\n",
                 share_percent(json_object_get(theme, "share"), share));
        } else {
            html(out, "<tr><th scope=\"row\">%s</th><td colspan=\"4\">",
                 member_text(theme, "name"));
            put_error(out, theme);
            html(out, "</td></tr>\n");
        }
        g_free(address);
    }
    html(out, "</tbody>\n</table>\n");
}

static void
put_heads(GString *out, const json_t *result, const char *rows)
{
    json_t *theme;
    size_t i;

    html(out,
         "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" "
         "class=\"number\">all reports</th>",
         rows);
    json_array_foreach(json_object_get(result, "themes"), i, theme)
    {
        html(out, "<th scope=\"col\" class=\"number\">%s",
             member_text(theme, "name"));
        if (json_object_get(theme, "error"))
            put_error(out, theme);
        html(out, "</th>");
    }
    html(out, "</tr></thead>\n<tbody>\n");
}

/* The table with a column for each theme. */
static void
put_rows(GString *out,
         const struct request *request,
         const json_t *result,
         const char *rows)
{
    const json_t *axis = json_object_get(result, "rows");
    const json_t *cells = json_object_get(result, "cells");
    const json_t *themes = json_object_get(result, "themes");
    char name[NAMING_VALUE_SIZE];
    json_t *value, *cell;
    size_t i, j;

    html(out,
         "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
         "aria-label=\"Counts\">\n<table class=\"counts\">\n<caption>%s "
         "that have each theme; the first column is all reports that the "
         "filters select</caption>\n",
         member_text(result, "count"));
    put_heads(out, result, rows);
    json_array_foreach(json_object_get(axis, "values"), i, value)
    {
        const char *text = member_text(value, "value");
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"number\">%zu</td>",
             naming_value(member_text(axis, "field"), text, name),
             member_count(value, "count"));
        json_array_foreach(json_array_get(cells, i), j, cell)
        {
            const size_t count = (size_t)json_integer_value(cell);
            if (count == 0) {
                html(out, "<td class=\"number\">%s</td>",
                     json_is_null(cell) ? "–" : "0");
                continue;
            }
            char *address =
                address_of_cell(request, json_array_get(themes, j), rows, text);
            html(out, "<td class=\"number\"><a href=\"%s\">%zu</a></td>",
                 address, count);
            g_free(address);
        }
        html(out, "</tr>\n");
    }
    html(out, "</tbody>\n</table>\n</div>\n");
}

static void
send_csv(struct reply *reply, const json_t *result)
{
    json_t *rows = batch_rows(result);
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    if (out) {
        sheet_put_csv(rows, out);
        fclose(out);
    }
    g_string_append_len(reply->body, text, (gssize)len);
    reply->type = reply_csv;
    reply->download = g_strdup("themes.csv");
    free(text);
    json_decref(rows);
}

/* Show the form and what the themes were counted to, which may be NULL. */
static void
show(const struct request *request,
     struct reply *reply,
     const json_t *result,
     bool is_one)
{
    const char *rows = request_get(request, "rows");

    layout_open(reply, request, "Batch of themes");
    html(reply->body, "<h1>Many themes at once</h1>\n");
    put_form(reply->body, request);
    if (result && !is_one)
        html(reply->body,
             "<p class=\"problem\">The index changed while the themes were "
             "counted, again and again, so the counts are not all from one "
             "state of it. Count again.</p>\n");
    if (result && rows)
        put_rows(reply->body, request, result, rows);
    else if (result)
        put_themes(reply->body, request, result);
    layout_close(reply, request);
}

/* Count the themes and show what they come to. */
static void
count(struct web *web,
      const struct request *request,
      struct reply *reply,
      json_t *themes,
      const json_t *filters)
{
    const char *rows = request_get(request, "rows");
    const char *unit = request_get(request, "count");
    const struct findings_field *field = rows ? field_of_option(rows) : NULL;
    struct link_failure failure;
    struct theme_counts counts;
    json_t *theme;
    bool is_one;
    size_t i;

    theme_counts_init(&counts, themes, field ? field->name : rows,
                      unit ? unit : units[0], filters);
    json_array_foreach(themes, i, theme)
    {
        json_t *selection = json_object_get(theme, "error")
                                ? NULL
                                : select_theme(filters, theme);
        if (selection)
            theme_counts_add(&counts, i, selection);
        json_decref(selection);
    }
    if (ask_all(web, &counts, &is_one, &failure)) {
        json_t *result = theme_counts_result(&counts, json_null());
        if (request_has(request, "as", "csv"))
            send_csv(reply, result);
        else
            show(request, reply, result, is_one);
        json_decref(result);
    } else {
        layout_failure(reply, request, &failure);
    }
    theme_counts_fini(&counts);
}

void
page_batch(struct web *web, const struct request *request, struct reply *reply)
{
    const char *text = request_get(request, "themes");
    char reason[FINDINGS_REASON_SIZE] = "";
    json_t *filters = params_read(request, SAVED_OPTIONS, reason);
    json_t *lines = filters && text ? text_lines_of(text, strlen(text),
                                                    "the themes", reason)
                                    : NULL;
    json_t *themes = lines ? themes_of(lines) : NULL;

    if (json_array_size(themes) > PAGE_BATCH_THEMES)
        snprintf(reason, sizeof reason,
                 "these are %zu themes, and at most %d are counted at once; "
                 "divide them, or use findings batch in a terminal",
                 json_array_size(themes), PAGE_BATCH_THEMES);
    if (*reason)
        layout_problem(reply, request, 400, "That cannot be read", reason);
    else if (json_array_size(themes) == 0)
        show(request, reply, NULL, true);
    else
        count(web, request, reply, json_incref(themes), filters);
    json_decref(themes);
    json_decref(lines);
    json_decref(filters);
}

void
page_batch_post(struct web *web,
                const struct request *request,
                struct reply *reply)
{
    struct request *form = form_read(request);

    if (!form) {
        layout_problem(reply, request, 400, "That cannot be read",
                       "This address takes the fields of its form only.");
        return;
    }
    char *address = address_at(form, NULL);
    if (strlen(address) < REQUEST_ADDRESS_MAX / 2 && !request_get(form, "as"))
        reply_redirect(reply, address);
    else
        page_batch(web, form, reply);
    g_free(address);
    request_free(form);
}
