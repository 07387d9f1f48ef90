/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "paint.h"

#include <curses.h>
#include <string.h>

static attr_t looks[PAINT_LOOKS];

void
paint_init(bool is_colored)
{
    static const struct {
        attr_t attributes;
        short color; /* 0: none */
    } rows[PAINT_LOOKS] = {
        [PAINT_STRONG] = {A_BOLD, 0},
        [PAINT_DIM] = {A_DIM, 0},
        [PAINT_MARKED] = {A_BOLD, COLOR_YELLOW},
        [PAINT_ID] = {A_NORMAL, COLOR_CYAN},
        [PAINT_CHOSEN] = {A_REVERSE, 0},
    };

    is_colored =
        is_colored && start_color() == OK && use_default_colors() == OK;
    for (int i = 0; i < PAINT_LOOKS; i++) {
        looks[i] = rows[i].attributes;
        if (!is_colored || rows[i].color == 0)
            continue;
        init_pair((short)(i + 1), rows[i].color, -1);
        looks[i] |= (attr_t)COLOR_PAIR(i + 1);
    }
}

int
paint_text(int y, int x, int columns, enum paint_look look, const char *text)
{
    const size_t width = columns > 0 ? (size_t)columns : 0;
    const bool is_cut = lines_columns(text, strlen(text)) > width;
    char shown[FINDINGS_VISIBLE_SIZE];
    size_t used = 0, step;

    if (width == 0)
        return 0;
    attrset(looks[look]);
    move(y, x);
    while (*text) {
        const size_t len = lines_step(text, shown, &step);
        if (used + step + is_cut > width)
            break;
        addstr(shown);
        used += step;
        text += len;
    }
    if (is_cut) {
        addstr("…");
        used++;
    }
    attrset(A_NORMAL);
    return (int)used;
}

void
paint_line(int y,
           int x,
           int columns,
           const char *text,
           struct line line,
           const json_t *spans)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    size_t next = 0, used = 0, step;

    move(y, x);
    for (size_t at = line.from; at < line.to;) {
        const bool is_marked = lines_is_marked(spans, at, &next);
        at += lines_step(text + at, shown, &step);
        used += step;
        if (columns < 0 || used > (size_t)columns)
            break;
        attrset(looks[is_marked ? PAINT_MARKED : PAINT_PLAIN]);
        addstr(shown);
    }
    attrset(A_NORMAL);
}

void
paint_wrapped(int y, int x, int columns, int rows, const char *text)
{
    struct lines lines = {0};

    lines_wrap(&lines, text, columns > 0 ? (size_t)columns : 1);
    for (int i = 0; i < rows && (size_t)i < lines.n; i++)
        paint_line(y + i, x, columns, text, lines.all[i], NULL);
    lines_fini(&lines);
}
