/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Poppler writes each line in its own direction, but gives no angle: the steps
 * from letter to letter show it.
 */
#include "lines/glyphs.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* As multiples of the font size: a taller box than any font needs, and how tall
 * it is usually. */
static const double oversized = 2, usual_height = 1.3;

/* Steps that show a direction other than across. */
enum { TURNED_MIN = 2 };

static bool
contains(const char *name, const char *word)
{
    for (; name && *name; name++)
        if (g_ascii_strncasecmp(name, word, strlen(word)) == 0)
            return true;
    return false;
}

struct glyph
glyph_new(gunichar code, PopplerRectangle at, double size, bool is_bold)
{
    const bool is_ascii = code < 0x80;

    return (struct glyph){.code = code,
                          .at = at,
                          .size = size,
                          .is_bold = is_bold,
                          .is_letter = is_ascii ? g_ascii_isalpha((char)code)
                                                : g_unichar_isalpha(code),
                          .is_blank = is_ascii ? g_ascii_isspace((char)code)
                                               : g_unichar_isspace(code)};
}

static void
make_room(struct glyphs *glyphs, size_t room)
{
    glyphs->list = memory_resize(glyphs->list, room * sizeof *glyphs->list);
    glyphs->room = room;
}

void
glyphs_add(struct glyphs *glyphs, const struct glyph *glyph)
{
    if (glyphs->count == glyphs->room)
        make_room(glyphs, 2 * glyphs->room + 64);
    glyphs->list[glyphs->count++] = *glyph;
}

/* Some fonts say that they reach far below the line, so that the boxes of
 * several lines overlap. What poppler says of their tops can be trusted: it
 * limits how far fonts reach above the line. */
static PopplerRectangle
cut_depth(PopplerRectangle at, double size)
{
    if (at.y2 - at.y1 > oversized * size)
        at.y2 = at.y1 + usual_height * size;
    return at;
}

struct glyphs
glyphs_read(PopplerPage *source)
{
    char *text = poppler_page_get_text(source);
    PopplerRectangle *places = NULL;
    guint n_places = 0;
    GList *fonts = poppler_page_get_text_attributes(source);
    const GList *font = fonts;
    const PopplerTextAttributes *now = NULL;
    bool is_bold = false;
    struct glyphs glyphs = {0};
    const char *p = text ? text : "", *end = p + strlen(p);

    if (!poppler_page_get_text_layout(source, &places, &n_places))
        n_places = 0;
    poppler_page_get_size(source, &glyphs.width, &glyphs.height);
    make_room(&glyphs, n_places);
    for (guint i = 0; i < n_places && p < end; i++) {
        unsigned code;
        p += utf8_char(p, (size_t)(end - p), &code);
        while (font && font->next &&
               (gint)i > ((PopplerTextAttributes *)font->data)->end_index)
            font = font->next;
        if (font && now != font->data) {
            now = font->data;
            is_bold = contains(now->font_name, "bold") ||
                      contains(now->font_name, "black");
        }
        const double size = now ? now->font_size : places[i].y2 - places[i].y1;
        glyphs.list[glyphs.count++] =
            glyph_new(code, cut_depth(places[i], size), size, is_bold);
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

bool
glyph_is_apart(const struct glyph *glyph, double end)
{
    return fabs(glyph->at.x1 - end) > GLYPH_WORD_GAP * glyph->size;
}

double
glyph_x(const struct glyph *glyph)
{
    return (glyph->at.x1 + glyph->at.x2) / 2;
}

double
glyph_y(const struct glyph *glyph)
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
        const double x = glyph_x(g) - glyph_x(g - 1);
        const double y = glyph_y(g) - glyph_y(g - 1);
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

struct spans
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
