/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/page.h"
#include "lines/fields.h"
#include "lines/watermarks.h"

#include <stdlib.h>

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

/* Sort the glyphs by direction, each line with its line end. Those of the main
 * direction stay in their list. */
static void
sort_glyphs(struct glyphs *glyphs, const struct spans *spans, struct page *page)
{
    size_t kept = 0;

    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        if (span->is_dropped)
            continue;
        for (size_t k = span->start; k <= span->end && k < glyphs->count; k++) {
            const struct glyph glyph = turned(&glyphs->list[k], span->direction,
                                              glyphs->width, glyphs->height);
            if (span->direction == page->main)
                glyphs->list[kept++] = glyph;
            else
                glyphs_add(&page->text[span->direction], &glyph);
        }
    }
    page->text[page->main].list = glyphs->list;
    page->text[page->main].count = kept;
    page->text[page->main].room = glyphs->room;
}

struct page
page_of(const struct glyphs *glyphs)
{
    struct glyphs own = *glyphs;
    struct spans spans = spans_of(&own);
    struct page page = {.main = main_direction(&own, &spans)};

    watermarks_drop(&own, &spans, &page.watermark);
    for (size_t d = 0; d < DIRECTIONS; d++) {
        const bool is_sideways = d == DIRECTION_DOWN || d == DIRECTION_UP;
        page.text[d].width = is_sideways ? own.height : own.width;
        page.text[d].height = is_sideways ? own.width : own.height;
    }
    sort_glyphs(&own, &spans, &page);
    free(spans.list);
    return page;
}

struct page
page_read(PopplerPage *source)
{
    struct glyphs glyphs = glyphs_read(source);
    const struct unread unread = fields_add(source, &glyphs);
    struct page page = page_of(&glyphs);

    page.unread = unread;
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
