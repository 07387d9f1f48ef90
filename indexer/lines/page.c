/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Poppler writes each line in its own direction, but gives no angle: the steps
 * from letter to letter show it. Letters at a slant are lines of their own to
 * poppler.
 */
#include "lines/page.h"
#include "base/memory.h"
#include "lines/fields.h"
#include "lines/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TURNED_MIN = 2,  /* steps that show a direction other than across */
    SCRAP_MAX = 3,   /* letters of a line that may be part of one at a slant */
    SLANTED_MIN = 3, /* such lines that are one line at a slant */
    OVERPRINTED_MIN = 8 /* letters of the text under a watermark */
};

/* Tangents: a line that is less steep, or steeper than the inverse, runs along
 * the page or up it. */
static const double least_slope = 0.15;

/* As multiples of the font size: from letter to letter, also over a space. */
static const double widest_step = 2;

/* How much larger than the text a watermark printed over it is. */
static const double watermark_size = 2;

/* A line of poppler's, from start to end, without its line end. */
struct span {
    size_t start, end;
    enum direction direction;
    bool is_known;   /* the direction is */
    bool is_dropped; /* it is part of a watermark */
};

struct spans {
    struct span *list;
    size_t count;
};

static bool
contains(const char *name, const char *word)
{
    for (; name && *name; name++)
        if (g_ascii_strncasecmp(name, word, strlen(word)) == 0)
            return true;
    return false;
}

void
glyphs_add(struct glyphs *glyphs, struct glyph glyph)
{
    const gunichar code = glyph.code;
    const bool is_ascii = code < 0x80;

    glyph.is_letter =
        is_ascii ? g_ascii_isalpha((char)code) : g_unichar_isalpha(code);
    glyph.is_blank =
        is_ascii ? g_ascii_isspace((char)code) : g_unichar_isspace(code);
    glyphs->list =
        memory_grow(glyphs->list, glyphs->count, sizeof *glyphs->list);
    glyphs->list[glyphs->count++] = glyph;
}

/* All glyphs of the page, as they are printed. */
static struct glyphs
glyphs_of(PopplerPage *source)
{
    char *text = poppler_page_get_text(source);
    PopplerRectangle *places = NULL;
    guint n_places = 0;
    GList *fonts = poppler_page_get_text_attributes(source);
    const GList *font = fonts;
    const PopplerTextAttributes *now = NULL;
    bool is_bold = false;
    struct glyphs glyphs = {0};
    const char *p = text ? text : "";

    if (!poppler_page_get_text_layout(source, &places, &n_places))
        n_places = 0;
    poppler_page_get_size(source, &glyphs.width, &glyphs.height);
    for (guint i = 0; i < n_places && *p; i++, p = g_utf8_next_char(p)) {
        while (font && font->next &&
               (gint)i > ((PopplerTextAttributes *)font->data)->end_index)
            font = font->next;
        if (font && now != font->data) {
            now = font->data;
            is_bold = contains(now->font_name, "bold") ||
                      contains(now->font_name, "black");
        }
        glyphs_add(&glyphs,
                   (struct glyph){.code = g_utf8_get_char(p),
                                  .at = places[i],
                                  .size = now ? now->font_size
                                              : places[i].y2 - places[i].y1,
                                  .is_bold = is_bold});
    }
    poppler_page_free_text_attributes(fonts);
    g_free(places);
    g_free(text);
    return glyphs;
}

static bool
is_line_end(gunichar code)
{
    return code == '\n' || code == '\f' || code == '\r';
}

static double
centre_x(const struct glyph *glyph)
{
    return (glyph->at.x1 + glyph->at.x2) / 2;
}

static double
centre_y(const struct glyph *glyph)
{
    return (glyph->at.y1 + glyph->at.y2) / 2;
}

/* Find the direction of a span: that of most steps between adjacent letters. */
static void
find_direction(const struct glyph *glyphs, struct span *span)
{
    size_t steps[DIRECTIONS] = {0}, best = 0;

    for (size_t i = span->start + 1; i < span->end; i++) {
        const struct glyph *g = &glyphs[i];
        if (g->is_blank || g[-1].is_blank)
            continue;
        const double x = centre_x(g) - centre_x(g - 1);
        const double y = centre_y(g) - centre_y(g - 1);
        steps[fabs(x) >= fabs(y) ? (x >= 0 ? DIRECTION_ACROSS : DIRECTION_BACK)
              : y > 0            ? DIRECTION_DOWN
                                 : DIRECTION_UP]++;
    }
    for (size_t d = 0; d < DIRECTIONS; d++)
        if (steps[d] > best &&
            (d == DIRECTION_ACROSS || steps[d] >= TURNED_MIN)) {
            best = steps[d];
            span->direction = (enum direction)d;
            span->is_known = true;
        }
}

