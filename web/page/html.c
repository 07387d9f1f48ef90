/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/html.h"

#include "findings/visible.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

/* What a byte is written as: by itself, as a reference, or in some other way.
 */
enum { PLAIN, REFERENCE, OTHER };

static int
kind_of(char c)
{
    switch (c) {
    case '&':
    case '<':
    case '>':
    case '"':
    case '\'':
        return REFERENCE;
    case '\n':
    case '\t':
        return PLAIN;
    default:
        return c >= ' ' && c <= '~' ? PLAIN : OTHER;
    }
}

static const char *
reference(char c)
{
    return c == '&'   ? "&amp;"
           : c == '<' ? "&lt;"
           : c == '>' ? "&gt;"
           : c == '"' ? "&quot;"
                      : "&#39;";
}

/* Append a character that is not to be seen so that browsers read it as it is.
 */
static void
append_unseen(GString *out, const char *p, size_t n)
{
    const gunichar c = g_utf8_get_char_validated(p, (gssize)n);

    if (c > G_MAXINT32)
        g_string_append(out, "\xef\xbf\xbd");
    else if (c >= 0x80 && c < 0xa0) /* as references they would be letters */
        g_string_append_len(out, p, (gssize)n);
    else
        g_string_append_printf(out, "&#%u;", c);
}

/* Append text; what nobody can see becomes U+FFFD if it is not kept. */
static void
append(GString *out, const char *text, size_t len, bool is_kept)
{
    for (const char *p = text, *end = text + len; p < end;) {
        char shown[FINDINGS_VISIBLE_SIZE];
        const char *begin = p;
        while (p < end && kind_of(*p) == PLAIN)
            p++;
        g_string_append_len(out, begin, p - begin);
        if (p == end)
            break;
        if (kind_of(*p) == REFERENCE) {
            g_string_append(out, reference(*p++));
            continue;
        }
        const size_t n = findings_visible(p, shown);
        /* The last two are no characters to XML. */
        const bool is_same = strncmp(shown, p, n) == 0 &&
                             strncmp(p, "\xef\xbf\xbe", 3) != 0 &&
                             strncmp(p, "\xef\xbf\xbf", 3) != 0;
        if (is_same)
            g_string_append_len(out, p, (gssize)n);
        else if (is_kept)
            append_unseen(out, p, n);
        else
            g_string_append(out, "\xef\xbf\xbd");
        p += n;
    }
}

static void
append_text(GString *out, const char *text, size_t len)
{
    append(out, text, len, false);
}

static void
append_number(GString *out, unsigned long long n)
{
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
}

static void
append_signed(GString *out, long long n)
{
    if (n < 0)
        g_string_append_c(out, '-');
    append_number(out,
                  n < 0 ? 0 - (unsigned long long)n : (unsigned long long)n);
}

static void
append_real(GString *out, double n)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    g_string_append(out, g_ascii_formatd(number, sizeof number, "%g", n));
}

/* Append what a conversion makes of the next argument; spec is what follows
 * the % sign. Returns its length. */
static size_t
convert(GString *out, const char *spec, va_list *args)
{
    const char *text;
    char c;

    switch (*spec) {
    case 's':
        text = va_arg(*args, const char *);
        append_text(out, text, strlen(text));
        return 1;
    case 'c':
        c = (char)va_arg(*args, int);
        append_text(out, &c, 1);
        return 1;
    case 'd':
        append_signed(out, va_arg(*args, int));
        return 1;
    case 'u':
        append_number(out, va_arg(*args, unsigned));
        return 1;
    case 'g':
        append_real(out, va_arg(*args, double));
        return 1;
    case '%':
        g_string_append_c(out, '%');
        return 1;
    default:
        break;
    }
    if (strncmp(spec, "zu", 2) == 0) {
        append_number(out, va_arg(*args, size_t));
        return 2;
    }
    if (strncmp(spec, ".*s", 3) == 0) {
        const int len = va_arg(*args, int);
        append_text(out, va_arg(*args, const char *), (size_t)len);
        return 3;
    }
    if (strncmp(spec, "lld", 3) != 0)
        g_error("html() does not know %%%s", spec);
    append_signed(out, va_arg(*args, long long));
    return 3;
}

void
html(GString *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    for (const char *p = format; *p;) {
        const char *percent = strchr(p, '%');
        if (!percent) {
            g_string_append(out, p);
            break;
        }
        g_string_append_len(out, p, percent - p);
        p = percent + 1;
        p += convert(out, p, &args);
    }
    va_end(args);
}

void
html_value(GString *out, const char *text)
{
    g_string_append(out, " value=\"");
    append(out, text, strlen(text), true);
    g_string_append_c(out, '"');
}

void
html_marked(GString *out, const char *text, const json_t *spans)
{
    const size_t len = strlen(text);
    size_t done = 0, i;
    const json_t *span;

    json_array_foreach(spans, i, span)
    {
        const json_int_t start = json_integer_value(json_array_get(span, 0));
        const json_int_t end = json_integer_value(json_array_get(span, 1));
        if (start < (json_int_t)done || end <= start || end > (json_int_t)len)
            continue;
        append_text(out, text + done, (size_t)start - done);
        g_string_append(out, "<mark>");
        append_text(out, text + start, (size_t)(end - start));
        g_string_append(out, "</mark>");
        done = (size_t)end;
    }
    append_text(out, text + done, len - done);
}
