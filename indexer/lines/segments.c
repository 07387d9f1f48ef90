/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Characters with their place and type are first grouped into runs: poppler's
 * lines, cut where a cell or a mark ends. The runs are then cut where a column
 * of a table begins, which makes the segments.
 */
#include "lines/segments.h"
#include "base/memory.h"
#include "lines/marks.h"
#include "lines/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_MAX = 16 }; /* characters of a number or bullet, including blanks */

/* Gaps, as fractions of the font size. */
static const double cell_gap = 1.2;   /* between cells, if there is a blank */
static const double wide_blank = 0.4; /* the smallest one before a column */

/* Tolerance in points between the left edges of the cells of a column. */
static const double column_drift = 1.5;

/* Segments are side by side if they overlap by more than this fraction of the
 * height of the less tall one. */
static const double shared_height = 0.5;

/* Whether the text is nothing but a number with its full stop, or a bullet. */
static bool
is_mark(const char *text, size_t len)
{
    int number;

    return len > 0 && (marks_number(text, len, &number) == len ||
                       marks_bullet(text, len) == len);
}

/* The most common size of the glyphs. */
static double
common_size(const struct glyph *glyphs, size_t n)
{
    double *sizes = memory_resize(NULL, n * sizeof *sizes);

    for (size_t i = 0; i < n; i++)
        sizes[i] = glyphs[i].size;
    const double size = measure_common_size(sizes, NULL, n, 0);
    free(sizes);
    return size;
}

static void
add_segment(struct segments *segments, const struct glyph *glyphs, size_t n)
{
    while (n > 0 && glyphs[n - 1].is_blank)
        n--;
    while (n > 0 && glyphs->is_blank) {
        glyphs++;
        n--;
    }
    if (n == 0)
        return;
    segments->list =
        memory_grow(segments->list, segments->count, sizeof *segments->list);
    struct segment *segment = &segments->list[segments->count++];
    *segment = (struct segment){.left = glyphs->at.x1,
                                .right = glyphs[n - 1].at.x2,
                                .top = glyphs->at.y1,
                                .bottom = glyphs->at.y2,
                                .size = common_size(glyphs, n)};
    const struct glyph *last = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct glyph *g = &glyphs[i];
        /* Skip the number of a footnote. If it is a segment of its own, the
         * rest of its row decides (pdf.c). */
        if (g->size <= segment->size * NOTE_MARK_SIZE &&
            g_unichar_isdigit(g->code))
            continue;
        if (g->is_blank) {
            if (segment->first_word == 0 && last)
                segment->first_word = last->at.x2 - segment->left;
            text_add_byte(&segment->text, ' ');
            continue;
        }
        if (last && g > last && !g[-1].is_blank &&
            g->at.x1 - last->at.x2 > g->size * GLYPH_WORD_GAP)
            text_add_byte(&segment->text, ' ');
        text_add_char(&segment->text, g->code);
        segment->letters += g->is_letter;
        segment->bold += g->is_letter && g->is_bold;
        if (g->size == segment->size) {
            segment->top = g->at.y1 < segment->top ? g->at.y1 : segment->top;
            segment->bottom =
                g->at.y2 > segment->bottom ? g->at.y2 : segment->bottom;
        }
        last = g;
    }
    if (segment->first_word == 0)
        segment->first_word = segment->right - segment->left;
    segment->is_mark = is_mark(segment->text.bytes, segment->text.len);
    if (segment->text.len == 0) {
        free(segment->text.bytes);
        segments->count--;
    }
}

/* Glyphs that are set together, from start to end. */
struct glyph_run {
    size_t start, end;
};

/* The runs of a page, and the left edges of the right-hand cells of its tables.
 */
struct glyph_runs {
    struct glyph_run *list;
    size_t count;
    double *columns;
    size_t n_columns;
};

static void
add_run(struct glyph_runs *runs, size_t start, size_t end)
{
    if (start >= end)
        return;
    runs->list = memory_grow(runs->list, runs->count, sizeof *runs->list);
    runs->list[runs->count++] = (struct glyph_run){start, end};
}

static void
add_column(struct glyph_runs *runs, double left)
{
    for (size_t i = 0; i < runs->n_columns; i++)
        if (fabs(runs->columns[i] - left) < column_drift)
            return;
    runs->columns =
        memory_grow(runs->columns, runs->n_columns, sizeof *runs->columns);
    runs->columns[runs->n_columns++] = left;
}

static bool
is_column(const struct glyph_runs *runs, double left)
{
    for (size_t i = 0; i < runs->n_columns; i++)
        if (fabs(runs->columns[i] - left) < column_drift)
            return true;
    return false;
}

/* Whether the glyphs are a mark, as for is_mark(). */
static bool
is_mark_so_far(const struct glyph *from, const struct glyph *to)
{
    char text[32];
    size_t len = 0;

    for (; from < to; from++) {
        if (from->is_blank)
            continue;
        if (len + 6 > sizeof text)
            return false;
        len += (size_t)g_unichar_to_utf8(from->code, text + len);
    }
    return is_mark(text, len);
}

