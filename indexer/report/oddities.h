/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * oddities.h: finds contradictions in a report, where the report is wrong or
 * was read wrongly, for a person to check.
 */
#ifndef INDEXER_ODDITIES_H
#define INDEXER_ODDITIES_H

#include "report/report.h"

/* Look at a report that is read and graded, and add to its oddities:
 *  - printed numbers that do not run on;
 *  - a heading's grade, or one that a sentence states, that is not the one of
 *    the record or table;
 *  - a framework, authority or date that was not recognised. */
void oddities_find(struct report *report);

#endif
