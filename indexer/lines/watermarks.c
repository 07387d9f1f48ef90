/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * To poppler, each letter of a text at a slant, or a few of them, is a line of
 * its own.
 */
#include "lines/watermarks.h"
#include "base/memory.h"
#include "lines/measure.h"

#include <math.h>
#include <stdlib.h>

enum {
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
            scrap.x += glyph_x(&glyphs->list[k]);
            scrap.y += glyph_y(&glyphs->list[k]);
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

/* Begin the words of another watermark. */
static void
begin(struct text *dropped)
{
    if (dropped->len > 0)
        text_add_byte(dropped, ' ');
}

static void
drop(const struct glyphs *glyphs, struct span *span, struct text *dropped)
{
    span->is_dropped = true;
    for (size_t k = span->start; k < span->end; k++)
        text_add_char(dropped, glyphs->list[k].code);
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
        begin(dropped);
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
        const double x = glyph_x(g), y = glyph_y(g);
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
        begin(dropped);
        drop(glyphs, span, dropped);
    }
}

void
watermarks_drop(const struct glyphs *glyphs,
                struct spans *spans,
                struct text *dropped)
{
    drop_slanted(glyphs, spans, dropped);
    drop_overprints(glyphs, spans, dropped);
}
