/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * gutter.h: finds the gutter between two columns of prose.
 */
#ifndef INDEXER_GUTTER_H
#define INDEXER_GUTTER_H

#include "lines/glyphs.h"

#include <stdbool.h>

/* Points, from the top left of the page. */
struct gutter {
    double
        edge; /* words that begin on the right of it are in the right column */
    double top, bottom;
    bool is_figure; /* there is a figure on its right */
};

/* Find the gutter with the most rows beside it. False if there is none: the
 * cells of a table, or a number and its paragraph, are not columns. */
bool gutter_find(const struct glyphs *glyphs, struct gutter *gutter);

#endif
