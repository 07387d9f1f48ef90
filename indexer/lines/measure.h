/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * measure.h: measures the body type of a PDF, that of most of its lines.
 */
#ifndef INDEXER_MEASURE_H
#define INDEXER_MEASURE_H

#include "lines/lines.h"

#include <stddef.h>

/* The most common of n sizes, weighted by the number of characters of each
 * (NULL: one each). Sizes that differ by no more than the tolerance count as
 * the same. 0 if there are none. */
double measure_common_size(const double *sizes,
                           const size_t *chars,
                           size_t n,
                           double tolerance);

/* The value at this percentile, 50 for the median; 0 if there are none. Sorts
 * the values. */
double measure_percentile(double *values, size_t n, size_t hundredth);

/* Set the body size, the right margin and the leading of the lines. */
void measure_type(struct lines *lines);

/* Set where the text of most pages begins, and which lines follow a blank. Call
 * this after measure_type(), when the furniture has been removed. */
void measure_gaps(struct lines *lines);

#endif