/* Cut poppler's lines where a cell or a mark ends. */
static struct glyph_runs
runs_of(const struct glyph *glyphs, size_t n)
{
    struct glyph_runs runs = {0};
    size_t start = 0, last = 0; /* last: the last glyph that is not blank */

    for (size_t i = 0; i < n; i++) {
        const struct glyph *g = &glyphs[i], *before = &glyphs[last];
        if (g->code == '\n' || g->code == '\f' || g->code == '\r') {
            add_run(&runs, start, i);
            start = last = i + 1;
            continue;
        }
        if (g->is_blank)
            continue;
        const double gap = g->at.x1 - before->at.x2;
        const bool has_blank = last + 1 < i;
        const bool is_line = last < i && g->at.x1 > before->at.x1 - g->size &&
                             g->at.y1 < before->at.y2 &&
                             g->at.y2 > before->at.y1;
        const bool is_cell =
            gap > g->size * (has_blank ? cell_gap : GLYPH_WORD_GAP);
        const bool is_after_mark = (is_cell || has_blank) &&
                                   i - start < MARK_MAX &&
                                   is_mark_so_far(glyphs + start, g);
        if (last >= start && i > start &&
            (!is_line || is_cell || is_after_mark)) {
            if (is_line && is_cell && !is_after_mark)
                add_column(&runs, g->at.x1);
            add_run(&runs, start, i);
            start = i;
        }
        last = i;
    }
    add_run(&runs, start, n);
    return runs;
}

static int
by_place(const void *a, const void *b)
{
    const struct segment *x = a, *y = b;
    const double middle_x = x->top + x->bottom, middle_y = y->top + y->bottom;

    if (middle_x != middle_y)
        return middle_x < middle_y ? -1 : 1;
    return x->left < y->left ? -1 : x->left > y->left;
}

static int
by_left(const void *a, const void *b)
{
    const struct segment *x = a, *y = b;
    return x->left < y->left ? -1 : x->left > y->left;
}

/* Whether the segments are side by side. */
static bool
is_beside(const struct segment *a, const struct segment *b)
{
    const double top = a->top > b->top ? a->top : b->top;
    const double bottom = a->bottom < b->bottom ? a->bottom : b->bottom;
    const double a_height = a->bottom - a->top, b_height = b->bottom - b->top;

    return bottom - top >
           shared_height * (a_height < b_height ? a_height : b_height);
}

size_t
segments_row_end(struct segments *segments, size_t i)
{
    size_t end = i + 1;

    while (end < segments->count &&
           is_beside(&segments->list[i], &segments->list[end]))
        end++;
    qsort(segments->list + i, end - i, sizeof *segments->list, by_left);
    return end;
}

/* Where poppler separates the cells of a row, the left edge of the right-hand
 * cell is the left edge of a column. */
static void
learn_columns(struct glyph_runs *runs, const struct glyph *glyphs)
{
    struct segments boxes = {0};

    for (size_t i = 0; i < runs->count; i++) {
        size_t start = runs->list[i].start, end = runs->list[i].end;
        const struct glyph *first = &glyphs[start];
        while (end > start && glyphs[end - 1].is_blank)
            end--;
        if (end == start || first->is_blank)
            continue;
        boxes.list = memory_grow(boxes.list, boxes.count, sizeof *boxes.list);
        boxes.list[boxes.count++] =
            (struct segment){.left = first->at.x1,
                             .right = glyphs[end - 1].at.x2,
                             .top = first->at.y1,
                             .bottom = first->at.y2,
                             .size = first->size,
                             .is_mark = is_mark_so_far(first, &glyphs[end])};
    }
    if (boxes.count > 0)
        qsort(boxes.list, boxes.count, sizeof *boxes.list, by_place);
    for (size_t i = 0; i < boxes.count;) {
        const size_t end = segments_row_end(&boxes, i);
        for (; i + 1 < end; i++) {
            const struct segment *box = &boxes.list[i];
            if (!box->is_mark && box[1].left - box->right > 0 &&
                box[1].size > NOTE_MARK_SIZE * box->size)
                add_column(runs, box[1].left);
        }
        i = end;
    }
    free(boxes.list);
}

/* Cut the runs into segments. A cell that is nearly full leaves only a wide
 * blank before the next one, which begins where those of other rows do. */
static struct segments
cut_runs(const struct glyph *glyphs, size_t n)
{
    struct segments segments = {0};
    struct glyph_runs runs = runs_of(glyphs, n);

    learn_columns(&runs, glyphs);
    for (size_t i = 0; i < runs.count; i++) {
        const struct glyph_run *run = &runs.list[i];
        size_t start = run->start, last = start;
        for (size_t k = start + 1; k < run->end; k++) {
            const struct glyph *g = &glyphs[k];
            if (g->is_blank)
                continue;
            if (last + 1 < k && last > start &&
                g->at.x1 - glyphs[last].at.x2 > g->size * wide_blank &&
                is_column(&runs, g->at.x1)) {
                add_segment(&segments, glyphs + start, k - start);
                start = k;
            }
            last = k;
        }
        add_segment(&segments, glyphs + start, run->end - start);
    }
    free(runs.list);
    free(runs.columns);
    return segments;
}

struct segments
segments_of(const struct glyphs *glyphs)
{
    struct segments segments = cut_runs(glyphs->list, glyphs->count);

    if (segments.count > 0)
        qsort(segments.list, segments.count, sizeof *segments.list, by_place);
    return segments;
}

void
segments_fini(struct segments *segments)
{
    for (size_t i = 0; i < segments->count; i++)
        free(segments->list[i].text.bytes);
    free(segments->list);
}
