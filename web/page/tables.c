/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/tables.h"

#include "page/address.h"
#include "page/grades.h"
#include "page/html.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"

#include <stdlib.h>
#include <string.h>

/* The names of shades are classes of the style sheet, which has others for dark
 * screens; the colours are those of drawings. Text on each has a contrast of
 * more than 7 to 1. */
static const struct shade {
    const char *name, *colour;
} shades[] = {
    {"heat-1", "#e8f1fa"}, {"heat-2", "#cfe2f3"}, {"heat-3", "#b0d0ec"},
    {"heat-4", "#8fbce3"}, {"heat-5", "#6ea8d9"}, {"good", "#cce2d8"},
    {"fair", "#fff1b3"},   {"poor", "#f8d0c8"},   {"plain", "#ededed"},
};

json_t *
tables_new(const char *caption)
{
    return json_pack("{s:s, s:[], s:[]}", "caption", caption, "columns",
                     "rows");
}

json_t *
tables_cell(const char *text, const char *address)
{
    return json_pack("{s:s, s:s*}", "text", text, "address", address);
}

json_t *
tables_count(size_t count, const char *address)
{
    char number[PRINT_NUMBER_SIZE];
    json_t *cell = tables_cell(print_number(count, number), address);

    json_object_set_new(cell, "number", json_integer((json_int_t)count));
    return cell;
}

void
tables_add_column(json_t *table,
                  const char *text,
                  const char *note,
                  const char *key,
                  const char *address)
{
    json_array_append_new(json_object_get(table, "columns"),
                          json_pack("{s:s, s:s*, s:s*, s:s*}", "text", text,
                                    "note", note, "key", key, "address",
                                    address));
}

const char *
tables_shade_of_share(double share, double greatest)
{
    if (!(share > 0) || !(greatest > 0))
        return NULL;
    const double part = share / greatest * TABLES_SHADES;
    size_t i = 0;
    while (i + 1 < TABLES_SHADES && part > (double)(i + 1))
        i++;
    return shades[i].name;
}

json_t *
tables_grade(const char *grade)
{
    char name[NAMING_VALUE_SIZE];

    if (!grade)
        return tables_cell("–", NULL);
    json_t *cell = tables_cell(naming_value("grade", grade, name), NULL);
    json_object_set_new(cell, "shade", json_string(grades_class(grade)));
    return cell;
}

/* Sorting. */

struct sorted_row {
    json_t *row;
    const json_t *cell;
    size_t index;
};

/* Equal rows stay in the order they had. */
static int
compare_rows(const void *a, const void *b)
{
    const struct sorted_row *one = a, *other = b;
    const json_t *x = json_object_get(one->cell, "number");
    const json_t *y = json_object_get(other->cell, "number");
    int order = 0;

    if (x || y) {
        const double m = x ? json_number_value(x) : -1;
        const double n = y ? json_number_value(y) : -1;
        order = (m < n) - (m > n);
    } else {
        order = g_utf8_collate(member_text(one->cell, "text"),
                               member_text(other->cell, "text"));
    }
    return order != 0
               ? order
               : (one->index > other->index) - (one->index < other->index);
}

/* The place of the column by which the request sorts; the number of columns if
 * there is none. */
static size_t
column_of_order(const json_t *table, const struct request *request)
{
    const json_t *columns = json_object_get(table, "columns");
    const char *order = request_get(request, "order");
    size_t i = 0;

    while (i < json_array_size(columns) &&
           (!order ||
            strcmp(member_text(json_array_get(columns, i), "key"), order) != 0))
        i++;
    return i;
}

void
tables_sort(json_t *table, const struct request *request)
{
    const size_t column = column_of_order(table, request);
    json_t *rows = json_object_get(table, "rows");
    const size_t n = json_array_size(rows);

    if (column == json_array_size(json_object_get(table, "columns")))
        return;
    struct sorted_row *sorted = g_new(struct sorted_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        json_t *row = json_incref(json_array_get(rows, i));
        sorted[i] = (struct sorted_row){row, json_array_get(row, column), i};
    }
    qsort(sorted, n, sizeof *sorted, compare_rows);
    json_array_clear(rows);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(rows, sorted[i].row);
    g_free(sorted);
}

void
tables_cut(json_t *table, size_t offset, size_t n)
{
    json_t *rows = json_object_get(table, "rows"), *kept = json_array();

    for (size_t i = offset; i < json_array_size(rows) && i - offset < n; i++)
        json_array_append(kept, json_array_get(rows, i));
    json_object_set_new(table, "rows", kept);
}

/* As HTML. */

