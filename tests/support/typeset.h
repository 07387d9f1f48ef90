/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * typeset.h: a report's words, marked up -> its PDF, set as those of
 * inspections are. Every line of the source is one element, by how it begins;
 * one that begins with a blank goes on with the line before:
 *
 *   = Title                   large
 *   == Heading                bold and larger than the text
 *   === Heading               bold
 *   12. Text                  a numbered paragraph; "12." alone: its number,
 *                             with the text on a line below
 *   - Text     -- Text        bullets of a symbol font, first and second level
 *   * Text                    a bullet as Windows-1252 has it
 *   | Label | Grade           a row of a table
 *   ^1 Text                   a footnote of this page
 *   Text                      a paragraph
 *   .foot WORDS, .head WORDS  run on this page and those behind it, with the
 *                             page's number below the foot
 *   .page                     a new page
 *   .space POINTS             moves down, or up
 *   .size POINTS              of the text from here on
 *   .cells X, .top, .middle, .bottom
 *                             where right cells begin; where in its row the
 *                             smaller cell stands
 *   .at X Y WORDS             words at their own place, set small
 *   .. WORDS                  nothing: a remark
 *
 * In the text _words_ are bold, ^1 is a raised figure, \v ends a line and \f
 * ends the page, in mid-paragraph.
 */
#ifndef TESTS_TYPESET_H
#define TESTS_TYPESET_H

#include <stddef.h>

/* So much prose that its type is that of most of the paper, and a page to
 * follow it. */
#define TYPESET_FILLER                                                         \
    "The port has two schools and a clinic. Families come to the harbour for " \
    "work in the spring, and many of them stay until the boats are laid up. "  \
    "Workers know most of them by name, and visit them at home before they "   \
    "are asked to. In the winter the ferry is late, letters are later, and "   \
    "those who live on the islands are seen less often than they should be, "  \
    "which the council has known for a while.\vIt has bought a boat.\n"        \
    ".page\n"

/* The PDF of a source. Yours to free. */
char *typeset(const char *source, size_t *len);

#endif
