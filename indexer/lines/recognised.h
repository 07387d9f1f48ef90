/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * recognised.h: the words that were recognised on pages of a document, and the
 * glyphs that poppler would have read if the pages had letters.
 */
#ifndef INDEXER_RECOGNISED_H
#define INDEXER_RECOGNISED_H

#include "lines/glyphs.h"

#include <stdbool.h>
#include <stddef.h>

struct recognised_word {
    char *text;
    double left, right; /* along its line, in points */
    double base;        /* where the line is; from the top */
    double size;
    double stroke; /* width of its strokes as a fraction of the size; 0: not
                      known */
    bool is_bold;
    bool is_last; /* of its line */
    enum direction direction;
};

struct recognised_page {
    unsigned number;
    double width, height;
    struct recognised_word *words;
    size_t count;
};

/* Zero-initialise it; free it with recognised_fini(). */
struct recognised {
    struct recognised_page *pages;
    size_t count;
};

/* Compare the type of all pages, once all have been read: give words of one
 * type the same size, and find which are bold. */
void recognised_settle(struct recognised *all);

/* The glyphs of a page. Free the list. */
struct glyphs recognised_glyphs(const struct recognised_page *page);

void recognised_fini(struct recognised *all);

#endif
