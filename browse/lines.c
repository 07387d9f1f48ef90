/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines.h"

#include "print/columns.h"
#include "print/print.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

size_t
lines_step(const char *p, char shown[FINDINGS_VISIBLE_SIZE], size_t *columns)
{
    const size_t len = print_shown(p, shown);

    *columns = columns_of(shown);
    return len;
}

size_t
lines_columns(const char *text, size_t len)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    size_t columns = 0, step;

    for (const char *p = text; p < text + len && *p; columns += step)
        p += lines_step(p, shown, &step);
    return columns;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
add_line(struct lines *lines, size_t from, size_t to)
{
    if (lines->n == lines->size) {
        lines->size = lines->size ? 2 * lines->size : 16;
        lines->all = g_realloc_n(lines->all, lines->size, sizeof *lines->all);
    }
    lines->all[lines->n++] = (struct line){from, to};
}

void
lines_wrap(struct lines *lines, const char *text, size_t width)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    size_t from = 0, column = 0; /* of the line */
    size_t blank = 0, after = 0; /* its last blank, and the column after it */
    bool has_blank = false;
    size_t step;

    lines->n = 0;
    for (size_t at = 0; text[at];) {
        const size_t len = lines_step(text + at, shown, &step);
        if (is_blank(text[at])) {
            blank = at;
            after = column + step;
            has_blank = true;
        }
        if (column + step > width && step > 0 && has_blank) {
            add_line(lines, from, blank);
            from = blank + 1;
            column -= column >= after ? after : column;
            has_blank = false;
            if (is_blank(text[at])) {
                at += len;
                continue;
            }
        }
        if (column + step > width && step > 0 && at > from) {
            add_line(lines, from, at);
            from = at;
            column = 0;
        }
        column += step;
        at += len;
    }
    /* What ends in a blank has no empty line after it. */
    if (text[from] || lines->n == 0)
        add_line(lines, from, strlen(text));
}

void
lines_fini(struct lines *lines)
{
    g_free(lines->all);
    *lines = (struct lines){0};
}

static size_t
bound(const json_t *spans, size_t index, size_t end)
{
    const json_int_t n =
        json_integer_value(json_array_get(json_array_get(spans, index), end));

    return n > 0 ? (size_t)n : 0;
}

bool
lines_is_marked(const json_t *spans, size_t at, size_t *next)
{
    while (*next < json_array_size(spans) && at >= bound(spans, *next, 1))
        ++*next;
    return *next < json_array_size(spans) && at >= bound(spans, *next, 0);
}
