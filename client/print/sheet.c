/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/sheet.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    GAP = 2,         /* between columns; 1 if the table is wide */
    NUMBERS_MIN = 9, /* a column of numbers is not made narrower */
    WORDS_MIN = 12,  /* nor is a column of words */
    HEAD_MAX = 14    /* the widest column of a table printed in parts */
};

/* The widths of a column. */
struct sheet_column {
    size_t whole; /* without cutting */
    size_t least; /* when narrowed */
    size_t width; /* as printed */
    bool is_numbers;
};

/* The text of a cell; that of a number is in buffer. */
static const char *
cell_text(const json_t *row, size_t index, char buffer[32])
{
    const json_t *cell = json_array_get(row, index);

    if (json_is_string(cell))
        return json_string_value(cell);
    buffer[0] = '\0';
    if (json_is_integer(cell))
        snprintf(buffer, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(cell));
    return buffer;
}

static void
measure(const json_t *rows,
        size_t n_heads,
        struct sheet_column *columns,
        size_t n_columns)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        for (size_t c = 0; c < n_columns; c++) {
            char buffer[32];
            const size_t width = print_width(cell_text(row, c, buffer));
            if (width > columns[c].whole && json_array_size(row) > 1)
                columns[c].whole = width;
            if (i < n_heads || !json_is_integer(json_array_get(row, c)))
                continue;
            columns[c].is_numbers = true;
            if (width > columns[c].least)
                columns[c].least = width;
        }
    }
    for (size_t c = 0; c < n_columns; c++) {
        const size_t least = columns[c].is_numbers ? NUMBERS_MIN : WORDS_MIN;
        if (columns[c].least < least)
            columns[c].least = least;
        if (columns[c].least > columns[c].whole)
            columns[c].least = columns[c].whole;
    }
}

/* Give every column but the first at most cap. Returns the width of the table.
 */
static size_t
narrow(struct sheet_column *columns, size_t n_columns, size_t cap, size_t gap)
{
    size_t sum = columns[0].width;

    for (size_t c = 1; c < n_columns; c++) {
        columns[c].width = columns[c].whole > cap ? cap : columns[c].whole;
        if (columns[c].width < columns[c].least)
            columns[c].width = columns[c].least;
        sum += gap + columns[c].width;
    }
    return sum;
}

/* How much of the width the labels get at least: two fifths, or half as much
 * beside columns of words, which would be cut, while labels are wrapped. */
static size_t
share_of_labels(const struct sheet_column *columns,
                size_t n_columns,
                size_t width)
{
    enum { LEAST = 20 };
    bool has_numbers = false;

    for (size_t c = 1; c < n_columns; c++)
        has_numbers |= columns[c].is_numbers;
    if (has_numbers || width * 2 / 5 < LEAST)
        return width * 2 / 5;
    return width / 5 > LEAST ? width / 5 : LEAST;
}

/* Set the width of each column, and return the gap between them. The labels get
 * what the other columns leave, but at least their share. */
static size_t
fit(struct sheet_column *columns, size_t n_columns, size_t width)
{
    const size_t share = share_of_labels(columns, n_columns, width);
    size_t cap = 0, sum = 0, gap = GAP;

    for (size_t c = 1; c < n_columns; c++) {
        sum += GAP + columns[c].whole;
        if (columns[c].whole > cap)
            cap = columns[c].whole;
    }
    const size_t room = sum + share < width ? width - sum : share;
    columns[0].width = columns[0].whole < room ? columns[0].whole : room;
    if (narrow(columns, n_columns, cap, gap) > width)
        gap = 1;
    while (narrow(columns, n_columns, cap, gap) > width && cap > NUMBERS_MIN)
        cap--;
    if (narrow(columns, n_columns, cap, gap) > width) {
        gap = GAP;
        narrow(columns, n_columns, HEAD_MAX, gap);
    }
    return gap;
}

/* How many bytes of the label fit in a line of this width: whole words, unless
 * the first is too long. */
static size_t
label_line(const char *label, size_t width)
{
    size_t end = 0, column = 0, i = 0, step;

    for (; label[i]; column += step) {
        if (label[i] == ' ' && i > 0 && label[i - 1] != ' ')
            end = i;
        const size_t next = i + print_step(label + i, &step);
        if (column + step > width)
            return end > 0 ? end : i > 0 ? i : next;
        i = next;
    }
    return strlen(label);
}

