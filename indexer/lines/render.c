/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/render.h"
#include "base/memory.h"

#include <cairo.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Of an image: A3 at 300 dpi has 17 million. A side longer than cairo allows
 * has more than this many pixels, or is that of a page too narrow for text. */
static const double pixels_max = 20e6, side_max = 30000;

static const double points_per_inch = 72;

/* How bright the eye finds red, green and blue, of 256. */
enum { RED = 77, GREEN = 150, BLUE = 29 };

static void
take_greys(cairo_surface_t *surface, struct image *out)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    const size_t stride = (size_t)cairo_image_surface_get_stride(surface);

    out->bytes = memory_resize(NULL, out->width * out->height);
    for (size_t y = 0; y < out->height; y++) {
        const uint32_t *row = (const void *)(data + y * stride);
        unsigned char *to = out->bytes + y * out->width;
        for (size_t x = 0; x < out->width; x++)
            to[x] = (unsigned char)((RED * (row[x] >> 16 & 0xff) +
                                     GREEN * (row[x] >> 8 & 0xff) +
                                     BLUE * (row[x] & 0xff)) >>
                                    8);
    }
}

/* Draw the page on white paper. */
static bool
draw(PopplerPage *page, cairo_surface_t *surface, double scale)
{
    cairo_t *cairo = cairo_create(surface);

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    const bool is_drawn = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return is_drawn;
}

bool
render_page(PopplerPage *page, double dpi, struct image *out)
{
    double width, height;

    *out = (struct image){0};
    poppler_page_get_size(page, &width, &height);
    if (!(width > 0 && height > 0))
        return false;
    double scale = dpi / points_per_inch;
    scale = fmin(scale, sqrt(pixels_max / width / height));
    scale = fmin(scale, side_max / fmax(width, height));
    out->dpi = scale * points_per_inch;
    out->width = (size_t)(width * scale);
    out->height = (size_t)(height * scale);
    if (out->width == 0 || out->height == 0)
        return false;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)out->width, (int)out->height);
    const bool is_drawn =
        cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
        draw(page, surface, scale);
    if (is_drawn)
        take_greys(surface, out);
    cairo_surface_destroy(surface);
    return is_drawn;
}

void
image_fini(struct image *image)
{
    free(image->bytes);
    *image = (struct image){0};
}
