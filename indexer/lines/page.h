/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page.h: reads the characters of a page of a PDF with their place and type,
 * and sorts them by the direction in which they run. Most pages run across;
 * a wide table may be printed sideways on an upright page, and a note may run
 * up the margin. Text of each direction is turned, so that whoever reads it
 * sees it run across a page of its own.
 *
 * Watermarks are left out: text at a slant, and large letters printed over the
 * text.
 */
#ifndef INDEXER_PAGE_H
#define INDEXER_PAGE_H

#include "base/text.h"

#include <poppler.h>
#include <stdbool.h>
#include <stddef.h>

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
    size_t count;
    double width, height;
};

/* Add a glyph, and set whether it is a letter or a blank. Free the list. */
void glyphs_add(struct glyphs *glyphs, struct glyph glyph);

/* What of a page is not read (fields.h). */
struct unread {
    size_t fields; /* of forms, that belong to no form of the file */
    size_t marks;  /* comments, highlighting, stamps; no links */
};

struct page {
    struct glyphs text[DIRECTIONS];
    enum direction main;   /* the direction of most of its letters */
    struct text watermark; /* what was left out; empty if nothing was */
    struct unread unread;
};

/* Free with page_fini(). */
struct page page_read(PopplerPage *source);
void page_fini(struct page *page);

#endif
