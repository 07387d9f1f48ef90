/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An entry ends with a page number, and the pages are in order, which those of
 * a table are not. A page of the web that was printed has no page numbers:
 * there an entry has the words of a heading that is printed later.
 */
#include "blocks/contents.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    PAGES_MAX = 3,       /* of a contents list */
    ENTRY_LINES_MAX = 4, /* of an entry, before its page number */
    PAGE_DIGITS_MAX = 3,
    LEADER_MIN = 4,   /* dots */
    ANNOUNCED_MIN = 4 /* bytes of an entry without a number */
};

static bool
has_tab(const struct line *line)
{
    return memchr(line->text, '\t', line->len) != NULL;
}

/* The page number at the end of the line; -1 if there is none. */
static int
page_of(const struct line *line)
{
    int page = 0;
    size_t n = line->len;

    while (n > 0 && isdigit((unsigned char)line->text[n - 1]))
        n--;
    if (n == line->len || n + PAGE_DIGITS_MAX < line->len || n == 0 ||
        !strchr("\t .", line->text[n - 1]))
        return -1;
    for (; n < line->len; n++)
        page = page * 10 + (line->text[n] - '0');
    return page;
}

/* Whether dots lead to the end of the line, as only in a list of contents. */
static bool
has_leader(const struct line *line)
{
    size_t dots = 0;

    for (size_t i = 0; i < line->len && dots < LEADER_MIN; i++)
        if (line->text[i] == '.')
            dots++;
        else if (line->text[i] != ' ')
            dots = 0;
    return dots >= LEADER_MIN;
}

/* Whether a later page has a line of the same words in larger or bold type. */
static bool
is_announced(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->list[i];

    if (line->len < ANNOUNCED_MIN)
        return false;
    for (size_t k = i + 1; k < lines->count; k++) {
        const struct line *later = &lines->list[k];
        if (later->page > line->page && later->len == line->len &&
            (later->is_bold || later->size > line->size) &&
            strncasecmp(later->text, line->text, line->len) == 0)
            return true;
    }
    return false;
}

/* A contents list that is being read. */
struct list {
    const struct lines *lines;
    bool has_numbers; /* its entries have page numbers */
    int last;         /* the page of the last entry */
};

/* Whether line i is an entry of the list. On a page after its first a sentence
 * may end with a number, so there an entry must have a tab. */
static bool
is_entry(struct list *list, size_t i, bool is_first_page)
{
    const struct line *line = &list->lines->list[i];
    const int page = page_of(line);

    if (has_leader(
            line)) /* perhaps of a list of figures, from the first page */
        return true;
    if (!list->has_numbers)
        return is_announced(list->lines, i);
    if (page < list->last || !(has_tab(line) || is_first_page))
        return false;
    list->last = page;
    return true;
}

/* Whether one of the first lines of the list ends with a page number. */
static bool
begins_with_number(const struct lines *lines, size_t from)
{
    const struct line *l = lines->list;

    for (size_t i = from + 1; i < lines->count && i - from <= ENTRY_LINES_MAX &&
                              l[i].page == l[from].page;
         i++)
        if (page_of(&l[i]) >= 0)
            return true;
    return false;
}

size_t
contents_length(const struct lines *lines, size_t from)
{
    const struct line *l = lines->list;
    struct list list = {lines, begins_with_number(lines, from), 0};
    size_t end = from + 1;

    for (unsigned pages = 0; pages < PAGES_MAX; pages++) {
        const unsigned page = l[from].page + pages;
        size_t first = end, last = end;
        for (size_t i = end; i < lines->count && l[i].page == page &&
                             i - last <= ENTRY_LINES_MAX;
             i++)
            if (is_entry(&list, i, pages == 0))
                last = i + 1;
        if (last == first)
            break;
        end = last;
        if (end < lines->count && l[end].page == page)
            break; /* the report begins on this page */
    }
    return end - from;
}
