/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "blocks/prose.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "blocks/broken.h"
#include "terms/dates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
begins_with_word(const char *text, size_t len, const char *word)
{
    const size_t n = strlen(word);
    return len > n && memcmp(text, word, n) == 0 && text[n] == ' ';
}

/* Whether a range was broken after its dash: "2013\xe2\x80\x93", "14". */
static bool
ends_in_range(const struct text *text, const char *more)
{
    const char *end = text->bytes + text->len;
    return text->len > 3 && memcmp(end - 3, "\xe2\x80\x93", 3) == 0 &&
           isalnum((unsigned char)end[-4]) && isalnum((unsigned char)more[0]);
}

/* Replace a hyphen in UTF-8 at the end of the text with a plain one. */
static void
make_hyphen_plain(struct text *text)
{
    if (text->len < 3 ||
        memcmp(text->bytes + text->len - 3, "\xe2\x80\x90", 3) != 0)
        return;
    text->len -= 3;
    text_add(text, "-", 1);
}

void
prose_append(struct vocabulary *vocabulary,
             struct text *text,
             const char *more,
             size_t len)
{
    static const char soft_hyphen[] = "\xc2\xad";

    if (len == 0)
        return;
    make_hyphen_plain(text);
    if (text->len >= 2 &&
        memcmp(text->bytes + text->len - 2, soft_hyphen, 2) == 0) {
        text->len -= 2;
    } else if (text->len >= 2 && text->bytes[text->len - 1] == '-' &&
               isalnum((unsigned char)text->bytes[text->len - 2]) &&
               isalnum((unsigned char)more[0]) &&
               !begins_with_word(more, len, "and") &&
               !begins_with_word(more, len, "or")) {
        if (broken_at_hyphen(vocabulary, text->bytes, text->len, more, len))
            text->len--;
    } else if (text->len > 0 && !ends_in_range(text, more)) {
        text_add(text, " ", 1);
    }
    text_add(text, more, len);
}

bool
prose_ends_sentence(const char *text, size_t len)
{
    while (len > 0 && strchr("\"')*", text[len - 1]))
        len--;
    /* A closing quotation mark in UTF-8. */
    if (len >= 3 && (memcmp(text + len - 3, "\xe2\x80\x99", 3) == 0 ||
                     memcmp(text + len - 3, "\xe2\x80\x9d", 3) == 0))
        len -= 3;
    return len == 0 || strchr(".!?:;", text[len - 1]);
}

bool
prose_introduces_list(const char *text)
{
    const size_t len = strlen(text);
    return len > 0 && text[len - 1] == ':';
}

/* Whether the words are an address that ends with a postcode of the United
 * Kingdom, "Manchester, M1 2WD"; "Inspection of Quay House, M1 2WD" is not. */
static bool
is_postal(const char *text, size_t len)
{
    const char *end = text + len, *p = end - 3;

    if (len < 6 || p[-1] != ' ' || !isdigit((unsigned char)p[0]) ||
        !isupper((unsigned char)p[1]) || !isupper((unsigned char)p[2]))
        return false;
    const char *from = --p;
    bool has_digit = false;
    while (from > text && isalnum((unsigned char)from[-1]))
        has_digit |= isdigit((unsigned char)*--from) != 0;
    for (const char *word = text; word < from; word++)
        if (islower((unsigned char)*word) && (word == text || word[-1] == ' '))
            return false;
    return has_digit && p - from >= 2 && p - from <= 4 &&
           isupper((unsigned char)*from);
}

bool
prose_is_contact(const char *text, size_t len)
{
    static const char *const labels[] = {
        "tel", "telephone", "textphone", "fax",  "e-mail", "email", "website",
        "web", "phone",     "t",         "tel.", "e",      "w",     NULL};
    static const char *const parts[] = {"www.", "http:", "https:", NULL};
    const size_t label = strcspn(text, ": ");

    for (size_t i = 1; i + 1 < len; i++)
        if (text[i] == '@' && isalnum((unsigned char)text[i - 1]) &&
            isalnum((unsigned char)text[i + 1]))
            return true;
    for (const char *const *part = parts; *part; part++)
        if (memmem(text, len, *part, strlen(*part)))
            return true;
    for (const char *const *l = labels; *l && label < len; l++)
        if (text[label] == ':' && label == strlen(*l) &&
            strncasecmp(text, *l, label) == 0)
            return true;
    return is_postal(text, len);
}

