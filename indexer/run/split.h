/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * split.h: a source each of whose reports is kept as a source of its own, so
 * that a report that comes again replaces only itself (struct source).
 */
#ifndef INDEXER_SPLIT_H
#define INDEXER_SPLIT_H

#include "base/text.h"
#include "index/ingest.h"
#include "report/report.h"

#include <stdbool.h>

/* Whether the index can store the reports: ids_accept() for each. False with a
 * reason. The ingest may be NULL. */
bool split_accept(struct ingest *ingest,
                  const struct report_list *reports,
                  char reason[REASON_SIZE]);

/* Put each of the reports into the index. */
enum fe_status split_put(struct ingest *ingest,
                         struct report_list *reports,
                         struct fe_error *err);

#endif
