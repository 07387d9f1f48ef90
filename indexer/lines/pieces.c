/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Characters with place and type -> stretches of them that poppler has on one
 * line, cut where a cell or a mark ends -> pieces, cut where a column begins.
 */
#include "lines/pieces.h"
#include "base/memory.h"
#include "lines/marks.h"
#include "lines/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_MAX = 16 }; /* characters of a number or bullet, blanks included */

/* As parts of the size of the type. */
static const double cell_gap = 1.2;   /* between cells, with a blank there */
static const double blank_gap = 0.4;  /* between words, where no blank is */
static const double wide_blank = 0.4; /* before a column, at least */

/* Points that the cells of a column may differ at their left. */
static const double column_drift = 1.5;

/* Of the lower of two pieces: the height that pieces side by side share. */
static const double shared_height = 0.5;

struct glyph {
    gunichar code;
    PopplerRectangle at; /* from the page's top left; y1 is above y2 */
    double size;
    bool is_bold;
};

static bool
holds(const char *name, const char *word)
{
    for (; name && *name; name++)
        if (g_ascii_strncasecmp(name, word, strlen(word)) == 0)
            return true;
    return false;
}

/* The page's characters with place and type; their number. Yours to free. */
static struct glyph *
glyphs_of(PopplerPage *page, size_t *count)
{
    char *text = poppler_page_get_text(page);
    PopplerRectangle *places = NULL;
    guint n_places = 0;
    GList *fonts = poppler_page_get_text_attributes(page);
    const GList *font = fonts;
    struct glyph *glyphs;
    const char *p = text ? text : "";

    if (!poppler_page_get_text_layout(page, &places, &n_places))
        n_places = 0;
    glyphs = memory_resize(NULL, n_places * sizeof *glyphs);
    *count = 0;
    for (guint i = 0; i < n_places && *p; i++, p = g_utf8_next_char(p)) {
        const PopplerTextAttributes *now;
        while (font && font->next &&
               (gint)i > ((PopplerTextAttributes *)font->data)->end_index)
            font = font->next;
        now = font ? font->data : NULL;
        glyphs[(*count)++] = (struct glyph){
            .code = g_utf8_get_char(p),
            .at = places[i],
            .size = now ? now->font_size : places[i].y2 - places[i].y1,
            .is_bold = now && (holds(now->font_name, "bold") ||
                               holds(now->font_name, "black"))};
    }
    poppler_page_free_text_attributes(fonts);
    g_free(places);
    g_free(text);
    return glyphs;
}

/* Whether the text is a number with its stop, or a bullet, and no more. */
static bool
is_mark(const char *text, size_t len)
{
    int number;

    return len > 0 && (marks_number(text, len, &number) == len ||
                       marks_bullet(text, len) == len);
}

/* The size that most of the glyphs have. */
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
end_piece(struct pieces *pieces, const struct glyph *glyphs, size_t n)
{
    while (n > 0 && g_unichar_isspace(glyphs[n - 1].code))
        n--;
    while (n > 0 && g_unichar_isspace(glyphs->code)) {
        glyphs++;
        n--;
    }
    if (n == 0)
        return;
    pieces->list =
        memory_grow(pieces->list, pieces->count, sizeof *pieces->list);
    struct piece *piece = &pieces->list[pieces->count++];
    *piece = (struct piece){.left = glyphs->at.x1,
                            .right = glyphs[n - 1].at.x2,
                            .top = glyphs->at.y1,
                            .bottom = glyphs->at.y2,
                            .size = common_size(glyphs, n)};
    const struct glyph *last = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct glyph *g = &glyphs[i];
        char bytes[6];
        /* A footnote's figure. One that stands alone is judged in its row. */
        if (g->size <= piece->size * PIECE_MARK_SIZE &&
            g_unichar_isdigit(g->code))
            continue;
        if (g_unichar_isspace(g->code)) {
            if (piece->first_word == 0 && last)
                piece->first_word = last->at.x2 - piece->left;
            text_add(&piece->text, " ", 1);
            continue;
        }
        if (last && g > last && !g_unichar_isspace(g[-1].code) &&
            g->at.x1 - last->at.x2 > g->size * blank_gap)
            text_add(&piece->text, " ", 1);
        text_add(&piece->text, bytes,
                 (size_t)g_unichar_to_utf8(g->code, bytes));
        piece->letters += g_unichar_isalpha(g->code);
        piece->bold += g_unichar_isalpha(g->code) && g->is_bold;
        if (g->size == piece->size) {
            piece->top = g->at.y1 < piece->top ? g->at.y1 : piece->top;
            piece->bottom = g->at.y2 > piece->bottom ? g->at.y2 : piece->bottom;
        }
        last = g;
    }
    if (piece->first_word == 0)
        piece->first_word = piece->right - piece->left;
    piece->is_mark = is_mark(piece->text.bytes, piece->text.len);
    if (piece->text.len == 0) {
        free(piece->text.bytes);
        pieces->count--;
    }
}

