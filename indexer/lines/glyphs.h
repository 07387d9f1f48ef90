/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * glyphs.h: the characters of a page of a PDF with their place and type, in
 * poppler's order, and the lines that poppler makes of them.
 */
#ifndef INDEXER_GLYPHS_H
#define INDEXER_GLYPHS_H

#include <poppler.h>
#include <stdbool.h>
#include <stddef.h>

/* The smallest gap between words where there is no space, as a fraction of the
 * font size. */
#define GLYPH_WORD_GAP 0.4

/* The direction of the baseline on the page. */
enum direction {
    DIRECTION_ACROSS,
    DIRECTION_DOWN,
    DIRECTION_BACK,
    DIRECTION_UP
};
enum { DIRECTIONS = DIRECTION_UP + 1 };

struct glyph {
    gunichar code;
    PopplerRectangle at; /* from the top left of the page; y1 is above y2 */
    double size;
    bool is_bold, is_letter;
    bool is_blank; /* a line end, too */
};

/* Glyphs in poppler's order, with its line ends, as they run across a page of
 * this size in points. */
struct glyphs {
    struct glyph *list;
    size_t count, room;
    double width, height;
};

/* All glyphs of a page, as they are printed. Free the list. */
struct glyphs glyphs_read(PopplerPage *source);

/* A glyph, with what kind of character it is. */
struct glyph
glyph_new(gunichar code, PopplerRectangle at, double size, bool is_bold);

/* Add a glyph, which must not be one of them. Free the list. */
void glyphs_add(struct glyphs *glyphs, const struct glyph *glyph);

/* Whether a glyph is not in the word that ends at this x, before or after it,
 * though no blank is between them. */
bool glyph_is_apart(const struct glyph *glyph, double end);

/* The middle of a glyph. */
double glyph_x(const struct glyph *glyph);
double glyph_y(const struct glyph *glyph);

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

/* The spans of the glyphs, with their directions where they are known. Free the
 * list. */
struct spans spans_of(const struct glyphs *glyphs);

#endif
