/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/lines.h"
#include "base/memory.h"
#include "base/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    HEAD_LINES = 60, /* about a first page */
    REMARK_SIZE = 256
};

char *
lines_head(const struct lines *lines)
{
    struct text head = {0};

    for (size_t i = 0; i < lines->count && i < HEAD_LINES; i++) {
        text_add(&head, lines->list[i].text, lines->list[i].len);
        text_add(&head, "\n", 1);
    }
    char *words = words_plain(head.bytes, head.len);
    free(head.bytes);
    return words;
}

unsigned
lines_pages(const struct lines *lines)
{
    return lines->count ? lines->list[lines->count - 1].page : 0;
}

void
lines_add(struct lines *lines,
          struct text *bytes,
          struct line line,
          const char *text,
          size_t len)
{
    line.offset = bytes->len;
    line.len = len;
    text_add(bytes, text, len);
    text_add(bytes, "\n", 1);
    lines->list = memory_grow(lines->list, lines->count, sizeof line);
    lines->list[lines->count++] = line;
}

void
lines_end(struct lines *lines, struct text *bytes)
{
    lines->bytes = bytes->bytes ? bytes->bytes : memory_strdup("");
    lines->len = bytes->len;
    for (size_t i = 0; i < lines->count; i++)
        lines->list[i].text = lines->bytes + lines->list[i].offset;
    *bytes = (struct text){0};
}

static int
by_page(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

void
lines_sort(struct lines *lines)
{
    if (lines->count > 0)
        qsort(lines->list, lines->count, sizeof *lines->list, by_page);
}

void
lines_add_aside(struct lines *lines, unsigned page, char *text)
{
    lines->asides =
        memory_grow(lines->asides, lines->n_asides, sizeof *lines->asides);
    lines->asides[lines->n_asides++] = (struct aside){page, text};
}

void
lines_remark(
    struct lines *lines, unsigned page, bool is_damage, const char *format, ...)
{
    char text[REMARK_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    lines->remarks =
        memory_grow(lines->remarks, lines->n_remarks, sizeof *lines->remarks);
    lines->remarks[lines->n_remarks++] =
        (struct remark){page, is_damage, memory_strdup(text)};
}

void
lines_fini(struct lines *lines)
{
    for (size_t i = 0; i < lines->n_asides; i++)
        free(lines->asides[i].text);
    for (size_t i = 0; i < lines->n_remarks; i++)
        free(lines->remarks[i].text);
    free(lines->publisher);
    free(lines->asides);
    free(lines->remarks);
    free(lines->bytes);
    free(lines->list);
    *lines = (struct lines){0};
}
