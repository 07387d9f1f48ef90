/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/measure.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Tolerances in points: between sizes that count as the same when the most
 * common one is looked for, and between a line and that size. */
static const double same_size = 0.05, body_drift = 0.3;

/* Percentiles: of the right edges of lines, for the margin; of the steps from
 * line to line, for the leading. More than half of the lines of prose are in
 * mid-paragraph, but in a short report that may not be so, which is why the
 * leading has an upper limit as well. */
enum { MARGIN_PERCENT = 97, LEADING_PERCENT = 40, MEDIAN = 50 };

/* As multiples of the font size: the largest plausible leading, and the one
 * assumed if it cannot be measured. */
static const double widest_leading = 1.5, usual_leading = 1.2;

/* As a multiple of the leading: a larger step means a blank line. */
static const double blank_step = 1.22;

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

static double
body_size(const struct lines *lines)
{
    const size_t n = lines->count;
    double *sizes = memory_resize(NULL, n * sizeof *sizes);
    size_t *chars = memory_resize(NULL, n * sizeof *chars);

    for (size_t i = 0; i < n; i++) {
        sizes[i] = lines->list[i].size;
        chars[i] = lines->list[i].chars;
    }
    const double size = measure_common_size(sizes, chars, n, same_size);
    free(sizes);
    free(chars);
    return size;
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

/* The value at this percentile. Sorts the values. */
static double
percentile(double *values, size_t n, size_t hundredth)
{
    if (n == 0)
        return 0;
    qsort(values, n, sizeof *values, by_value);
    return values[(n - 1) * hundredth / 100];
}

void
measure_type(struct lines *lines)
{
    double *values = memory_resize(NULL, (lines->count + 1) * sizeof *values);
    size_t n = 0;

    lines->body_size = body_size(lines);
    for (size_t i = 0; i < lines->count; i++)
        if (is_body(lines, &lines->list[i]))
            values[n++] = lines->list[i].right;
    lines->margin = percentile(values, n, MARGIN_PERCENT);
    n = 0;
    for (size_t i = 1; i < lines->count; i++) {
        const struct line *line = &lines->list[i], *last = line - 1;
        if (line->page == last->page && is_body(lines, line) &&
            is_body(lines, last) && line->top > last->top)
            values[n++] = line->top - last->top;
    }
    lines->leading = percentile(values, n, LEADING_PERCENT);
    if (lines->leading <= 0 ||
        lines->leading > widest_leading * lines->body_size)
        lines->leading = usual_leading * lines->body_size;
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
        if (i == 0 || line->page != last->page) {
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
    const double top = percentile(tops, n, MEDIAN);
    free(tops);
    return top;
}

void
measure_gaps(struct lines *lines)
{
    lines->top = usual_top(lines);
    set_blanks(lines);
}
