/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/furniture.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/words.h"
#include "terms/grades.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Lines at a page's edge among which running heads and feet are. */
enum { EDGE = 3 };

enum { NOTE_LINES = 12 }; /* of notes as large as the text, at most */

/* "12", "- 12 -", "Page 3 of 10". */
static bool
is_page_number(const struct line *printed)
{
    struct line bare = *printed, *line = &bare;
    size_t i = 0;

    if (line->len > 4 && line->text[0] == '-' &&
        line->text[line->len - 1] == '-') {
        line->text++;
        line->len -= 2;
        utf8_trim(&line->text, &line->len);
    }
    if (line->len >= 6 && strncasecmp(line->text, "page ", 5) == 0)
        i = 5;
    const size_t figures = i;
    while (i < line->len && isdigit((unsigned char)line->text[i]))
        i++;
    if (i == figures || i - figures > 3)
        return false;
    if (i < line->len && figures > 0 &&
        strncasecmp(line->text + i, " of ", 4) == 0)
        for (i += 4; i < line->len && isdigit((unsigned char)line->text[i]);)
            i++;
    return i == line->len;
}

/* A running line's words without the page number beside them. */
static char *
running_words(const struct line *line)
{
    char *words = words_plain(line->text, line->len);
    size_t n = strlen(words);

    while (n > 0 &&
           (isdigit((unsigned char)words[n - 1]) || words[n - 1] == ' '))
        words[--n] = '\0';
    return words;
}

/* Whether line i is among the first or last few of its page. */
static bool
is_at_edge(const struct lines *lines, size_t i)
{
    const struct line *l = lines->list;

    return i < EDGE || i + EDGE >= lines->count ||
           l[i - EDGE].page != l[i].page || l[i + EDGE].page != l[i].page;
}

struct running {
    char *words;
    unsigned page; /* the last it was seen on */
    unsigned pages;
    size_t line;
};

static int
by_words(const void *a, const void *b)
{
    const struct running *x = a, *y = b;
    const int order = strcmp(x->words, y->words);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Mark for removal the edge lines whose words stand on many pages' edges. */
static void
mark_running(const struct lines *lines, bool *drop)
{
    const unsigned pages =
        lines->count ? lines->list[lines->count - 1].page : 0;
    const unsigned many = pages / 3 > 3 ? pages / 3 : 3;
    struct running *edges = NULL;
    size_t n = 0;

    if (pages < 3)
        return;
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        size_t before;
        if (!is_at_edge(lines, i))
            continue;
        /* The same grade may stand at many edges by chance. */
        if (grade_at_end(line->text, line->len, GRADE_NUMBERED, &before))
            continue;
        edges = memory_grow(edges, n, sizeof *edges);
        edges[n++] = (struct running){.words = running_words(&lines->list[i]),
                                      .page = lines->list[i].page,
                                      .line = i};
    }
    if (n > 0)
        qsort(edges, n, sizeof *edges, by_words);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        unsigned seen = 0, last = 0;
        for (; end < n && strcmp(edges[end].words, edges[i].words) == 0; end++)
            if (edges[end].page != last) {
                last = edges[end].page;
                seen++;
            }
        for (size_t k = i; k < end; k++)
            if (seen >= many && *edges[k].words)
                drop[edges[k].line] = true;
        i = end;
    }
    for (size_t i = 0; i < n; i++)
        free(edges[i].words);
    free(edges);
}

static void
drop_by_edges(struct lines *lines)
{
    const unsigned pages =
        lines->count ? lines->list[lines->count - 1].page : 0;
    bool *drop = memory_resize(NULL, lines->count * sizeof *drop);
    bool *at_edge = memory_resize(NULL, lines->count * sizeof *at_edge);
    size_t kept = 0;
    bool after_dropped = false;

    memset(drop, 0, lines->count * sizeof *drop);
    mark_running(lines, drop);
    for (size_t i = 0; i < lines->count; i++)
        at_edge[i] = pages < 2 || is_at_edge(lines, i);
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        /* A number alone is a page's, not a paragraph's: that has a stop. Where
         * the pages are marked, it may be in mid-page part of a sentence. */
        if (drop[i] || (at_edge[i] && is_page_number(line))) {
            after_dropped = true;
            continue;
        }
        line->after_blank |= after_dropped;
        after_dropped = false;
        lines->list[kept++] = *line;
    }
    lines->count = kept;
    free(drop);
    free(at_edge);
}

/* Of a PDF. */

static const double zone = 0.16; /* of a page: where heads and feet stand */
static const double foot = 0.2; /* of a page: where notes without a figure do */
static const double small = 0.92; /* of the body's type: a note's, at most */
static const double widest = 1.5; /* leading, of the type's size */
static const double drift = 6;    /* points that a running line may move */

static int
by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The size of type that most characters have. */
static double
body_size(const struct lines *lines)
{
    double best = 0;
    size_t most = 0;

    for (size_t i = 0; i < lines->count; i++) {
        size_t chars = 0;
        if (lines->list[i].size == best)
            continue;
        for (size_t k = i; k < lines->count; k++)
            if (fabs(lines->list[k].size - lines->list[i].size) < 0.05)
                chars += lines->list[k].chars;
        if (chars > most) {
            most = chars;
            best = lines->list[i].size;
        }
    }
    return best;
}

