/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * screen_report.c: the report that is read, and the page of all keys.
 */
#include "paint.h"
#include "screen.h"
#include "titles.h"

#include "print/member.h"

#include <curses.h>

enum { MARK = 4 }; /* columns before the text */

/* Draw the rows of a block from `skip` on; returns how many. */
static int
draw_block(const struct reading *reading, size_t i, size_t skip, struct box box)
{
    const json_t *record = json_array_get(reading->paragraphs, i);
    const char *text = member_text(record, "text");
    bool is_found;
    const json_t *spans = reading_highlights(reading, i, &is_found);
    struct lines lines = {0};
    size_t row = 0;
    int y = 0;

    lines_wrap(&lines, text, reading->width);
    if (reading->blocks[i].has_heading && row++ >= skip && y < box.rows) {
        json_t *headings = member_headings(record);
        paint_text(box.y + y++, box.x, box.columns, PAINT_STRONG,
                   json_string_value(headings));
        json_decref(headings);
    }
    if (row++ >= skip && y < box.rows) {
        char *title = titles_paragraph(record);
        paint_text(box.y + y, box.x, MARK, PAINT_STRONG,
                   i == reading->current ? is_found ? "> *" : ">"
                   : is_found            ? "  *"
                                         : "");
        paint_text(box.y + y++, box.x + MARK, box.columns - MARK,
                   i == reading->current ? PAINT_CHOSEN : PAINT_ID, title);
        g_free(title);
    }
    for (size_t k = 0; k < lines.n && y < box.rows; k++)
        if (row++ >= skip)
            paint_line(box.y + y++, box.x + MARK, box.columns - MARK, text,
                       lines.all[k], spans);
    lines_fini(&lines);
    return y < box.rows ? y + 1 : y; /* and the blank row */
}

void
screen_draw_report(const struct model *model, struct box box)
{
    const struct reading *reading = &model->reading;
    size_t i = reading_block_at(reading, reading->top);
    size_t skip = reading->top - reading->blocks[i].first;

    for (int y = 0; y < box.rows && i < json_array_size(reading->paragraphs);
         i++, skip = 0) {
        const struct box rest = {box.y + y, box.x, box.rows - y, box.columns};
        y += draw_block(reading, i, skip, rest);
    }
}

/* One line of the page of keys after the other; those before `top` and after
 * the box are not seen. */
struct page {
    struct box box;
    int top;
    int y;
};

static void
put_row(struct page *page, enum paint_look look, const char *text)
{
    const int at = page->y++ - page->top;

    if (at >= 0 && at < page->box.rows)
        paint_text(page->box.y + at, page->box.x, page->box.columns, look,
                   text);
}

static void
put_key(struct page *page, const struct keys_row *row)
{
    enum { KEYS = 27, NARROW = 70 };
    char *line =
        page->box.columns < NARROW
            ? g_strdup_printf("  %s", row->keys)
            : g_strdup_printf("  %-*s%s", KEYS, row->keys, row->effect);

    put_row(page, PAINT_PLAIN, line);
    g_free(line);
    if (page->box.columns >= NARROW)
        return;
    line = g_strdup_printf("    %s", row->effect);
    put_row(page, PAINT_DIM, line);
    g_free(line);
}

static void
put_keys(struct page *page)
{
    page->y = 0;
    for (unsigned place = 0; place < KEYS_PLACES; place++) {
        put_row(page, PAINT_STRONG, keys_place_names[place]);
        for (size_t i = 0; i < keys_n_rows; i++)
            if (keys_rows[i].places & 1u << place)
                put_key(page, &keys_rows[i]);
    }
}

void
screen_draw_keys(struct model *model, struct box box)
{
    struct page page = {.box = {.columns = box.columns}};

    put_keys(&page); /* how many rows there are */
    const int most = page.y > box.rows ? page.y - box.rows : 0;
    if (model->help_top > (size_t)most)
        model->help_top = (size_t)most;
    page = (struct page){.box = box, .top = (int)model->help_top};
    put_keys(&page);
}
