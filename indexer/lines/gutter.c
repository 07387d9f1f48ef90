/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A gutter is a strip that no word crosses, over many rows, with prose on both
 * sides; the words on its right begin at one edge.
 */
#include "lines/gutter.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum {
    ROWS_MIN = 6,       /* of a column */
    LIST_ROWS_MIN = 3,  /* the same, if both columns are lists */
    WORDS_MIN = 4,      /* in a row of prose, on average */
    FULL_PERCENT = 50,  /* of the rows of prose that are nearly as wide as it */
    EDGE_PERCENT = 70,  /* of the rows on the right that begin at its edge */
    STEP_PERCENT = 60,  /* of the rows that follow closely on the row before */
    LABELS_MIN = 4,     /* rows of a figure beside the text */
    APART_PERCENT = 70, /* of them that are not on a line of the text */
    CELLS_MIN = 2       /* rows of a table that begin after unequal cells */
};

/* Tolerances in points between the left edges of a column's rows, and of those
 * that begin in the same place by more than chance. */
static const double edge_drift = 1.5, exact_drift = 0.3, base_drift = 1.2;

/* As fractions of the font size: the least width of a gutter, the widest step
 * between rows of prose; the least step before a paragraph or a row of a
 * table, and by how much two of these differ after cells of unequal length. */
static const double gutter_width = 0.6, row_step = 1.7;
static const double begin_step = 1.4, uneven_step = 0.6;

/* The least width of a column, as a fraction of the width of the page; the
 * least width of a full row, as a fraction of its column's. */
static const double column_width = 0.18, full_width = 0.75;

struct box {
    double left, right, top, bottom, size;
    size_t glyphs;
    bool has_letters, is_bold;
};

struct row {
    size_t first, end; /* of the words, which are sorted from left to right */
    double top, bottom;
};

/* Words of a region, in rows from top to bottom. */
struct region {
    struct box *words;
    size_t n_words;
    struct row *rows;
    size_t n_rows;
};

/* One side of a gutter, over some rows. */
struct side {
    double left, right;
    size_t rows, words, full, steps, at_edge;
};

struct strip {
    double at;         /* left edge of the words on its right */
    size_t first, end; /* rows */
    size_t weight;     /* rows on the side that has fewer */
    bool is_figure;    /* on the right */
};

static int
by_middle(const void *a, const void *b)
{
    const struct box *x = a, *y = b;
    const double m = x->top + x->bottom, n = y->top + y->bottom;

    return m < n ? -1 : m > n;
}

static int
by_left(const void *a, const void *b)
{
    const struct box *x = a, *y = b;
    return x->left < y->left ? -1 : x->left > y->left;
}

/* Whether the middle of the word is within the row. */
static bool
is_in_row(const struct row *row, const struct box *word)
{
    const double middle = (word->top + word->bottom) / 2;
    return middle > row->top && middle < row->bottom;
}

static void
make_rows(struct region *region)
{
    struct box *words = region->words;

    if (region->n_words > 0)
        qsort(words, region->n_words, sizeof *words, by_middle);
    for (size_t i = 0; i < region->n_words;) {
        struct row row = {i, i, words[i].top, words[i].bottom};
        while (i < region->n_words && is_in_row(&row, &words[i]))
            i++;
        row.end = i > row.first ? i : ++i; /* an empty box is in no row */
        qsort(words + row.first, row.end - row.first, sizeof *words, by_left);
        region->rows = memory_grow(region->rows, region->n_rows, sizeof row);
        region->rows[region->n_rows++] = row;
    }
}

static void
add_word(struct region *region, struct box word)
{
    region->words = memory_grow(region->words, region->n_words, sizeof word);
    region->words[region->n_words++] = word;
}

static struct region
region_of(const struct glyphs *glyphs)
{
    struct region region = {0};
    struct box word = {0};
    bool is_open = false;

    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *g = &glyphs->list[i];
        if (is_open && (g->is_blank || glyph_is_apart(g, word.right))) {
            add_word(&region, word);
            is_open = false;
        }
        if (g->is_blank)
            continue;
        if (!is_open)
            word = (struct box){.left = g->at.x1,
                                .top = g->at.y1,
                                .bottom = g->at.y2,
                                .size = g->size,
                                .is_bold = true};
        word.has_letters |= g->is_letter;
        word.is_bold &= g->is_bold;
        word.glyphs++;
        word.right = g->at.x2;
        is_open = true;
    }
    if (is_open)
        add_word(&region, word);
    make_rows(&region);
    return region;
}

static void
region_fini(struct region *region)
{
    free(region->words);
    free(region->rows);
}

/* Whether row r may be cut at the edge: no word is in the gutter to the left of
 * it; or, where the columns nearly touch, one begins just there, and the row
 * follows closely on its neighbour. */
