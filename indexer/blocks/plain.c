/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two passes turn text into blocks. The first looks at lines: a line that
 * begins something (a number, a bullet, a known heading of one or more lines, a
 * paragraph after a blank line) begins a block, and any other continues the
 * block before. The second looks at blocks of prose, and finds those that
 * continue a paragraph which a page break cut in two and those that are unknown
 * headings.
 */
#include "blocks/plain.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "terms/grades.h"
#include "lines/marks.h"
#include "blocks/prose.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADING_WORDS_MAX = 14, /* of an unknown heading */
    NAME_MAX = 110,         /* bytes of the name of a judgement */
    NAMES_MAX = 8,      /* names of judgements that may precede their grades */
    CONTENTS_MAX = 120, /* lines of a contents list */
    HEADING_LINES_MAX = 3
};

/* Whether a line of this many characters was broken because it was full: the
 * first word of the next line would not have fitted. */
static bool
was_full(const struct lines *lines, size_t chars, const char *next, size_t len)
{
    const char *blank = memchr(next, ' ', len);
    const size_t word = blank ? (size_t)(blank - next) : len;

    return lines->width > 0 &&
           chars + 1 + utf8_length(next, word) > lines->width;
}

/* A line while it is being taken: its text without leading marks, and the block
 * before it. */
struct taking {
    const struct line *line;
    const char *text;
    size_t len;
    bool is_marked; /* as a heading, with # */
    struct raw_block *last;
    bool is_apart; /* it begins a block, whatever its text */
    const struct heading_rule *rule;
};

static bool
take_grade(struct block_builder *builder, const struct taking *t)
{
    return builder_take_grade(builder, t->line, t->text, t->len,
                              t->is_apart ? builder_text_style(builder)
                                          : GRADE_NUMBERED);
}

/* Take a numbered paragraph. The number of a heading is removed, and the
 * heading is left to the caller. */
static bool
take_number(struct block_builder *builder, struct taking *t)
{
    int number;
    const size_t skip = marks_number(t->text, t->len, &number);

    if (skip == 0)
        return builder->framework->is_by_print && t->is_apart &&
               builder_take_parts(builder, t->line, t->text, t->len);
    t->rule = builder_text_heading(builder, t->text + skip, t->len - skip);
    if (t->rule) {
        t->text += skip;
        t->len -= skip;
        return false;
    }
    const bool may_begin = t->is_apart || t->last->kind == BLOCK_BULLET ||
                           raw_block_ends_sentence(t->last);
    if (!builder_number_runs_on(builder, number, may_begin))
        return false;
    builder_begin_number(builder, t->line, number, t->text + skip,
                         t->len - skip);
    return true;
}

static bool
take_bullet(struct block_builder *builder, const struct taking *t)
{
    const size_t skip = marks_bullet(t->text, t->len);

    if (skip == 0)
        return false;
    /* At the start of a wrapped line a mark may belong to the sentence, but for
     * the hyphen, which is the usual bullet of a text. */
    if (*t->text != '-' && marks_may_be_words(t->text, t->len) &&
        !t->is_apart && t->last->kind != BLOCK_BULLET &&
        !raw_block_ends_sentence(t->last))
        return false;
    builder_begin(builder, BLOCK_BULLET, t->line, t->text + skip,
                  t->len - skip);
    return true;
}

/* In wrapped text without blank lines, a short line ends a paragraph. */
static bool
begins_paragraph(const struct block_builder *builder, const struct taking *t)
{
    return t->is_apart ||
           (builder->lines->width > 0 && t->last->kind != BLOCK_NUMBERED &&
            raw_block_ends_sentence(t->last) &&
            !was_full(builder->lines, t->last->last.chars, t->text, t->len));
}

