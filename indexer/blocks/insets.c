/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/insets.h"
#include "base/memory.h"
#include "lines/marks.h"
#include "lines/measure.h"
#include "terms/grades.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TITLE_REACH = 2
}; /* lines after the title of a box, of which one is its
      text; its source may be between them */

/* In points: edges, or sizes of type, that differ by less are the same; the
 * least indent of a box. */
static const double drift = 1.5, size_drift = 0.4, box_indent = 3;

static bool
is_row(const struct line *line)
{
    return memchr(line->text, '\t', line->len) != NULL;
}

/* The left edge of most of the text that is set in the type of the body. */
static double
left_of(struct block_builder *builder)
{
    const struct lines *lines = builder->lines;
    size_t n = 0;

    if (builder->left > 0)
        return builder->left;
    double *lefts = memory_resize(NULL, (lines->count + 1) * sizeof *lefts);
    size_t *chars = memory_resize(NULL, (lines->count + 1) * sizeof *chars);
    for (size_t i = 0; i < lines->count; i++)
        if (fabs(lines->list[i].size - lines->body_size) < size_drift) {
            lefts[n] = lines->list[i].left;
            chars[n++] = lines->list[i].chars;
        }
    builder->left = measure_common_size(lefts, chars, n, drift);
    free(lefts);
    free(chars);
    return builder->left;
}

/* Whether n lines from line i on are the title of a box: the text below it is
 * set in its size, which is not that of the body, and both are indented. */
static bool
is_title(struct block_builder *builder, size_t i, size_t n)
{
    const struct lines *lines = builder->lines;
    const struct line *title = &lines->list[i];

    if (!title->is_bold || fabs(title->size - lines->body_size) < size_drift ||
        title->left < left_of(builder) + box_indent)
        return false;
    for (size_t k = i + n; k < lines->count && k < i + n + TITLE_REACH; k++) {
        const struct line *text = &lines->list[k];
        if (text->frame == title->frame && !text->is_bold &&
            fabs(text->size - title->size) < size_drift &&
            fabs(text->left - title->left) < drift)
            return true;
    }
    return false;
}

/* Whether the line is a row of a table with one cell: it is set closely, in one
 * size, between two rows. */
static bool
is_inner_row(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->list[i];

    if (i == 0 || i + 1 == lines->count)
        return false;
    return !line->after_blank && !line[1].after_blank && is_row(line - 1) &&
           is_row(line + 1) && line[-1].frame == line->frame &&
           line[1].frame == line->frame &&
           fabs(line[-1].size - line->size) < size_drift &&
           fabs(line[1].size - line->size) < size_drift;
}

enum block_kind
insets_kind(struct block_builder *builder,
            size_t i,
            size_t n,
            const struct text *text)
{
    size_t before;

    if (!builder->framework->is_by_print)
        return BLOCK_HEADING;
    if (marks_is_caption(text->bytes, text->len))
        return BLOCK_CAPTION;
    if (builder_heading(builder, text->bytes, text->len, GRADE_BARE) ||
        grade_at_end(builder->framework->grades, text->bytes, text->len,
                     GRADE_BARE, &before))
        return BLOCK_HEADING;
    if (is_title(builder, i, n))
        return BLOCK_CAPTION;
    return n == 1 && is_inner_row(builder->lines, i) ? BLOCK_ROW
                                                     : BLOCK_HEADING;
}
