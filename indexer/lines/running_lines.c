/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/running_lines.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    PAGE_DIGITS_MAX = 3, /* digits of a page number */
    MANY_PAGES = 3       /* a third of the pages, but at least three */
};

bool
running_is_page_number(const struct line *printed)
{
    struct line bare = *printed, *line = &bare;
    size_t i = 0;

    if (line->len > 4 && line->text[0] == '-' &&
        line->text[line->len - 1] == '-') {
        line->text++;
        line->len -= 2;
        utf8_trim(&line->text, &line->len);
    }
    if (line->len >= 6 && strncasecmp(line->text, "page ", 5) == 0)
        i = 5;
    const size_t digits = i;
    while (i < line->len && isdigit((unsigned char)line->text[i]))
        i++;
    if (i == digits || i - digits > PAGE_DIGITS_MAX)
        return false;
    if (i < line->len && digits > 0 &&
        strncasecmp(line->text + i, " of ", 4) == 0)
        for (i += 4; i < line->len && isdigit((unsigned char)line->text[i]);)
            i++;
    return i == line->len;
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
