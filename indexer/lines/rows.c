/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/rows.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lines/dropcap.h"
#include "lines/segments.h"

#include <string.h>

enum {
    BOLD_PERCENT = 80 /* least share of bold letters in a bold line */
};

/* The least gap between two segments that are cells of a table, as a fraction
 * of the font size. */
static const double segment_gap = 0.6;

/* Add a row of segments as one line, with a tab between cells. */
static void
add_row(struct lines *lines,
        struct text *bytes,
        const struct segment *segments,
        size_t n,
        struct line line)
{
    line.left = segments->left;
    line.top = segments->top;
    line.bottom = segments->bottom;
    line.first_word = segments->first_word;
    size_t letters = 0, bold = 0, longest = 0;
    const size_t start = bytes->len;
    const struct segment *last = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct segment *segment = &segments[i];
        /* Skip the number of a footnote, after a word or before the note. */
        const struct segment *neighbour = i + 1 < n ? segment + 1 : last;
        if (neighbour && segment->size <= neighbour->size * NOTE_MARK_SIZE &&
            strspn(segment->text.bytes, "0123456789") == segment->text.len) {
            line.is_note |= !last;
            continue;
        }
        const bool is_cell =
            last && !last->is_mark &&
            segment->left - last->right >= segment->size * segment_gap;
        if (is_cell)
            line.cell_left = segment->left;
        if (last)
            text_add(bytes, is_cell ? "\t" : " ", 1);
        text_add(bytes, segment->text.bytes, segment->text.len);
        if (segment->text.len >= longest && !segment->is_mark) {
            longest = segment->text.len;
            line.size = segment->size;
            line.top = segment->top;
            line.bottom = segment->bottom;
        }
        if (last && last->is_mark)
            line.first_word = segment->first_word;
        if (line.text_left == 0 && !segment->is_mark)
            line.text_left = segment->left;
        letters += segment->letters;
        bold += segment->bold;
        last = segment;
    }
    if (!last)
        return;
    if (line.size == 0)
        line.size = last->size;
    line.right = last->right;
    /* A row of a table is bold only if all of its cells are. */
    line.is_bold = letters > 0 &&
                   (line.cell_left > 0 ? bold == letters
                                       : bold * 100 >= letters * BOLD_PERCENT);
    line.len = bytes->len - start;
    line.offset = start;
    line.chars = utf8_length(bytes->bytes + start, line.len);
    text_add(bytes, "\n", 1);
    lines->list = memory_grow(lines->list, lines->count, sizeof line);
    lines->list[lines->count++] = line;
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
