/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dump.h: prints reports on standard output: one JSON object per line or, for a
 * person, one oddity per line.
 */
#ifndef INDEXER_DUMP_H
#define INDEXER_DUMP_H

#include "report/report.h"

#include <stdbool.h>

/* Whether this can be dumped: paragraphs, reports or judgements. */
bool dump_is_known(const char *what);

/* Print `what` (paragraphs, reports or judgements) for a report; for
 * DUMP_ODDITIES, one line per oddity, such as "2010/x.pdf, page 12: paragraph
 * 46 follows paragraph 44". */
#define DUMP_ODDITIES "oddities"
void dump_report(const struct report *report, const char *what);

#endif
