/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/visible.h"

#include <stdlib.h>
#include <string.h>

enum { CHARACTER_MAX = 4 }; /* bytes */

size_t
findings_utf8_fault(const char *bytes, size_t len)
{
    const unsigned char *u = (const unsigned char *)bytes;

    for (size_t i = 0; i < len;) {
        const size_t n = u[i] < 0x80                   ? 1
                         : u[i] >= 0xc2 && u[i] < 0xe0 ? 2
                         : u[i] >= 0xe0 && u[i] < 0xf0 ? 3
                         : u[i] >= 0xf0 && u[i] < 0xf5 ? 4
                                                       : 0;
        if (n == 0 || n > len - i)
            return i;
        for (size_t k = 1; k < n; k++)
            if ((u[i + k] & 0xc0) != 0x80)
                return i;
        /* Overlong, a surrogate, or beyond Unicode. */
        if ((u[i] == 0xe0 && u[i + 1] < 0xa0) ||
            (u[i] == 0xed && u[i + 1] > 0x9f) ||
            (u[i] == 0xf0 && u[i + 1] < 0x90) ||
            (u[i] == 0xf4 && u[i + 1] > 0x8f))
            return i;
        i += n;
    }
    return len;
}

/* The length of the character at p, and its code. 0, and the code is the byte,
 * if it is not UTF-8. */
static size_t
decode(const char *p, unsigned *code)
{
    const unsigned char first = (unsigned char)*p;
    const size_t n = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

    *code = first;
    if (strnlen(p, CHARACTER_MAX) < n || findings_utf8_fault(p, n) < n)
        return 0;
    if (n > 1)
        *code &= 0x7fu >> n;
    for (size_t i = 1; i < n; i++)
        *code = *code << 6 | (p[i] & 0x3fu);
    return n;
}

/* Characters without a glyph, other than blanks: Unicode's controls, formats,
 * separators of lines, and those that it lets a program ignore. */
static bool
is_invisible(unsigned code)
{
    static const struct {
        unsigned first, last;
    } ranges[] = {
        {0x00, 0x1f},       {0x7f, 0x9f},       {0xad, 0xad},
        {0x34f, 0x34f},     {0x61c, 0x61c},     {0x115f, 0x1160},
        {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},
        {0x2028, 0x202e},   {0x2060, 0x206f},   {0x3164, 0x3164},
        {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},
        {0xfff0, 0xfffb},   {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
        {0xe0000, 0xe0fff},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code <= ranges[i].last)
            return code >= ranges[i].first;
    return false;
}

size_t
findings_visible(const char *p, char out[FINDINGS_VISIBLE_SIZE])
{
    static const char letters[] = "abtnvfr";
    unsigned code;
    const size_t n = decode(p, &code);

    if (n > 0 && !is_invisible(code)) {
        memcpy(out, p, n);
        out[n] = '\0';
    } else if (code >= '\a' && code <= '\r') {
        snprintf(out, FINDINGS_VISIBLE_SIZE, "\\%c", letters[code - '\a']);
    } else if (n <= 1) {
        snprintf(out, FINDINGS_VISIBLE_SIZE, "\\x%02x", code);
    } else {
        snprintf(out, FINDINGS_VISIBLE_SIZE, "U+%04X", code);
    }
    return n > 0 ? n : 1;
}

void
findings_put_text(const char *text, FILE *out)
{
    char shown[FINDINGS_VISIBLE_SIZE];

    while (*text) {
        text += findings_visible(text, shown);
        fputs(shown, out);
    }
}

void
findings_put_json(const char *line, FILE *out)
{
    const char *p = line;

    while (*p) {
        unsigned code = (unsigned char)*p;
        size_t n = 1;
        if (code < 0x7f ||
            ((n = decode(p, &code)) > 0 && !is_invisible(code))) {
            p += n;
            continue;
        }
        fwrite(line, 1, (size_t)(p - line), out);
        if (code > 0xffff)
            fprintf(out, "\\u%04x\\u%04x", 0xd7c0 + (code >> 10),
                    0xdc00 + (code & 0x3ff));
        else
            fprintf(out, "\\u%04x", code);
        p += n > 0 ? n : 1;
        line = p;
    }
    fwrite(line, 1, (size_t)(p - line), out);
    putc('\n', out);
}

__attribute__((format(printf, 2, 0))) static void
put_formatted(FILE *out, const char *format, va_list args)
{
    char *text = NULL, few[512]; /* most texts are short */
    size_t size;
    va_list again;

    va_copy(again, args);
    const int len = vsnprintf(few, sizeof few, format, again);
    va_end(again);
    if (len >= 0 && (size_t)len < sizeof few) {
        findings_put_text(few, out);
        return;
    }
    FILE *to = open_memstream(&text, &size);
    if (to) {
        vfprintf(to, format, args);
        fclose(to);
    }
    findings_put_text(text ? text : "out of memory", out);
    free(text);
}

void
findings_putf(FILE *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put_formatted(out, format, args);
    va_end(args);
}

void
findings_message(const char *program, const char *format, va_list args)
{
    char *line = NULL;
    size_t size;
    FILE *out = open_memstream(&line, &size);

    if (out) {
        fprintf(out, "%s: ", program);
        put_formatted(out, format, args);
        putc('\n', out);
        fclose(out);
    }
    /* At once, or lines of several threads would be mixed. */
    if (line)
        fputs(line, stderr);
    else
        fprintf(stderr, "%s: out of memory\n", program);
    free(line);
}

bool
findings_is_control(const char *p)
{
    unsigned code;

    decode(p, &code);
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 ||
           code == 0x2029;
}

/* Whether a message shows all of the text as it is. */
static bool
is_all_visible(const char *text)
{
    char shown[FINDINGS_VISIBLE_SIZE];

    while (*text) {
        const size_t n = findings_visible(text, shown);
        if (strlen(shown) != n || memcmp(shown, text, n) != 0)
            return false;
        text += n;
    }
    return true;
}

const char *
findings_shell_word(const char *text,
                    const char *otherwise,
                    char out[FINDINGS_SHELL_SIZE])
{
    /* What no shell gives a meaning to, besides letters of other alphabets. */
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789%+,-./:=@_";
    static const char quote[] = "'\\''"; /* between two quoted parts */
    const size_t room = FINDINGS_SHELL_SIZE - sizeof quote - 1;
    bool is_plain = *text != '\0';
    size_t n = 0;

    for (const char *p = text; *p; p++)
        is_plain = is_plain && (*p & 0x80 || strchr(plain, *p));
    if (!is_plain)
        out[n++] = '\'';
    const bool is_shown = is_all_visible(text);
    for (; is_shown && *text && n < room; text++)
        if (*text == '\'')
            n += (size_t)sprintf(out + n, "%s", quote);
        else
            out[n++] = *text;
    if (!is_plain)
        out[n++] = '\'';
    out[n] = '\0';
    if (*text)
        snprintf(out, FINDINGS_SHELL_SIZE, "%s", otherwise);
    return out;
}
