/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/insets.h"
#include "base/memory.h"
#include "blocks/prose.h"
#include "lines/marks.h"
#include "lines/measure.h"
#include "terms/grades.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    TITLE_REACH = 2, /* lines after the title of a box, of which one is its
                        text; its source may be between them */
    LABELS_MIN = 2,  /* lines */
    LABEL_MAX = 60   /* bytes */
};

/* In points: edges, or sizes of type, that differ by less are the same; the
 * least indent of a box. */
static const double drift = 1.5, size_drift = 0.4, box_indent = 3;

/* The size of the labels of a figure, as a fraction of that of the body. */
static const double label_size = 0.95;

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

/* Whether the words are the caption of a figure, not of a table. */
static bool
is_of_figure(const char *text, size_t len)
{
    static const char table[] = "table";

    return marks_is_caption(text, len) &&
           strncasecmp(text, table, sizeof table - 1) != 0;
}

/* Whether the line may be a label: it is short, and in smaller type than the
 * text. */
static bool
is_label(const struct lines *lines, const struct line *line)
{
    return (line->is_figure || line->size < label_size * lines->body_size) &&
           line->len <= LABEL_MAX && line->text[line->len - 1] != '.' &&
           marks_bullet(line->text, line->len) == 0 &&
           !is_of_figure(line->text, line->len);
}

/* How many lines from line i on are labels of a figure, whose caption is above
 * or below them. */
static size_t
count_labels(struct block_builder *builder, size_t i)
{
    const struct lines *lines = builder->lines;
    const struct line *first = &lines->list[i];
    const struct raw_block *last = builder_last(builder);
    size_t n = 0;

    while (i + n < lines->count && first[n].frame == first->frame &&
           is_label(lines, &first[n]))
        n++;
    const bool is_below = last && last->last.frame == first->frame &&
                          is_of_figure(last->text.bytes, last->text.len);
    const bool is_above = i + n < lines->count &&
                          first[n].frame == first->frame &&
                          is_of_figure(first[n].text, first[n].len);
    return n >= LABELS_MIN && (is_below || is_above || first->is_figure) ? n
                                                                         : 0;
}

size_t
insets_take_labels(struct block_builder *builder, size_t i)
{
    const struct line *first = &builder->lines->list[i];
    const size_t n =
        builder->framework->is_by_print ? count_labels(builder, i) : 0;

    for (size_t k = 0; k < n; k++) {
        const struct line *line = &first[k];
        if (k == 0)
            builder_begin(builder, BLOCK_CAPTION, line, "", 0);
        struct raw_block *block = builder_last(builder);
        if (k > 0)
            text_add_string(&block->text, line->after_blank ? " | " : " ");
        for (size_t c = 0; c < line->len; c++)
            if (line->text[c] == '\t')
                text_add_string(&block->text, " | ");
            else
                text_add_byte(&block->text, line->text[c]);
        block->last = *line;
    }
    return n;
}

struct raw_block *
insets_sentence_before(struct block_builder *builder, const struct line *line)
{
    size_t i = builder->count;

    if (!builder->framework->is_by_print ||
        !prose_begins_small(line->text, line->len))
        return NULL;
    while (i > 0 && builder->list[i - 1].kind == BLOCK_CAPTION)
        i--;
    struct raw_block *block = i > 0 ? &builder->list[i - 1] : NULL;
    const bool is_open = block && i < builder->count &&
                         raw_block_is_paragraph(block) &&
                         !raw_block_ends_sentence(block) &&
                         fabs(block->last.size - line->size) < size_drift &&
                         line->page <= block->last.page + 1;
    return is_open ? block : NULL;
}
