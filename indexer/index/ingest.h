/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ingest.h: reports -> index. A file's reports are replaced together, each as
 * a whole, or not at all.
 *
 * In the index a paragraph is a document (assembly.h).
 *
 * Besides the documents, it contains as metadata:
 *   "schema"       the version of the field table
 *   "report/ID"    of each report the record; its judgements, as they are
 *                  printed; the abbreviations it explains; and, of its file,
 *                  the path, the name and the digest (of its content: digest.h)
 *   "equal/caf"    what an abbreviation stands for, by the consensus of all
 *                  reports (consensus.h), one meaning a line; the engine reads
 *                  it (FE_EQUAL_KEY)
 */
#ifndef INDEXER_INGEST_H
#define INDEXER_INGEST_H

#include "base/text.h"
#include "index/registry.h"
#include "report/report.h"
#include "files/source.h"
#include "findings/engine.h"

#include <stdbool.h>
#include <stddef.h>

struct ingest;

/* Open the index in the folder db, or create it. NULL on failure: *err says,
 * for a person, what happened and what to do. */
struct ingest *ingest_open(const char *db, struct fe_error *err);

/* What is in the index, and from where. Borrowed until the next change. */
const struct registry *ingest_registry(const struct ingest *ingest);

/* Whether the index can store reports with these ids, beside those that it has
 * from other files than path: paragraphs that bring their ids whole cannot be
 * told apart by another id of their report. False with a reason. ingest may be
 * NULL. */
bool ingest_accepts(const struct ingest *ingest,
                    const struct report_list *reports,
                    const char *path,
                    char reason[REASON_SIZE]);

/* Put the reports in place of those that the file held before; the digest is
 * that of its content now. A report's id may be changed, to tell it from
 * another's. They must be acceptable. */
enum fe_status ingest_file(struct ingest *ingest,
                           struct report_list *reports,
                           const struct source *file,
                           const char *digest,
                           struct fe_error *err);

/* The file that was at from is now this one, in place of what this one held.
 * Its reports keep their ids. Where its name is another too, its digest is
 * forgotten: the name is in every record, so it is to be read again. */
enum fe_status ingest_move(struct ingest *ingest,
                           const char *from,
                           const struct source *file,
                           struct fe_error *err);

/* Drop the reports of the file at path. */
enum fe_status
ingest_drop(struct ingest *ingest, const char *path, struct fe_error *err);

/* How many reports have left the index by all of these. */
size_t ingest_dropped(const struct ingest *ingest);

/* Make all that was put in visible. */
enum fe_status ingest_finish(struct ingest *ingest, struct fe_error *err);

/* Say more of a failure of the last four: what happened to which index, and
 * what to do. */
void ingest_explain(const char *db, struct fe_error *err);

/* Close; what was not finished since the last commit is forgotten. */
void ingest_close(struct ingest *ingest);

#endif
