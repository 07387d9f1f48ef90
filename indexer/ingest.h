/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ingest.h: reports -> index. A report is replaced as a whole or not at all.
 *
 * In the index a paragraph is a document: its data is its record (record.h),
 * its text is searched, its fields are values by the field table. Beside the
 * documents stand, as metadata: "schema", and for each report "report/ID"
 * with its record and the path of its file.
 */
#ifndef INDEXER_INGEST_H
#define INDEXER_INGEST_H

#include "report.h"
#include "xapian-capi.h"

#include <stdbool.h>

struct ingest;

/* Open the index in the folder db, or make it. NULL on failure: *err tells,
 * for a person, what happened and what to do. */
struct ingest *ingest_open(const char *db, struct xc_error *err);

/* Put the report in place of what the file at path held before. The report's
 * id may be changed, to tell it from another report's. */
enum xc_status ingest_report(struct ingest *ingest,
                             struct report *report,
                             const char *path,
                             struct xc_error *err);

/* Make all that was put in visible. */
enum xc_status ingest_finish(struct ingest *ingest, struct xc_error *err);

/* Close; what was not finished since the last commit is forgotten. */
void ingest_close(struct ingest *ingest);

#endif
