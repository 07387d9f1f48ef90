/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * letters.h: the characters of a text as the tokeniser sees them, and what they
 * are in lower case without accents.
 */
#ifndef ENGINE_TEXT_LETTERS_H
#define ENGINE_TEXT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

/* The character that the bytes from p begin with, of left (at least one), and
 * its length. A byte that is not of valid UTF-8 is a character of Latin-1. */
unsigned letter_at(const unsigned char *p, size_t left, unsigned *length);

/* Letters, digits, marks, "_"; but not the apostrophes that Unicode has among
 * the letters. */
bool is_word_letter(unsigned c);

bool is_digit_letter(unsigned c);
bool is_capital_letter(unsigned c);

/* However it is written: ', `, U+2019, U+02BC. */
bool is_apostrophe_letter(unsigned c);

/* Soft hyphens, zero-width characters, accents on their own. */
bool is_invisible_letter(unsigned c);

/* Write the character in lower case without its accent, without a NUL, and
 * return how many bytes it has: one letter may become two or three. */
enum { LETTER_FOLDED_MAX = 4 };
size_t letter_folded(unsigned c, char out[LETTER_FOLDED_MAX]);

#endif
