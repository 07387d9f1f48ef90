/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * paper.h: a small writer of PDFs: pages with text at given places, in given
 * fonts and sizes. It knows A4 and fonts that every viewer has, and nothing
 * about reports; typeset.h sets those.
 *
 * Text is UTF-8; a character that Windows-1252 lacks becomes a question mark.
 * The same calls always write the same bytes.
 */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

#include <stdbool.h>
#include <stddef.h>

/* In points. */
#define PAPER_WIDTH 595.0
#define PAPER_HEIGHT 842.0

enum paper_font {
    PAPER_PLAIN,
    PAPER_BOLD,
    PAPER_SYMBOLS, /* its "n" is a square, read as U+F06E; so are others */
    PAPER_DEEP,    /* as plain, but says that it reaches far below the line */
    PAPER_FONTS
};

struct paper;

struct paper *paper_new(void);
void paper_free(struct paper *paper);

/* Begins a page; text and boxes always go on the last page. */
void paper_page(struct paper *paper);

/* Puts text with its left end at x and its baseline at y, measured from the top
 * left of the page. */
void paper_text(struct paper *paper,
                double x,
                double y,
                enum paper_font font,
                double size,
                const char *text);

/* Puts text that rises from its start at this angle. */
void paper_text_at(struct paper *paper,
                   double x,
                   double y,
                   double degrees,
                   double size,
                   const char *text);

/* Turns the page, so that what is put from here on runs up it. Its top left is
 * then the bottom left of the page. */
void paper_turn(struct paper *paper);

/* Puts an operator of the page as it is, even a wrong one. */
void paper_raw(struct paper *paper, const char *operator);

/* Puts a note typed on the page, or a form field with this value, with its top
 * left at x, y. */
enum paper_input { PAPER_NOTE, PAPER_FIELD, PAPER_COMMENT };
void paper_input(struct paper *paper,
                 enum paper_input kind,
                 double x,
                 double y,
                 double width,
                 double height,
                 const char *words);

/* Covers the page with an image in black and white, turned against the clock
 * about the middle of the page; one that lies sideways is made to fit. The
 * bytes are grey, row by row from the top. */
void paper_image(struct paper *paper,
                 const unsigned char *bytes,
                 size_t width,
                 size_t height,
                 double degrees);

/* Draws a filled rectangle whose top left corner is at x, y. */
void
paper_box(struct paper *paper, double x, double y, double width, double height);

/* The width of the first len bytes of the text. */
double
paper_width(enum paper_font font, double size, const char *text, size_t len);

/* Encrypts the PDF with a password that nobody knows. */
void paper_lock(struct paper *paper);

/* The finished PDF; the caller frees it. */
char *paper_bytes(const struct paper *paper, size_t *len);

#endif
