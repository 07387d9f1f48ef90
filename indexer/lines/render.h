/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * render.h: a page of a PDF as the image that a person sees.
 */
#ifndef INDEXER_RENDER_H
#define INDEXER_RENDER_H

#include <poppler.h>

#include <stdbool.h>
#include <stddef.h>

/* An image in shades of grey: width * height bytes, row by row from the top, 0
 * for black. */
struct image {
    unsigned char *bytes;
    size_t width, height;
    double dpi; /* pixels per inch */
};

/* Render the page at this resolution, or a lower one if it is very large. False
 * if it has no size or cannot be rendered. Free *out with image_fini(). */
bool render_page(PopplerPage *page, double dpi, struct image *out);
void image_fini(struct image *image);

#endif
