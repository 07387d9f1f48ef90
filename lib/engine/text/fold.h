/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fold.h: names and terms as words that compare equal however they are
 * written: lower case, without accents, hyphens and other marks as blanks, "&"
 * as "and", and without a possessive 's.
 *
 * Running out of memory ends the program, as GLib does.
 */
#ifndef ENGINE_TEXT_FOLD_H
#define ENGINE_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Before the letters of an abbreviation: a word with two capitals or more. */
#define FOLD_ABBREVIATION '='

/* The folded words of a text, ended by NULL; none where it is not valid UTF-8.
 * Abbreviations are marked with FOLD_ABBREVIATION if marks is true. Free with
 * g_strfreev(). */
char **fold_words(const char *text, size_t len, bool marks);

#endif
