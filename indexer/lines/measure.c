/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/measure.h"
#include "base/memory.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

/* Tolerances in points: between sizes that count as the same when the most
 * common one is looked for, and between a line and that size. */
static const double same_size = 0.05, body_drift = 0.3;

/* Percentiles: of the right edges of lines, for the margin; of the steps from
 * line to line, for the leading. More than half of the lines of prose are in
 * mid-paragraph, but in a short report that may not be so, which is why the
 * leading has an upper limit as well. */
enum {
    MARGIN_PERCENT = 97,
    LEADING_PERCENT = 40,
    MEDIAN = 50,
    WITHIN_MIN = 10 /* steps within sentences that show a wide leading */
};

/* As multiples of the font size: the largest usual leading, the largest of all,
 * and the one assumed if it cannot be measured. */
static const double widest_leading = 1.5, double_leading = 2.6,
                    usual_leading = 1.2;

/* As a multiple of the leading: a larger step means a blank line. */
static const double blank_step = 1.22;

/* Widths of pages in points that differ by less are the same, so that A4 and
 * letter paper are. */
static const double page_drift = 60;

double
measure_common_size(const double *sizes,
                    const size_t *chars,
                    size_t n,
                    double tolerance)
{
    double best = 0;
    size_t most = 0;

    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        if (sizes[i] == best)
            continue;
        for (size_t k = i; k < n; k++)
            if (fabs(sizes[k] - sizes[i]) <= tolerance)
                same += chars ? chars[k] : 1;
        if (same > most) {
            most = same;
            best = sizes[i];
        }
    }
    return best;
}

/* Whether the lines are on pages as wide as each other, so that what one shows
 * is true of the other. */
static bool
is_like(const struct line *a, const struct line *b)
{
    return fabs(a->page_width - b->page_width) < page_drift;
}

/* Set the body size, and return the width of the pages with most of the text.
 * Other pages, such as those with a table printed sideways, do not decide how
 * that is read. */
static double
measure_body(struct lines *lines)
{
    const size_t n = lines->count;
    double *values = memory_resize(NULL, (n + 1) * sizeof *values);
    size_t *chars = memory_resize(NULL, (n + 1) * sizeof *chars);
    size_t usual = 0;

    for (size_t i = 0; i < n; i++) {
        values[i] = lines->list[i].page_width;
        chars[i] = lines->list[i].chars;
    }
    const double width = measure_common_size(values, chars, n, page_drift);
    for (size_t i = 0; i < n; i++)
        if (fabs(lines->list[i].page_width - width) < page_drift) {
            values[usual] = lines->list[i].size;
            chars[usual++] = lines->list[i].chars;
        }
    lines->body_size = measure_common_size(values, chars, usual, same_size);
    free(values);
    free(chars);
    return width;
}

static bool
is_body(const struct lines *lines, const struct line *line)
{
    return fabs(line->size - lines->body_size) < body_drift;
}

static int
by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double
measure_percentile(double *values, size_t n, size_t hundredth)
{
    if (n == 0)
        return 0;
    qsort(values, n, sizeof *values, by_value);
    return values[(n - 1) * hundredth / 100];
}

/* Set the margin of each line that has none, which is in no column: that of all
 * pages as wide as its own. */
static void
set_margins(struct lines *lines, double *values)
{
    struct line *list = lines->list;

    for (size_t i = 0; i < lines->count; i++) {
        size_t n = 0;
        if (list[i].margin > 0)
            continue;
        for (size_t k = i; k < lines->count; k++)
            if (list[k].margin == 0 && is_body(lines, &list[k]) &&
                is_like(&list[k], &list[i]))
                values[n++] = list[k].right;
        const double margin =
            n > 0 ? measure_percentile(values, n, MARGIN_PERCENT)
                  : list[i].right;
        for (size_t k = i; k < lines->count; k++)
            if (list[k].margin == 0 && is_like(&list[k], &list[i]))
                list[k].margin = margin;
    }
}

/* The steps between lines of body type; or only those within sentences. */
static size_t
steps_between(const struct lines *lines,
              double width,
              bool is_within,
              double *steps)
{
    size_t n = 0;

    for (size_t i = 1; i < lines->count; i++) {
        const struct line *line = &lines->list[i], *last = line - 1;
        if (line->frame == last->frame && is_body(lines, line) &&
            fabs(line->page_width - width) < page_drift &&
            is_body(lines, last) && line->top > last->top &&
            (!is_within || islower((unsigned char)*line->text)))
            steps[n++] = line->top - last->top;
    }
    return n;
}

/* The leading. If that of most lines is too wide to be one, a report may still
 * be set so: then sentences are as well. */
static double
leading_of(const struct lines *lines, double width, double *steps)
{
    const double size = lines->body_size;
    size_t n = steps_between(lines, width, false, steps);
    double leading = measure_percentile(steps, n, LEADING_PERCENT);

    if (leading > widest_leading * size) {
        n = steps_between(lines, width, true, steps);
        leading = n < WITHIN_MIN ? 0 : measure_percentile(steps, n, MEDIAN);
    }
    return leading > 0 && leading < double_leading * size
               ? leading
               : usual_leading * size;
}

void
measure_type(struct lines *lines)
{
    double *values = memory_resize(NULL, (lines->count + 1) * sizeof *values);
    const double width = measure_body(lines);

    set_margins(lines, values);
    lines->leading = leading_of(lines, width, values);
    free(values);
}

/* A line follows a blank if it is further from the line before than the lines
 * of a paragraph are. */
static void
set_blanks(struct lines *lines)
{
    const double ratio = lines->leading / lines->body_size;

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i], *last = line - 1;
        if (i == 0 || line->frame != last->frame) {
            line->after_blank = true;
            continue;
        }
        const double size = line->size > last->size ? line->size : last->size;
        line->after_blank = line->top - last->top > blank_step * ratio * size;
    }
}

/* Where the body text of most pages begins: the median. */
static double
usual_top(const struct lines *lines)
{
    double *tops = memory_resize(NULL, (lines->count + 1) * sizeof *tops);
    size_t n = 0;

    for (size_t i = 1; i < lines->count; i++)
        if (lines->list[i].page != lines->list[i - 1].page &&
            is_body(lines, &lines->list[i]) && !lines->list[i].is_bold)
            tops[n++] = lines->list[i].top;
    const double top = measure_percentile(tops, n, MEDIAN);
    free(tops);
    return top;
}

void
measure_gaps(struct lines *lines)
{
    lines->top = usual_top(lines);
    set_blanks(lines);
}
