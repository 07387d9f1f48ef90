/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * segments.h: a page of a PDF -> segments: what stands together on a line, such
 * as a cell of a table, a paragraph's number, or a whole line of prose.
 */
#ifndef INDEXER_SEGMENTS_H
#define INDEXER_SEGMENTS_H

#include "base/text.h"

#include <poppler.h>
#include <stdbool.h>
#include <stddef.h>

/* The size of a footnote's figure at most, as a part of that of the text. */
#define NOTE_MARK_SIZE 0.8

struct segment {
    struct text text;
    double left, right, top, bottom;
    double size;       /* of most of it */
    double first_word; /* its width */
    size_t letters, bold;
    bool is_mark; /* a paragraph's number or a bullet alone */
};

/* Free with segments_fini(). */
struct segments {
    struct segment *list;
    size_t count;
};

/* The segments of a page, sorted from the top. */
struct segments segments_read(PopplerPage *page);

/* Where the row ends that begins with segment i: the segments that stand side
 * by side, which are sorted from the left. */
size_t segments_row_end(struct segments *segments, size_t i);

void segments_fini(struct segments *segments);

#endif
