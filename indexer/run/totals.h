/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * totals.h: counts what a run has read, left alone and refused.
 */
#ifndef INDEXER_TOTALS_H
#define INDEXER_TOTALS_H

#include "report/report.h"

#include <stddef.h>

struct totals {
    size_t reports;
    size_t paragraphs;
    size_t unchanged; /* files, like the next three */
    size_t older;     /* of these, as an earlier version read them */
    size_t moved;
    size_t refused;
    size_t recognised; /* pages read by OCR */
};

/* Count reports that were read. */
void totals_count(struct totals *totals, const struct report_list *reports);

/* Say what was read with OCR, now or before. */
void totals_say_ocr(const struct totals *totals);

#endif
