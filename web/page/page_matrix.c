/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_matrix.h"

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
#include "print/grid.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/share.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS = 50, /* on a page, unless the request says how many */
    ROWS_MAX = 500,
    COLUMNS_MAX = 40,
    SMALL = 5 /* fewer than that are a small base: a share of it says little */
};

/* What a count is shown as a share of. */
enum share_of { OF_ROW, OF_COLUMN, OF_ALL };

static const struct choice shares[] = {
    {"row", "its row"}, {"column", "its column"}, {"all", "all"}, {NULL, NULL}};

static const struct choice units[] = {{"paragraphs", "paragraphs"},
                                      {"reports", "reports"},
                                      {"authorities", "authorities"},
                                      {NULL, NULL}};

struct view {
    struct web *web;
    const json_t *params; /* of the question */
    const struct request *request;
    const json_t *result;
    const json_t *rows, *columns; /* the lists of values */
    const char *row_field, *column_field;
    const char *unit;
    size_t total;
    size_t n_rows, n_columns; /* of the latter those that are shown */
    size_t *counts; /* of the cells; after each row its own, below them those of
                       the columns; owned */
    enum share_of share_of;
    double greatest; /* share of a cell whose base is not small */
};

static const json_t *
values_of(const json_t *result, const char *axis)
{
    return json_object_get(json_object_get(result, axis), "values");
}

static size_t
count_at(const struct view *v, size_t r, size_t c)
{
    return v->counts[r * (v->n_columns + 1) + c];
}

/* Numbers are looked at several times, and JSON is slow. */
static size_t *
counts_of(const struct view *v)
{
    const json_t *cells = json_object_get(v->result, "cells");
    size_t *counts = g_new0(size_t, (v->n_rows + 1) * (v->n_columns + 1));
    size_t *next = counts;

    for (size_t r = 0; r < v->n_rows; r++) {
        const json_t *row = json_array_get(cells, r);
        for (size_t c = 0; c < v->n_columns; c++)
            *next++ = (size_t)json_integer_value(json_array_get(row, c));
        *next++ = member_count(json_array_get(v->rows, r), "count");
    }
    for (size_t c = 0; c < v->n_columns; c++)
        *next++ = member_count(json_array_get(v->columns, c), "count");
    *next = v->total;
    return counts;
}

static size_t
base_of(const struct view *v, size_t r, size_t c)
{
    return count_at(v, v->share_of == OF_ROW ? r : v->n_rows,
                    v->share_of == OF_COLUMN ? c : v->n_columns);
}

static double
share_at(const struct view *v, size_t r, size_t c)
{
    const size_t base = base_of(v, r, c);

    return base > 0 ? (double)count_at(v, r, c) / (double)base : 0;
}

static double
greatest_share(const struct view *v)
{
    double greatest = 0;

    for (size_t r = 0; r < v->n_rows; r++)
        for (size_t c = 0; c < v->n_columns; c++)
            if (base_of(v, r, c) >= SMALL && share_at(v, r, c) > greatest)
                greatest = share_at(v, r, c);
    return greatest;
}

static struct view
view_of(struct web *web,
        const struct request *request,
        const json_t *params,
        const json_t *result)
{
    const char *share = request_get(request, "share");
    struct view v = {
        .web = web,
        .request = request,
        .params = params,
        .result = result,
        .rows = values_of(result, "rows"),
        .columns = values_of(result, "columns"),
        .row_field = member_text(json_object_get(result, "rows"), "field"),
        .column_field =
            member_text(json_object_get(result, "columns"), "field"),
        .unit = member_text(result, "count"),
        .total = member_count(json_object_get(result, "totals"),
                              member_text(result, "count"))};

    for (int i = 0; share && shares[i].value; i++)
        if (strcmp(shares[i].value, share) == 0)
            v.share_of = (enum share_of)i;
    v.n_rows = json_array_size(v.rows);
    v.n_columns = json_array_size(v.columns);
    if (v.n_columns > COLUMNS_MAX)
        v.n_columns = COLUMNS_MAX;
    v.counts = counts_of(&v);
    v.greatest = greatest_share(&v);
    return v;
}

static const char *
name_of(const char *field)
{
    return strcmp(field, "date") == 0 ? "month" : naming_field(field);
}

