/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void *
xrealloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory) {
        fputs("findings-index: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

char *
xstrndup(const char *bytes, size_t len)
{
    char *copy = xrealloc(NULL, len + 1);
    if (len > 0)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

char *
xstrdup(const char *string)
{
    return xstrndup(string, strlen(string));
}

void *
grown(void *array, size_t count, size_t element_size)
{
    if (count > 0 && (count & (count - 1)) != 0)
        return array;
    return xrealloc(array, (count ? 2 * count : 1) * element_size);
}

void
text_add(struct text *text, const char *bytes, size_t len)
{
    if (text->size - text->len < len + 1) {
        text->size = 2 * text->size + len + 64;
        text->bytes = xrealloc(text->bytes, text->size);
    }
    if (len > 0)
        memcpy(text->bytes + text->len, bytes, len);
    text->len += len;
    text->bytes[text->len] = '\0';
}

void
text_add_string(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

size_t
utf8_char(const char *p, size_t len, unsigned *code)
{
    const unsigned char *u = (const unsigned char *)p;
    const size_t n = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;

    if (n > len) {
        *code = u[0];
        return 1;
    }
    *code = n == 1 ? u[0] : u[0] & (0x7fu >> n);
    for (size_t i = 1; i < n; i++)
        *code = *code << 6 | (u[i] & 0x3fu);
    return n;
}

size_t
utf8_length(const char *bytes, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += (bytes[i] & 0xc0) != 0x80;
    return n;
}

size_t
utf8_fault(const char *bytes, size_t len)
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
        /* Too long, a surrogate, or beyond Unicode. */
        if ((u[i] == 0xe0 && u[i + 1] < 0xa0) ||
            (u[i] == 0xed && u[i + 1] > 0x9f) ||
            (u[i] == 0xf0 && u[i + 1] < 0x90) ||
            (u[i] == 0xf4 && u[i + 1] > 0x8f))
            return i;
        i += n;
    }
    return len;
}

size_t
utf8_within(const char *text, size_t most)
{
    size_t len = strnlen(text, most + 1);

    if (len > most)
        for (len = most; len > 0 && (text[len] & 0xc0) == 0x80;)
            len--;
    return len;
}

bool
is_invisible(unsigned code)
{
    return code == 0x00ad || (code >= 0x200b && code <= 0x200d) ||
           code == 0x2060 || code == 0xfeff;
}

bool
is_blank(unsigned code)
{
    return code < 0x80 ? isspace((int)code)
                       : code == 0x00a0 || (code >= 0x2000 && code <= 0x200a) ||
                             code == 0x202f || code == 0x205f || code == 0x3000;
}

/* Characters that are as if not there: apostrophes, and what is invisible. */
static bool
is_nothing(unsigned code)
{
    return code == '\'' || code == 0x2019 || code == 0x2018 ||
           is_invisible(code);
}

bool
is_letter(unsigned code)
{
    if (code < 0x80)
        return isalnum((int)code);
    return code >= 0xc0 && !(code >= 0x2000 && code < 0x3000) &&
           !(code >= 0xe000 && code < 0xf900) && code != 0xfffd;
}

char *
plain_words(const char *text, size_t len)
{
    struct text out = {0};
    bool is_gap = false;

    for (size_t i = 0; i < len;) {
        unsigned code;
        const size_t n = utf8_char(text + i, len - i, &code);
        if (is_nothing(code)) {
            i += n;
            continue;
        }
        if (is_letter(code)) {
            if (is_gap && out.len > 0)
                text_add(&out, " ", 1);
            is_gap = false;
            const char lower = (char)tolower((unsigned char)text[i]);
            if (n == 1)
                text_add(&out, &lower, 1);
            else
                text_add(&out, text + i, n);
        } else {
            is_gap = true;
        }
        i += n;
    }
    return out.bytes ? out.bytes : xstrdup("");
}

const char *
words_find(const char *words, const char *wanted)
{
    const size_t len = strlen(wanted);

    for (const char *p = words; len > 0 && (p = strstr(p, wanted)); p++)
        if ((p == words || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
            return p;
    return NULL;
}

bool
words_hold(const char *words, const char *wanted)
{
    return words_find(words, wanted) != NULL;
}

bool
words_begin(const char *words, const char *wanted)
{
    const size_t len = strlen(wanted);
    return strncmp(words, wanted, len) == 0 &&
           (words[len] == ' ' || !words[len]);
}

bool
has_ending(const char *name, const char *ending)
{
    const size_t n = strlen(name), len = strlen(ending);

    return n > len && strcasecmp(name + n - len, ending) == 0;
}

void
trim(const char **text, size_t *len)
{
    unsigned code;

    while (*len > 0) {
        const size_t n = utf8_char(*text, *len, &code);
        if (!is_blank(code))
            break;
        *text += n;
        *len -= n;
    }
    while (*len > 0) {
        size_t n = 1;
        while (n < 4 && n < *len && ((*text)[*len - n] & 0xc0) == 0x80)
            n++;
        utf8_char(*text + *len - n, n, &code);
        if (!is_blank(code))
            break;
        *len -= n;
    }
}
