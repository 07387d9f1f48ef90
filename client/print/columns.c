/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/columns.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <string.h>
#include <wchar.h>

/* The length of the character at p, which is UTF-8, and its code. */
static size_t
decode(const unsigned char *p, unsigned *code)
{
    const size_t n = *p < 0x80 ? 1 : *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : 4;

    *code = n == 1 ? *p : *p & (0x7fu >> n);
    for (size_t i = 1; i < n && p[i]; i++)
        *code = *code << 6 | (p[i] & 0x3fu);
    return n;
}

/* By the tables of the C library. They belong to a locale, which takes a while
 * to load if the program has none, so that waits for a character that may need
 * it: Latin letters and the usual punctuation, dashes and quotation marks, do
 * not. */
static size_t
width_of(unsigned code)
{
    static bool is_loaded;

    if (code < 0x300 || (code >= 0x2010 && code <= 0x205e))
        return 1;
    if (!is_loaded && strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    is_loaded = true;
    const int width = wcwidth((wchar_t)code);
    return width < 0 ? 1 : (size_t)width;
}

size_t
columns_of(const char *shown)
{
    const unsigned char *p = (const unsigned char *)shown;
    size_t columns = 0;

    while (*p) {
        unsigned code;
        p += decode(p, &code);
        columns += width_of(code);
    }
    return columns;
}
