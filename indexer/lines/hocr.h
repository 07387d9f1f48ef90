/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * hocr.h: the words that a program recognised in an image, as it writes them in
 * hOCR: XHTML with the place of each word and line.
 */
#ifndef INDEXER_HOCR_H
#define INDEXER_HOCR_H

#include <stdbool.h>
#include <stddef.h>

/* A line of the image. Places are in pixels from the top left. The baseline is
 * at y = base + slope * x. */
struct hocr_line {
    double left, top, right, bottom;
    double base, slope;
    double size;  /* from the tallest letters to the lowest ones */
    double below; /* the part of it that is below the baseline */
    int angle;    /* of the text, in degrees against the clock: 0, 90, ... */
};

struct hocr_word {
    char *text;
    size_t line; /* its index */
    double left, top, right, bottom;
};

/* Free with hocr_fini(). */
struct hocr {
    struct hocr_line *lines;
    size_t n_lines;
    struct hocr_word *words; /* in the order of their lines */
    size_t n_words;
};

/* Read the words of an image. False if it is not hOCR: *out is then empty. */
bool hocr_read(const char *bytes, size_t len, struct hocr *out);
void hocr_fini(struct hocr *hocr);

#endif
