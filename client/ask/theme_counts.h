/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * theme_counts.h: the counts of many themes (themes.h): the questions to ask,
 * and what their answers come to. Whoever asks them is somebody else.
 */
#ifndef CLIENT_ASK_THEME_COUNTS_H
#define CLIENT_ASK_THEME_COUNTS_H

#include "ask/session.h"

#include <jansson.h>
#include <stddef.h>

struct theme_counts {
    const char *rows; /* the field of the rows; NULL if there are none */
    const char *unit; /* what is counted in them */
    json_t *themes;
    struct question *questions; /* [0] is about the base: what the filters
                                   select without words */
    size_t *theme_of;           /* of each question but the first */
    size_t n;                   /* questions */
};

/* Begin with the question about the base of the selection, which is only read.
 * Takes ownership of the themes; rows and unit are borrowed. Free it with
 * theme_counts_fini(). */
void theme_counts_init(struct theme_counts *counts,
                       json_t *themes,
                       const char *rows,
                       const char *unit,
                       const json_t *selection);
void theme_counts_fini(struct theme_counts *counts);

/* Add the question about a theme, by its place in the list, which has no error:
 * how much the selection, which is only read, comes to. */
void theme_counts_add(struct theme_counts *counts,
                      size_t theme,
                      const json_t *selection);

/* The theme of a question but the first. Borrowed. */
json_t *theme_counts_theme(const struct theme_counts *counts, size_t question);

/* Everything that was found, as --json prints it, once all questions have an
 * answer and the first of them a result. Takes ownership of revision, a number
 * or null. The caller frees it. */
json_t *theme_counts_result(struct theme_counts *counts, json_t *revision);

#endif
