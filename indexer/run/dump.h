/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dump.h: reports on standard output: one JSON object a line, or, for a
 * person, one odd thing a line.
 */
#ifndef INDEXER_DUMP_H
#define INDEXER_DUMP_H

#include "report/report.h"

#include <stdbool.h>

/* What can be dumped of a report: paragraphs, reports, judgements. */
bool dump_is_known(const char *what);

/* Print that, or what was odd in it where what is DUMP_ODDITIES: "2010/x.pdf,
 * page 12: paragraph 46 follows paragraph 44". */
#define DUMP_ODDITIES "oddities"
void dump_report(const struct report *report, const char *what);

#endif
