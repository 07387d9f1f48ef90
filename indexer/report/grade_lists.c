/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/grade_lists.h"
#include "base/memory.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINES_MAX = 16,  /* of a list */
    LIST_MAX = 1000, /* bytes */
    NAME_MIN = 4,    /* bytes of a name */
    NAME_MAX = 120
};

/* Where the line of a list ends that begins at p: after the first grade that
 * follows a colon or a question mark. NULL if it is not one. */
static const char *
line_end(const struct scale *scale, const char *p)
{
    for (const char *mark = p; *mark && mark - p <= NAME_MAX; mark++) {
        size_t used;
        if (!strchr(":?", *mark) || mark - p < NAME_MIN)
            continue;
        if (scale_begins(scale, mark + 1, &used))
            return mark + 1 + used;
    }
    return NULL;
}

/* The ends of the lines of a list; returns how many there are, or 0 if the text
 * is anything else. */
static size_t
lines_of(const struct scale *scale,
         const char *text,
         const char *ends[LINES_MAX])
{
    size_t n = 0;

    if (strlen(text) > LIST_MAX)
        return 0;
    for (const char *p = text; *p; n++) {
        if (n == LINES_MAX || !isupper((unsigned char)*p))
            return 0;
        ends[n] = line_end(scale, p);
        if (!ends[n])
            return 0;
        p = ends[n] + strspn(ends[n], " .;,");
    }
    return n > 1 ? n : 0;
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
