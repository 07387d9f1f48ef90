/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/furniture.h"
#include "base/memory.h"
#include "lines/notes.h"
#include "lines/running_lines.h"
#include "terms/frameworks.h"
#include "terms/grades.h"

#include <stdlib.h>
#include <string.h>

enum {
    EDGE = 3, /* lines at the edge of a page that may be a header or footer */
    PAGES_MIN = 3 /* in a shorter report nothing is repeated often enough */
};

/* Whether line i is among the first or last few of its page. */
static bool
is_at_edge(const struct lines *lines, size_t i)
{
    const struct line *l = lines->list;

    return i < EDGE || i + EDGE >= lines->count ||
           l[i - EDGE].page != l[i].page || l[i + EDGE].page != l[i].page;
}

/* Mark for removal the lines whose words are at the edges of many pages. */
static void
mark_running(const struct lines *lines, bool *drop)
{
    const unsigned pages = lines_pages(lines), many = running_many(pages);
    struct running_lines edges = {0};

    if (pages < PAGES_MIN)
        return;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        size_t before;
        /* The same grade may be at the edge of many pages by chance. */
        if (is_at_edge(lines, i) &&
            !grade_at_end(frameworks_common_grades(), line->text, line->len,
                          GRADE_NUMBERED, &before))
            running_add(&edges, lines, i);
    }
    running_sort(&edges);
    for (size_t i = 0; i < edges.count;) {
        const size_t end = running_end(&edges, i);
        unsigned seen = 0, last = 0;
        for (size_t k = i; k < end; k++) {
            seen += edges.list[k].page != last;
            last = edges.list[k].page;
        }
        for (; i < end; i++)
            if (seen >= many && *edges.list[i].words)
                drop[edges.list[i].line] = true;
    }
    running_fini(&edges);
}

/* A number alone is a page number: a paragraph's number ends in a full stop. If
 * the text is divided into pages, a number in mid-page may be part of a
 * sentence. */
static void
mark_page_numbers(const struct lines *lines, bool *drop)
{
    const unsigned pages = lines_pages(lines);

    for (size_t i = 0; i < lines->count; i++)
        if ((pages < 2 || is_at_edge(lines, i)) &&
            running_is_page_number(&lines->list[i]))
            drop[i] = true;
}

void
furniture_remove_text(struct lines *lines)
{
    bool *drop = memory_resize(NULL, lines->count * sizeof *drop);
    size_t kept = 0;
    bool after_dropped = false;

    memset(drop, 0, lines->count * sizeof *drop);
    mark_running(lines, drop);
    mark_page_numbers(lines, drop);
    notes_mark_text(lines, drop);
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        if (drop[i]) {
            after_dropped = true;
            continue;
        }
        line->after_blank |= after_dropped;
        after_dropped = false;
        lines->list[kept++] = *line;
    }
    lines->count = kept;
    free(drop);
}
