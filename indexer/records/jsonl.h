/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * jsonl.h: reads reports from JSON Lines. Each line is a paragraph, with the
 * fields that --dump paragraphs prints; docs/records.md describes them. What
 * was dumped is read back unchanged.
 */
#ifndef INDEXER_JSONL_H
#define INDEXER_JSONL_H

#include "base/text.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* Read the records of a file. Records with the same report id make one report,
 * and so do those without one that have the same framework, title, authority
 * and dates. Given ids are kept, missing ones are made. source is the name by
 * which reports refer to the file.
 *
 * One bad line is enough to refuse the file, since a report is replaced as a
 * whole or not at all. The reason lists the first bad lines and says how
 * many more there are (badlines.h); out is then empty.
 */
bool jsonl_read(const char *source,
                const char *bytes,
                size_t len,
                struct report_list *out,
                char reason[REASON_SIZE]);

/* The same of records that an index has. Words of frameworks that are not known
 * here, such as those of a person's own, are taken as they are. */
bool jsonl_read_kept(const char *source,
                     const char *bytes,
                     size_t len,
                     struct report_list *out,
                     char reason[REASON_SIZE]);

#endif