static bool
is_body(const struct lines *lines, const struct line *line)
{
    return fabs(line->size - lines->body_size) < 0.3;
}

/* The value that so many of a hundred do not pass. */
static double
percentile(double *values, size_t n, size_t hundredth)
{
    if (n == 0)
        return 0;
    qsort(values, n, sizeof *values, by_value);
    return values[(n - 1) * hundredth / 100];
}

/* The report's own type, by the lines that are most of it. */
static void
measure(struct lines *lines)
{
    double *values = memory_resize(NULL, (lines->count + 1) * sizeof *values);
    size_t n = 0;

    lines->body_size = body_size(lines);
    for (size_t i = 0; i < lines->count; i++)
        if (is_body(lines, &lines->list[i]))
            values[n++] = lines->list[i].right;
    lines->margin = percentile(values, n, 97);
    n = 0;
    for (size_t i = 1; i < lines->count; i++) {
        const struct line *line = &lines->list[i], *last = line - 1;
        if (line->page == last->page && is_body(lines, line) &&
            is_body(lines, last) && line->top > last->top)
            values[n++] = line->top - last->top;
    }
    /* More than half of the lines of prose are in mid-paragraph. In a short
     * report they may not be, but no text is set so far apart. */
    lines->leading = percentile(values, n, 40);
    if (lines->leading <= 0 || lines->leading > widest * lines->body_size)
        lines->leading = 1.2 * lines->body_size;
    free(values);
}

static bool
is_in_zone(const struct line *line)
{
    return line->top < line->page_height * zone ||
           line->bottom > line->page_height * (1 - zone);
}

/* Mark the lines that stand at the same place of several pages, but for the
 * figures at their end. */
static void
mark_repeated(const struct lines *lines, bool *drop)
{
    const size_t n = lines->count;
    const unsigned pages = n > 0 ? lines->list[n - 1].page : 0;
    const unsigned many = pages / 3 > 3 ? pages / 3 : 3;
    struct running *list = memory_resize(NULL, (n + 1) * sizeof *list);
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        if (is_in_zone(&lines->list[i]))
            list[count++] =
                (struct running){.words = running_words(&lines->list[i]),
                                 .page = lines->list[i].page,
                                 .line = i};
    if (count > 0)
        qsort(list, count, sizeof *list, by_words);
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &lines->list[list[i].line];
        /* A report's own heading may come again at a page's top. */
        const bool is_small = line->size <= small * lines->body_size;
        unsigned seen = 1, last = list[i].page;
        for (size_t k = i + 1;
             k < count && strcmp(list[k].words, list[i].words) == 0; k++) {
            const struct line *other = &lines->list[list[k].line];
            if (other->page != last && fabs(other->top - line->top) < drift) {
                seen++;
                last = other->page;
            }
        }
        if (!*list[i].words || seen < (is_small ? 2 : many))
            continue;
        for (size_t k = i;
             k < count && strcmp(list[k].words, list[i].words) == 0; k++)
            if (fabs(lines->list[list[k].line].top - line->top) < drift)
                drop[list[k].line] = true;
    }
    for (size_t i = 0; i < count; i++)
        free(list[i].words);
    free(list);
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
                             is_page_number(line + 1);
        if (is_in_zone(line) && is_page_number(line) &&
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
            l[i].top - l[i - 1].top > 1.2 * lines->leading)
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

/* A blank stands before a line that is further from the one before than lines
 * of a paragraph are. */
static void
set_blanks(struct lines *lines)
{
    const double ratio = lines->leading / lines->body_size;

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i], *last = line - 1;
        if (i == 0 || line->page != last->page) {
            line->after_blank = true;
            continue;
        }
        const double size = line->size > last->size ? line->size : last->size;
        line->after_blank = line->top - last->top > 1.22 * ratio * size;
    }
}

/* Where the text of most pages begins. */
static double
usual_top(const struct lines *lines)
{
    double *tops = memory_resize(NULL, (lines->count + 1) * sizeof *tops);
    size_t n = 0;

    for (size_t i = 1; i < lines->count; i++)
        if (lines->list[i].page != lines->list[i - 1].page &&
            is_body(lines, &lines->list[i]) && !lines->list[i].is_bold)
            tops[n++] = lines->list[i].top;
    const double top = percentile(tops, n, 50);
    free(tops);
    return top;
}

static void
drop_by_type(struct lines *lines)
{
    bool *drop = memory_resize(NULL, lines->count + 1);
    size_t kept = 0;

    memset(drop, 0, lines->count);
    measure(lines);
    mark_repeated(lines, drop);
    mark_page_numbers(lines, drop);
    mark_notes(lines, drop);
    for (size_t i = 0; i < lines->count; i++)
        if (!drop[i])
            lines->list[kept++] = lines->list[i];
    lines->count = kept;
    lines->top = usual_top(lines);
    set_blanks(lines);
    free(drop);
}

void
furniture_remove(struct lines *lines)
{
    if (lines->has_type)
        drop_by_type(lines);
    else
        drop_by_edges(lines);
}
