/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Kinds of characters in a value. */
enum mark { OTHER, BLANK, DASH, QUOTE, INVISIBLE };

static bool
is_between(unsigned c, unsigned first, unsigned last)
{
    return c >= first && c <= last;
}

static enum mark
mark_of(unsigned c)
{
    if (c == ' ' || is_between(c, '\t', '\r') || c == 0xa0 ||
        is_between(c, 0x2000, 0x200a) || c == 0x202f || c == 0x3000)
        return BLANK;
    if (c == '-' || is_between(c, 0x2010, 0x2015) || c == 0x2212)
        return DASH;
    if (c == '"' || c == '\'' || c == 0xab || c == 0xbb ||
        is_between(c, 0x2018, 0x201f))
        return QUOTE;
    if (c == 0xad || is_between(c, 0x200b, 0x200d) || c == 0x2060 ||
        c == 0xfeff)
        return INVISIBLE;
    return OTHER;
}

/* The kind and the length of the character that the text begins with. Marks
 * have three bytes at most; other characters may be copied byte by byte. */
static enum mark
mark_at(const char *text, size_t len, size_t *length)
{
    const unsigned char *p = (const unsigned char *)text;
    unsigned c = p[0];

    *length = 1;
    if (is_between(c, 0xc2, 0xdf) && len > 1) {
        c = (c & 0x1f) << 6 | (p[1] & 0x3f);
        *length = 2;
    } else if ((c & 0xf0) == 0xe0 && len > 2) {
        c = (c & 0x0f) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3f);
        *length = 3;
    }
    const enum mark mark = mark_of(c);
    if (mark == OTHER)
        *length = 1;
    return mark;
}

/* Copy the text without invisible characters, with one space for each run of
 * blanks, none at the ends, and if makes_hyphens with hyphens for dashes.
 * Returns its length. */
static size_t
tidy(const char *text, size_t len, bool makes_hyphens, char *out)
{
    size_t n = 0;

    for (size_t i = 0, length; i < len; i += length) {
        const enum mark mark = mark_at(text + i, len - i, &length);
        if (mark == BLANK) {
            if (n > 0 && out[n - 1] != ' ')
                out[n++] = ' ';
        } else if (mark == DASH && makes_hyphens) {
            out[n++] = '-';
        } else if (mark != INVISIBLE) {
            memcpy(out + n, text + i, length);
            n += length;
        }
    }
    if (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return n;
}

/* Remove a pair of quotation marks around the text, and the blanks outside
 * them.
 */
static void
unquote(const char **text, size_t *len)
{
    const char *first = *text, *end = *text + *len, *last = NULL;
    size_t length, opening = 0;

    while (first < end &&
           mark_at(first, (size_t)(end - first), &length) == BLANK)
        first += length;
    if (first == end ||
        mark_at(first, (size_t)(end - first), &opening) != QUOTE)
        return;
    for (const char *p = first + opening; p < end; p += length) {
        const enum mark mark = mark_at(p, (size_t)(end - p), &length);
        if (mark == QUOTE)
            last = p;
        else if (mark != BLANK)
            last = NULL;
    }
    if (!last)
        return;
    *text = first + opening;
    *len = (size_t)(last - *text);
}

/* Write the text as vocabularies are written: in lower case, with one hyphen
 * for each run of blanks, hyphens and underscores. */
static void
slug(char *text)
{
    size_t n = 0;

    for (const char *p = text; *p; p++) {
        if (*p == ' ' || *p == '_' || *p == '-') {
            if (n > 0 && text[n - 1] != '-')
                text[n++] = '-';
        } else {
            text[n++] = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        }
    }
    if (n > 0 && text[n - 1] == '-')
        n--;
    text[n] = '\0';
}

static bool
is_among(const char *word, const char *list)
{
    const size_t len = strlen(word);

    for (const char *p = list; p; p = strchr(p, '|')) {
        p += *p == '|';
        if (strcspn(p, "|") == len && memcmp(p, word, len) == 0)
            return true;
    }
    return false;
}

static const char *
word_of(const struct value_word *words, const char *wanted)
{
    for (; *wanted && words->word; words++)
        if (strcmp(words->word, wanted) == 0 || is_among(wanted, words->also))
            return words->word;
    return NULL;
}

/* The number without leading zeros, which may have parts, as in "2.39"; NULL if
 * it is not one. */
static const char *
number_of(char *text)
{
    const size_t digits = strspn(text, "0123456789");
    size_t zeros = strspn(text, "0");

    for (const char *p = text + digits; digits == 0 || *p;) {
        const size_t n = *p == '.' ? strspn(p + 1, "0123456789") : 0;
        if (digits == 0 || n == 0)
            return NULL;
        p += 1 + n;
    }
    zeros -= zeros == digits;
    memmove(text, text + zeros, strlen(text) - zeros + 1);
    return text;
}

int
value_compare_numbers(const char *a, const char *b)
{
    while (*a && *b) {
        char *a_end, *b_end;
        const unsigned long long m = strtoull(a, &a_end, 10);
        const unsigned long long n = strtoull(b, &b_end, 10);
        if (m != n)
            return m < n ? -1 : 1;
        a = a_end + (*a_end == '.');
        b = b_end + (*b_end == '.');
    }
    return (*a != '\0') - (*b != '\0');
}

static const char *
date_of(const char *text, enum value_kind kind)
{
    char first[VALUE_DAY_SIZE], last[VALUE_DAY_SIZE];
    const size_t len = strlen(text);

    return (kind == VALUE_DATE || len == 4) &&
                   value_days(text, len, first, last)
               ? text
               : NULL;
}

const char *
value_read(const struct value_rule *rule,
           const char *text,
           size_t len,
           char *out)
{
    unquote(&text, &len);
    tidy(text, len, rule->kind != VALUE_NAME || rule->words, out);
    switch (rule->kind) {
    case VALUE_NUMBER:
        return number_of(out);
    case VALUE_DATE:
    case VALUE_YEAR:
        return date_of(out, rule->kind);
    case VALUE_NAME:
        break;
    }
    if (rule->words) {
        slug(out);
        return word_of(rule->words, out);
    }
    return *out ? out : NULL;
}

/* The length of the text, cut to at most `most` bytes of whole characters. */
static int
cut(const char *text, size_t len, size_t most)
{
    if (len <= most)
        return (int)len;
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return (int)most;
}

static bool
has_dots(const char *text, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++)
        if (text[i] == '.' && text[i + 1] == '.')
            return true;
    return false;
}

