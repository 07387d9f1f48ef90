/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A text does not show what is small or raised. A footnote is a line at the end
 * of a page that begins with a number which, earlier on the page, is printed
 * right after a word: "the board1", "1 The board was founded in 1911."
 */
#include "lines/notes.h"
#include "lines/marks.h"
#include "terms/frameworks.h"
#include "terms/grades.h"

#include <ctype.h>
#include <string.h>

enum {
    NOTE_LINES = 12, /* the most that the notes of a page take */
    DIGITS_MAX = 2
};

/* The number that the line begins with, if it may be a note; 0 if not. */
static unsigned
number_of(const struct line *line)
{
    if (!line->after_blank || memchr(line->text, '\t', line->len))
        return 0;
    return marks_note_number(line->text, line->len);
}

/* Whether the number at digits is this one, right after a word or the stop of a
 * sentence, and alone: not in "2.1", "A1" or "2010". */
static bool
is_mark_at(const struct line *line, size_t digits, unsigned number)
{
    const char *text = line->text;
    size_t n = digits;
    unsigned value = 0;

    while (n < line->len && n - digits <= DIGITS_MAX &&
           isdigit((unsigned char)text[n]))
        value = value * 10 + (unsigned)(text[n++] - '0');
    if (value != number || (n < line->len && isalnum((unsigned char)text[n])))
        return false;
    if (digits < 2)
        return false;
    const unsigned char last = (unsigned char)text[digits - 1],
                        before = (unsigned char)text[digits - 2];
    return (islower(last) || strchr(".,;?)", last)) && isalpha(before);
}

/* Whether the number of a note is printed in these lines. */
static bool
is_referred_to(const struct line *from, const struct line *to, unsigned number)
{
    for (; from < to; from++)
        for (size_t i = 1; i < from->len; i++)
            if (isdigit((unsigned char)from->text[i]) &&
                !isdigit((unsigned char)from->text[i - 1]) &&
                is_mark_at(from, i, number))
                return true;
    return false;
}

/* Where the notes begin among the lines of a page; to if there are none. The
 * last note is looked for first: the rows of a table may begin alike. */
static const struct line *
notes_of(const struct line *from, const struct line *to)
{
    const struct line *notes = to;
    unsigned next = 0;

    for (const struct line *line = to;
         line > from + 1 && to - line < NOTE_LINES;) {
        size_t before;
        const unsigned number = number_of(--line);
        if (grade_at_end(frameworks_common_grades(), line->text, line->len,
                         GRADE_BARE, &before))
            return notes;
        if (number > 0 && (next == 0 || number + 1 == next) &&
            is_referred_to(from, line, number)) {
            notes = line;
            next = number;
        }
    }
    return notes;
}

void
notes_mark_text(const struct lines *lines, bool *drop)
{
    const struct line *l = lines->list;

    if (lines_pages(lines) < 2)
        return;
    for (size_t first = 0, end; first < lines->count; first = end) {
        for (end = first + 1;
             end < lines->count && l[end].page == l[first].page;)
            end++;
        size_t last = end;
        while (last > first && drop[last - 1])
            last--;
        const struct line *notes = notes_of(l + first, l + last);
        for (size_t i = (size_t)(notes - l); i < last; i++)
            drop[i] = true;
    }
}