/* Take prose or a heading: begin a block or continue the last one. */
static void
take_text(struct block_builder *builder, const struct taking *t)
{
    struct raw_block *last = t->last;
    const bool is_heading = t->rule || t->is_marked;

    if (!is_heading && last && last->text.len == 0) {
        last->first = *t->line; /* a number or bullet was alone on its line */
        text_add(&last->text, t->text, t->len);
    } else if (!is_heading && !begins_paragraph(builder, t)) {
        prose_append(builder->vocabulary, &last->text, t->text, t->len);
    } else {
        size_t len = t->len;
        const char *grade =
            t->rule
                ? grade_of_heading(builder->framework->grades, t->text, t->len,
                                   builder_text_style(builder), &len)
                : NULL;
        last = builder_begin(builder, is_heading ? BLOCK_HEADING : BLOCK_PROSE,
                             t->line, t->text, grade ? len : t->len);
        last->rule = t->rule;
        last->grade = grade;
    }
    last->last = *t->line;
}

/* Take one line that is not in a contents list. */
static void
take(struct block_builder *builder, const struct line *line)
{
    struct raw_block *last = builder_last(builder);
    struct taking t = {
        .line = line, .text = line->text, .len = line->len, .last = last};
    const bool is_awaited = last && raw_block_awaits_text(last);

    t.is_apart = line->after_blank || !last || last->rule ||
                 last->kind == BLOCK_ROW || last->kind == BLOCK_GRADE;
    if (marks_is_rule(t.text, t.len))
        return;
    while (t.len > 1 && t.text[0] == '#') {
        t.is_marked = true;
        t.text++;
        t.len--;
    }
    utf8_trim(&t.text, &t.len);
    if (take_grade(builder, &t))
        return;
    t.rule = t.is_marked ? builder_heading(builder, t.text, t.len,
                                           builder_text_style(builder))
                         : builder_text_heading(builder, t.text, t.len);
    if (!t.rule && (take_number(builder, &t) ||
                    (!t.rule && !is_awaited && take_bullet(builder, &t))))
        return;
    if (!t.rule && marks_is_row(t.text, t.len))
        builder_begin_row(builder, line, t.text, t.len);
    else
        take_text(builder, &t);
}

/* The number of lines of a contents list, including its heading at from; 0 if
 * its end is not found. It ends where its first entry recurs as a heading. */
static size_t
contents_length(const struct lines *lines, size_t from)
{
    char *first = NULL;
    size_t length = 0;

    for (size_t i = from + 1; i < lines->count && i - from < CONTENTS_MAX;
         i++) {
        const struct line *line = &lines->list[i];
        char *words = words_plain(line->text, line->len);
        size_t n = strlen(words);
        bool has_number = false;
        while (n > 0 &&
               (isdigit((unsigned char)words[n - 1]) || words[n - 1] == ' ')) {
            has_number = true;
            words[--n] = '\0';
        }
        if (!first && n > 0) {
            first = words;
            continue;
        }
        const bool is_end =
            first && i > from + 2 && !has_number && strcmp(words, first) == 0;
        free(words);
        if (is_end) {
            length = i - from;
            break;
        }
    }
    free(first);
    return length;
}

/* Whether it is short, begins with a capital and has no full stop at its end.
 */
static bool
looks_like_heading(const struct raw_block *block)
{
    const char *text = block->text.bytes;
    size_t len = block->text.len, words = 0;

    while (len > 0 && text[len - 1] == '*')
        len--;
    if (len == 0 || len > HEADING_MAX || strchr(",!", text[len - 1]) ||
        (prose_ends_sentence(text, len) && text[len - 1] != '?'))
        return false;
    while (*text == '*')
        text++;
    if (!isupper((unsigned char)*text) && !(*text & 0x80))
        return false;
    for (const char *p = text; *p; p++)
        words += *p == ' ';
    return words < HEADING_WORDS_MAX;
}

/* Whether a block introduces a list and does not continue the paragraph before
 * a page break. */
static bool
introduces_list(const struct raw_block *before, const struct raw_block *block)
{
    return block->first.page == before->last.page && block->text.len > 0 &&
           block->text.bytes[block->text.len - 1] == ':';
}

