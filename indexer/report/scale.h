/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * scale.h: a report that grades in numbers says what they mean: "Grade 1 is
 * outstanding, grade 2 is good". Without such a scale a number is not a grade.
 */
#ifndef INDEXER_SCALE_H
#define INDEXER_SCALE_H

#include "blocks/blocks.h"
#include "terms/grades.h"

#include <stdbool.h>
#include <stddef.h>

enum { SCALE_MAX = 7 }; /* the highest number of a grade */

struct scale {
    const struct grade_word *words;    /* of grades */
    const char *grades[SCALE_MAX + 1]; /* by number; NULL: not said; constant */
    bool is_known;
};

struct scale scale_read(const struct grade_word *words,
                        const struct blocks *blocks);

/* Whether the text begins with the number of a grade, as a line of a scale
 * does: "Grade 2", "2". */
bool scale_is_step(const char *text);

/* Whether the text is nothing but a number that may be one of a scale. */
bool scale_is_number(const char *text, size_t len);

/* The grade that the text is nothing but: "Good", "2 (good)", "Good 2", "4 -
 * Good", "are good" or, by the scale, "2" and "Grade 2". NULL if it is anything
 * else; constant. *is_number, unless NULL, is whether it is only a number. */
const char *scale_grade(const struct scale *scale,
                        const char *text,
                        size_t len,
                        bool *is_number);

/* Whether the text begins with a grade, in words or with a number beside them,
 * and how many bytes it takes with the marks before it. */
bool scale_begins(const struct scale *scale, const char *text, size_t *used);

#endif
