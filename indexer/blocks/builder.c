/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/builder.h"
#include "base/memory.h"
#include "base/words.h"
#include "blocks/prose.h"
#include "lines/marks.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    NUMBER_GAP_MAX = 3, /* a number or two may be missing, but no more */
    MOTTO_MAX = 60,     /* bytes; a sentence as short may be on a cover */
    CONTENTS_MAX = 100  /* bytes of a heading that says "contents" */
};

struct raw_block *
builder_last(struct block_builder *builder)
{
    return builder->count > 0 ? &builder->list[builder->count - 1] : NULL;
}

struct raw_block *
builder_begin(struct block_builder *builder,
              enum block_kind kind,
              const struct line *line,
              const char *text,
              size_t len)
{
    builder->list =
        memory_grow(builder->list, builder->count, sizeof *builder->list);
    struct raw_block *block = &builder->list[builder->count++];
    *block = (struct raw_block){.kind = kind, .first = *line, .last = *line};
    text_add(&block->text, text, len);
    return block;
}

struct raw_block *
builder_begin_number(struct block_builder *builder,
                     const struct line *line,
                     int number,
                     const char *text,
                     size_t len)
{
    if (number == 1 && builder->last_number > builder->broken_off)
        builder->broken_off = builder->last_number;
    builder->last_number = number;
    struct raw_block *block =
        builder_begin(builder, BLOCK_NUMBERED, line, text, len);
    block->number = number;
    return block;
}

/* The parts of a number, and how many there are. */
static size_t
split_parts(const char *text, long parts[PARTS_SIZE])
{
    size_t n = 0;

    while (*text) {
        char *end;
        parts[n++] = strtol(text, &end, 10);
        text = end + (*end == '.');
    }
    return n;
}

/* Whether a number with parts may follow the other: 1.3 and 1.2.1 follow 1.2,
 * and 2.1 follows 1.9. One part is larger by a few, or there is one part more,
 * and all parts after it are 1. A number whose parts are all 1 begins a list.
 */
static bool
parts_follow(const char *last, const char *next)
{
    long before[PARTS_SIZE], after[PARTS_SIZE];
    const size_t n_before = split_parts(last, before);
    const size_t n = split_parts(next, after);
    size_t first = 0, ones = n; /* where the last parts, all 1, begin */

    while (first < n && first < n_before && before[first] == after[first])
        first++;
    while (ones > 0 && after[ones - 1] <= 1)
        ones--;
    if (ones == 0 || n_before == 0)
        return true;
    const long step =
        first < n ? after[first] - (first < n_before ? before[first] : 0) : 0;
    return step > 0 && step <= NUMBER_GAP_MAX && ones <= first + 1;
}

bool
builder_take_parts(struct block_builder *builder,
                   const struct line *line,
                   const char *text,
                   size_t len)
{
    char parts[PARTS_SIZE];
    const size_t skip = marks_parts(text, len, parts);

    if (skip == 0 || !parts_follow(builder->last_parts, parts))
        return false;
    struct raw_block *block =
        builder_begin(builder, BLOCK_NUMBERED, line, text + skip, len - skip);
    memcpy(block->parts, parts, sizeof parts);
    memcpy(builder->last_parts, parts, sizeof parts);
    return true;
}

bool
builder_take_grade(struct block_builder *builder,
                   const struct line *line,
                   const char *text,
                   size_t len,
                   enum grade_style style)
{
    size_t before;
    const char *grade =
        grade_at_end(builder->framework->grades, text, len, style, &before);

    if (grade_explained(builder->framework->grades, text, len))
        builder_begin(builder, BLOCK_SCALE, line, text, len);
    else if (grade && before == 0)
        builder_begin(builder, BLOCK_GRADE, line, text, len);
    else
        return false;
    return true;
}

struct raw_block *
builder_begin_row(struct block_builder *builder,
                  const struct line *line,
                  const char *text,
                  size_t len)
{
    struct raw_block *block = builder_begin(builder, BLOCK_ROW, line, "", 0);

    marks_add_cells(&block->text, text, len);
    return block;
}

