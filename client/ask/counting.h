/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * counting.h: questions for exact counts, and the base that a count is a share
 * of: what the same filters select without the words.
 */
#ifndef CLIENT_ASK_COUNTING_H
#define CLIENT_ASK_COUNTING_H

#include "ask/session.h"

#include <jansson.h>

/* Those parameters of the options that select paragraphs, and the timeout. The
 * caller frees it. */
json_t *counting_selection(const struct options *options);

/* The same without the words. The caller frees it. */
json_t *counting_base(const json_t *selection);

/* Ask for the totals of the selection. The selection is only read. */
struct question counting_totals(const json_t *selection);

/* Ask for the counts of the selection in rows, and in columns unless that is
 * NULL, of a unit: "paragraphs", "reports" or "authorities". */
struct question counting_matrix(const json_t *selection,
                                const char *rows,
                                const char *columns,
                                const char *unit);

/* What the result counts in all, in this unit. */
size_t counting_total(const json_t *result, const char *unit);

/* The counts of the rows, or of the columns, of a matrix: an object with a
 * number for each value. The caller frees it. */
json_t *counting_of_axis(const json_t *matrix, const char *axis);

/* The counts of the cells in this column: an object with a number for the value
 * of each row that has any. The caller frees it. */
json_t *counting_of_column(const json_t *matrix, const char *column);

/* count as a share of base, from 0 to 1; null if the base is 0. The caller
 * frees it. */
json_t *counting_share(size_t count, size_t base);

#endif
