/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/furniture.h"
#include "base/memory.h"
#include "lines/measure.h"
#include "lines/running.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Fractions of the height of a page: headers and footers lie in the top and
 * bottom zone, notes without a number in the foot. */
static const double zone = 0.16, foot = 0.2;

/* The largest font size of a note, as a fraction of the body size. */
static const double small = 0.92;

/* The smallest gap above notes that are as large as the text, as a fraction of
 * the leading. */
static const double note_step = 1.2;

/* How far a running line may move from page to page, in points. */
static const double drift = 6;

enum {
    NOTE_LINES = 12, /* the most that notes as large as the text may take */
    SMALL_PAGES = 2  /* the fewest pages on which a running line in small type
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
        const bool is_small = line->size <= small * lines->body_size;
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

/* The line at which the notes of a page begin, among its lines from first to
 * end; end if it has none. Small type at the foot of the page is notes from the
 * first raised number on. Without a raised number it is notes only if it lies
 * so low that it cannot be a table: it is the rest of a note, or a footer that
 * is on one page alone. The first page is excepted, where this is the cover's
 * small print. */
static size_t
notes_of(const struct lines *lines, size_t first, size_t end, const bool *drop)
{
    const struct line *l = lines->list;
    size_t small_from = end;

    while (small_from > first &&
           (drop[small_from - 1] ||
            l[small_from - 1].size <= small * lines->body_size))
        small_from--;
    for (size_t i = small_from; i < end; i++)
        if (l[i].is_note)
            return i;
    if (small_from > first && small_from < end && l[first].page > 1 &&
        l[small_from].top > l[small_from].page_height * (1 - foot))
        return small_from;
    /* A note may be as large as the text, but then it is short and in the lower
     * half of the page, begins on the left, and has a gap above it. */
    for (size_t i = first + 1; i < small_from; i++)
        if (l[i].is_note && l[i].top > l[i].page_height / 2 &&
            l[i].left < l[i].margin / 2 && small_from - i <= NOTE_LINES &&
            l[i].top - l[i - 1].top > note_step * lines->leading)
            return i;
    return end;
}

static void
mark_notes(const struct lines *lines, bool *drop)
{
    for (size_t end = lines->count; end > 0;) {
        size_t first = end;
        while (first > 0 &&
               lines->list[first - 1].page == lines->list[end - 1].page)
            first--;
        for (size_t i = notes_of(lines, first, end, drop); i < end; i++)
            drop[i] = true;
        end = first;
    }
}

void
furniture_remove_typed(struct lines *lines)
{
    bool *drop = memory_resize(NULL, lines->count + 1);
    size_t kept = 0;

    memset(drop, 0, lines->count);
    measure_type(lines);
    mark_repeated(lines, drop);
    mark_page_numbers(lines, drop);
    mark_notes(lines, drop);
    for (size_t i = 0; i < lines->count; i++)
        if (!drop[i])
            lines->list[kept++] = lines->list[i];
    lines->count = kept;
    measure_gaps(lines);
    free(drop);
}
