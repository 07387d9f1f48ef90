/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * typeset.h: turns the marked-up words of a report into a PDF that is set like
 * those of inspections. Each line of the source is one element, whose kind
 * depends on how the line begins; a line that begins with a blank continues the
 * previous one:
 *
 *     = Title                   large
 *     == Heading                bold and larger than the text
 *     === Heading               bold
 *     12. Text                  a numbered paragraph; "12." alone: the number,
 *                               with the text on a line below
 *     - Text     -- Text        bullets of a symbol font, first and second
 * level
 *     * Text                    a bullet as Windows-1252 has it
 *     | Label | Grade           a row of a table
 *     ^1 Text                   a footnote of this page
 *     Text                      a paragraph
 *     .foot WORDS, .head WORDS  printed on this page and all later ones, with
 *                               the page number below the foot
 *     .page                     a new page
 *     .space POINTS             moves down, or up
 *     .size POINTS              type size of the text from here on
 *     .cells X, .top, .middle, .bottom
 *                               where right-hand cells begin; how the shorter
 *                               cell of a row is aligned
 *     .at X Y WORDS             words at a given place, in small type
 *     .. WORDS                  a comment
 *
 * Within text, _words_ are bold and ^1 is a raised figure; \v ends a line and
 * \f ends a page in mid-paragraph.
 */
#ifndef TESTS_TYPESET_H
#define TESTS_TYPESET_H

#include <stddef.h>

/* Enough prose to make its type that of most of the paper, followed by a page
 * break. */
#define TYPESET_FILLER                                                         \
    "The port has two schools and a clinic. Families come to the harbour for " \
    "work in the spring, and many of them stay until the boats are laid up. "  \
    "Workers know most of them by name, and visit them at home before they "   \
    "are asked to. In the winter the ferry is late, letters are later, and "   \
    "those who live on the islands are seen less often than they should be, "  \
    "which the council has known for a while.\vIt has bought a boat.\n"        \
    ".page\n"

/* The PDF of a source; the caller frees it. */
char *typeset(const char *source, size_t *len);

#endif