/* "Paragraphs by authority and grade: case recording" */
static char *
title_of(const struct view *v)
{
    const char *query = request_get(v->request, "q");
    GString *title = g_string_new(v->unit);

    *title->str = g_ascii_toupper(*title->str);
    g_string_append_printf(title, " by %s and %s%s%s", name_of(v->row_field),
                           name_of(v->column_field), query ? ": " : "",
                           query ? query : "");
    chips_name(title, v->request);
    return g_string_free(title, FALSE);
}

/* A count that is a link to the search for these values, unless it is 0. */
static json_t *
count_cell(const struct view *v,
           size_t count,
           const struct selected_value *values,
           size_t n)
{
    char *address = count > 0 ? selecting_search(v->request, values, n) : NULL;
    json_t *cell = tables_count(count, address);

    g_free(address);
    return cell;
}

static json_t *
cell_at(const struct view *v, size_t r, size_t c)
{
    const struct selected_value values[] = {
        {v->row_field, member_text(json_array_get(v->rows, r), "value")},
        {v->column_field, member_text(json_array_get(v->columns, c), "value")}};
    const size_t count = count_at(v, r, c);
    json_t *cell = count_cell(v, count, values, 2);
    const bool is_small = base_of(v, r, c) < SMALL;
    const double share = share_at(v, r, c);
    char text[SHARE_SIZE];

    if (count == 0)
        return cell;
    json_t *number = json_real(share);
    share_percent(number, text);
    json_decref(number);
    json_object_set_new(cell, "note",
                        is_small ? json_sprintf("(%s)", text)
                                 : json_string(text));
    const char *shade = tables_shade_of_share(share, v->greatest);
    if (!is_small && shade)
        json_object_set_new(cell, "shade", json_string(shade));
    return cell;
}

static json_t *
row_at(const struct view *v, size_t r)
{
    const json_t *value = json_array_get(v->rows, r);
    const struct selected_value values[] = {
        {v->row_field, member_text(value, "value")}};
    char name[NAMING_VALUE_SIZE];
    json_t *row = json_array();

    json_array_append_new(
        row,
        tables_cell(selecting_name(v->row_field, values[0].value, name), NULL));
    for (size_t c = 0; c < v->n_columns; c++)
        json_array_append_new(row, cell_at(v, r, c));
    json_array_append_new(
        row, count_cell(v, count_at(v, r, v->n_columns), values, 1));
    return row;
}

static json_t *
foot_of(const struct view *v)
{
    json_t *row = json_array();

    json_array_append_new(row, tables_cell("total", NULL));
    for (size_t c = 0; c < v->n_columns; c++) {
        const json_t *value = json_array_get(v->columns, c);
        const struct selected_value values[] = {
            {v->column_field, member_text(value, "value")}};
        json_array_append_new(
            row, count_cell(v, count_at(v, v->n_rows, c), values, 1));
    }
    json_array_append_new(row, count_cell(v, v->total, NULL, 0));
    return row;
}

static size_t
rows_on_page(const struct request *request)
{
    return request_number(request, "n", 1, ROWS_MAX, ROWS);
}

static size_t
first_row(const struct request *request)
{
    return request_number(request, "offset", 0, G_MAXINT32, 0);
}

/* The rows of the page: without an order of their own, no others are made. */
static void
add_rows(json_t *table, const struct view *v)
{
    const size_t first = first_row(v->request), n = rows_on_page(v->request);
    const bool is_sorted = request_get(v->request, "order");
    json_t *rows = json_object_get(table, "rows");

    for (size_t r = 0; r < v->n_rows; r++)
        if (is_sorted || (r >= first && r - first < n))
            json_array_append_new(rows, row_at(v, r));
    if (!is_sorted)
        return;
    tables_sort(table, v->request);
    tables_cut(table, first, n);
}

static json_t *
table_of(const struct view *v, const char *title)
{
    char name[NAMING_VALUE_SIZE];
    json_t *table = tables_new(title);

    tables_add_column(table, name_of(v->row_field), NULL, "name", NULL);
    for (size_t c = 0; c < v->n_columns; c++) {
        const json_t *value = json_array_get(v->columns, c);
        /* The prefix keeps a value apart from "name" and "total". */
        char *key = g_strdup_printf("=%s", member_text(value, "value"));
        tables_add_column(
            table,
            selecting_name(v->column_field, member_text(value, "value"), name),
            NULL, key, NULL);
        g_free(key);
    }
    tables_add_column(table, "total", NULL, "total", NULL);
    add_rows(table, v);
    json_object_set_new(table, "foot", foot_of(v));
    return table;
}