bool
prose_is_date(const char *text, size_t len)
{
    char first[DAY_SIZE], last[DAY_SIZE];
    const char *end = dates_at(text, first, last);

    return end && end - text >= (ptrdiff_t)len;
}

bool
prose_is_labelled_figure(const char *text)
{
    const char *colon = strchr(text, ':');

    if (!colon || colon[1] != ' ' ||
        strcspn(text, "0123456789") < (size_t)(colon - text))
        return false;
    return strcspn(colon + 2, "0123456789") < strcspn(colon + 2, " ");
}

bool
prose_begins_small(const char *text, size_t len)
{
    return len > 0 && (islower((unsigned char)text[0]) || text[0] == '(' ||
                       text[0] == ',');
}

/* The replacement for a character; NULL if it is kept. Replaced are invisible
 * characters, unusual blanks, ligatures, hyphens that do not end a line, and
 * symbols that only their own font knows. */
static const char *
cleaned(unsigned code)
{
    static const char *const ligatures[] = {"ff",  "fi", "fl", "ffi",
                                            "ffl", "st", "st"};

    if (utf8_is_invisible(code))
        return "";
    if (code == '\t')
        return NULL; /* between the cells of a row */
    if (code >= 0xfb00 && code <= 0xfb06)
        return ligatures[code - 0xfb00];
    if (code == 0x2010 || code == 0x2011 || code == 0xf02d)
        return "-"; /* the last is from a symbol font, between digits */
    if ((code >= 0xe000 && code <= 0xf8ff) || (code >= 0x80 && code < 0xa0))
        return "";
    return code < 0x20 || (code >= 0x80 && utf8_is_blank(code)) ? " " : NULL;
}

/* Whether the asterisk at p may open emphasis: "*word", not "A*-C" or "5 * 3".
 */
static bool
may_emphasise(const char *text, const char *p)
{
    return (p == text || strchr(" (\"'", p[-1])) && p[1] && p[1] != ' ';
}

/* The asterisk that closes the emphasis opened at p; the end of the cell if
 * there is none. */
static const char *
emphasis_end(const char *p)
{
    const char *q = p + 2;

    while (*q && *q != '\t' &&
           !(*q == '*' && q[-1] != ' ' && !isalnum((unsigned char)q[1])))
        q++;
    return q;
}

/* Remove a space next to another space or at the end of a cell. Only the last
 * two characters of the text need to be looked at. */
static void
drop_blank(struct text *text)
{
    if (text->len < 2)
        return;
    char *last = text->bytes + text->len - 1;
    if (*last == ' ' && strchr(" \t", last[-1])) {
        text->len--;
        *last = '\0';
    } else if (*last == '\t' && last[-1] == ' ') {
        text->len--;
        last[-1] = '\t';
        *last = '\0';
    }
}

char *
prose_clean(const char *text, size_t len)
{
    struct text out = {0};
    const char *emphasis = NULL; /* the asterisk that ends it */
    const char *open = text; /* no emphasis that opens before this is closed */

    for (size_t i = 0; i < len;) {
        unsigned code;
        size_t n = utf8_char(text + i, len - i, &code);
        const char *put = cleaned(code);
        if (text[i] == '*' && i + 1 < len && text[i + 1] == '*') {
            put = "";
            n = 2;
        } else if (text[i] == '*' && text + i == emphasis) {
            put = "";
            emphasis = NULL;
        } else if (text[i] == '*' && !emphasis && text + i >= open &&
                   may_emphasise(text, text + i)) {
            const char *end = emphasis_end(text + i);
            if (*end == '*') {
                emphasis = end;
                put = "";
            } else {
                open = end;
            }
        }
        if (!put && n == 1)
            text_add_byte(&out, text[i]);
        else if (!put)
            text_add(&out, text + i, n);
        else
            text_add_string(&out, put);
        drop_blank(&out);
        i += n;
    }
    const char *start = out.bytes ? out.bytes : "";
    size_t size = out.len;
    /* Keep tabs: empty cells at either end of a row count. */
    while (size > 0 && start[size - 1] == ' ')
        size--;
    while (size > 0 && *start == ' ') {
        start++;
        size--;
    }
    char *copy = memory_strndup(start, size);
    free(out.bytes);
    return copy;
}
