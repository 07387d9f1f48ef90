/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A part of the page with a gutter is cut into what is above it, the left side,
 * the right side, and what is below; each of these is searched again.
 */
#include "lines/frames.h"
#include "base/memory.h"
#include "lines/gutter.h"

#include <math.h>
#include <stdlib.h>

enum { DEPTH_MAX = 8 }; /* of parts within parts */

enum part { PART_ABOVE, PART_LEFT, PART_RIGHT, PART_BELOW, PARTS };

/* Share the glyphs out, with a line end wherever poppler's line is cut. */
static void
cut(const struct glyphs *glyphs,
    const struct gutter *gutter,
    struct glyphs parts[PARTS])
{
    enum part last = PART_ABOVE;
    const struct glyph *before = NULL; /* of the same word */

    for (size_t p = 0; p < PARTS; p++)
        parts[p] =
            (struct glyphs){.width = glyphs->width, .height = glyphs->height};
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *g = &glyphs->list[i];
        enum part part = last;
        if (g->is_blank || (before && glyph_is_apart(g, before->at.x2)))
            before = NULL;
        if (!g->is_blank && !before)
            part = glyph_y(g) < gutter->top      ? PART_ABOVE
                   : glyph_y(g) > gutter->bottom ? PART_BELOW
                   : g->at.x1 < gutter->edge     ? PART_LEFT
                                                 : PART_RIGHT;
        if (part != last && parts[last].count > 0) {
            struct glyph end = parts[last].list[parts[last].count - 1];
            end.code = '\n';
            glyphs_add(&parts[last], &end);
        }
        glyphs_add(&parts[part], g);
        last = part;
        before = g->is_blank ? NULL : g;
    }
}

static void
add_frame(struct frames *frames, struct glyphs *text, struct frame frame)
{
    frame.text = *text;

    *text = (struct glyphs){0};
    for (size_t i = 0; frame.is_column && i < frame.text.count; i++)
        if (!frame.text.list[i].is_blank)
            frame.right = fmax(frame.right, frame.text.list[i].at.x2);
    frames->list = memory_grow(frames->list, frames->count, sizeof frame);
    frames->list[frames->count++] = frame;
}

static void
split(struct frames *frames,
      struct glyphs *glyphs,
      struct frame model,
      int depth)
{
    struct gutter gutter;
    struct glyphs parts[PARTS];

    if (depth == DEPTH_MAX || !gutter_find(glyphs, &gutter)) {
        add_frame(frames, glyphs, model);
        return;
    }
    cut(glyphs, &gutter, parts);
    free(glyphs->list);
    *glyphs = (struct glyphs){0};
    for (size_t p = 0; p < PARTS; p++)
        if (parts[p].count > 0) {
            const bool is_column = p == PART_LEFT || p == PART_RIGHT;
            struct frame part = model;
            part.is_column |= is_column;
            part.is_figure |= gutter.is_figure && p == PART_RIGHT;
            split(frames, &parts[p], part, depth + 1);
        }
}

static double
left_of(const struct glyphs *glyphs)
{
    double left = INFINITY;

    for (size_t i = 0; i < glyphs->count; i++)
        if (!glyphs->list[i].is_blank)
            left = fmin(left, glyphs->list[i].at.x1);
    return left;
}

/* Move the columns to where the first one is. */
static void
align(struct frames *frames)
{
    double first = INFINITY;

    for (size_t f = 0; f < frames->count; f++)
        if (frames->list[f].is_column)
            first = fmin(first, left_of(&frames->list[f].text));
    for (size_t f = 0; f < frames->count; f++) {
        struct frame *frame = &frames->list[f];
        if (!frame->is_column)
            continue;
        const double step = left_of(&frame->text) - first;
        for (size_t i = 0; i < frame->text.count; i++) {
            frame->text.list[i].at.x1 -= step;
            frame->text.list[i].at.x2 -= step;
        }
        frame->right -= step;
    }
}

struct frames
frames_of(struct glyphs *glyphs)
{
    struct frames frames = {0};

    split(&frames, glyphs, (struct frame){0}, 0);
    align(&frames);
    return frames;
}

void
frames_fini(struct frames *frames)
{
    for (size_t f = 0; f < frames->count; f++)
        free(frames->list[f].text.list);
    free(frames->list);
    *frames = (struct frames){0};
}
