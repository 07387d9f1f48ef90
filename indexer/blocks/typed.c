/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One pass turns the lines of a PDF into blocks. Type shows what is a heading;
 * indents and gaps show which lines belong together.
 */
#include "blocks/typed.h"
#include "base/text.h"
#include "base/utf8.h"
#include "blocks/contents.h"
#include "blocks/insets.h"
#include "terms/grades.h"
#include "lines/marks.h"
#include "blocks/prose.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADING_LINES_MAX = 6,
    BULLETS_MAX = 40,       /* most bullets after one number */
    PLAIN_HEADING_MAX = 60, /* bytes of a heading set like the text */
    SENTENCE_MIN = 20,      /* bytes of a sentence */
    ITEM_MARK_MAX = 5       /* bytes of the mark of an item: "(iii)" */
};

/* Tolerances in points: edges of lines, or font sizes, that differ by less
 * count as equal. */
static const double drift = 7, size_drift = 0.4;

/* The same for the marks of one list, which are at one place. */
static const double mark_drift = 1.5;

/* How much larger than the text a quotation may be set, in points. */
static const double quotation_drift = 1.5;

/* As multiples of the font size: the width of a space, and the least room at
 * the end of a line that shows it was not full. */
static const double blank_width = 0.3, short_by = 2;

/* How far below the usual top a page's text may begin, as a fraction of the
 * leading, without a blank line before it. */
static const double top_drift = 0.5;

/* The widest heading set like the text, as a fraction of the margin. */
static const double heading_width = 0.8;

static bool
is_same_edge(double a, double b)
{
    return fabs(a - b) < drift;
}

/* Where the lines of a block begin: to the right of its number or bullet. */
static double
indent_of(const struct raw_block *block)
{
    return block->first.text_left;
}

/* The room that would be left in a line if it also had the first word of the
 * next; negative if that would not have fitted. */
static double
room_for(const struct line *line, const struct line *next)
{
    const double blank = blank_width * line->size;
    return line->margin - (line->right + blank + next->first_word);
}

/* Whether a line was broken because it was full. */
static bool
was_full(const struct line *line, const struct line *next)
{
    return room_for(line, next) < 0;
}

static bool
has_tab(const struct line *line)
{
    return memchr(line->text, '\t', line->len) != NULL;
}

/* Whether the line is set like a heading: bold or large. */
static bool
is_display(const struct lines *lines, const struct line *line)
{
    return (line->is_bold || line->size > lines->body_size + size_drift) &&
           !has_tab(line) && line->len <= HEADING_MAX &&
           marks_bullet(line->text, line->len) == 0;
}

static bool
is_same_type(const struct line *a, const struct line *b)
{
    return a->is_bold == b->is_bold && fabs(a->size - b->size) < size_drift;
}

/* Whether the line begins with standing words of the framework, so that it
 * begins a paragraph. */
static bool
is_standing(const struct block_builder *builder, const struct line *line)
{
    return framework_opening(builder->framework, line->text, line->len) != NULL;
}

/* Whether the last block may end before this line without a blank line between
 * them: prose, or any paragraph before the sentence that introduces a list,
 * such as "The council should:". Bullets often have no full stop. */
static bool
may_end_before(const struct raw_block *last, const struct line *line)
{
    const bool introduces_list = line->text[line->len - 1] == ':';

    if (last->kind == BLOCK_BULLET && introduces_list)
        return true;
    return raw_block_ends_sentence(last) &&
           (last->kind == BLOCK_PROSE || introduces_list);
}

/* Whether the line is one of a cover that begins although there was room for
 * its first word: a name, or a part of an address. */
static bool
is_of_cover(const struct block_builder *builder,
            const struct raw_block *last,
            const struct line *line)
{
    return builder->framework->is_by_print && line->page <= 1 &&
           line->size <= builder->lines->body_size + size_drift &&
           !raw_block_ends_within_name(last) && !builder_has_sentence(builder);
}

