/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/notes.h"
#include "lines/marks.h"
#include "terms/dates.h"

#include <math.h>
#include <string.h>

enum {
    NOTE_LINES = 12, /* the most that notes as large as the text may take */
    DATE_MAX = 20    /* bytes: "25 September 2017" */
};

/* As a fraction of the height of a page: the foot, in which notes without a
 * number lie. */
static const double foot = 0.2;

/* The smallest gap above notes that are as large as the text, as a fraction of
 * the leading. */
static const double note_step = 1.2;

/* Within this many points, sizes of type are the same. */
static const double size_drift = 0.4;

/* Whether the last line of a page's notes goes on with this line of the next
 * page: it is set alike, is full, and does not end a sentence. */
static bool
goes_on(const struct line *last, const struct line *line)
{
    return line->page == last->page + 1 &&
           fabs(line->size - last->size) < size_drift &&
           last->right + line->first_word > last->margin &&
           !strchr(".!?", last->text[last->len - 1]);
}

static bool
begins_with_date(const struct line *line)
{
    char start[DATE_MAX + 1] = "", first[DAY_SIZE], last[DAY_SIZE];

    memcpy(start, line->text, line->len < DATE_MAX ? line->len : DATE_MAX);
    return dates_find(start, first, last);
}

/* The number of a note that begins with it, unraised; 0 if the line is not one.
 */
static unsigned
note_number(const struct line *line)
{
    if (line->left > line->margin / 2 || line->top < line->page_height / 2 ||
        begins_with_date(line))
        return 0;
    return marks_note_number(line->text, line->len);
}

/* What was read of notes on the pages before. */
struct notes {
    const struct line *last; /* of the page before, but for running lines */
    unsigned number;         /* the last that was not raised */
};

/* Whether notes go on with this number: from the last, or from one again. */
static bool
is_next_note(const struct notes *before, unsigned number)
{
    return number > 0 && (number == 1 || number == before->number + 1);
}

/* The line at which the notes of a page begin, among its lines from first to
 * end; end if it has none. Small type at the foot of the page is notes from the
 * first mark of a note on, or from its beginning if the last note of the page
 * before goes on. Without a mark it is notes only if it lies so low that it
 * cannot be a table: it is a footer that is on one page alone. The first page
 * is excepted, where this is the cover's small print. */
static size_t
notes_of(const struct lines *lines,
         size_t first,
         size_t end,
         const bool *drop,
         struct notes *before)
{
    const struct line *l = lines->list;
    size_t small_from = end;

    while (small_from > first &&
           (drop[small_from - 1] ||
            l[small_from - 1].size <= NOTE_SIZE * lines->body_size))
        small_from--;
    while (small_from < end && drop[small_from])
        small_from++;
    if (small_from > first && small_from < end && before->last &&
        goes_on(before->last, &l[small_from]))
        return small_from;
    for (size_t i = small_from; i < end; i++)
        if (l[i].is_note || is_next_note(before, note_number(&l[i])))
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

void
notes_mark_pdf(const struct lines *lines, bool *drop)
{
    const struct line *l = lines->list;
    struct notes notes = {0};

    for (size_t first = 0, end; first < lines->count; first = end) {
        for (end = first + 1;
             end < lines->count && l[end].page == l[first].page;)
            end++;
        size_t i = notes_of(lines, first, end, drop, &notes);
        for (notes.last = NULL; i < end; i++) {
            const unsigned number = note_number(&l[i]);
            if (is_next_note(&notes, number))
                notes.number = number;
            if (!drop[i])
                notes.last = &l[i];
            drop[i] = true;
        }
    }
}
