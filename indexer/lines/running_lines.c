/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/running_lines.h"
#include "base/memory.h"
#include "base/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAGE_DIGITS_MAX = 3, /* digits of a page number */
    MANY_PAGES = 3       /* a third of the pages, but at least three */
};

/* The length of a small roman number at the beginning: "iv". */
static size_t
roman_length(const char *text)
{
    static const char *const ones[] = {"iii",  "ii",  "iv", "ix", "i",
                                       "viii", "vii", "vi", "v",  NULL};
    size_t tens = strspn(text, "x"), n = 0;

    for (size_t i = 0; ones[i]; i++)
        if (strncmp(text + tens, ones[i], strlen(ones[i])) == 0 &&
            strlen(ones[i]) > n)
            n = strlen(ones[i]);
    return tens + n;
}

/* The length of a page number at the beginning; 0 if there is none. */
static size_t
number_length(const char *text)
{
    const size_t digits = strspn(text, "0123456789");

    return digits > 0 ? (digits <= PAGE_DIGITS_MAX ? digits : 0)
                      : roman_length(text);
}

/* Whether the words, without the blanks between them, are a page number: "12",
 * "iv", "page12", "12page", "3of12". */
static bool
are_page_number(const char *words)
{
    static const char page[] = "page", of[] = "of";
    const bool is_page = strncmp(words, page, strlen(page)) == 0;
    const char *p = words + (is_page ? strlen(page) : 0);
    size_t n = number_length(p);

    if (n == 0)
        return false;
    p += n;
    if (!is_page && strcmp(p, page) == 0)
        return true;
    if (strncmp(p, of, strlen(of)) == 0 &&
        (n = strspn(p + strlen(of), "0123456789")) > 0)
        p += strlen(of) + n;
    return !*p;
}

bool
running_is_page_number(const struct line *line)
{
    char *words, *to;
    bool is_number;

    /* A number with a full stop is that of a paragraph. */
    if (line->len == 0 || line->text[line->len - 1] == '.')
        return false;
    to = words = words_plain(line->text, line->len);
    for (const char *p = words; *p; p++)
        if (*p != ' ')
            *to++ = *p;
    *to = '\0';
    is_number = are_page_number(words);
    free(words);
    return is_number;
}

/* The length of the words without the digits and blanks at their end. */
static size_t
without_digits(const char *words, size_t n)
{
    while (n > 0 &&
           (isdigit((unsigned char)words[n - 1]) || words[n - 1] == ' '))
        n--;
    return n;
}

/* The words of a running line without the page number after them, "3" or "3 of
 * 10". */
static char *
running_words(const struct line *line)
{
    char *words = words_plain(line->text, line->len);
    const size_t all = strlen(words);
    size_t n = without_digits(words, all);

    if (n < all && n > 4 && strncmp(words + n - 3, " of", 3) == 0 &&
        isdigit((unsigned char)words[n - 4]))
        n = without_digits(words, n - 3);
    words[n] = '\0';
    return words;
}

static int
by_words(const void *a, const void *b)
{
    const struct running *x = a, *y = b;
    const int order = strcmp(x->words, y->words);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

void
running_add(struct running_lines *running, const struct lines *lines, size_t i)
{
    running->list =
        memory_grow(running->list, running->count, sizeof *running->list);
    running->list[running->count++] =
        (struct running){.words = running_words(&lines->list[i]),
                         .page = lines->list[i].page,
                         .line = i};
}

void
running_sort(struct running_lines *running)
{
    if (running->count > 0)
        qsort(running->list, running->count, sizeof *running->list, by_words);
}

size_t
running_end(const struct running_lines *running, size_t i)
{
    const char *words = running->list[i].words;

    while (i < running->count && strcmp(running->list[i].words, words) == 0)
        i++;
    return i;
}

unsigned
running_many(unsigned pages)
{
    return pages / MANY_PAGES > MANY_PAGES ? pages / MANY_PAGES : MANY_PAGES;
}

void
running_fini(struct running_lines *running)
{
    for (size_t i = 0; i < running->count; i++)
        free(running->list[i].words);
    free(running->list);
}
