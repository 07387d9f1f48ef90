/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fold.h: names and terms as words that are equal however they are written: in
 * lower case, without accents, split at hyphens and other marks, with "and" for
 * "&", and without a possessive 's.
 *
 * Running out of memory ends the program, as in GLib.
 */
#ifndef ENGINE_TEXT_FOLD_H
#define ENGINE_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Marks an abbreviation, a word with two capitals or more, before its letters.
 */
#define FOLD_ABBREVIATION '='

/* The folded words of a text, ended by NULL; none if it is not valid UTF-8. If
 * marks is true, abbreviations have FOLD_ABBREVIATION before them. Free it with
 * g_strfreev(). */
char **fold_words(const char *text, size_t len, bool marks);

#endif
