/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * jsonl.h: JSON Lines -> reports. A line is a paragraph, with the fields that
 * --dump paragraphs prints; docs/records.md describes them. What was dumped
 * comes in as it was.
 */
#ifndef INDEXER_JSONL_H
#define INDEXER_JSONL_H

#include "base/text.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* Read the records of a file. Those of one report id are one report; so are
 * those without one that are of the same framework, title, authority and
 * dates. Ids that are given are kept as they are, the others are made.
 * source is the name to know the file by.
 *
 * One bad line refuses the file: a report is replaced whole or not at all.
 * The reason names the first, and how many more there are; then out is
 * empty. */
bool jsonl_read(const char *source,
                const char *bytes,
                size_t len,
                struct report_list *out,
                char reason[REASON_SIZE]);

#endif
