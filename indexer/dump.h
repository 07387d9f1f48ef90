/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dump.h: reports on standard output, one JSON object a line.
 */
#ifndef INDEXER_DUMP_H
#define INDEXER_DUMP_H

#include "report.h"

#include <stdbool.h>

/* What can be dumped of a report: paragraphs, reports, judgements. */
bool is_dump(const char *what);

void dump_report(const struct report *report, const char *what);

#endif
