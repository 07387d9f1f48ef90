/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/marks.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A longer number is a year or an amount, not that of a paragraph or a note. */
enum { NUMBER_DIGITS_MAX = 3, NOTE_DIGITS_MAX = 2 };

/* Whether the character is a symbol: a square, a tick, an arrow that is drawn
 * as a picture, or one of a symbol font, which has no code of its own. */
static bool
is_symbol(unsigned code)
{
    return (code >= 0x25a0 && code <= 0x27bf) || /* shapes, signs, dingbats */
           (code >= 0x2b00 && code <= 0x2bff) ||
           (code >= 0xe000 && code <= 0xf8ff);
}

static bool
is_arrow(unsigned code)
{
    return (code >= 0x2190 && code <= 0x21ff) ||
           (code >= 0x27f0 && code <= 0x27ff) ||
           (code >= 0x2900 && code <= 0x297f);
}

/* Characters used as bullets. Word's bullet of the second level is the letter
 * "o"; others are letters of symbol fonts, read as those of a usual one. */
static bool
is_bullet_mark(unsigned code)
{
    static const unsigned marks[] = {'*',    '-',    'o',    0xa7,   0xb7,
                                     0xd8,   0xfc,   0x2010, 0x2011, 0x2013,
                                     0x2014, 0x2015, 0x2022, 0x2023, 0x2043,
                                     0x2212, 0x2219, 0x22c5, 0xfffd};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == code)
            return true;
    return is_symbol(code) || is_arrow(code);
}

/* Whether the bullet is one only if a blank follows: others are known by
 * themselves. */
static bool
needs_blank(unsigned code)
{
    return code < 0x2000 || is_arrow(code) ||
           (code >= 0xe000 && code <= 0xf01f); /* letters of odd fonts */
}

size_t
marks_bullet(const char *text, size_t len)
{
    unsigned code, next;
    const size_t mark = utf8_char(text, len, &code);
    size_t n = mark;

    if (!is_bullet_mark(code))
        return 0;
    while (n < len) {
        const size_t blank = utf8_char(text + n, len - n, &next);
        if (!utf8_is_blank(next))
            break;
        n += blank;
    }
    /* "-word", "*word*", and the section of an Act. */
    if (n < len && ((n == mark && needs_blank(code)) ||
                    (code == 0xa7 && isdigit((unsigned char)text[n]))))
        return 0;
    return n; /* of all of the line, its text is on the next */
}

bool
marks_may_be_words(const char *text, size_t len)
{
    unsigned code;

    utf8_char(text, len, &code);
    return (code < 0x2022 && code != '*' && code != 0xb7) || is_arrow(code);
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

/* The length of digits and full stops like those of a number with parts, up to
 * the last digit. */
static size_t
parts_length(const char *text, size_t len)
{
    size_t n = 0, digits = 0, parts = 0;

    for (; n < len && n + 1 < PARTS_SIZE; n++) {
        if (text[n] == '.' && digits > 0 && n + 1 < len &&
            isdigit((unsigned char)text[n + 1]))
            digits = 0;
        else if (!isdigit((unsigned char)text[n]) ||
                 digits == NUMBER_DIGITS_MAX)
            break;
        else if (digits++ == 0)
            parts++;
    }
    return parts > 1 ? n : 0;
}

size_t
marks_parts(const char *text, size_t len, char parts[PARTS_SIZE])
{
    const size_t digits = parts_length(text, len);
    size_t n = digits;
    unsigned code;

    if (digits == 0 || *text == '0')
        return 0;
    n += n < len && text[n] == '.';
    if (n < len && !isspace((unsigned char)text[n]))
        return 0;
    while (n < len && isspace((unsigned char)text[n]))
        n++;
    /* Quotation marks and accented letters are not ASCII. */
    if (n < len && utf8_char(text + n, len - n, &code) == 1 &&
        !isupper((int)code) && !strchr("\"'([", (int)code))
        return 0;
    memcpy(parts, text, digits);
    parts[digits] = '\0';
    return n;
}

bool
marks_is_outline(const char *text, size_t len)
{
    char parts[PARTS_SIZE];

    if (marks_parts(text, len, parts) == len)
        return len > 0;
    return len > 1 && text[len - 1] == '.' &&
           (strspn(text, "IVX") == len - 1 ||
            (len == 2 && isupper((unsigned char)*text)));
}

bool
marks_is_caption(const char *text, size_t len)
{
    static const char *const names[] = {
        "figure",  "fig.", "fig",   "table", "chart",   "graph",
        "diagram", "map",  "photo", "plate", "exhibit", "photograph"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t n = strlen(names[i]);
        if (len > n + 1 && strncasecmp(text, names[i], n) == 0 &&
            text[n] == ' ' && isdigit((unsigned char)text[n + 1]))
            return true;
    }
    return false;
}

unsigned
marks_note_number(const char *text, size_t len)
{
    unsigned number = 0;
    size_t n = 0;

    while (n < len && n < NOTE_DIGITS_MAX && isdigit((unsigned char)text[n]))
        number = number * 10 + (unsigned)(text[n++] - '0');
    if (n == 0 || n + 1 >= len || (text[n] != ' ' && text[n] != '\t') ||
        !isupper((unsigned char)text[n + 1]) ||
        memchr(text + n + 1, '\t', len - n - 1))
        return 0;
    return number;
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
