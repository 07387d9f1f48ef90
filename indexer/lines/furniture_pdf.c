/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/furniture.h"
#include "base/memory.h"
#include "lines/measure.h"
#include "lines/notes.h"
#include "lines/running_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* As a fraction of the height of a page: the zone at its top and bottom in
 * which headers and footers lie. */
static const double zone = 0.16;

/* How far a running line may move from page to page, in points. */
static const double drift = 6;

enum {
    SMALL_PAGES = 2 /* the fewest pages on which a running line in small type
                        appears */
};

static bool
is_in_zone(const struct line *line)
{
    return line->top < line->page_height * zone ||
           line->bottom > line->page_height * (1 - zone);
}

/* Whether the lines are at the same height on their pages. */
static bool
is_level(const struct line *a, const struct line *b)
{
    return fabs(a->top - b->top) < drift;
}

/* Mark the lines that are at the same height on several pages with the same
 * words, apart from digits at their end. */
static void
mark_repeated(const struct lines *lines, bool *drop)
{
    const unsigned many = running_many(lines_pages(lines));
    struct running_lines repeated = {0};
    const struct running *list;

    for (size_t i = 0; i < lines->count; i++)
        if (is_in_zone(&lines->list[i]))
            running_add(&repeated, lines, i);
    running_sort(&repeated);
    list = repeated.list;
    for (size_t i = 0; i < repeated.count; i++) {
        const size_t end = running_end(&repeated, i);
        const struct line *line = &lines->list[list[i].line];
        /* Text of body size needs more pages: a report's own heading may recur
         * at the top of a page. */
        const bool is_small = line->size <= NOTE_SIZE * lines->body_size;
        unsigned seen = 1, last = list[i].page;
        for (size_t k = i + 1; k < end; k++)
            if (list[k].page != last &&
                is_level(line, &lines->list[list[k].line])) {
                seen++;
                last = list[k].page;
            }
        if (!*list[i].words || seen < (is_small ? SMALL_PAGES : many))
            continue;
        for (size_t k = i; k < end; k++)
            if (is_level(line, &lines->list[list[k].line]))
                drop[list[k].line] = true;
    }
    running_fini(&repeated);
}

/* Mark page numbers: a number alone in the zone, with no text of the report
 * beyond it. */
static void
mark_page_numbers(const struct lines *lines, bool *drop)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        const bool is_first = i == 0 || line[-1].page != line->page;
        const bool is_last = i + 1 == lines->count ||
                             line[1].page != line->page || drop[i + 1] ||
                             running_is_page_number(line + 1);
        if (is_in_zone(line) && running_is_page_number(line) &&
            (is_first || is_last || line->left > line->margin / 2))
            drop[i] = true;
    }
}

void
furniture_remove_pdf(struct lines *lines)
{
    bool *drop = memory_resize(NULL, lines->count + 1);
    size_t kept = 0;

    memset(drop, 0, lines->count);
    measure_type(lines);
    mark_repeated(lines, drop);
    mark_page_numbers(lines, drop);
    notes_mark_pdf(lines, drop);
    for (size_t i = 0; i < lines->count; i++)
        if (!drop[i])
            lines->list[kept++] = lines->list[i];
    lines->count = kept;
    measure_gaps(lines);
    free(drop);
}