static void
put_cell(const json_t *row,
         size_t index,
         const struct sheet_column *column,
         size_t gap,
         bool is_last,
         const struct style *style)
{
    char buffer[32];
    const char *text = cell_text(row, index, buffer);
    const size_t width = print_width(text);
    const int pad = width < column->width ? (int)(column->width - width) : 0;

    printf("%*s", (int)gap + (column->is_numbers ? pad : 0), "");
    const char *tone = style_grade(style, text);
    fputs(tone, stdout);
    print_cut(text, column->width, stdout);
    fputs(*tone ? style->plain : "", stdout);
    if (!column->is_numbers && !is_last)
        printf("%*s", pad, "");
}

/* Print the row's label and its cells from first to before end. */
static void
put_row(const json_t *row,
        const struct sheet_column *columns,
        size_t gap,
        size_t first,
        size_t end,
        const struct style *style)
{
    char buffer[32], last[32];
    const char *label = cell_text(row, 0, buffer);
    const size_t width = columns[0].width;

    if (json_array_size(row) == 1) {
        print_wrapped(label, NULL, 0, style);
        return;
    }
    while (end > first && !*cell_text(row, end - 1, last))
        end--; /* no spaces at the end of a line */
    if (!*label && end == first)
        return;
    /* The label continues two columns to the right of its first word. */
    const size_t indent = strspn(label, " ");
    size_t len = label_line(label, width);
    bool is_first = true;
    do {
        char line[512];
        snprintf(line, sizeof line, "%.*s", (int)len, label);
        if (!is_first)
            printf("%*s", (int)indent + 2, "");
        const size_t used =
            print_cut(line, width, stdout) + (is_first ? 0 : indent + 2);
        if (is_first) {
            if (end > first && used < width)
                printf("%*s", (int)(width - used), "");
            for (size_t c = first; c < end; c++)
                put_cell(row, c, &columns[c], gap, c + 1 == end, style);
        }
        putchar('\n');
        label += len;
        label += strspn(label, " ");
        is_first = false;
        len = label_line(label, width > indent + 2 ? width - indent - 2 : 1);
    } while (*label);
}

void
sheet_print(const json_t *rows, size_t n_heads, const struct style *style)
{
    size_t n_columns = 0, end;

    for (size_t i = 0; i < json_array_size(rows); i++)
        if (json_array_size(json_array_get(rows, i)) > n_columns)
            n_columns = json_array_size(json_array_get(rows, i));
    struct sheet_column *columns = calloc(n_columns + 1, sizeof *columns);
    if (!columns)
        print_out_of_memory();
    measure(rows, n_heads, columns, n_columns);
    const size_t gap = fit(columns, n_columns, style->screen);
    for (size_t first = 1; first < n_columns; first = end) {
        size_t width = columns[0].width;
        for (end = first; end < n_columns; end++) {
            width += gap + columns[end].width;
            if (width > style->screen && end > first)
                break;
        }
        if (first > 1)
            putchar('\n');
        for (size_t i = 0; i < json_array_size(rows); i++) {
            if (i < n_heads)
                fputs(style->strong, stdout);
            put_row(json_array_get(rows, i), columns, gap, first, end, style);
            if (i < n_heads)
                fputs(style->plain, stdout);
        }
    }
    free(columns);
}

static void
put_csv_string(const char *text, FILE *out)
{
    /* A spreadsheet also runs a formula that follows blanks, and control
     * characters are printed as spaces. */
    const char *begin = text;
    while (*begin && ((unsigned char)*begin <= ' ' || *begin == 0x7f))
        begin++;
    const bool is_formula = *begin && strchr("=+-@", *begin);

    if (!is_formula && !strpbrk(text, "\",\r\n")) {
        print_data(text, out);
        return;
    }
    putc('"', out);
    if (is_formula)
        putc('\'', out);
    while (*text) {
        if (*text == '"')
            putc('"', out);
        text += print_data_char(text, out);
    }
    putc('"', out);
}

void
sheet_put_csv_row(const json_t *row, FILE *out)
{
    size_t i;
    json_t *cell;

    json_array_foreach(row, i, cell)
    {
        if (i > 0)
            putc(',', out);
        if (json_is_integer(cell))
            fprintf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(cell));
        else if (json_is_string(cell))
            put_csv_string(json_string_value(cell), out);
    }
    fputs("\r\n", out);
}

void
sheet_put_csv(const json_t *rows, FILE *out)
{
    size_t i;
    json_t *row;

    json_array_foreach(rows, i, row) { sheet_put_csv_row(row, out); }
}
