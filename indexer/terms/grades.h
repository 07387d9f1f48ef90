/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grades.h: finds grades that are printed with headings or in tables, and
 * grades that sentences state.
 */
#ifndef INDEXER_GRADES_H
#define INDEXER_GRADES_H

#include <stdbool.h>
#include <stddef.h>

/* How a grade is printed beside a heading or in a table. */
enum grade_style {
    GRADE_NUMBERED, /* only with its number: "Grade 3 (adequate)" */
    GRADE_BARE      /* the word alone is enough: "Adequate" */
};

/* How reports print a grade. A list ends with one whose grade is NULL, and of
 * two of which one contains the other, the longer comes first. */
struct grade_word {
    const char *printed; /* in lower case */
    const char *grade;   /* a word of the schema */
};

/* The grade at the end of the text, and the length of the text before it:
 * "Staying safe**Grade 2 (good)**" is good, after "Staying safe". *before is 0
 * if the text is nothing but a grade. NULL if there is none; constant, a word
 * of the schema. */
const char *grade_at_end(const struct grade_word *grades,
                         const char *text,
                         size_t len,
                         enum grade_style style,
                         size_t *before);

/* The grade at the end of a heading: as above and, in bare style, also if it is
 * worded as in a sentence: "... is that it is good", "... require improvement
 * because:". */
const char *grade_of_heading(const struct grade_word *grades,
                             const char *text,
                             size_t len,
                             enum grade_style style,
                             size_t *before);

/* Whether the text says, in place of a grade, that none was given: "Not
 * judged". */
bool grade_withheld(const char *text, size_t len);

/* Whether the line explains a grade: "Good (Grade 2) A service that ...". */
bool
grade_explained(const struct grade_word *grades, const char *text, size_t len);

/* The grade that the first sentence of a paragraph states: "Case recording is
 * inadequate." NULL if it states none: the word may describe a noun ("a good
 * range of"), be negated ("is not yet good"), report somebody else's opinion
 * ("have been judged good") or be in a subordinate clause ("although this is
 * good"). *subject is set to the length of the text before the verb. */
const char *grade_stated(const struct grade_word *grades,
                         const char *text,
                         size_t *subject);

/* The length of the first sentence. */
size_t grade_first_sentence(const char *text);

#endif