/* Whether a line without a mark of its own continues the last block. */
static bool
goes_on(const struct block_builder *builder,
        const struct raw_block *last,
        const struct line *line)
{
    if (last->kind == BLOCK_SCALE)
        return !line->after_blank;
    if (!raw_block_is_paragraph(last))
        return false;
    if (last->text.len == 0)
        return true; /* a number or bullet was alone on its line */
    const double indent = indent_of(last);
    const bool is_aligned = is_same_edge(line->left, indent);
    const bool is_hanging = indent > last->first.left + drift;
    const bool is_small = prose_begins_small(line->text, line->len);

    if (line->frame == last->last.frame) {
        /* Even without a blank line after it, a short line ends a paragraph. */
        if (!line->after_blank && !is_small &&
            (may_end_before(last, line) || is_of_cover(builder, last, line)) &&
            room_for(&last->last, line) > short_by * line->size)
            return false;
        if (!line->after_blank)
            return line->left > indent - drift ||
                   !raw_block_ends_sentence(last);
        return is_aligned && is_small && !raw_block_ends_sentence(last);
    }
    if (is_small)
        return true;
    /* The last line of a cover is not a sentence that goes on. */
    if (builder->framework->is_by_print && !was_full(&last->last, line))
        return false;
    if (!raw_block_ends_sentence(last))
        /* List items often have no full stop. */
        return is_aligned || last->kind != BLOCK_BULLET;
    if (!is_aligned || is_hanging)
        return is_aligned;
    /* A blank line before a paragraph moves the first line of a page down. */
    return was_full(&last->last, line) &&
           line->top <
               builder->lines->top + top_drift * builder->lines->leading &&
           !is_standing(builder, line);
}

/* Whether a line set like a heading goes on with a sentence of the last block,
 * in a report of an unknown kind: some words of it are bold, or all of it is
 * set like a heading. */
static bool
goes_on_in_display(const struct block_builder *builder,
                   const struct raw_block *last,
                   const struct line *line)
{
    if (!builder->framework->is_by_print || !last ||
        !raw_block_is_paragraph(last) || raw_block_ends_sentence(last) ||
        last->text.len == 0 || line->frame != last->last.frame)
        return false;
    return was_full(&last->last, line) &&
           (!line->after_blank || is_same_type(&last->last, line));
}

/* Whether the words are set like a heading, but are none, in a report whose
 * form is not known: prose that goes on in the next line, or has a sentence
 * that ends before it does; a way to reach somebody; or a label and its value.
 */
static bool
is_display_prose(const struct block_builder *builder,
                 const struct text *text,
                 const struct line *last,
                 const struct line *next)
{
    if (!builder->framework->is_by_print)
        return false;
    for (const char *p = text->bytes; (p = strchr(p, '.')); p++)
        if (p - text->bytes > SENTENCE_MIN && p[1] == ' ' &&
            isupper((unsigned char)p[2]) && islower((unsigned char)p[-1]) &&
            islower((unsigned char)p[-2]))
            return true;
    return prose_is_contact(text->bytes, text->len) ||
           prose_is_date(text->bytes, text->len) ||
           prose_is_labelled_figure(text->bytes) ||
           (next && next->frame == last->frame && is_same_type(last, next) &&
            (prose_is_contact(next->text, next->len) ||
             (prose_begins_small(next->text, next->len) &&
              was_full(last, next))));
}

/* Whether the line is the text of a box, set as large as its title. */
static bool
is_below_title(const struct raw_block *last, const struct line *line)
{
    return last && last->kind == BLOCK_CAPTION && !line->is_bold &&
           fabs(last->last.size - line->size) < size_drift;
}

/* How many lines from i on form one heading, judging by their type; 0 if none.
 * Sets text to the joined lines. Bold words may also begin a paragraph: then
 * the line is full, or the text ends like a sentence. */
static size_t
heading_lines(struct block_builder *builder, size_t i, struct text *text)
{
    const struct lines *lines = builder->lines;
    const struct line *first = &lines->list[i];
    const struct raw_block *last = builder_last(builder);
    size_t n = 1;

    text->len = 0;
    if (!is_display(lines, first) ||
        /* Some paragraphs are set in large type. */
        (!first->after_blank && last && raw_block_is_paragraph(last) &&
         is_same_type(&last->last, first)) ||
        is_below_title(last, first) || goes_on_in_display(builder, last, first))
        return 0;
    text_add(text, first->text, first->len);
    while (n < HEADING_LINES_MAX && i + n < lines->count) {
        const struct line *next = first + n;
        const struct heading_rule *rule =
            builder_heading(builder, text->bytes, text->len, GRADE_BARE);
        if (next->frame != first->frame || next->after_blank ||
            !is_display(lines, next) || !is_same_type(first, next) ||
            text->len + next->len > HEADING_MAX ||
            (rule && !islower((unsigned char)*next->text) &&
             !was_full(next - 1, next)))
            break;
        prose_append(builder->vocabulary, text, next->text, next->len);
        n++;
    }
    if (builder_heading(builder, text->bytes, text->len, GRADE_BARE))
        return n;
    const struct line *next = i + n < lines->count ? first + n : NULL;
    const bool runs_on = next && next->frame == first->frame &&
                         !next->after_blank && !has_tab(next) &&
                         !is_display(lines, next) && was_full(next - 1, next);
    const char end = text->bytes[text->len - 1];
    if (is_display_prose(builder, text, next ? next - 1 : first, next))
        return 0;
    /* Several lines that are only slightly larger than the text are a
     * quotation. */
    if (n > 1 && !first->is_bold &&
        first->size < lines->body_size + quotation_drift)
        return 0;
    return runs_on || end == '.' || end == ',' || end == ';' ? 0 : n;
}

