/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/json.h"

#include <string.h>

size_t
findings_json_plain(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && (unsigned char)text[n] >= 0x20 && text[n] != '"' &&
           text[n] != '\\')
        n++;
    return n;
}

size_t
findings_json_escape(char byte, char out[FINDINGS_JSON_ESCAPE_SIZE])
{
    static const char letters[] = "bfnrt\"\\", meant[] = "\b\f\n\r\t\"\\";
    static const char digits[] = "0123456789ABCDEF";
    const char *found = memchr(meant, byte, sizeof meant - 1);
    const unsigned char code = (unsigned char)byte;

    out[0] = '\\';
    if (found) {
        out[1] = letters[found - meant];
        return 2;
    }
    memcpy(out + 1, "u00", 3);
    out[4] = digits[code >> 4];
    out[5] = digits[code & 15];
    return FINDINGS_JSON_ESCAPE_SIZE;
}