static void
put_page_link(GString *out,
              const struct request *request,
              size_t offset,
              const char *text)
{
    char number[32];

    g_snprintf(number, sizeof number, "%zu", offset);
    char *address =
        address_with(request, NULL, "offset", offset > 0 ? number : NULL);
    html(out, "<a href=\"%s\">%s</a>\n", address, text);
    g_free(address);
}

/* Which rows and columns are shown, and the way to the others. */
static void
put_pages(GString *out, const struct view *v, size_t shown)
{
    const size_t n = v->n_rows, page = rows_on_page(v->request);
    const size_t first = first_row(v->request);

    if (shown < n) {
        html(out, "<p class=\"pages\">Rows %zu to %zu of %zu. ",
             shown > 0 ? first + 1 : 0, shown > 0 ? first + shown : 0, n);
        if (first > 0)
            put_page_link(out, v->request, first > page ? first - page : 0,
                          "Rows before");
        if (first + shown < n && shown > 0)
            put_page_link(out, v->request, first + page, "Rows after");
        html(out, "</p>\n");
    }
    if (v->n_columns < json_array_size(v->columns))
        html(out,
             "<p class=\"pages\">%zu of %zu columns are shown; the CSV has all "
             "of them.</p>\n",
             v->n_columns, json_array_size(v->columns));
}

static void
put_form(GString *out, struct web *web, const struct request *request)
{
    static const char *const none[] = {NULL};

    choosing_open(out, request, "Words (none: everything)");
    choosing_put_field(out, request, "Rows", "rows", "authority", true);
    choosing_put_field(out, request, "Columns", "columns", "grade", true);
    choosing_put_one(out, request, "Count", "count", units);
    choosing_put_one(out, request, "Shares of", "share", shares);
    choosing_close(out, web, request, none);
}

static void
put_legend(GString *out, const struct view *v)
{
    char text[SHARE_SIZE];
    json_t *number = json_real(v->greatest);

    share_percent(number, text);
    json_decref(number);
    html(
        out,
        "<p class=\"legend\">Beside each count is its share of %s; the darker, "
        "the greater (the darkest: %s). In brackets and not shaded: a share "
        "of fewer than %d, which says little. A count is a link to what it "
        "counts.%s</p>\n",
        shares[v->share_of].text, text, (int)SMALL,
        strcmp(v->unit, "paragraphs") == 0
            ? ""
            : " One may be in several cells, so a total may be less than "
              "their sum.");
}

static void
show(struct reply *reply, const struct view *v, json_t *table)
{
    GString *out = reply->body;
    const char *title = member_text(table, "caption");

    layout_open(reply, v->request, title);
    html(out, "<h1>%s</h1>\n", title);
    put_form(out, v->web, v->request);
    understanding_put(out, v->request, v->result, v->params);
    if (v->n_rows == 0) {
        html(out, "<p role=\"status\">Nothing is found.</p>\n");
    } else {
        tables_put(out, v->request, table);
        put_pages(out, v, json_array_size(json_object_get(table, "rows")));
        put_legend(out, v);
        downloads_put(out, v->request, true);
    }
    other_views_put(out, v->request);
    layout_close(reply, v->request);
}

static void
reply_with(struct reply *reply,
           struct web *web,
           const struct request *request,
           const json_t *params,
           const json_t *result)
{
    const struct view v = view_of(web, request, params, result);
    char *title = title_of(&v);

    if (downloads_are(request, "csv")) {
        downloads_reply_csv(reply, grid_matrix(result), "matrix");
    } else if (downloads_are(request, "svg")) {
        downloads_reply_table(reply, table_of(&v, title), "matrix");
    } else {
        json_t *table = table_of(&v, title);
        show(reply, &v, table);
        json_decref(table);
    }
    g_free(v.counts);
    g_free(title);
}

void
page_matrix(struct web *web, const struct request *request, struct reply *reply)
{
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    json_t *params =
        params_read(request,
                    PARAMS_SELECTION | OPTION_BIT(OPTION_ROWS) |
                        OPTION_BIT(OPTION_COLUMNS) | OPTION_BIT(OPTION_COUNT),
                    reason);

    if (!params) {
        layout_problem(reply, request, 400, "That cannot be read", reason);
        return;
    }
    json_t *result =
        link_ask(web->link, "matrix", json_incref(params), &failure);
    if (!result) {
        layout_failure(reply, request, &failure);
        json_decref(params);
        return;
    }
    reply_with(reply, web, request, params, result);
    json_decref(params);
    json_decref(result);
}