/* Characters that stand together, before they are a piece. */
struct stretch {
    size_t start, end;
};

/* The stretches of a page, and where the right cells of its tables begin. */
struct stretches {
    struct stretch *list;
    size_t count;
    double *columns;
    size_t n_columns;
};

static void
add_stretch(struct stretches *stretches, size_t start, size_t end)
{
    if (start >= end)
        return;
    stretches->list =
        memory_grow(stretches->list, stretches->count, sizeof *stretches->list);
    stretches->list[stretches->count++] = (struct stretch){start, end};
}

static void
add_column(struct stretches *stretches, double left)
{
    for (size_t i = 0; i < stretches->n_columns; i++)
        if (fabs(stretches->columns[i] - left) < column_drift)
            return;
    stretches->columns = memory_grow(stretches->columns, stretches->n_columns,
                                     sizeof *stretches->columns);
    stretches->columns[stretches->n_columns++] = left;
}

static bool
is_column(const struct stretches *stretches, double left)
{
    for (size_t i = 0; i < stretches->n_columns; i++)
        if (fabs(stretches->columns[i] - left) < column_drift)
            return true;
    return false;
}

/* Whether the characters are such a mark. */
static bool
is_mark_so_far(const struct glyph *from, const struct glyph *to)
{
    char text[32];
    size_t len = 0;

    for (; from < to; from++) {
        if (g_unichar_isspace(from->code))
            continue;
        if (len + 6 > sizeof text)
            return false;
        len += (size_t)g_unichar_to_utf8(from->code, text + len);
    }
    return is_mark(text, len);
}

/* Lines as poppler has them, cut where a cell or a mark ends. */
static struct stretches
stretches_of(const struct glyph *glyphs, size_t n)
{
    struct stretches stretches = {0};
    size_t start = 0, last = 0; /* last: no blank */

    for (size_t i = 0; i < n; i++) {
        const struct glyph *g = &glyphs[i], *before = &glyphs[last];
        if (g->code == '\n' || g->code == '\f' || g->code == '\r') {
            add_stretch(&stretches, start, i);
            start = last = i + 1;
            continue;
        }
        if (g_unichar_isspace(g->code))
            continue;
        const double gap = g->at.x1 - before->at.x2;
        const bool has_blank = last + 1 < i;
        const bool is_line = last < i && g->at.x1 > before->at.x1 - g->size &&
                             g->at.y1 < before->at.y2 &&
                             g->at.y2 > before->at.y1;
        const bool is_cell = gap > g->size * (has_blank ? cell_gap : blank_gap);
        const bool is_behind_mark = (is_cell || has_blank) &&
                                    i - start < MARK_MAX &&
                                    is_mark_so_far(glyphs + start, g);
        if (last >= start && i > start &&
            (!is_line || is_cell || is_behind_mark)) {
            if (is_line && is_cell && !is_behind_mark)
                add_column(&stretches, g->at.x1);
            add_stretch(&stretches, start, i);
            start = i;
        }
        last = i;
    }
    add_stretch(&stretches, start, n);
    return stretches;
}

