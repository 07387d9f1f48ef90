/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * screen_list.c: the hits and the facets.
 */
#include "paint.h"
#include "screen.h"
#include "titles.h"

#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"

#include <curses.h>
#include <string.h>

enum {
    MARK = 2,      /* columns before a hit */
    ROOMY = 12,    /* rows from which hits get more of them */
    PARTED_ROW = 1 /* that says where the hits begin that match in part */
};

/* How hits are shown: all alike, so that moving does not shift them. */
struct shape {
    int columns;      /* of a snippet */
    size_t lines_max; /* of a snippet */
    int gap;          /* blank rows between hits */
};

static struct shape
shape_in(struct box box)
{
    const bool is_roomy = box.rows >= ROOMY;

    return (struct shape){
        .columns = box.columns - 2 * MARK,
        .lines_max = is_roomy ? 3 : 2,
        .gap = is_roomy,
    };
}

static bool
is_counted(const json_t *hit)
{
    return !json_is_false(json_object_get(hit, "counted"));
}

/* Whether the hit is the first that matches only in part. */
static bool
is_parted(const json_t *hits, size_t i)
{
    return !is_counted(json_array_get(hits, i)) &&
           (i == 0 || is_counted(json_array_get(hits, i - 1)));
}

/* Returns whether the lines are not all of it. */
static bool
wrap_snippet(struct lines *lines, const json_t *hit, struct shape shape)
{
    lines_wrap(lines, member_text(hit, "snippet"), (size_t)shape.columns);
    if (lines->n <= shape.lines_max)
        return false;
    lines->n = shape.lines_max;
    return true;
}

/* Draw the end of a snippet that goes on after its last line. */
static void
draw_cut(int y, int x, const char *snippet, struct line line, int columns)
{
    const int used =
        (int)lines_columns(snippet + line.from, line.to - line.from);

    paint_text(y, x + (used < columns ? used : columns - 1), 1, PAINT_PLAIN,
               "…");
}

static int
rows_of(const json_t *hits, size_t i, struct shape shape)
{
    struct lines lines = {0};

    wrap_snippet(&lines, json_array_get(hits, i), shape);
    const int rows =
        2 + (int)lines.n + shape.gap + (is_parted(hits, i) ? PARTED_ROW : 0);
    lines_fini(&lines);
    return rows;
}

static void
draw_hit(const json_t *hits, size_t i, bool is_chosen, struct box box)
{
    const struct shape shape = shape_in(box);
    const json_t *hit = json_array_get(hits, i);
    const int end = box.y + box.rows, columns = box.columns - MARK;
    struct lines lines = {0};
    char *head = titles_hit(hit), *place = titles_place(hit);
    int y = box.y;

    if (is_parted(hits, i) && y < end)
        paint_text(y++, box.x, box.columns, PAINT_DIM,
                   "-- those below match only in part --");
    if (y < end) {
        paint_text(y, box.x, MARK, PAINT_STRONG, is_chosen ? ">" : "");
        paint_text(y++, box.x + MARK, columns,
                   is_chosen ? PAINT_CHOSEN : PAINT_STRONG, head);
    }
    if (y < end)
        paint_text(y++, box.x + MARK, columns, PAINT_ID, place);
    const char *snippet = member_text(hit, "snippet");
    const bool is_cut = wrap_snippet(&lines, hit, shape);
    for (size_t k = 0; k < lines.n && y < end; k++, y++) {
        paint_line(y, box.x + MARK, shape.columns, snippet, lines.all[k],
                   json_object_get(hit, "highlights"));
        if (is_cut && k + 1 == lines.n)
            draw_cut(y, box.x + MARK, snippet, lines.all[k], shape.columns);
    }
    lines_fini(&lines);
    g_free(head);
    g_free(place);
}

/* Begin the list so that the chosen hit is wholly in sight. */
static void
scroll_to_chosen(struct screen *screen,
                 const struct model *model,
                 struct box box)
{
    const struct shape shape = shape_in(box);
    int rows = 0;
    size_t first = model->chosen;

    if (screen->first_hit >= model->chosen) {
        screen->first_hit = model->chosen;
        return;
    }
    for (;; first--) {
        rows += rows_of(model->hits, first, shape);
        if (rows - shape.gap > box.rows || first == screen->first_hit)
            break;
    }
    if (rows - shape.gap > box.rows && first < model->chosen)
        first++;
    screen->first_hit = first;
}

void
screen_draw_hits(struct screen *screen, struct model *model, struct box box)
{
    const struct shape shape = shape_in(box);
    const size_t n = json_array_size(model->hits);
    int y = box.y;

    model->page = 1;
    if (n == 0 && model->result)
        paint_wrapped(box.y, box.x + MARK, box.columns - MARK, box.rows,
                      model->incomplete
                          ? "Nothing was found in those parts of the index "
                            "that answered. Others may have it."
                          : "Nothing was found. Type other words, or fewer; or "
                            "press Tab and Backspace to remove a filter.");
    if (n == 0)
        return;
    scroll_to_chosen(screen, model, box);
    for (size_t i = screen->first_hit; i < n && y < box.y + box.rows; i++) {
        const int rows = rows_of(model->hits, i, shape);
        const struct box own = {y, box.x, box.y + box.rows - y, box.columns};
        draw_hit(model->hits, i, i == model->chosen, own);
        y += rows;
        if (y - shape.gap <= box.y + box.rows)
            model->page = i - screen->first_hit + 1;
    }
}

static void
draw_facet(const struct facet_row *row, bool is_chosen, int y, struct box box)
{
    char number[PRINT_NUMBER_SIZE];
    const int gap = 1;

    if (!row->value) {
        paint_text(y, box.x, box.columns, PAINT_STRONG,
                   naming_field(row->field));
        return;
    }
    print_number(row->count, number);
    const int digits = (int)strlen(number);
    const enum paint_look look = is_chosen ? PAINT_CHOSEN : PAINT_PLAIN;
    int x = box.x;
    x += paint_text(y, x, 2, look, is_chosen ? "> " : "  ");
    x += paint_text(y, x, 4, look, row->is_chosen ? "[x] " : "[ ] ");
    paint_text(y, x, box.x + box.columns - x - digits - gap, look, row->value);
    paint_text(y, box.x + box.columns - digits, digits, PAINT_PLAIN, number);
}

void
screen_draw_facets(struct screen *screen,
                   const struct model *model,
                   struct box box)
{
    const struct facets *facets = &model->facets;
    const bool is_active = model->mode == MODEL_FACETS;
    const size_t rows = (size_t)box.rows;
    const struct facet_row *row;

    if (!is_active || facets->cursor <= 1)
        screen->first_facet = 0; /* with the heading above the first value */
    else if (facets->cursor < screen->first_facet)
        screen->first_facet = facets->cursor;
    else if (facets->cursor >= screen->first_facet + rows)
        screen->first_facet = facets->cursor - rows + 1;
    for (int i = 0; i < box.rows; i++) {
        const size_t at = screen->first_facet + (size_t)i;
        row = facets_row(facets, at);
        if (row)
            draw_facet(row, is_active && at == facets->cursor, box.y + i, box);
    }
}