static struct spans
spans_of(const struct glyphs *glyphs)
{
    struct spans spans = {0};

    for (size_t i = 0; i < glyphs->count;) {
        struct span span = {.start = i};
        while (i < glyphs->count && !is_line_end(glyphs->list[i].code))
            i++;
        span.end = i;
        while (i < glyphs->count && is_line_end(glyphs->list[i].code))
            i++;
        if (span.end == span.start)
            continue;
        find_direction(glyphs->list, &span);
        spans.list = memory_grow(spans.list, spans.count, sizeof span);
        spans.list[spans.count++] = span;
    }
    return spans;
}

/* The direction of most letters of the page. Spans of one letter have it too.
 */
static enum direction
main_direction(const struct glyphs *glyphs, struct spans *spans)
{
    size_t letters[DIRECTIONS] = {0};
    enum direction most = DIRECTION_ACROSS;

    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        for (size_t k = span->start; k < span->end && span->is_known; k++)
            letters[span->direction] += g_unichar_isalnum(glyphs->list[k].code);
    }
    for (size_t d = 0; d < DIRECTIONS; d++)
        if (letters[d] > letters[most])
            most = (enum direction)d;
    for (size_t i = 0; i < spans->count; i++)
        if (!spans->list[i].is_known)
            spans->list[i].direction = most;
    return most;
}

/* A short span, which may be a part of slanted text. */
struct scrap {
    struct span *span;
    double size, x, y; /* of the middle */
};

static int
by_size_then_place(const void *a, const void *b)
{
    const struct scrap *x = a, *y = b;

    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    return x->x < y->x ? -1 : x->x > y->x;
}

static struct scrap *
scraps_of(const struct glyphs *glyphs, struct spans *spans, size_t *n)
{
    struct scrap *scraps = NULL;

    *n = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct span *span = &spans->list[i];
        struct scrap scrap = {.span = span,
                              .size = glyphs->list[span->start].size};
        size_t letters = 0;
        for (size_t k = span->start;
             k < span->end && span->end - span->start <= SCRAP_MAX; k++) {
            if (!glyphs->list[k].is_letter)
                continue;
            scrap.x += centre_x(&glyphs->list[k]);
            scrap.y += centre_y(&glyphs->list[k]);
            letters++;
        }
        if (letters == 0)
            continue;
        scrap.x /= (double)letters;
        scrap.y /= (double)letters;
        scraps = memory_grow(scraps, *n, sizeof *scraps);
        scraps[(*n)++] = scrap;
    }
    if (*n > 0)
        qsort(scraps, *n, sizeof *scraps, by_size_then_place);
    return scraps;
}

/* Which way b is from its neighbour a on a slanted line: 1 down, -1 up, 0 if it
 * is not at a slant or not a neighbour. */
static int
slant(const struct scrap *a, const struct scrap *b)
{
    const double x = b->x - a->x, y = b->y - a->y;

    if (a->size != b->size || hypot(x, y) > widest_step * a->size ||
        fabs(y) < least_slope * fabs(x) || fabs(x) < least_slope * fabs(y))
        return 0;
    return y > 0 ? 1 : -1;
}

static void
drop(const struct glyphs *glyphs, struct span *span, struct text *dropped)
{
    char bytes[6];

    span->is_dropped = true;
    for (size_t k = span->start; k < span->end; k++)
        text_add(dropped, bytes,
                 (size_t)g_unichar_to_utf8(glyphs->list[k].code, bytes));
}

/* Drop the spans of text at a slant. */
static void
drop_slanted(const struct glyphs *glyphs,
             struct spans *spans,
             struct text *dropped)
{
    size_t n;
    struct scrap *scraps = scraps_of(glyphs, spans, &n);

    for (size_t i = 0, end; i < n; i = end) {
        end = i + 1;
        const int way = end < n ? slant(&scraps[i], &scraps[end]) : 0;
        while (way != 0 && end < n &&
               slant(&scraps[end - 1], &scraps[end]) == way)
            end++;
        if (end - i < SLANTED_MIN)
            continue;
        if (dropped->len > 0)
            text_add(dropped, " ", 1);
        for (size_t k = i; k < end; k++)
            drop(glyphs, scraps[k].span, dropped);
    }
    free(scraps);
}