static bool
is_divided(const struct region *region,
           size_t r,
           const struct row *neighbour,
           double edge)
{
    const struct row *row = &region->rows[r];
    bool is_clear = true, begins = false;

    for (size_t i = row->first; i < row->end; i++) {
        const struct box *word = &region->words[i];
        begins |= i > row->first && fabs(word->left - edge) < exact_drift;
        is_clear &= word->left > edge - edge_drift ||
                    word->right < edge - gutter_width * word->size;
    }
    return is_clear ||
           (begins && fabs(row->top - neighbour->top) <
                          row_step * region->words[row->first].size);
}

/* Whether row r is a short heading across the columns: it is bold, ends before
 * the gutter and is apart from the rows around it, of which the next goes
 * beyond the gutter. */
static bool
is_heading(const struct region *region, size_t r, double edge)
{
    const struct row *row = &region->rows[r];
    const double step = begin_step * region->words[row->first].size;

    if (r + 1 == region->n_rows || row[1].top - row->top < step ||
        (r > 0 && row->top - row[-1].top < step) ||
        region->words[row[1].end - 1].right < edge)
        return false;
    for (size_t i = row->first; i < row->end; i++)
        if (!region->words[i].is_bold || region->words[i].right > edge)
            return false;
    return true;
}

/* The words of a row on one side of a gutter. */
struct part {
    const struct box *first, *end;
};

static struct part
part_of(const struct region *region,
        const struct row *row,
        const struct strip *gutter,
        bool is_right)
{
    const struct box *first = region->words + row->first;
    const struct box *end = region->words + row->end, *cut = first;

    while (cut < end && cut->left < gutter->at - edge_drift)
        cut++;
    return is_right ? (struct part){cut, end} : (struct part){first, cut};
}

/* The edges of one side. */
static struct side
side_of(const struct region *region, const struct strip *gutter, bool is_right)
{
    struct side side = {.left = INFINITY};

    for (size_t r = gutter->first; r < gutter->end; r++) {
        const struct part part =
            part_of(region, &region->rows[r], gutter, is_right);
        if (part.first == part.end)
            continue;
        side.left = fmin(side.left, part.first->left);
        side.right = fmax(side.right, part.end[-1].right);
    }
    return side;
}

/* Measure one side: its edges, and what its rows are like. */
static struct side
measure_side(const struct region *region,
             const struct strip *gutter,
             bool is_right)
{
    struct side side = side_of(region, gutter, is_right);
    const double full = full_width * (side.right - side.left);
    double last = -INFINITY;

    for (size_t r = gutter->first; r < gutter->end; r++) {
        const struct row *row = &region->rows[r];
        const struct part part = part_of(region, row, gutter, is_right);
        if (part.first == part.end)
            continue;
        side.rows++;
        for (const struct box *word = part.first; word < part.end; word++)
            side.words += word->has_letters;
        side.full += part.end[-1].right - side.left > full;
        side.steps += row->top - last < row_step * part.first->size;
        side.at_edge += fabs(part.first->left - side.left) < edge_drift;
        last = row->top;
    }
    return side;
}

/* Whether the word is a bullet before the next one. */
static bool
is_mark(const struct box *word)
{
    return word->glyphs == 1 && !word->has_letters;
}

/* Whether both sides begin with a bullet. That on the right may be to the left
 * of its edge. */
static bool
is_list(const struct region *region, const struct strip *gutter)
{
    const struct row *row = &region->rows[gutter->first];
    const struct part left = part_of(region, row, gutter, false);
    const struct part right = part_of(region, row, gutter, true);

    return left.first < left.end && right.first < right.end &&
           is_mark(left.first) &&
           (is_mark(left.end - 1) || is_mark(right.first));
}

static bool
is_prose(const struct side *side, size_t rows_min, double page_width)
{
    return side->rows >= rows_min && side->words >= WORDS_MIN * side->rows &&
           side->right - side->left > column_width * page_width &&
           side->full * 100 >= side->rows * FULL_PERCENT &&
           side->steps * 100 >= side->rows * STEP_PERCENT;
}

/* How far the text of a side in row r is below the row before it with text on
 * that side; 0 if the row has none, or is the first. */
static double
step_before(const struct region *region,
            const struct strip *gutter,
            size_t r,
            bool is_right)
{
    double tops[2];
    size_t n = 0;

    for (size_t i = r + 1; i > gutter->first && n < 2; i--) {
        const struct part part =
            part_of(region, &region->rows[i - 1], gutter, is_right);
        if (part.first < part.end)
            tops[n++] = part.first->top;
        else if (i == r + 1)
            return 0;
    }
    return n == 2 ? tops[0] - tops[1] : 0;
}

/* Whether the sides are cells of a table: the rows of a table begin on both
 * sides at once, after cells of unequal length. */
