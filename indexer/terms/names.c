/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terms/names.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

bool
names_is_apostrophe(unsigned code)
{
    return code == '\'' || code == 0x2018 || code == 0x2019;
}

bool
names_is_between(unsigned code)
{
    return utf8_is_blank(code) || utf8_is_invisible(code) || code == '-' ||
           code == '.' || code == ',' || (code >= 0x2010 && code <= 0x2015) ||
           code == 0x2212;
}

size_t
names_gap(const char *p, const char *end)
{
    const char *from = p;

    while (p < end) {
        unsigned code;
        const size_t n = utf8_char(p, (size_t)(end - p), &code);
        if (!names_is_between(code))
            break;
        p += n;
    }
    return (size_t)(p - from);
}

bool
names_is_within_word(const char *p, const char *end)
{
    unsigned code;

    if (p >= end)
        return false;
    utf8_char(p, (size_t)(end - p), &code);
    return utf8_is_letter(code);
}

size_t
names_word(const char *p, const char *end, char *out, size_t size)
{
    const char *from = p;
    size_t len = 0;

    while (p < end) {
        unsigned code;
        const size_t n = utf8_char(p, (size_t)(end - p), &code);
        if (utf8_is_letter(code) && len + 1 < size)
            out[len++] = n == 1 ? (char)tolower((unsigned char)*p) : '?';
        else if (!utf8_is_letter(code) && !names_is_apostrophe(code) &&
                 !utf8_is_invisible(code))
            break;
        p += n;
    }
    out[len] = '\0';
    return (size_t)(p - from);
}

bool
names_are_among(const char *word, const char *list)
{
    const size_t len = strlen(word);

    for (const char *p = list; p; p = strchr(p, '|')) {
        p += *p == '|';
        if (strncmp(p, word, len) == 0 && (p[len] == '|' || !p[len]))
            return len > 0;
    }
    return false;
}

size_t
names_length(const char *p, const char *end, const char *name)
{
    const char *from = p;

    for (const char *n = name; *n && *n != '|';) {
        unsigned code;
        if (isalnum((unsigned char)*n)) {
            while (p < end) {
                const size_t skip = utf8_char(p, (size_t)(end - p), &code);
                if (!utf8_is_invisible(code))
                    break;
                p += skip;
            }
            if (p >= end ||
                tolower((unsigned char)*p) != tolower((unsigned char)*n))
                return 0;
            p++;
            n++;
            continue;
        }
        while (*n && *n != '|' && *n != '&' && !isalnum((unsigned char)*n))
            n++;
        const size_t between = names_gap(p, end);
        p += between;
        if (p < end && *p == '&' && (*n == '&' || strncmp(n, "and ", 4) == 0)) {
            p++;
            p += names_gap(p, end);
            n += *n == '&' ? 1 : 4;
            n += *n == ' ';
        } else if (between == 0) {
            return 0;
        }
    }
    if (names_is_within_word(p, end) && !isdigit((unsigned char)*p))
        return 0;
    return (size_t)(p - from);
}

size_t
names_longest(const char *p, const char *end, const char *names)
{
    size_t longest = 0;

    for (const char *name = names; name; name = strchr(name, '|')) {
        name += *name == '|';
        const size_t len = names_length(p, end, name);
        longest = len > longest ? len : longest;
    }
    return longest;
}
