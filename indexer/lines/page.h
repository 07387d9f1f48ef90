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
#include "lines/fields.h"
#include "lines/glyphs.h"

#include <stddef.h>

struct page {
    struct glyphs text[DIRECTIONS];
    enum direction main;   /* the direction of most of its letters */
    struct text watermark; /* what was left out; empty if nothing was */
    struct unread unread;
};

/* Free with page_fini(). */
struct page page_read(PopplerPage *source);

/* The page of these glyphs, which it takes over. */
struct page page_of(const struct glyphs *glyphs);

void page_fini(struct page *page);

#endif
