/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * marks.h: what a line begins with, or is drawn with: bullets, numbers, the
 * bars and tabs of tables.
 */
#ifndef INDEXER_MARKS_H
#define INDEXER_MARKS_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* The length of the bullet and the blanks that the line begins with; 0 where
 * none. A bullet may stand alone. */
size_t marks_bullet(const char *text, size_t len);

/* The length of "47. " or of "47." alone, and the number; 0 where none. */
size_t marks_number(const char *text, size_t len, int *number);

/* "|---|---|", "-----": drawn, not written. */
bool marks_is_rule(const char *text, size_t len);

/* "| a | b |"; and a row of either kind, so drawn or with tabs. */
bool marks_is_barred(const char *text, size_t len);
bool marks_is_row(const char *text, size_t len);

/* The cells of a row, trimmed, with a tab between. */
void marks_add_cells(struct text *out, const char *text, size_t len);

#endif
