/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/rows.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lines/dropcap.h"
#include "lines/marks.h"
#include "lines/segments.h"

#include <string.h>

enum {
    FIGURE_MAX = 2,   /* digits of the number of a heading */
    BOLD_PERCENT = 80 /* least share of bold letters in a bold line */
};

/* The least gap between two segments that are cells of a table, as a fraction
 * of the font size. */
static const double segment_gap = 0.6;

/* A line that is being made of the segments of a row. */
struct row {
    struct line line;
    const struct segment *last; /* the last that was added */
    bool after_mark;            /* it is a number or a bullet */
    size_t letters, bold, longest;
};

/* Whether the segment is the number of a footnote, beside its neighbour: after
 * a word or before the note. */
static bool
is_note_number(const struct segment *segment, const struct segment *neighbour)
{
    return neighbour && segment->size <= neighbour->size * NOTE_MARK_SIZE &&
           strspn(segment->text.bytes, "0123456789") == segment->text.len;
}

/* Whether the first of two segments is the number of a heading or paragraph,
 * and not a cell of a table. Before a heading it may be a figure alone. */
static bool
is_outline(const struct segment segments[2])
{
    const struct segment *mark = &segments[0], *rest = &segments[1];
    const bool is_heading = rest->letters > 0 && rest->bold == rest->letters;
    const bool is_figure =
        mark->text.len <= FIGURE_MAX &&
        strspn(mark->text.bytes, "0123456789") == mark->text.len;

    return ((is_heading && is_figure) ||
            marks_is_outline(mark->text.bytes, mark->text.len)) &&
           !g_ascii_isdigit(*rest->text.bytes) &&
           !g_ascii_islower(*rest->text.bytes);
}

/* Append a segment, with a tab between cells. The type of a line is that of its
 * longest text. */
static void
add_segment(struct row *row,
            struct text *bytes,
            const struct segment *segment,
            bool is_mark)
{
    struct line *line = &row->line;
    const struct segment *last = row->last;
    const bool is_cell =
        last && !row->after_mark &&
        segment->left - last->right >= segment->size * segment_gap;

    if (is_cell)
        line->cell_left = segment->left;
    if (last)
        text_add(bytes, is_cell ? "\t" : " ", 1);
    text_add(bytes, segment->text.bytes, segment->text.len);
    if (segment->text.len >= row->longest && !is_mark) {
        row->longest = segment->text.len;
        line->size = segment->size;
        line->top = segment->top;
        line->bottom = segment->bottom;
    }
    if (last && row->after_mark)
        line->first_word = segment->first_word;
    if (line->text_left == 0 && !is_mark)
        line->text_left = segment->left;
    row->letters += segment->letters;
    row->bold += segment->bold;
    row->last = segment;
    row->after_mark = is_mark;
}

/* Whether the line is bold: most of its letters are, or, in a row of a table,
 * all of them. */
static bool
is_bold(const struct row *row)
{
    if (row->letters == 0)
        return false;
    return row->line.cell_left > 0
               ? row->bold == row->letters
               : row->bold * 100 >= row->letters * BOLD_PERCENT;
}

/* Add a row of segments as one line. */
static void
add_row(struct lines *lines,
        struct text *bytes,
        const struct segment *segments,
        size_t n,
        struct line model)
{
    const size_t start = bytes->len;
    struct row row = {.line = model};
    struct line *line = &row.line;

    line->left = segments->left;
    line->top = segments->top;
    line->bottom = segments->bottom;
    line->first_word = segments->first_word;
    for (size_t i = 0; i < n; i++) {
        if (is_note_number(&segments[i],
                           i + 1 < n ? &segments[i + 1] : row.last))
            line->is_note |= !row.last;
        else
            add_segment(&row, bytes, &segments[i],
                        segments[i].is_mark ||
                            (i == 0 && n == 2 && is_outline(segments)));
    }
    if (!row.last)
        return;
    if (line->size == 0)
        line->size = row.last->size;
    line->right = row.last->right;
    line->is_bold = is_bold(&row);
    line->len = bytes->len - start;
    line->offset = start;
    line->chars = utf8_length(bytes->bytes + start, line->len);
    text_add(bytes, "\n", 1);
    lines->list = memory_grow(lines->list, lines->count, sizeof *line);
    lines->list[lines->count++] = *line;
}

size_t
rows_add(struct lines *lines,
         struct text *bytes,
         const struct glyphs *glyphs,
         struct line model)
{
    struct segments segments = segments_of(glyphs);
    size_t letters = 0;

    dropcap_join(&segments);
    for (size_t i = 0; i < segments.count;) {
        const size_t end = segments_row_end(&segments, i);
        add_row(lines, bytes, segments.list + i, end - i, model);
        i = end;
    }
    for (size_t i = 0; i < segments.count; i++)
        letters += segments.list[i].letters;
    segments_fini(&segments);
    return letters;
}
