/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * utf8.h: text as the characters that it consists of.
 */
#ifndef INDEXER_UTF8_H
#define INDEXER_UTF8_H

#include <stdbool.h>
#include <stddef.h>

enum { UTF8_EN_DASH = 0x2013, UTF8_EM_DASH = 0x2014 };

/* The length of the UTF-8 character at p, and its code point. */
size_t utf8_char(const char *p, size_t len, unsigned *code);

/* How many characters the bytes are. */
size_t utf8_length(const char *bytes, size_t len);

/* The place of the first byte that is not well-formed UTF-8; len where all
 * bytes are. */
size_t utf8_fault(const char *bytes, size_t len);

/* How much of the text fits in so many bytes, in whole characters. */
size_t utf8_within(const char *text, size_t most);

/* Soft hyphens and zero-width characters. */
bool utf8_is_invisible(unsigned code);

/* Blanks, those of Unicode included. */
bool utf8_is_blank(unsigned code);

/* Letters and digits; above ASCII, everything but signs, blanks and the glyphs
 * of symbol fonts. */
bool utf8_is_letter(unsigned code);

/* Take the blanks off both ends of the text. */
void utf8_trim(const char **text, size_t *len);

#endif
