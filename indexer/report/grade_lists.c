/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/grade_lists.h"
#include "base/memory.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINES_MIN = 2,
    LINES_MAX = 16,  /* of a list */
    LIST_MAX = 1000, /* bytes */
    NAME_MIN = 4,    /* bytes of a name */
    NAME_MAX = 120
};

/* The length of the mark between a name and a grade; 0 if none is here. */
static size_t
mark_length(const char *p)
{
    static const char dash[] = " \xe2\x80\x93 ";

    if (strncmp(p, dash, sizeof dash - 1) == 0)
        return sizeof dash - 1;
    return *p == ':' || *p == '?';
}

/* Where the line of a list ends that begins at p: after the first grade that
 * follows a mark. NULL if it is not one. */
static const char *
line_end(const struct scale *scale, const char *p)
{
    for (const char *mark = p; *mark && mark - p <= NAME_MAX; mark++) {
        const size_t len = mark_length(mark);
        size_t used;
        if (len > 0 && mark - p >= NAME_MIN &&
            scale_begins(scale, mark + len, &used))
            return mark + len + used;
    }
    return NULL;
}

/* The ends of the lines of a list, with which the text begins; returns how many
 * there are. What follows the list is its last line. */
static size_t
lines_of(const struct scale *scale,
         const char *text,
         const char *ends[LINES_MAX])
{
    const char *p = text;
    size_t n = 0;

    if (strlen(text) > LIST_MAX)
        return 0;
    while (n + 1 < LINES_MAX) {
        const char *end =
            isupper((unsigned char)*p) ? line_end(scale, p) : NULL;
        if (!end)
            break;
        ends[n++] = end;
        p = end + strspn(end, " .;,");
    }
    if (n < LINES_MIN)
        return 0;
    if (*p)
        ends[n++] = p + strlen(p);
    return n;
}

void
grade_lists_divide(const struct scale *scale, struct blocks *blocks)
{
    struct blocks out = {0};

    for (size_t i = 0; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        const char *ends[LINES_MAX];
        const size_t n =
            block->kind == BLOCK_PROSE ? lines_of(scale, block->text, ends) : 0;
        const char *p = block->text;
        for (size_t k = 0; k < n; k++) {
            struct block line = *block;
            line.text = memory_strndup(p, (size_t)(ends[k] - p));
            out.list = memory_grow(out.list, out.count, sizeof *out.list);
            out.list[out.count++] = line;
            p = ends[k] + strspn(ends[k], " .;,");
        }
        if (n > 0) {
            free(block->text);
            continue;
        }
        out.list = memory_grow(out.list, out.count, sizeof *out.list);
        out.list[out.count++] = *block;
    }
    free(blocks->list);
    *blocks = out;
}
