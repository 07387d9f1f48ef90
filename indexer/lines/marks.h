/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * marks.h: the marks in a line: bullets, numbers, and the bars and tabs of
 * tables.
 */
#ifndef INDEXER_MARKS_H
#define INDEXER_MARKS_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* The length of the bullet at the start of the line, with the blanks after it;
 * 0 if there is none. The bullet may be all of the line. */
size_t marks_bullet(const char *text, size_t len);

/* Whether the bullet at the start of the line may be part of a sentence that
 * was wrapped there, such as a dash, an arrow or the letter "o". Its place
 * shows which. */
bool marks_may_be_words(const char *text, size_t len);

/* The length of "47. ", or of "47." if that is all of the line, and the number;
 * 0 if there is none. */
size_t marks_number(const char *text, size_t len, int *number);

enum { PARTS_SIZE = 16 }; /* of a number with parts, as text */

/* The same for a number with parts: "2.39 ", "1.1.1. ". It is written without a
 * full stop at its end. A letter follows it, though not a small one ("2.5
 * million"), or nothing. */
size_t marks_parts(const char *text, size_t len, char parts[PARTS_SIZE]);

/* Whether the text is nothing but what an outline has before a heading: a
 * number with parts, a roman number or a capital, "IV.", "A.". */
bool marks_is_outline(const char *text, size_t len);

/* Whether the line begins like the caption of a figure or table: "Figure 3:",
 * "Table 1 Boats". */
bool marks_is_caption(const char *text, size_t len);

/* The number of a footnote that the line begins with: "1 By the board". A
 * capital follows it, and no further cell of a table. 0 if there is none. */
unsigned marks_note_number(const char *text, size_t len);

/* Whether the line is a rule: "|---|---|", "-----". */
bool marks_is_rule(const char *text, size_t len);

/* Whether the line is a row with bars ("| a | b |"), or a row of either kind:
 * with bars or tabs. */
bool marks_is_barred(const char *text, size_t len);
bool marks_is_row(const char *text, size_t len);

/* Add the cells of a row, trimmed and separated by tabs. */
void marks_add_cells(struct text *out, const char *text, size_t len);

#endif
