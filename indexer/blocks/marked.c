/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each line is a block, since nothing is wrapped, but for lines that were
 * broken within a paragraph: an address, or a page that was made from a PDF.
 * Not all documents mark their headings and lists as such, so plain paragraphs
 * are looked at too.
 */
#include "blocks/marked.h"
#include "blocks/prose.h"
#include "lines/marks.h"
#include "terms/grades.h"

#include <ctype.h>
#include <string.h>

enum {
    FULL_MIN = 50, /* characters of a line that may have been broken because it
                      was full */
    PLAIN_HEADING_MAX = 80 /* bytes of a heading that is not marked */
};

/* Whether a line goes on with the sentence before a line break or, in a page
 * that was made from printed ones, before a page break. */
static bool
goes_on(const struct block_builder *builder,
        const struct raw_block *last,
        const struct line *line)
{
    if (!last || !raw_block_is_paragraph(last))
        return false;
    const bool is_small = prose_begins_small(line->text, line->len);
    const bool is_open =
        !raw_block_ends_sentence(last) && last->last.chars >= FULL_MIN;
    if (line->after_blank)
        return builder->framework->is_by_print && is_small && is_open;
    return is_small || is_open;
}

static bool
take_number(struct block_builder *builder, const struct line *line)
{
    int number;
    const size_t skip = marks_number(line->text, line->len, &number);

    if (skip == 0 && builder->framework->is_by_print)
        return builder_take_parts(builder, line, line->text, line->len);
    if (skip == 0 || !builder_number_runs_on(builder, number, true))
        return false;
    builder_begin_number(builder, line, number, line->text + skip,
                         line->len - skip);
    return true;
}

static void
take_item(struct block_builder *builder, const struct line *line)
{
    const size_t skip = marks_bullet(line->text, line->len);

    if (!take_number(builder, line))
        builder_begin(builder, BLOCK_BULLET, line, line->text + skip,
                      line->len - skip);
}

/* Whether a paragraph is set like a heading: all of it is bold. In a document
 * of an unknown kind it may be an address. */
static bool
is_display(const struct block_builder *builder, const struct line *line)
{
    if (builder->framework->is_by_print &&
        (prose_is_contact(line->text, line->len) ||
         prose_is_date(line->text, line->len)))
        return false;
    return line->is_bold && line->len <= HEADING_MAX &&
           !strchr(".,;", line->text[line->len - 1]) &&
           marks_bullet(line->text, line->len) == 0;
}

/* Whether some line of the document says that it is a heading. */
static bool
has_headings(const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->list[i].role == LINE_HEADING)
            return true;
    return false;
}

/* Whether a paragraph of a document of an unknown kind without headings is one:
 * it is short, ends like no sentence, and is between full lines, not the last
 * line of an address. */
static bool
is_plain_heading(const struct block_builder *builder, const struct line *line)
{
    const struct line *next = line + 1, *before = line - 1;

    if (line == builder->lines->list ||
        (before->chars < FULL_MIN && before->role == LINE_TEXT &&
         !prose_ends_sentence(before->text, before->len)))
        return false;
    return builder->framework->is_by_print && line->after_blank &&
           next < builder->lines->list + builder->lines->count &&
           next->role == LINE_TEXT && next->after_blank &&
           next->chars >= FULL_MIN && next->chars > line->chars &&
           line->len <= PLAIN_HEADING_MAX &&
           isupper((unsigned char)*line->text) &&
           isupper((unsigned char)*next->text) &&
           !prose_ends_sentence(line->text, line->len) &&
           !memchr(line->text, ',', line->len) && !has_headings(builder->lines);
}

static void
take_text(struct block_builder *builder, const struct line *line)
{
    struct raw_block *last = builder_last(builder);

    if (goes_on(builder, last, line)) {
        prose_append(builder->vocabulary, &last->text, line->text, line->len);
        last->last = *line;
    } else if (is_display(builder, line) && builder->framework->is_by_print &&
               marks_is_caption(line->text, line->len)) {
        builder_begin(builder, BLOCK_CAPTION, line, line->text, line->len);
    } else if (is_display(builder, line) || is_plain_heading(builder, line) ||
               builder_text_heading(builder, line->text, line->len)) {
        builder_begin_heading(builder, line, line->text, line->len);
    } else if (marks_bullet(line->text, line->len) > 0) {
        take_item(builder, line);
    } else if (!take_number(builder, line)) {
        builder_begin(builder, BLOCK_PROSE, line, line->text, line->len);
    }
}

/* Whether a heading is the first line of a sentence, which a program that made
 * the page from printed ones took for a heading. */
static bool
is_half_sentence(const struct block_builder *builder, const struct line *line)
{
    const struct line *next = line + 1;

    return builder->framework->is_by_print && line->chars >= FULL_MIN &&
           next < builder->lines->list + builder->lines->count &&
           next->role == LINE_TEXT && !line->is_bold &&
           prose_begins_small(next->text, next->len) &&
           !prose_ends_sentence(line->text, line->len);
}

static void
take(struct block_builder *builder, const struct line *line)
{
    if (marks_is_rule(line->text, line->len))
        return;
    /* A grade alone belongs to the heading before it. */
    if (line->role != LINE_ROW && line->role != LINE_ITEM &&
        builder_take_grade(builder, line, line->text, line->len,
                           line->role == LINE_HEADING || line->is_bold
                               ? GRADE_BARE
                               : builder_text_style(builder)))
        return;
    switch (line->role) {
    case LINE_HEADING:
        if (is_half_sentence(builder, line))
            take_text(builder, line);
        else
            builder_begin_heading(builder, line, line->text, line->len);
        break;
    case LINE_ITEM:
        take_item(builder, line);
        break;
    case LINE_ROW:
        builder_grade_row(
            builder, builder_begin_row(builder, line, line->text, line->len));
        break;
    case LINE_TEXT:
    case LINE_UNKNOWN:
        take_text(builder, line);
        break;
    }
}

void
marked_read(struct block_builder *builder)
{
    for (size_t i = 0; i < builder->lines->count; i++)
        take(builder, &builder->lines->list[i]);
}
