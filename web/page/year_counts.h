/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * year_counts.h: reports, counted by year and one other thing that is not a
 * field to count by: in the form of a matrix of the daemon, of which trends
 * (ask/trending.h) are made.
 */
#ifndef WEB_PAGE_YEAR_COUNTS_H
#define WEB_PAGE_YEAR_COUNTS_H

#include <jansson.h>
#include <stdbool.h>

/* No reports; the caller frees it. */
json_t *year_counts_new(void);

/* Count a report of this date, which may be "", that has the value. */
void year_counts_add(json_t *counts, const char *date, const char *value);

/* The matrix of the years that were counted and these values, a list of
 * strings, which are values of the field; as a base, every value has all
 * reports of the year. The caller frees it. */
json_t *year_counts_matrix(const json_t *counts,
                           const char *field,
                           const json_t *values,
                           bool is_base);

#endif