static bool
is_table(const struct region *region, const struct strip *gutter)
{
    size_t begins[2] = {0}, together = 0;

    for (size_t r = gutter->first; r < gutter->end; r++) {
        const double size = region->words[region->rows[r].first].size;
        const double left = step_before(region, gutter, r, false);
        const double right = step_before(region, gutter, r, true);
        const bool left_begins = left > begin_step * size;
        const bool right_begins = right > begin_step * size;
        begins[0] += left_begins;
        begins[1] += right_begins;
        together += left_begins && right_begins &&
                    fabs(left - right) > uneven_step * size;
    }
    const size_t fewer = begins[0] < begins[1] ? begins[0] : begins[1];
    return together >= CELLS_MIN && together * 2 >= fewer;
}

/* Whether the right side is a figure: few words, which are not on the lines of
 * the text on the left. */
static bool
is_figure(const struct region *region,
          const struct strip *gutter,
          const struct side *right)
{
    size_t both = 0, apart = 0;

    for (size_t r = gutter->first; r < gutter->end; r++) {
        const struct row *row = &region->rows[r];
        const struct part a = part_of(region, row, gutter, false);
        const struct part b = part_of(region, row, gutter, true);
        if (a.first == a.end || b.first == b.end)
            continue;
        both++;
        apart += fabs(a.first->bottom - b.first->bottom) > base_drift;
    }
    return both >= LABELS_MIN && apart * 100 >= both * APART_PERCENT &&
           right->words < WORDS_MIN * right->rows;
}

/* Look at the rows around this one that may be cut at the edge. */
static struct strip
strip_at(const struct region *region, size_t r, double edge, double width)
{
    struct strip gutter = {.at = edge, .first = r, .end = r + 1};

    const struct row *rows = region->rows;
    while (gutter.first > 0 &&
           is_divided(region, gutter.first - 1, &rows[gutter.first], edge) &&
           !is_heading(region, gutter.first - 1, edge))
        gutter.first--;
    while (gutter.end < region->n_rows &&
           is_divided(region, gutter.end, &rows[gutter.end - 1], edge) &&
           !is_heading(region, gutter.end, edge))
        gutter.end++;
    const struct side left = measure_side(region, &gutter, false);
    const struct side right = measure_side(region, &gutter, true);
    const size_t rows_min = is_list(region, &gutter) ? LIST_ROWS_MIN : ROWS_MIN;
    if (is_prose(&left, rows_min, width) &&
        is_figure(region, &gutter, &right)) {
        gutter.weight = right.rows;
        gutter.is_figure = true;
    }
    if (is_prose(&left, rows_min, width) && is_prose(&right, rows_min, width) &&
        right.at_edge * 100 >= right.rows * EDGE_PERCENT &&
        !is_table(region, &gutter)) {
        gutter.weight = left.rows < right.rows ? left.rows : right.rows;
        gutter.is_figure = false;
    }
    return gutter;
}

/* The gutter with the most rows beside it; its weight is 0 if there is none. */
static struct strip
find_strip(const struct region *region, double width)
{
    struct strip best = {0};
    double *tried = NULL;
    size_t n_tried = 0;

    for (size_t r = 0; r < region->n_rows; r++) {
        const struct row *row = &region->rows[r];
        for (size_t i = row->first + 1; i < row->end; i++) {
            const struct box *word = &region->words[i];
            bool is_new = r >= best.end || best.weight == 0;
            if (word->left - word[-1].right < gutter_width * word->size)
                continue;
            for (size_t k = 0; k < n_tried && is_new; k++)
                is_new = fabs(tried[k] - word->left) > edge_drift;
            if (!is_new)
                continue;
            tried = memory_grow(tried, n_tried, sizeof *tried);
            tried[n_tried++] = word->left;
            const struct strip found = strip_at(region, r, word->left, width);
            if (found.weight > best.weight)
                best = found;
        }
    }
    free(tried);
    return best;
}

/* The left edge of the right side with its bullets, which hang to the left of
 * its text, if no other word begins there. */
static double
edge_of(const struct region *region, const struct strip *gutter)
{
    double marks = gutter->at, last = -INFINITY;

    for (size_t r = gutter->first; r < gutter->end; r++) {
        const struct row *row = &region->rows[r];
        const struct part right = part_of(region, row, gutter, true);
        const struct part left = part_of(region, row, gutter, false);
        const struct box *end = left.end;
        if (left.first < end && right.first < right.end && is_mark(end - 1) &&
            fabs(right.first->left - gutter->at) < edge_drift)
            marks = fmin(marks, (--end)->left);
        if (left.first < end)
            last = fmax(last, end[-1].left);
    }
    return (last < marks ? marks : gutter->at) - edge_drift;
}

bool
gutter_find(const struct glyphs *glyphs, struct gutter *gutter)
{
    struct region region = region_of(glyphs);
    const struct strip strip = find_strip(&region, glyphs->width);

    if (strip.weight > 0)
        *gutter = (struct gutter){.edge = edge_of(&region, &strip),
                                  .top = region.rows[strip.first].top,
                                  .bottom = region.rows[strip.end - 1].bottom,
                                  .is_figure = strip.is_figure};
    region_fini(&region);
    return strip.weight > 0;
}