static int
by_place(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    const double middle_x = x->top + x->bottom, middle_y = y->top + y->bottom;

    if (middle_x != middle_y)
        return middle_x < middle_y ? -1 : 1;
    return x->left < y->left ? -1 : x->left > y->left;
}

static int
by_left(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    return x->left < y->left ? -1 : x->left > y->left;
}

/* Whether the pieces stand side by side. */
static bool
is_beside(const struct piece *a, const struct piece *b)
{
    const double top = a->top > b->top ? a->top : b->top;
    const double bottom = a->bottom < b->bottom ? a->bottom : b->bottom;
    const double a_height = a->bottom - a->top, b_height = b->bottom - b->top;

    return bottom - top >
           shared_height * (a_height < b_height ? a_height : b_height);
}

size_t
pieces_row_end(struct pieces *pieces, size_t i)
{
    size_t end = i + 1;

    while (end < pieces->count &&
           is_beside(&pieces->list[i], &pieces->list[end]))
        end++;
    qsort(pieces->list + i, end - i, sizeof *pieces->list, by_left);
    return end;
}

/* Where poppler has the cells of a row apart, the right one's left edge is a
 * column's. */
static void
learn_columns(struct stretches *stretches, const struct glyph *glyphs)
{
    struct pieces boxes = {0};

    for (size_t i = 0; i < stretches->count; i++) {
        size_t start = stretches->list[i].start, end = stretches->list[i].end;
        const struct glyph *first = &glyphs[start];
        while (end > start && g_unichar_isspace(glyphs[end - 1].code))
            end--;
        if (end == start || g_unichar_isspace(first->code))
            continue;
        boxes.list = memory_grow(boxes.list, boxes.count, sizeof *boxes.list);
        boxes.list[boxes.count++] =
            (struct piece){.left = first->at.x1,
                           .right = glyphs[end - 1].at.x2,
                           .top = first->at.y1,
                           .bottom = first->at.y2,
                           .size = first->size,
                           .is_mark = is_mark_so_far(first, &glyphs[end])};
    }
    if (boxes.count > 0)
        qsort(boxes.list, boxes.count, sizeof *boxes.list, by_place);
    for (size_t i = 0; i < boxes.count;) {
        const size_t end = pieces_row_end(&boxes, i);
        for (; i + 1 < end; i++) {
            const struct piece *box = &boxes.list[i];
            if (!box->is_mark && box[1].left - box->right > 0 &&
                box[1].size > PIECE_MARK_SIZE * box->size)
                add_column(stretches, box[1].left);
        }
        i = end;
    }
    free(boxes.list);
}

/* The pieces of a page. A cell that is nearly full leaves but a wide blank
 * before the next, which begins where those of other rows do. */
static struct pieces
pieces_of(const struct glyph *glyphs, size_t n)
{
    struct pieces pieces = {0};
    struct stretches stretches = stretches_of(glyphs, n);

    learn_columns(&stretches, glyphs);
    for (size_t i = 0; i < stretches.count; i++) {
        const struct stretch *stretch = &stretches.list[i];
        size_t start = stretch->start, last = start;
        for (size_t k = start + 1; k < stretch->end; k++) {
            const struct glyph *g = &glyphs[k];
            if (g_unichar_isspace(g->code))
                continue;
            if (last + 1 < k && last > start &&
                g->at.x1 - glyphs[last].at.x2 > g->size * wide_blank &&
                is_column(&stretches, g->at.x1)) {
                end_piece(&pieces, glyphs + start, k - start);
                start = k;
            }
            last = k;
        }
        end_piece(&pieces, glyphs + start, stretch->end - start);
    }
    free(stretches.list);
    free(stretches.columns);
    return pieces;
}

struct pieces
pieces_read(PopplerPage *page)
{
    size_t n;
    struct glyph *glyphs = glyphs_of(page, &n);
    struct pieces pieces = pieces_of(glyphs, n);

    free(glyphs);
    if (pieces.count > 0)
        qsort(pieces.list, pieces.count, sizeof *pieces.list, by_place);
    return pieces;
}

void
pieces_fini(struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++)
        free(pieces->list[i].text.bytes);
    free(pieces->list);
}