/* The text of a cell or a column, which may be a link. */
static void
put_text(GString *out, const json_t *cell)
{
    const char *address = member_text(cell, "address");

    if (*address)
        html(out, "<a href=\"%s\">%s</a>", address, member_text(cell, "text"));
    else
        html(out, "%s", member_text(cell, "text"));
}

/* How the rows are sorted by the column: as tables_sort() does. */
static const char *
direction_of(const json_t *table, size_t column)
{
    const json_t *first = json_array_get(
        json_array_get(json_object_get(table, "rows"), 0), column);

    return json_object_get(first, "number") ? "descending" : "ascending";
}

/* With a direction if the rows are sorted by it. */
static void
put_column(GString *out,
           const struct request *request,
           const json_t *column,
           const char *direction)
{
    const char *key = member_text(column, "key");
    const char *note = member_text(column, "note");

    html(out, "<th scope=\"col\"");
    if (direction)
        html(out, " aria-sort=\"%s\"", direction);
    html(out, ">");
    if (*key) {
        char *address =
            address_with(request, NULL, "order", direction ? NULL : key);
        html(out,
             "<a class=\"sort\" title=\"Sort by this column\" "
             "href=\"%s\">%s</a>",
             address, member_text(column, "text"));
        g_free(address);
    } else {
        put_text(out, column);
    }
    if (*note)
        html(out, "<br><span class=\"beside\">%s</span>", note);
    html(out, "</th>\n");
}

static void
put_cell(GString *out, const json_t *cell, bool is_head)
{
    const char *shade = member_text(cell, "shade");
    const char *note = member_text(cell, "note");
    const bool is_number = json_object_get(cell, "number");

    html(out, is_head ? "<th scope=\"row\"" : "<td");
    if (is_number || *shade)
        html(out, " class=\"%s%s%s\"", is_number ? "number" : "",
             is_number && *shade ? " " : "", shade);
    html(out, ">");
    put_text(out, cell);
    if (*note)
        html(out, " <span class=\"beside\">%s</span>", note);
    html(out, is_head ? "</th>\n" : "</td>\n");
}

static void
put_row(GString *out, const json_t *row)
{
    size_t i;
    json_t *cell;

    html(out, "<tr>\n");
    json_array_foreach(row, i, cell) { put_cell(out, cell, i == 0); }
    html(out, "</tr>\n");
}

void
tables_put(GString *out, const struct request *request, const json_t *table)
{
    const char *caption = member_text(table, "caption");
    const size_t sorted = column_of_order(table, request);
    size_t i;
    json_t *one;

    html(out,
         "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
         "aria-label=\"%s\">\n<table class=\"shaded\">\n"
         "<caption>%s</caption>\n<thead>\n<tr>\n",
         caption, caption);
    json_array_foreach(json_object_get(table, "columns"), i, one)
    {
        put_column(out, request, one,
                   i == sorted ? direction_of(table, i) : NULL);
    }
    html(out, "</tr>\n</thead>\n<tbody>\n");
    json_array_foreach(json_object_get(table, "rows"), i, one)
    {
        put_row(out, one);
    }
    html(out, "</tbody>\n");
    if (json_object_get(table, "foot")) {
        html(out, "<tfoot>\n");
        put_row(out, json_object_get(table, "foot"));
        html(out, "</tfoot>\n");
    }
    html(out, "</table>\n</div>\n");
}

/* As SVG. */

/* In pixels, but for the widest text, which is in characters. */
enum {
    LETTER = 9, /* about the width of a character */
    ROW = 26,
    PAD = 8,
    MARGIN = 16,
    TITLE = 40,
    WIDEST = 48
};

/* The text of a cell with what is beside it, not more than is drawn. */
static char *
drawn_text(const json_t *cell)
{
    const char *note = member_text(cell, "note");
    char *text = g_strdup_printf("%s%s%s", member_text(cell, "text"),
                                 *note ? " " : "", note);

    if (g_utf8_strlen(text, -1) > WIDEST) {
        char *cut = g_utf8_substring(text, 0, WIDEST - 1);
        g_free(text);
        text = g_strconcat(cut, "…", NULL);
        g_free(cut);
    }
    return text;
}

static void
widen(GArray *widths, size_t column, const json_t *cell)
{
    char *text = drawn_text(cell);
    const size_t width =
        (size_t)g_utf8_strlen(text, -1) * LETTER + 2 * (size_t)PAD;

    while (widths->len <= column)
        g_array_append_val(widths, (size_t){0});
    if (g_array_index(widths, size_t, column) < width)
        g_array_index(widths, size_t, column) = width;
    g_free(text);
}

