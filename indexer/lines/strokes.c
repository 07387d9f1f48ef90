/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/strokes.h"

#include <math.h>
#include <string.h>

enum {
    INK = 128,      /* grey levels below it are ink */
    WIDTH_MAX = 256 /* pixels of a stroke */
};

/* Of a blot: the share of its box that is ink, where that of a disc is 0.79,
 * and how much longer one side is than the other, at most. */
static const double blot_ink = 0.7, blot_ratio = 1.35;

/* The pixels of a box, to the right and bottom exclusive. */
struct pixels {
    size_t left, top, right, bottom;
};

static size_t
within(double place, size_t most)
{
    return place <= 0 ? 0 : place >= (double)most ? most : (size_t)place;
}

static struct pixels
pixels_of(const struct image *image, const struct box *box)
{
    return (struct pixels){
        within(box->left, image->width), within(box->top, image->height),
        within(box->right, image->width), within(box->bottom, image->height)};
}

/* Strokes are crossed row by row: the median of the widths of all crossings is
 * that of upright strokes, which most are. */
double
strokes_width(const struct image *image, const struct box *box)
{
    const struct pixels at = pixels_of(image, box);
    size_t widths[WIDTH_MAX] = {0}, all = 0, seen = 0;

    for (size_t y = at.top; y < at.bottom; y++) {
        const unsigned char *row = image->bytes + y * image->width;
        size_t width = 0;
        for (size_t x = at.left; x <= at.right; x++) {
            if (x < at.right && row[x] < INK) {
                width++;
            } else if (width > 0) {
                widths[width < WIDTH_MAX ? width : WIDTH_MAX - 1]++;
                all++;
                width = 0;
            }
        }
    }
    for (size_t w = 0; w < WIDTH_MAX; w++) {
        seen += widths[w];
        if (seen * 2 > all)
            /* Between whole pixels, as far as the median is into this width. */
            return (double)w + 0.5 -
                   ((double)seen - (double)all / 2) / (double)widths[w];
    }
    return 0;
}

/* The part of the box that has ink. */
static struct pixels
inked(const struct image *image, struct pixels at)
{
    struct pixels ink = {at.right, at.bottom, at.left, at.top};

    for (size_t y = at.top; y < at.bottom; y++)
        for (size_t x = at.left; x < at.right; x++)
            if (image->bytes[y * image->width + x] < INK) {
                ink.left = x < ink.left ? x : ink.left;
                ink.right = x >= ink.right ? x + 1 : ink.right;
                ink.top = y < ink.top ? y : ink.top;
                ink.bottom = y >= ink.bottom ? y + 1 : ink.bottom;
            }
    return ink;
}

bool
strokes_are_blot(const struct image *image, struct box *box, double size)
{
    const struct pixels at = inked(image, pixels_of(image, box));
    size_t ink = 0;

    if (at.right <= at.left || at.bottom <= at.top)
        return false;
    *box = (struct box){(double)at.left, (double)at.top, (double)at.right,
                        (double)at.bottom};
    const double width = (double)(at.right - at.left);
    const double height = (double)(at.bottom - at.top);
    for (size_t y = at.top; y < at.bottom; y++)
        for (size_t x = at.left; x < at.right; x++)
            ink += image->bytes[y * image->width + x] < INK;
    return fmin(width, height) >= size &&
           (double)ink >= blot_ink * width * height &&
           fmax(width, height) <= blot_ratio * fmin(width, height);
}
