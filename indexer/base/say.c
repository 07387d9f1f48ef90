/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/say.h"
#include "base/utf8.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Control characters of ASCII and Unicode, line separators, and marks that
 * reverse what follows them. */
static bool
is_control(unsigned code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) ||
           (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

void
say_text(const char *text, FILE *out)
{
    size_t left = strlen(text), valid = utf8_fault(text, left);

    while (left > 0) {
        unsigned code = 0;
        const size_t n = valid > 0 ? utf8_char(text, valid, &code) : 1;
        if (valid == 0 || is_control(code))
            putc('?', out);
        else
            fwrite(text, 1, n, out);
        text += n;
        left -= n;
        valid = valid > 0 ? valid - n : utf8_fault(text, left);
    }
}

void
say_args(const char *format, va_list args)
{
    char *line = g_strdup_vprintf(format, args);

    fputs("findings-index: ", stderr);
    say_text(line, stderr);
    putc('\n', stderr);
    g_free(line);
}

void
say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say_args(format, args);
    va_end(args);
}

void
say_more(const char *line)
{
    fputs("    ", stderr);
    say_text(line, stderr);
    putc('\n', stderr);
}
