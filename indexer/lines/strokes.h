/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * strokes.h: measures the ink of a word in an image, which shows what
 * recognising its letters does not: whether it is bold, and whether a "letter"
 * is a bullet.
 */
#ifndef INDEXER_STROKES_H
#define INDEXER_STROKES_H

#include "lines/render.h"

#include <stdbool.h>

/* A part of an image in pixels; what is outside of the image is ignored. */
struct box {
    double left, top, right, bottom;
};

/* The width of most strokes in pixels; 0 if there is no ink. */
double strokes_width(const struct image *image, const struct box *box);

/* Whether the ink in the box is one blot, a disc or a square without the holes
 * and bays of a letter, at least as high and wide as this. *box becomes its
 * box.
 */
bool strokes_are_blot(const struct image *image, struct box *box, double size);

#endif
