/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * oddities.h: finds contradictions in a report, where the report is wrong or
 * was read wrongly, for a person to check.
 */
#ifndef INDEXER_ODDITIES_H
#define INDEXER_ODDITIES_H

#include "report/report.h"

/* Check a report that has been read and graded, and add to its oddities:
 *  - printed numbers that are out of order;
 *  - grades of headings or sentences that differ from the record or table;
 *  - a framework, authority or date that was not recognised. */
void oddities_find(struct report *report);

#endif
