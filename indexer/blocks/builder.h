/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * builder.h: collects lines into blocks. plain.c does this for text, typed.c
 * for a PDF, whose lines have place and type. layout.c makes the finished
 * blocks.
 */
#ifndef INDEXER_BUILDER_H
#define INDEXER_BUILDER_H

#include "base/text.h"
#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "terms/grades.h"
#include "lines/lines.h"
#include "blocks/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a heading; a longer text is prose that begins like one. */
enum { HEADING_MAX = 220 };

struct raw_block {
    enum block_kind kind;
    int number;             /* as in struct block */
    char parts[PARTS_SIZE]; /* the same */
    struct text text;
    const struct heading_rule *rule; /* of a known heading; or NULL */
    const char *grade;               /* of a heading; or NULL */
    struct line first, last;         /* its first and last lines */
};

struct block_builder {
    const struct lines *lines;
    const struct framework *framework;
    struct vocabulary *vocabulary; /* of the lines */
    struct raw_block *list;
    size_t count;
    int last_number;
    char last_parts[PARTS_SIZE];
    int last_heading; /* the last number of a heading; 0: none */
    double left;      /* edge of most of the text; 0: not measured yet */
    int broken_off;   /* paragraph number reached before a nested list restarted
                         at 1 */
};

/* The last block; NULL if there is none. Borrowed until the next block begins.
 */
struct raw_block *builder_last(struct block_builder *builder);

/* Begin a block with this text. Borrowed until the next block begins. */
struct raw_block *builder_begin(struct block_builder *builder,
                                enum block_kind kind,
                                const struct line *line,
                                const char *text,
                                size_t len);

/* Begin a numbered paragraph; the text does not include its number. */
struct raw_block *builder_begin_number(struct block_builder *builder,
                                       const struct line *line,
                                       int number,
                                       const char *text,
                                       size_t len);

/* If the text begins with a number with parts that follows the last one, begin
 * a paragraph with it. */
bool builder_take_parts(struct block_builder *builder,
                        const struct line *line,
                        const char *text,
                        size_t len);

/* If the text is nothing but a grade, or explains one, begin a block of that
 * kind. False if it is not. */
bool builder_take_grade(struct block_builder *builder,
                        const struct line *line,
                        const char *text,
                        size_t len,
                        enum grade_style style);

/* Begin a row of a table with the cells of the text, trimmed. */
struct raw_block *builder_begin_row(struct block_builder *builder,
                                    const struct line *line,
                                    const char *text,
                                    size_t len);

/* Set the grade of a row, and the rule of its name, if it consists of a name
 * and a grade. A number in a cell before the name becomes part of the name. */
void builder_grade_row(const struct block_builder *builder,
                       struct raw_block *row);

/* Begin a heading, with its grade if it ends with one. Its number is left out.
 */
struct raw_block *builder_begin_heading(struct block_builder *builder,
                                        const struct line *line,
                                        const char *text,
                                        size_t len);

/* Whether this number continues the numbers printed so far. One or two may be
 * missing and a list may start again at one, but only where a paragraph may
 * begin: not in "at the end of Key Stage\n1. They". After a list that started
 * again, the numbers from before it may continue. */
bool builder_number_runs_on(const struct block_builder *builder,
                            int number,
                            bool may_begin);

/* The rule of a known heading; NULL if the text is not one. The text may end
 * with its grade in this style. */
const struct heading_rule *builder_heading(const struct block_builder *builder,
                                           const char *text,
                                           size_t len,
                                           enum grade_style style);

/* How grades are printed where type does not show what is one. Frameworks with
 * a table of judgements print the word of a grade alone; in the others a word
 * without its number is not a grade. */
enum grade_style builder_text_style(const struct block_builder *builder);

/* The rule of a known heading where type does not show what is one; NULL if the
 * text is not one. Where a word alone is a grade, a sentence may begin like a
 * graded heading: without a grade it is not one. */
const struct heading_rule *builder_text_heading(
    const struct block_builder *builder, const char *text, size_t len);

/* The length of a heading without the number of a footnote and a colon after
 * it: "improve?1", "Immediately:". */
size_t builder_without_mark(const char *text, size_t len);

/* Whether there has been a sentence, so that the cover has ended. */
bool builder_has_sentence(const struct block_builder *builder);

/* Whether the line is the heading of a contents list. */
bool builder_is_contents(const struct line *line);

/* Whether it is a numbered paragraph, a bullet or prose. */
bool raw_block_is_paragraph(const struct raw_block *block);

/* Whether the text so far ends a sentence. */
bool raw_block_ends_sentence(const struct raw_block *block);

/* Whether its last word is in small letters or joins others: "A report on",
 * "Boats &". */
bool raw_block_ends_within_name(const struct raw_block *block);

/* Whether it is a number that was alone on its line: its text follows, even if
 * that begins with a bullet. */
bool raw_block_awaits_text(const struct raw_block *block);

#endif
