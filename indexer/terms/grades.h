/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grades.h: grades where they are printed and where they are said.
 */
#ifndef INDEXER_GRADES_H
#define INDEXER_GRADES_H

#include <stdbool.h>
#include <stddef.h>

/* How a grade is printed beside a heading or in a table. */
enum grade_style {
    GRADE_NUMBERED, /* with its number: "Grade 3 (adequate)" */
    GRADE_BARE      /* the word is enough: "Adequate" */
};

/* The grade that ends the text, and where the text before it ends: "Staying
 * safe**Grade 2 (good)**" is good, after "Staying safe". A text that is
 * nothing but a grade has *before 0. NULL where there is none; borrowed,
 * constant, as in the schema. */
const char *grade_at_end(const char *text,
                         size_t len,
                         enum grade_style style,
                         size_t *before);

/* The grade that a heading ends with: as above and, in bare style, also as a
 * sentence says it: "... is that it is good", "... require improvement
 * because:". */
const char *grade_of_heading(const char *text,
                             size_t len,
                             enum grade_style style,
                             size_t *before);

/* Whether the text says, in a grade's place, that none is given: "Not judged".
 */
bool grade_withheld(const char *text, size_t len);

/* Whether the line explains a grade, as the scale does: "Good (Grade 2) A
 * service that ...". */
bool grade_explained(const char *text, size_t len);

/* The grade that a paragraph's first sentence passes: "Case recording is
 * inadequate." NULL where it passes none: where a grade's word describes a
 * noun ("a good range of"), is negated ("is not yet good"), is somebody
 * else's ("have been judged good") or is in a clause of its own
 * ("although this is good"). *subject is set to the length of the text before
 * the verb. */
const char *grade_stated(const char *text, size_t *subject);

/* The length of the first sentence. */
size_t grade_first_sentence(const char *text);

#endif
