/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/marks.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

/* A longer number is a year or an amount, not a paragraph's. */
enum { NUMBER_DIGITS_MAX = 3 };

/* Characters used as bullets. Those above 0xf000 are from symbol fonts. */
static bool
is_bullet_mark(unsigned code)
{
    static const unsigned marks[] = {
        '-',    '*',    0x2022, 0x25aa, 0x25ab, 0x25a0, 0x25a1,
        0x25cf, 0x25cb, 0x25e6, 0x25fc, 0x25fe, 0x2023, 0x2043,
        0x2013, 0x2014, 0x00b7, 0x27a2, 0x2212, 0xf06e, 0xf02d,
        0xf0a7, 0xf0be, 0xf0b7, 0xf0d8, 0xf0fc, 0xf076, 0xfffd};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == code)
            return true;
    return false;
}

size_t
marks_bullet(const char *text, size_t len)
{
    unsigned code;
    size_t n = utf8_char(text, len, &code);

    if (!is_bullet_mark(code))
        return 0;
    if (n == len)
        return n; /* alone; its text is on the next line */
    if (!isspace((unsigned char)text[n]) && code < 0x2000)
        return 0; /* "-word", "*word*" */
    while (n < len && isspace((unsigned char)text[n]))
        n++;
    return n;
}

size_t
marks_number(const char *text, size_t len, int *number)
{
    size_t n = 0;

    *number = 0;
    while (n < len && n < NUMBER_DIGITS_MAX && isdigit((unsigned char)text[n]))
        *number = *number * 10 + (text[n++] - '0');
    if (n == 0 || n == len || text[n] != '.' || *number == 0)
        return 0;
    n++;
    if (n < len && !isspace((unsigned char)text[n]) &&
        !isupper((unsigned char)text[n]))
        return 0; /* 2.1 */
    while (n < len && isspace((unsigned char)text[n]))
        n++;
    return n;
}

bool
marks_is_rule(const char *text, size_t len)
{
    size_t dashes = 0;

    for (size_t i = 0; i < len; i++) {
        if (!strchr("|-:+= \t", text[i]))
            return false;
        dashes += strchr("-|=", text[i]) != NULL;
    }
    return dashes >= 2;
}

bool
marks_is_barred(const char *text, size_t len)
{
    return len > 1 && text[0] == '|' && text[len - 1] == '|';
}

bool
marks_is_row(const char *text, size_t len)
{
    return marks_is_barred(text, len) || memchr(text, '\t', len) != NULL;
}

void
marks_add_cells(struct text *out, const char *text, size_t len)
{
    const bool has_bars = marks_is_barred(text, len);
    const char bar = has_bars ? '|' : '\t';
    const char *end = text + len;

    if (has_bars) {
        text++;
        end--;
    }
    for (const char *p = text; p <= end;) {
        const char *stop = p;
        while (stop < end && *stop != bar)
            stop++;
        const char *cell = p;
        size_t n = (size_t)(stop - p);
        utf8_trim(&cell, &n);
        if (p > text)
            text_add(out, "\t", 1);
        text_add(out, cell, n);
        p = stop + 1;
    }
}
