/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * letters.h: the characters of a text as the tokeniser sees them, and their
 * forms in lower case without accents.
 */
#ifndef ENGINE_TEXT_LETTERS_H
#define ENGINE_TEXT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

/* The character at p, where there are `left` bytes (at least one), and its
 * length in bytes. A byte that is not part of valid UTF-8 is read as Latin-1.
 */
unsigned letter_at(const unsigned char *p, size_t left, unsigned *length);

/* Whether it can be part of a word: letters, digits, accents, "_"; but not the
 * apostrophes that Unicode counts as letters. */
bool is_word_letter(unsigned c);

bool is_digit_letter(unsigned c);
bool is_capital_letter(unsigned c);

/* Whether it is an apostrophe, in any form: ', `, U+2019, U+02BC. */
bool is_apostrophe_letter(unsigned c);

/* Whether the tokeniser ignores it: soft hyphens, zero-width characters,
 * accents on their own. */
bool is_invisible_letter(unsigned c);

/* Write the character in lower case without its accent, and no NUL. Returns the
 * number of bytes. One character may become up to three letters, as ligatures
 * do. */
enum { LETTER_FOLDED_MAX = 4 };
size_t letter_folded(unsigned c, char out[LETTER_FOLDED_MAX]);

#endif
