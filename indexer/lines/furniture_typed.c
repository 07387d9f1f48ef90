/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/furniture.h"
#include "base/memory.h"
#include "lines/measure.h"
#include "lines/running.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of a page's height: where heads and feet are, and where notes without a
 * figure are. */
static const double zone = 0.16, foot = 0.2;

/* Of the body's size: the type of a note, at most. */
static const double small = 0.92;

/* Of the leading: the step to notes as large as the text, at least. */
static const double note_step = 1.2;

/* Points that a running line may move from page to page. */
static const double drift = 6;

enum {
    NOTE_LINES = 12, /* of notes as large as the text, at most */
    SMALL_PAGES = 2  /* on which a running line in small type is, at least */
};

static bool
is_in_zone(const struct line *line)
{
    return line->top < line->page_height * zone ||
           line->bottom > line->page_height * (1 - zone);
}

/* Whether the lines are at the same height of their pages. */
static bool
is_level(const struct line *a, const struct line *b)
{
    return fabs(a->top - b->top) < drift;
}

/* Mark the lines that stand at the same place of several pages, but for the
 * figures at their end. */
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
        /* A report's own heading may come again at a page's top. */
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

/* Mark page numbers: figures alone in the zone, with nothing of the report
 * beyond them. */
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
            (is_first || is_last || line->left > lines->margin / 2))
            drop[i] = true;
    }
}

/* Where the notes of a page begin, of its lines from first to end; end where it
 * has none. What is set small at the page's foot is notes from the first raised
 * figure on; without one, it is where so little of it stands so low that it can
 * be no table: the rest of a note, or a foot that comes on one page alone. The
 * first page has the cover's small print there. */
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
    /* A note may be set as large as the text is; but then a blank stands before
     * it, and it is short. */
    for (size_t i = first + 1; i < small_from; i++)
        if (l[i].is_note && l[i].top > l[i].page_height / 2 &&
            l[i].left < lines->margin / 2 && small_from - i <= NOTE_LINES &&
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