void
builder_grade_row(const struct block_builder *builder, struct raw_block *row)
{
    char *text = row->text.bytes, *tab = strchr(text, '\t'), *number = NULL;
    size_t before = 0;

    if (tab && tab > text &&
        strspn(text, "0123456789.") == (size_t)(tab - text) &&
        strchr(tab + 1, '\t')) {
        number = tab;
        tab = strchr(tab + 1, '\t');
    }
    if (!tab)
        return;
    const char *grade = grade_at_end(builder->framework->grades, tab + 1,
                                     strlen(tab + 1), GRADE_BARE, &before);
    if (!grade || before > 0)
        return;
    if (number)
        *number = ' ';
    row->grade = grade;
    row->rule =
        builder_heading(builder, text, (size_t)(tab - text), GRADE_BARE);
}

/* The length of "Section 1 - " or "Section 2. " before the words of a heading;
 * 0 if it does not begin so. */
static size_t
section_number(const char *text, size_t len)
{
    static const char word[] = "section ";
    size_t n = sizeof word - 1;

    if (len < n || strncasecmp(text, word, n) != 0 ||
        !isdigit((unsigned char)text[n]))
        return 0;
    while (n < len && isdigit((unsigned char)text[n]))
        n++;
    const size_t digits = n;
    while (n < len && strchr(" .:-", text[n]))
        n++;
    if (n < len && strncmp(text + n, "\xe2\x80\x93 ", 4) == 0)
        n += 4;
    return n > digits + 1 && n < len && isalpha((unsigned char)text[n]) ? n : 0;
}

/* The length of the number at the beginning of a heading, with the blanks after
 * it. Only in a report of an unknown kind may a heading have one of an outline:
 * with parts, or a figure, a roman number or a capital. */
static size_t
heading_number(struct block_builder *builder, const char *text, size_t len)
{
    int number;
    char parts[PARTS_SIZE];
    size_t skip = marks_number(text, len, &number), n = 0;

    if (skip > 0 || !builder->framework->is_by_print)
        return skip;
    if ((skip = section_number(text, len)) > 0)
        return skip;
    if ((skip = marks_parts(text, len, parts)) > 0) {
        memcpy(builder->last_parts, parts, sizeof parts);
        return skip;
    }
    while (n < len && text[n] != ' ')
        n++;
    if (n + 1 >= len)
        return 0;
    if (marks_is_outline(text, n))
        return n + 1;
    number = n < PARTS_SIZE && strspn(text, "0123456789") == n
                 ? (int)strtol(text, NULL, 10)
                 : 0;
    if (number == 0 || number != builder->last_heading + 1)
        return 0;
    builder->last_heading = number;
    return n + 1;
}

struct raw_block *
builder_begin_heading(struct block_builder *builder,
                      const struct line *line,
                      const char *text,
                      size_t len)
{
    size_t skip = heading_number(builder, text, len);

    if (skip == len)
        skip = 0;
    text += skip;
    len -= skip;
    size_t before = len;
    const struct heading_rule *rule =
        builder_heading(builder, text, len, GRADE_BARE);
    /* If the heading is unknown and names no judgement, the word of a grade may
     * be part of the heading. */
    const bool is_known =
        rule || framework_judgement(builder->framework, text, len) != NULL;
    const char *grade =
        grade_of_heading(builder->framework->grades, text, len,
                         is_known ? GRADE_BARE : GRADE_NUMBERED, &before);
    if (grade)
        len = before;
    /* The grade may be on the next line, as the last word of the sentence. */
    if (len > 3 && strncmp(text + len - 3, " is", 3) == 0)
        len -= 3;
    struct raw_block *block =
        builder_begin(builder, BLOCK_HEADING, line, text, len);
    block->rule = rule;
    block->grade = grade;
    return block;
}

bool
builder_number_runs_on(const struct block_builder *builder,
                       int number,
                       bool may_begin)
{
    if (number == builder->last_number + 1 ||
        (may_begin && builder->broken_off > 0 &&
         number == builder->broken_off + 1))
        return true;
    return may_begin &&
           (number == 1 || (number > builder->last_number &&
                            number <= builder->last_number + NUMBER_GAP_MAX));
}

