/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * utf8.h: the characters of UTF-8 text.
 */
#ifndef INDEXER_UTF8_H
#define INDEXER_UTF8_H

#include "findings/visible.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>

enum { UTF8_EN_DASH = 0x2013, UTF8_EM_DASH = 0x2014 };

/* The same as the next function, for a character that is not ASCII. */
size_t utf8_wide_char(const char *p, size_t len, unsigned *code);

/* The length of the UTF-8 character at p, and its code point. */
static inline size_t
utf8_char(const char *p, size_t len, unsigned *code)
{
    *code = (unsigned char)*p;
    return *code < 0x80 ? 1 : utf8_wide_char(p, len, code);
}

/* The number of characters in the bytes. */
size_t utf8_length(const char *bytes, size_t len);

/* The offset of the first byte that is not well-formed UTF-8; len if all are.
 */
static inline size_t
utf8_fault(const char *bytes, size_t len)
{
    return findings_utf8_fault(bytes, len);
}

/* The length of the longest prefix of whole characters that takes at most this
 * many bytes. */
size_t utf8_within(const char *text, size_t most);

/* Soft hyphens and zero-width characters. */
static inline bool
utf8_is_invisible(unsigned code)
{
    return code == 0x00ad || (code >= 0x200b && code <= 0x200d) ||
           code == 0x2060 || code == 0xfeff;
}

/* Blanks, including those of Unicode. */
bool utf8_is_blank(unsigned code);

/* Letters and digits; above ASCII, everything except punctuation, blanks and
 * the glyphs of symbol fonts. */
static inline bool
utf8_is_letter(unsigned code)
{
    if (code < 0x80)
        return isalnum((int)code);
    return code >= 0xc0 && !(code >= 0x2000 && code < 0x3000) &&
           !(code >= 0xe000 && code < 0xf900) && code != 0xfffd;
}

/* Remove the blanks from both ends of the text. */
void utf8_trim(const char **text, size_t *len);

#endif