/* Take a grade alone, such as "Grade 3 (adequate)" or "Requires improvement":
 * it belongs to the heading before it. */
static bool
take_grade(struct block_builder *builder, const struct line *line)
{
    return builder_take_grade(
        builder, line, line->text, line->len,
        is_display(builder->lines, line) ? GRADE_BARE : GRADE_NUMBERED);
}

/* Take a row of a table. A row of a name and a grade may be a graded heading:
 * then it has a rule. Some lines only look like a row: a mark may be set far
 * from its text, and a header row may name the section too. */
static bool
take_row(struct block_builder *builder, const struct line *line)
{
    const char *tab = memchr(line->text, '\t', line->len);
    size_t before = 0;

    if (!tab)
        return false;
    const size_t name = (size_t)(tab - line->text);
    const size_t rest = line->len - name - 1;
    const char *grade = grade_at_end(builder->framework->grades, tab + 1, rest,
                                     GRADE_BARE, &before);
    if (!grade || before > 0)
        grade = NULL;
    unsigned code;
    const bool is_sign =
        utf8_char(line->text, name, &code) == name &&
        !(isdigit((unsigned char)*line->text) && memchr(tab + 1, '\t', rest));
    /* "(ii)", or a bullet from an unknown font. */
    if ((name <= ITEM_MARK_MAX && *line->text == '(') || is_sign) {
        struct raw_block *item =
            builder_begin(builder, BLOCK_BULLET, line, tab + 1, rest);
        item->first.text_left = line->cell_left;
        return true;
    }
    if (line->is_bold && !grade &&
        builder_heading(builder, tab + 1, rest, GRADE_NUMBERED)) {
        builder_begin_heading(builder, line, tab + 1, rest);
        return true;
    }
    builder_grade_row(builder,
                      builder_begin_row(builder, line, line->text, line->len));
    return true;
}

/* Whether a number is set where those of the paragraphs before it are. */
static bool
is_in_column(const struct block_builder *builder, const struct line *line)
{
    for (size_t i = builder->count; i > 0 && builder->count - i < BULLETS_MAX;
         i--) {
        const struct raw_block *block = &builder->list[i - 1];
        if (block->kind == BLOCK_NUMBERED)
            return is_same_edge(block->first.left, line->left) &&
                   is_same_edge(block->first.text_left, line->text_left) &&
                   line->text_left > line->left + drift;
    }
    return false;
}

/* Whether the line is part of the last block's sentence although it begins with
 * a mark: it is not apart, and set like the lines of the sentence, not like the
 * bullet before it. */
static bool
is_in_sentence(const struct raw_block *last, const struct line *line)
{
    if (!last || !raw_block_is_paragraph(last) || line->after_blank ||
        raw_block_ends_sentence(last))
        return false;
    const double indent = indent_of(last);
    const bool is_after_bullet =
        last->kind == BLOCK_BULLET && indent > last->first.left + mark_drift &&
        fabs(line->left - last->first.left) < mark_drift;
    return is_same_edge(line->left, indent) && !is_after_bullet;
}

/* Whether the number is part of a sentence, "aged 16 and\n17. They": it is set
 * to the right of the paragraph's own number, or the line before was full. */
static bool
is_wrapped(const struct raw_block *last, const struct line *line)
{
    const bool is_hanging = last && raw_block_is_paragraph(last) &&
                            indent_of(last) > last->first.left + drift;
    if (is_hanging && line->frame != last->last.frame)
        return !raw_block_ends_sentence(last) &&
               is_same_edge(line->left, indent_of(last));
    return is_in_sentence(last, line) &&
           (is_hanging || was_full(&last->last, line));
}

/* Whether a numbered paragraph may begin at the line. */
static bool
may_begin_number(const struct raw_block *last, const struct line *line)
{
    return line->after_blank || !last || last->kind == BLOCK_HEADING ||
           line->left < indent_of(last) - drift ||
           raw_block_ends_sentence(last);
}