void
value_refusal(const struct value_rule *rule,
              const char *text,
              size_t len,
              char out[VALUE_MESSAGE_SIZE])
{
    static const char *const forms[] = {
        [VALUE_NUMBER] = "a number; write it as in 47 or 2.39",
        [VALUE_DATE] = "a date; write 2010, 2010-10 or 2010-10-15",
        [VALUE_YEAR] = "a year; write it as in 2010",
    };
    enum { QUOTED = 60 }; /* bytes of the text that are quoted */
    const size_t size = VALUE_MESSAGE_SIZE;
    size_t n;

    if (rule->kind == VALUE_NAME && !rule->words) {
        snprintf(out, size, "a value of %s is missing", rule->field);
        return;
    }
    n = (size_t)snprintf(out, size, "\"%.*s\" is not ", cut(text, len, QUOTED),
                         text);
    if (rule->kind != VALUE_NAME && has_dots(text, len)) {
        snprintf(out + n, size - n,
                 "a single value; write a range in the query, as in %s:%s",
                 rule->field,
                 rule->kind == VALUE_NUMBER ? "40..50" : "2010..2013");
        return;
    }
    if (rule->kind != VALUE_NAME) {
        snprintf(out + n, size - n, "%s", forms[rule->kind]);
        return;
    }
    n += (size_t)snprintf(out + n, size - n, "a value of %s; it takes",
                          rule->field);
    for (const struct value_word *w = rule->words; w->word && n < size; w++)
        n += (size_t)snprintf(out + n, size - n, "%s %s",
                              w == rule->words ? "" : ",", w->word);
}

size_t
value_first(const char *list,
            size_t len,
            bool (*exists)(const char *text, size_t len, void *data),
            void *data)
{
    size_t ends[VALUE_COMMAS_MAX + 1], n = 0;

    for (size_t i = 0; i <= len && n <= VALUE_COMMAS_MAX; i++)
        if (i == len || list[i] == ',')
            ends[n++] = i;
    while (exists && n > 1 && !exists(list, ends[n - 1], data))
        n--;
    return exists ? ends[n - 1] : ends[0];
}

static int
days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* The number that the text begins with; -1 unless it has `count` digits. */
static int
digits(const char *text, int count)
{
    int n = 0;

    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        n = n * 10 + (text[i] - '0');
    }
    return n;
}

bool
value_days(const char *text,
           size_t len,
           char first[VALUE_DAY_SIZE],
           char last[VALUE_DAY_SIZE])
{
    const int year = len >= 4 ? digits(text, 4) : -1;
    int from_month = 1, to_month = 12, from_day = 1, to_day;

    if (year < 1 || (len != 4 && len != 7 && len != 10))
        return false;
    if (len >= 7) {
        from_month = to_month = text[4] == '-' ? digits(text + 5, 2) : -1;
        if (from_month < 1 || from_month > 12)
            return false;
    }
    to_day = days_in(year, to_month);
    if (len == 10) {
        from_day = text[7] == '-' ? digits(text + 8, 2) : -1;
        if (from_day < 1 || from_day > to_day)
            return false;
        to_day = from_day;
    }
    snprintf(first, VALUE_DAY_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000,
             (unsigned)from_month % 100, (unsigned)from_day % 100);
    snprintf(last, VALUE_DAY_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000,
             (unsigned)to_month % 100, (unsigned)to_day % 100);
    return true;
}
