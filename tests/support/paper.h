/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * paper.h: a small writer of PDFs: pages on which text is put at its place, in
 * a type of its size. It knows A4, three fonts that every reader has, and
 * nothing of reports; typeset.h sets those.
 *
 * Text is UTF-8; what Windows-1252 has not becomes a question mark. The same
 * calls write the same bytes.
 */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

#include <stdbool.h>
#include <stddef.h>

/* Points. */
#define PAPER_WIDTH 595.0
#define PAPER_HEIGHT 842.0

enum paper_font {
    PAPER_PLAIN,
    PAPER_BOLD,
    PAPER_SYMBOLS, /* its "n" is a square, and read as U+F06E; so are others */
    PAPER_FONTS
};

struct paper;

struct paper *paper_new(void);
void paper_free(struct paper *paper);

/* Begin a page; what is put, is put on the last. */
void paper_page(struct paper *paper);

/* Put text so that it begins at x and stands on y, from the page's top left. */
void paper_text(struct paper *paper,
                double x,
                double y,
                enum paper_font font,
                double size,
                const char *text);

/* Put a drawing: a filled rectangle with its top left at x, y. */
void
paper_box(struct paper *paper, double x, double y, double width, double height);

/* How wide the text, or so many bytes of it, is. */
double
paper_width(enum paper_font font, double size, const char *text, size_t len);

/* Encrypt it with a password that nobody has. */
void paper_lock(struct paper *paper);

/* The PDF. Yours to free. */
char *paper_bytes(const struct paper *paper, size_t *len);

#endif
