/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * segments.h: splits a page of a PDF into segments: parts of a line that are
 * set together, such as a cell of a table, a paragraph's number, or a whole
 * line of prose.
 */
#ifndef INDEXER_SEGMENTS_H
#define INDEXER_SEGMENTS_H

#include "base/text.h"
#include "lines/page.h"

#include <stdbool.h>
#include <stddef.h>

/* The largest size of a footnote's number, as a fraction of the text's. */
#define NOTE_MARK_SIZE 0.8

struct segment {
    struct text text;
    double left, right, top, bottom;
    double size;       /* most common font size */
    double first_word; /* width of the first word */
    size_t letters, bold;
    bool is_mark; /* nothing but a paragraph's number or a bullet */
};

/* Free with segments_fini(). */
struct segments {
    struct segment *list;
    size_t count;
};

/* The segments of a page, from top to bottom. */
struct segments segments_of(const struct glyphs *glyphs);

/* The end of the row that begins with segment i. The segments of a row are side
 * by side; they are sorted from left to right. */
size_t segments_row_end(struct segments *segments, size_t i);

void segments_fini(struct segments *segments);

#endif
