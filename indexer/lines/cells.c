/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/cells.h"
#include "terms/frameworks.h"
#include "terms/grades.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* How far a row may reach from the line it is found at, in each direction: a
 * wrong guess must not swallow a page. */
enum { ROW_LINES_MAX = 12 };

/* Tolerances in points: between the left edges of the lines of one cell, and
 * between font sizes. */
static const double drift = 6, size_drift = 1;

/* The smallest step between lines of one cell, as a fraction of the leading. */
static const double cell_step = 0.75;

static const char *
tab_of(const struct line *line)
{
    return memchr(line->text, '\t', line->len);
}

/* Whether the line has exactly two cells. */
static bool
is_row(const struct line *line)
{
    const char *tab = tab_of(line);
    return tab &&
           !memchr(tab + 1, '\t', (size_t)(line->text + line->len - tab - 1));
}

/* Whether a line of one segment is in the right-hand cell. */
static bool
is_in_right_cell(const struct line *line, double column)
{
    return line->left > column - drift;
}

/* Whether the line is set like the row and lies within one of its cells. */
static bool
fits(const struct line *line, const struct line *row)
{
    return !tab_of(line) && fabs(line->size - row->size) < size_drift &&
           (is_in_right_cell(line, row->cell_left) ||
            line->right < row->cell_left);
}

static bool
is_whole_grade(const char *text, size_t len)
{
    size_t before = len;
    return len > 0 &&
           grade_at_end(frameworks_common_grades(), text, len, GRADE_BARE,
                        &before) &&
           before == 0;
}

/* Whether the line begins a new row because the one before is complete: both
 * have a grade. */
static bool
begins_row(const struct line *line, const struct text *right)
{
    const char *tab = tab_of(line);
    return tab &&
           is_whole_grade(right->bytes ? right->bytes : "", right->len) &&
           is_whole_grade(tab + 1, (size_t)(line->text + line->len - tab - 1));
}

/* Whether a line of one segment is beside the line before it: they are closer
 * than two lines of one cell. A cell of one line may lie between the lines of
 * another. */
static bool
is_beside_last(const struct lines *lines, size_t i)
{
    struct line *line = &lines->list[i], *last = line - 1;

    if (i == 0 || line->frame != last->frame || tab_of(line) || tab_of(last) ||
        line->top - last->top > cell_step * lines->leading ||
        (line->left < last->right && last->left < line->right))
        return false;
    line->cell_left = line->left > last->left ? line->left : last->left;
    return true;
}

static void
put(struct text *cell, const char *text, size_t len)
{
    if (cell->len > 0 && len > 0)
        text_add(cell, " ", 1);
    text_add(cell, text, len);
}

static void
put_line(struct text cells[2], const struct line *line, double column)
{
    const char *tab = tab_of(line);

    if (!tab) {
        put(&cells[is_in_right_cell(line, column)], line->text, line->len);
        return;
    }
    put(&cells[0], line->text, (size_t)(tab - line->text));
    put(&cells[1], tab + 1, (size_t)(line->text + line->len - tab - 1));
}

/* Extend the row at line i in both directions: sets *first to its first line
 * and returns how many lines it has. *first must be i. */
static size_t
row_lines(const struct lines *lines, size_t i, size_t *first)
{
    const struct line *l = lines->list;
    const double column = l[i].cell_left;
    size_t end = i + 1;

    while (*first > 0 && i - *first < ROW_LINES_MAX && !l[*first].after_blank &&
           l[*first - 1].frame == l[i].frame && fits(&l[*first - 1], &l[i]))
        (*first)--;
    /* A bold row is the header of those that follow it. */
    while (
        end < lines->count && end - i < ROW_LINES_MAX && !l[end].after_blank &&
        (l[end].is_bold || !l[i].is_bold) && l[end].frame == l[i].frame &&
        (fits(&l[end], &l[i]) ||
         (is_row(&l[end]) &&
          is_in_right_cell(&(struct line){.left = l[end].cell_left}, column))))
        end++;
    return end - *first;
}

/* Split n lines into rows and add them. */
static void
add_rows(struct lines *out,
         struct text *bytes,
         const struct line *lines,
         size_t n,
         double column)
{
    for (size_t i = 0; i < n;) {
        struct text cells[2] = {0};
        struct line row = lines[i];
        do {
            put_line(cells, &lines[i], column);
            row.is_bold &= lines[i].is_bold;
            i++;
        } while (i < n && !begins_row(&lines[i], &cells[1]));
        text_add(&cells[0], "\t", 1);
        text_add(&cells[0], cells[1].bytes, cells[1].len);
        lines_add(out, bytes, row, cells[0].bytes, cells[0].len);
        free(cells[0].bytes);
        free(cells[1].bytes);
    }
}

void
cells_join(struct lines *lines)
{
    struct lines out = *lines;
    struct text bytes = {0};
    size_t done = 0;

    out.list = NULL;
    out.count = 0;
    for (size_t i = 0; i < lines->count; i++) {
        size_t first = i;
        if (!is_row(&lines->list[i]) && !is_beside_last(lines, i))
            continue;
        size_t n = row_lines(lines, i, &first);
        if (first < done) { /* it belongs to the row before */
            n -= done - first;
            first = done;
        }
        for (; done < first; done++)
            lines_add(&out, &bytes, lines->list[done], lines->list[done].text,
                      lines->list[done].len);
        add_rows(&out, &bytes, lines->list + first, n,
                 lines->list[i].cell_left);
        done = first + n;
        i = done - 1;
    }
    for (; done < lines->count; done++)
        lines_add(&out, &bytes, lines->list[done], lines->list[done].text,
                  lines->list[done].len);
    lines_end(&out, &bytes);
    free(lines->bytes); /* the rest goes on in out */
    free(lines->list);
    *lines = out;
}