static void
widen_row(GArray *widths, const json_t *row)
{
    size_t i;
    json_t *cell;

    json_array_foreach(row, i, cell) { widen(widths, i, cell); }
}

/* How wide each column is drawn: a list of size_t. */
static GArray *
widths_of(const json_t *table)
{
    GArray *widths = g_array_new(FALSE, FALSE, sizeof(size_t));
    size_t i;
    json_t *row;

    widen_row(widths, json_object_get(table, "columns"));
    json_array_foreach(json_object_get(table, "rows"), i, row)
    {
        widen_row(widths, row);
    }
    widen_row(widths, json_object_get(table, "foot"));
    return widths;
}

static const char *
colour_of(const char *shade)
{
    for (size_t i = 0; i < G_N_ELEMENTS(shades); i++)
        if (strcmp(shades[i].name, shade) == 0)
            return shades[i].colour;
    return "#ffffff";
}

static void
draw_cell(GString *out,
          const json_t *cell,
          size_t x,
          size_t y,
          size_t width,
          bool is_head)
{
    const bool is_number = json_object_get(cell, "number");
    char *text = drawn_text(cell);

    html(out,
         "<rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%d\" fill=\"%s\" "
         "stroke=\"#b1b4b6\"/>\n"
         "<text x=\"%zu\" y=\"%zu\" text-anchor=\"%s\" "
         "font-weight=\"%s\">%s</text>\n",
         x, y, width, (int)ROW, colour_of(member_text(cell, "shade")),
         is_number ? x + width - PAD : x + PAD, y + 18,
         is_number ? "end" : "start", is_head ? "bold" : "normal", text);
    g_free(text);
}

static void
draw_row(GString *out,
         const json_t *row,
         const GArray *widths,
         size_t y,
         bool is_head)
{
    size_t x = MARGIN, i;
    json_t *cell;

    json_array_foreach(row, i, cell)
    {
        const size_t width = g_array_index(widths, size_t, i);
        draw_cell(out, cell, x, y, width, is_head || i == 0);
        x += width;
    }
}

/* What the table says, row by row. */
static void
describe(GString *out, const json_t *table)
{
    const json_t *columns = json_object_get(table, "columns");
    size_t r, c;
    json_t *row, *cell;

    html(out, "<desc id=\"table-desc\">");
    json_array_foreach(json_object_get(table, "rows"), r, row)
    {
        json_array_foreach(row, c, cell)
        {
            if (c == 0)
                html(out, "%s: ", member_text(cell, "text"));
            else if (*member_text(cell, "text"))
                html(out, "%s %s %s; ",
                     member_text(json_array_get(columns, c), "text"),
                     member_text(cell, "text"), member_text(cell, "note"));
        }
        html(out, "\n");
    }
    html(out, "</desc>\n");
}

void
tables_put_svg(GString *out, const json_t *table)
{
    const json_t *rows = json_object_get(table, "rows");
    const json_t *foot = json_object_get(table, "foot");
    const char *caption = member_text(table, "caption");
    const size_t n = json_array_size(rows) + (foot ? 2 : 1);
    const size_t height = TITLE + n * ROW + MARGIN;
    GArray *widths = widths_of(table);
    size_t width = 2 * (size_t)MARGIN, y = TITLE, i;
    json_t *row;

    for (i = 0; i < widths->len; i++)
        width += g_array_index(widths, size_t, i);
    const size_t least =
        2 * (size_t)MARGIN + (size_t)g_utf8_strlen(caption, -1) * (LETTER + 1);
    width = width > least ? width : least;
    html(out,
         "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" "
         "height=\"%zu\" viewBox=\"0 0 %zu %zu\" role=\"img\" "
         "aria-labelledby=\"table-title table-desc\" "
         "font-family=\"sans-serif\" font-size=\"13\" fill=\"#0b0c0c\">\n"
         "<title id=\"table-title\">%s</title>\n",
         width, height, width, height, caption);
    describe(out, table);
    html(out,
         "<rect width=\"%zu\" height=\"%zu\" fill=\"#fff\"/>\n"
         "<text x=\"%d\" y=\"26\" font-size=\"16\" "
         "font-weight=\"bold\">%s</text>\n",
         width, height, (int)MARGIN, caption);
    draw_row(out, json_object_get(table, "columns"), widths, y, true);
    json_array_foreach(rows, i, row)
    {
        y += ROW;
        draw_row(out, row, widths, y, false);
    }
    draw_row(out, foot, widths, y + ROW, true);
    html(out, "</svg>\n");
    g_array_free(widths, TRUE);
}