size_t
builder_without_mark(const char *text, size_t len)
{
    size_t n = len;

    while (n > 0 && isdigit((unsigned char)text[n - 1]))
        n--;
    if (n == len || n == 0 ||
        !(isalpha((unsigned char)text[n - 1]) || text[n - 1] == '?'))
        n = len;
    while (n > 0 && text[n - 1] == ':')
        n--;
    return n;
}

/* Two kinds of text only look like a known heading: a sentence may begin with
 * the same words, and the rest of a sentence may be as short ("... and should
 * do so\nimmediately."). So a heading must begin with a capital and not end
 * with a full stop. */
const struct heading_rule *
builder_heading(const struct block_builder *builder,
                const char *text,
                size_t len,
                enum grade_style style)
{
    size_t before = len;

    if (len > HEADING_MAX || marks_is_barred(text, len))
        return NULL;
    const char *grade =
        grade_of_heading(builder->framework->grades, text, len, style, &before);
    const char *first = text;
    while (first < text + before && *first == '*')
        first++;
    if (before == 0 || islower((unsigned char)*first) ||
        memchr(text, '\t', before))
        return NULL;
    char *words = words_plain(text, builder_without_mark(text, before));
    const struct heading_rule *rule =
        framework_heading(builder->framework, words);
    free(words);
    /* The text that closes a report of a known kind may be a sentence; other
     * headings are not. */
    const bool is_sentence = !grade && text[before - 1] == '.';
    const bool may_be_sentence =
        rule && rule->role == HEADING_CLOSE && !builder->framework->is_by_print;
    return is_sentence && !may_be_sentence ? NULL : rule;
}

bool
builder_has_sentence(const struct block_builder *builder)
{
    for (size_t i = 0; i < builder->count; i++) {
        const struct raw_block *block = &builder->list[i];
        if (raw_block_is_paragraph(block) && block->text.len > MOTTO_MAX &&
            raw_block_ends_sentence(block))
            return true;
    }
    return false;
}

bool
builder_is_contents(const struct line *line)
{
    if (line->len > CONTENTS_MAX)
        return false;
    char *words = words_plain(line->text, line->len);
    const bool is_it = strcmp(words, "contents") == 0 ||
                       strcmp(words, "table of contents") == 0;
    free(words);
    return is_it;
}

bool
raw_block_is_paragraph(const struct raw_block *block)
{
    return block->kind == BLOCK_NUMBERED || block->kind == BLOCK_BULLET ||
           block->kind == BLOCK_PROSE;
}

bool
raw_block_ends_sentence(const struct raw_block *block)
{
    return prose_ends_sentence(block->text.bytes, block->text.len);
}

bool
raw_block_ends_within_name(const struct raw_block *block)
{
    const char *end = block->text.bytes + block->text.len, *word = end;

    while (word > block->text.bytes && word[-1] != ' ')
        word--;
    return word < end && (islower((unsigned char)*word) || *word == '&');
}

bool
raw_block_awaits_text(const struct raw_block *block)
{
    return block->kind == BLOCK_NUMBERED && block->text.len == 0;
}

enum grade_style
builder_text_style(const struct block_builder *builder)
{
    return builder->framework->is_graded && !builder->framework->first_judgement
               ? GRADE_BARE
               : GRADE_NUMBERED;
}

const struct heading_rule *
builder_text_heading(const struct block_builder *builder,
                     const char *text,
                     size_t len)
{
    const enum grade_style style = builder_text_style(builder);
    const struct heading_rule *rule =
        builder_heading(builder, text, len, style);
    size_t before;

    if (rule && rule->role == HEADING_CLOSE && builder->framework->is_by_print)
        return NULL; /* nothing is left out after it */
    if (rule && style == GRADE_BARE && rule->area &&
        framework_rule_is_open(rule) &&
        !grade_of_heading(builder->framework->grades, text, len, style,
                          &before))
        return NULL;
    return rule;
}