/* Whether the span is printed over much smaller letters. */
static bool
is_overprint(const struct glyphs *glyphs, const struct span *span)
{
    const double small = glyphs->list[span->start].size / watermark_size;
    PopplerRectangle box = glyphs->list[span->start].at;
    size_t under = 0;

    for (size_t i = span->start; i < span->end; i++) {
        const PopplerRectangle *at = &glyphs->list[i].at;
        if (glyphs->list[i].is_blank)
            continue;
        box.x1 = fmin(box.x1, at->x1);
        box.x2 = fmax(box.x2, at->x2);
        box.y1 = fmin(box.y1, at->y1);
        box.y2 = fmax(box.y2, at->y2);
    }
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *g = &glyphs->list[i];
        const double x = centre_x(g), y = centre_y(g);
        under += g->size <= small && g->is_letter && x > box.x1 && x < box.x2 &&
                 y > box.y1 && y < box.y2;
    }
    return under >= OVERPRINTED_MIN;
}

/* The size in which most of the page is set. */
static double
usual_size(const struct glyphs *glyphs, const struct spans *spans)
{
    double *sizes = memory_resize(NULL, (spans->count + 1) * sizeof *sizes);
    size_t *chars = memory_resize(NULL, (spans->count + 1) * sizeof *chars);

    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        sizes[i] = glyphs->list[span->start].size;
        chars[i] = span->end - span->start;
    }
    const double size = measure_common_size(sizes, chars, spans->count, 0);
    free(sizes);
    free(chars);
    return size;
}

/* Drop the spans of large letters that are printed over the text. */
static void
drop_overprints(const struct glyphs *glyphs,
                struct spans *spans,
                struct text *dropped)
{
    const double size = usual_size(glyphs, spans);

    for (size_t i = 0; i < spans->count; i++) {
        struct span *span = &spans->list[i];
        if (span->is_dropped ||
            glyphs->list[span->start].size < watermark_size * size ||
            !is_overprint(glyphs, span))
            continue;
        if (dropped->len > 0)
            text_add(dropped, " ", 1);
        drop(glyphs, span, dropped);
    }
}

/* The glyph as it is seen when the page of this size is turned so that its
 * direction runs across. */
static struct glyph
turned(const struct glyph *printed,
       enum direction direction,
       double width,
       double height)
{
    const PopplerRectangle at = printed->at;
    struct glyph glyph = *printed;

    switch (direction) {
    case DIRECTION_ACROSS:
        break;
    case DIRECTION_DOWN:
        glyph.at =
            (PopplerRectangle){at.y1, width - at.x2, at.y2, width - at.x1};
        break;
    case DIRECTION_BACK:
        glyph.at = (PopplerRectangle){width - at.x2, height - at.y2,
                                      width - at.x1, height - at.y1};
        break;
    case DIRECTION_UP:
        glyph.at =
            (PopplerRectangle){height - at.y2, at.x1, height - at.y1, at.x2};
        break;
    }
    return glyph;
}

/* Sort the glyphs by direction, each line with its line end. */
static void
sort_glyphs(const struct glyphs *glyphs,
            const struct spans *spans,
            struct page *page)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        struct glyphs *text = &page->text[span->direction];
        if (span->is_dropped)
            continue;
        for (size_t k = span->start; k <= span->end && k < glyphs->count; k++)
            glyphs_add(text, turned(&glyphs->list[k], span->direction,
                                    glyphs->width, glyphs->height));
    }
}

struct page
page_read(PopplerPage *source)
{
    struct glyphs glyphs = glyphs_of(source);
    const struct unread unread = fields_add(source, &glyphs);
    struct spans spans = spans_of(&glyphs);
    struct page page = {.unread = unread,
                        .main = main_direction(&glyphs, &spans)};

    drop_slanted(&glyphs, &spans, &page.watermark);
    drop_overprints(&glyphs, &spans, &page.watermark);
    for (size_t d = 0; d < DIRECTIONS; d++) {
        const bool is_sideways = d == DIRECTION_DOWN || d == DIRECTION_UP;
        page.text[d].width = is_sideways ? glyphs.height : glyphs.width;
        page.text[d].height = is_sideways ? glyphs.width : glyphs.height;
    }
    sort_glyphs(&glyphs, &spans, &page);
    free(glyphs.list);
    free(spans.list);
    return page;
}

void
page_fini(struct page *page)
{
    for (size_t d = 0; d < DIRECTIONS; d++)
        free(page->text[d].list);
    free(page->watermark.bytes);
    *page = (struct page){0};
}