static bool
take_number(struct block_builder *builder,
            const struct raw_block *last,
            const struct line *line)
{
    int number;
    const size_t skip = marks_number(line->text, line->len, &number);

    if (is_wrapped(last, line))
        return false;
    const bool may_begin = may_begin_number(last, line);
    if (skip == 0)
        return may_begin && builder->framework->is_by_print &&
               builder_take_parts(builder, line, line->text, line->len);
    if (!builder_number_runs_on(builder, number, may_begin) &&
        !(may_begin && is_in_column(builder, line)))
        return false;
    builder_begin_number(builder, line, number, line->text + skip,
                         line->len - skip);
    return true;
}

static bool
take_bullet(struct block_builder *builder,
            const struct raw_block *last,
            const struct line *line)
{
    const size_t skip = marks_bullet(line->text, line->len);

    if (skip == 0 || (marks_may_be_words(line->text, line->len) &&
                      is_in_sentence(last, line)))
        return false;
    builder_begin(builder, BLOCK_BULLET, line, line->text + skip,
                  line->len - skip);
    return true;
}

/* Whether the line is a heading set like the text, such as "Immediately": it is
 * apart from the text and known, or it is short and numbers or bullets follow.
 */
static bool
is_plain_heading(const struct block_builder *builder, const struct line *line)
{
    const struct lines *lines = builder->lines;
    const struct line *next = line + 1;
    int number;

    if (!line->after_blank)
        return false;
    const struct heading_rule *rule =
        builder_heading(builder, line->text, line->len, GRADE_NUMBERED);
    if (rule && rule->role == HEADING_CLOSE)
        return !builder->framework->is_by_print; /* this is often prose */
    if (line->right > heading_width * line->margin)
        return false;
    if (rule && !framework_rule_is_open(rule))
        return true;
    if (next == lines->list + lines->count || next->frame != line->frame ||
        !next->after_blank || !isupper((unsigned char)*line->text) ||
        prose_ends_sentence(line->text, line->len) ||
        line->len > PLAIN_HEADING_MAX || has_tab(line))
        return false;
    return marks_number(next->text, next->len, &number) > 0 ||
           marks_bullet(next->text, next->len) > 0;
}

static void
take(struct block_builder *builder, const struct line *line)
{
    struct raw_block *last = builder_last(builder);
    const bool is_awaited = last && raw_block_awaits_text(last);

    if (marks_is_rule(line->text, line->len) || take_grade(builder, line) ||
        take_row(builder, line) ||
        (!is_awaited && (take_number(builder, last, line) ||
                         take_bullet(builder, last, line))))
        return;
    if (is_plain_heading(builder, line)) {
        builder_begin_heading(builder, line, line->text, line->len);
        return;
    }
    if (!last || !goes_on(builder, last, line))
        last = insets_sentence_before(builder, line);
    if (!last)
        last = builder_begin(builder, BLOCK_PROSE, line, "", 0);
    else if (last->text.len == 0) {
        last->first.page = line->page;
        last->first.text_left = line->left;
    }
    /* The second line shows where the lines of a paragraph begin, whatever mark
     * the first one has. */
    else if (last->last.top == last->first.top &&
             line->page == last->first.page &&
             is_same_edge(line->left, last->first.left))
        last->first.text_left = line->left;
    prose_append(builder->vocabulary, &last->text, line->text, line->len);
    last->last = *line;
}

/* Begin what is set like a heading. */
static void
begin_display(struct block_builder *builder,
              size_t i,
              size_t n,
              const struct text *text)
{
    const struct line *line = &builder->lines->list[i];
    const enum block_kind kind = insets_kind(builder, i, n, text);

    if (kind == BLOCK_HEADING)
        builder_begin_heading(builder, line, text->bytes, text->len);
    else
        builder_begin(builder, kind, line, text->bytes, text->len);
    builder_last(builder)->last = line[n - 1];
}

void
typed_read(struct block_builder *builder)
{
    const struct lines *lines = builder->lines;
    struct text text = {0};

    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        size_t n;
        if (builder_is_contents(line)) {
            i += contents_length(lines, i) - 1;
            continue;
        }
        if ((n = insets_take_labels(builder, i)) > 0) {
            i += n - 1;
            continue;
        }
        size_t before = 1;
        n = heading_lines(builder, i, &text);
        if (n > 0 && (!grade_at_end(builder->framework->grades, text.bytes,
                                    text.len, GRADE_BARE, &before) ||
                      before > 0)) {
            begin_display(builder, i, n, &text);
            i += n - 1;
        } else {
            take(builder, line);
        }
    }
    free(text.bytes);
}
