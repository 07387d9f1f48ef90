/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

size_t
utf8_wide_char(const char *p, size_t len, unsigned *code)
{
    const unsigned char *u = (const unsigned char *)p;
    const size_t n = u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;

    if (n > len) {
        *code = u[0];
        return 1;
    }
    *code = u[0] & (0x7fu >> n);
    for (size_t i = 1; i < n; i++)
        *code = *code << 6 | (u[i] & 0x3fu);
    return n;
}

size_t
utf8_length(const char *bytes, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += (bytes[i] & 0xc0) != 0x80;
    return n;
}

size_t
utf8_within(const char *text, size_t most)
{
    size_t len = strnlen(text, most + 1);

    if (len > most)
        for (len = most; len > 0 && (text[len] & 0xc0) == 0x80;)
            len--;
    return len;
}

bool
utf8_is_blank(unsigned code)
{
    return code < 0x80 ? isspace((int)code)
                       : code == 0x00a0 || (code >= 0x2000 && code <= 0x200a) ||
                             code == 0x202f || code == 0x205f || code == 0x3000;
}

void
utf8_trim(const char **text, size_t *len)
{
    unsigned code;

    while (*len > 0) {
        const size_t n = utf8_char(*text, *len, &code);
        if (!utf8_is_blank(code))
            break;
        *text += n;
        *len -= n;
    }
    while (*len > 0) {
        size_t n = 1;
        while (n < 4 && n < *len && ((*text)[*len - n] & 0xc0) == 0x80)
            n++;
        utf8_char(*text + *len - n, n, &code);
        if (!utf8_is_blank(code))
            break;
        *len -= n;
    }
}