/* Whether a block of prose continues the paragraph before it. */
static bool
is_rest(const struct block_builder *builder,
        const struct raw_block *before,
        const struct raw_block *block)
{
    const bool is_heading = looks_like_heading(block);

    /* The explanation of a grade may be wrapped, or its cells may be on
     * separate lines. */
    if (before->kind == BLOCK_SCALE)
        return !block->first.after_blank ||
               before->text.bytes[before->text.len - 1] == ')';
    if (!raw_block_is_paragraph(before))
        return false;
    if (prose_begins_small(block->text.bytes, block->text.len))
        return true;
    if (!raw_block_ends_sentence(before))
        /* Bullets often have no full stop; a heading or the sentence before
         * the next list may follow one. */
        return before->kind != BLOCK_BULLET ||
               !(is_heading || introduces_list(before, block));
    if (is_heading)
        return false;
    if (before->kind == BLOCK_NUMBERED && builder->framework->is_numbered)
        return !introduces_list(before, block);
    return block->first.page > before->first.page &&
           was_full(builder->lines, before->last.chars, block->text.bytes,
                    block->text.len);
}

/* Join blocks that belong together, and tell prose from unknown headings. */
static void
join(struct block_builder *builder)
{
    const bool has_table = builder_text_style(builder) == GRADE_BARE;
    size_t kept = 0;
    bool in_body = false, in_record = false;

    for (size_t i = 0; i < builder->count; i++) {
        struct raw_block *block = &builder->list[i];
        struct raw_block *last = kept > 0 ? &builder->list[kept - 1] : NULL;

        if (block->text.len == 0) { /* a bullet without text */
            free(block->text.bytes);
            continue;
        }
        in_body |= block->kind == BLOCK_NUMBERED ||
                   (block->rule && block->kind != BLOCK_ROW &&
                    (block->rule->role != HEADING_TITLE || !has_table));
        in_record |= block->rule && block->rule->role == HEADING_RECORD;
        if (block->kind == BLOCK_PROSE && last && in_body && !in_record &&
            is_rest(builder, last, block)) {
            prose_append(builder->vocabulary, &last->text, block->text.bytes,
                         block->text.len);
            last->last = block->last;
            free(block->text.bytes);
            continue;
        }
        /* A line that was broken because it was full continues after the page
         * break, so it is not a heading. */
        const struct raw_block *next =
            i + 1 < builder->count ? block + 1 : NULL;
        const bool goes_on = next && next->kind == BLOCK_PROSE &&
                             was_full(builder->lines, block->last.chars,
                                      next->text.bytes, next->text.len);
        if (block->kind == BLOCK_PROSE && !goes_on && looks_like_heading(block))
            block->kind = BLOCK_HEADING;
        builder->list[kept++] = *block;
    }
    builder->count = kept;
}

/* A title may be broken within a name, so its next line may begin with a
 * capital; labels and dates are not part of it. */
static bool
is_rest_of_title(const struct block_builder *builder,
                 const struct heading_rule *rule,
                 const struct line *next)
{
    if (rule->role != HEADING_TITLE || builder->framework->is_letter)
        return false;
    for (size_t i = 0; i < next->len; i++)
        if (next->text[i] == ':' || next->text[i] == '.' ||
            isdigit((unsigned char)next->text[i]))
            return false;
    return true;
}

/* How many lines from i on form one known heading; 0 if none. Sets text to the
 * joined lines. */
