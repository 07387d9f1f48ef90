/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pieces.h: a page of a PDF -> pieces: what stands together on a line, such as
 * a cell of a table, a paragraph's number, or a whole line of prose.
 */
#ifndef INDEXER_PIECES_H
#define INDEXER_PIECES_H

#include "base/text.h"

#include <poppler.h>
#include <stdbool.h>
#include <stddef.h>

/* The size of a footnote's figure at most, as a part of that of the text. */
#define PIECE_MARK_SIZE 0.8

struct piece {
    struct text text;
    double left, right, top, bottom;
    double size;       /* of most of it */
    double first_word; /* its width */
    size_t letters, bold;
    bool is_mark; /* a paragraph's number or a bullet alone */
};

/* Free with pieces_fini(). */
struct pieces {
    struct piece *list;
    size_t count;
};

/* The pieces of a page, sorted from the top. */
struct pieces pieces_read(PopplerPage *page);

/* Where the row ends that begins with piece i: the pieces that stand side by
 * side, which are sorted from the left. */
size_t pieces_row_end(struct pieces *pieces, size_t i);

void pieces_fini(struct pieces *pieces);

#endif
