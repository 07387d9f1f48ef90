/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * measure.h: the type that a PDF is set in, by the lines that are most of it.
 */
#ifndef INDEXER_MEASURE_H
#define INDEXER_MEASURE_H

#include "lines/lines.h"

#include <stddef.h>

/* The size that most characters have, of n sizes with so many characters each
 * (NULL: one each). Sizes that differ by no more than the tolerance are the
 * same. 0 where there are none. */
double measure_common_size(const double *sizes,
                           const size_t *chars,
                           size_t n,
                           double tolerance);

/* Set the body size, the right margin and the leading of the lines. */
void measure_type(struct lines *lines);

/* Set where the text of most pages begins, and which lines have a blank before
 * them. To be called once the type is measured and the furniture is gone. */
void measure_gaps(struct lines *lines);

#endif
