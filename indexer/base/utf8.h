/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * utf8.h: the characters of UTF-8 text.
 */
#ifndef INDEXER_UTF8_H
#define INDEXER_UTF8_H

#include <stdbool.h>
#include <stddef.h>

enum { UTF8_EN_DASH = 0x2013, UTF8_EM_DASH = 0x2014 };

/* The length of the UTF-8 character at p, and its code point. */
size_t utf8_char(const char *p, size_t len, unsigned *code);

/* The number of characters in the bytes. */
size_t utf8_length(const char *bytes, size_t len);

/* The offset of the first byte that is not well-formed UTF-8; len if all are.
 */
size_t utf8_fault(const char *bytes, size_t len);

/* The length of the longest prefix of whole characters that takes at most this
 * many bytes. */
size_t utf8_within(const char *text, size_t most);

/* Soft hyphens and zero-width characters. */
bool utf8_is_invisible(unsigned code);

/* Blanks, including those of Unicode. */
bool utf8_is_blank(unsigned code);

/* Letters and digits; above ASCII, everything except punctuation, blanks and
 * the glyphs of symbol fonts. */
bool utf8_is_letter(unsigned code);

/* Remove the blanks from both ends of the text. */
void utf8_trim(const char **text, size_t *len);

#endif