static size_t
heading_lines(const struct block_builder *builder, size_t i, struct text *text)
{
    const struct lines *lines = builder->lines;
    const struct line *line = &lines->list[i];
    const struct heading_rule *rule =
        builder_text_heading(builder, line->text, line->len);
    size_t n = 1;

    text->len = 0;
    text_add(text, line->text, line->len);
    /* A heading that is known only by how it begins continues in lower case or,
     * for a title, as is_rest_of_title() allows. */
    const bool is_open = rule && framework_rule_is_open(rule);
    const bool may_go_on =
        rule ? is_open
             : isupper((unsigned char)line->text[0]) &&
                   !prose_ends_sentence(line->text, line->len);
    for (; n < HEADING_LINES_MAX && i + n < lines->count && may_go_on &&
           (!rule || is_open);
         n++) {
        const struct line *next = &lines->list[i + n];
        if (next->after_blank || text->len + next->len > HEADING_MAX ||
            (is_open && !islower((unsigned char)next->text[0]) &&
             !is_rest_of_title(builder, rule, next)))
            break;
        prose_append(builder->vocabulary, text, next->text, next->len);
        if (!rule)
            rule = builder_text_heading(builder, text->bytes, text->len);
    }
    return rule ? n : 0;
}

/* Whether the block is only the name of a judgement. */
static bool
is_judgement_name(const struct block_builder *builder,
                  const struct raw_block *block)
{
    return (block->kind == BLOCK_PROSE || block->kind == BLOCK_HEADING ||
            block->kind == BLOCK_NUMBERED) &&
           !block->grade && block->text.len <= NAME_MAX &&
           !raw_block_ends_sentence(block) &&
           framework_judgement(builder->framework, block->text.bytes,
                               block->text.len);
}

/* Whether the block is only a grade, or says that none was given. */
static bool
is_grade_alone(const struct block_builder *builder,
               const struct raw_block *block)
{
    const char *text = block->text.bytes;
    size_t before = 1;

    return block->text.len > 0 &&
           (grade_withheld(text, block->text.len) ||
            (grade_at_end(builder->framework->grades, text, block->text.len,
                          GRADE_BARE, &before) &&
             before == 0));
}

/* Put a name and its grade back together into one row of a table. */
static void
make_row(const struct block_builder *builder,
         struct raw_block *name,
         const struct raw_block *grade)
{
    char number[16] = "";
    struct text row = {0};
    size_t before;

    name->rule =
        builder_heading(builder, name->text.bytes, name->text.len, GRADE_BARE);
    name->grade = grade_at_end(builder->framework->grades, grade->text.bytes,
                               grade->text.len, GRADE_BARE, &before);
    if (name->kind == BLOCK_NUMBERED)
        snprintf(number, sizeof number, "%d. ", name->number);
    name->kind = BLOCK_ROW;
    text_add_string(&row, number);
    text_add(&row, name->text.bytes, name->text.len);
    text_add(&row, "\t", 1);
    text_add(&row, grade->text.bytes, grade->text.len);
    free(name->text.bytes);
    name->text = row;
}

/* The cells of a table may be on separate lines: a name and then its grade, or
 * several names and then their grades in the same order. */
static void
pair_grades(struct block_builder *builder)
{
    size_t names[NAMES_MAX], n_names = 0, kept = 0;

    for (size_t i = 0; i < builder->count; i++) {
        struct raw_block *block = &builder->list[i];
        if (n_names > 0 && is_grade_alone(builder, block)) {
            make_row(builder, &builder->list[names[0]], block);
            memmove(names, names + 1, --n_names * sizeof *names);
            free(block->text.bytes);
            continue;
        }
        if (is_judgement_name(builder, block) && n_names < NAMES_MAX)
            names[n_names++] = kept;
        else
            n_names = 0;
        builder->list[kept++] = *block;
    }
    builder->count = kept;
}

void
plain_read(struct block_builder *builder)
{
    const struct lines *lines = builder->lines;
    struct text text = {0};

    for (size_t i = 0; i < lines->count; i++) {
        struct line line = lines->list[i];
        size_t length;
        if (builder_is_contents(&line) &&
            (length = contents_length(lines, i)) > 0) {
            i += length - 1;
            continue;
        }
        if ((length = heading_lines(builder, i, &text)) > 1) {
            line.text = text.bytes;
            line.len = text.len;
            i += length - 1;
        }
        take(builder, &line);
    }
    free(text.bytes);
    if (builder_text_style(builder) == GRADE_BARE)
        pair_grades(builder);
    join(builder);
}
