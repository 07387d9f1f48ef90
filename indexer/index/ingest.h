/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ingest.h: writes reports to the index. The reports of a file are replaced
 * together, each as a whole, or not at all.
 *
 * In the index a paragraph is a document (assembly.h). Besides these, the
 * index contains as metadata:
 *   "schema"       the version of the field table
 *   "report/ID"    for each report: its record, its judgements in order, the
 *                  abbreviations it explains, its likeness (likeness.h), how
 *                  many of its pages were not read (if any), and the path, name
 *                  and digest (digest.h) of its file
 *   "files/N"      which files the reports are from, in a short form, which is
 *                  read when the index is opened (listing.h)
 *   "copies/ID"    a list of [path, name, digest] objects: the files that are
 *                  copies of that report's file
 *   "equal/caf"    what an abbreviation stands for (consensus.h), one meaning
 *                  per line; the engine reads it (FE_EQUAL_KEY)
 *   "votes/caf"    how many reports explain it, and how (FE_VOTES_KEY)
 */
#ifndef INDEXER_INGEST_H
#define INDEXER_INGEST_H

#include "base/text.h"
#include "index/registry.h"
#include "report/report.h"
#include "files/source.h"
#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct ingest;

/* Open the index in the folder db, or create it if the folder is empty
 * (index_folder.h). NULL on failure: findings_trouble() says what to do. */
struct ingest *ingest_open(const char *db, struct fe_error *err);

/* Which reports are in the index, and from which files. Borrowed until the next
 * change. */
const struct registry *ingest_registry(const struct ingest *ingest);

/* The report that has a paragraph with this id, also if it is not committed;
 * NULL if none has. Borrowed likewise. */
const struct registry_entry *ingest_report_of(struct ingest *ingest,
                                              const char *paragraph);

/* From now on, until ingest_end_hold(), nothing is committed, and reports of
 * the files that are put leave their ids to each other: they may be exchanged.
 * A file of which ids are to be left must be released before. */
void ingest_hold(struct ingest *ingest);
enum fe_status ingest_end_hold(struct ingest *ingest, struct fe_error *err);

/* Replace the reports that came from the file with these; the digest is that of
 * the file's present content. The id of a report may be changed to make it
 * unique. The reports must have passed ids_accept() (ids.h). */
enum fe_status ingest_file(struct ingest *ingest,
                           struct report_list *reports,
                           const struct source *file,
                           const char *digest,
                           struct fe_error *err);

/* Add a report of another index, whose records were read: what that index says
 * of the report (or NULL) is kept as it is, such as its judgements, which are
 * not in the records. */
enum fe_status ingest_restore(struct ingest *ingest,
                              struct report *report,
                              const json_t *described,
                              const struct source *file,
                              struct fe_error *err);

/* Note that the file at path from has moved to this one, replacing what came
 * from this one before. Its reports keep their ids. If its name has changed
 * too, its digest is dropped so that it will be read again: its name is in
 * every record. But if pages of it were recognised, it is only given its new
 * name. */
enum fe_status ingest_move(struct ingest *ingest,
                           const char *from,
                           const struct source *file,
                           struct fe_error *err);

/* The file at path is to be pruned, or to be put in this hold: other reports
 * may take the ids of its reports until then, and replace them. */
void ingest_release(struct ingest *ingest, const char *path);

/* Remove the reports of the file at path. */
enum fe_status
ingest_drop(struct ingest *ingest, const char *path, struct fe_error *err);

/* Note that the file is a copy of the one at the path original, or has the same
 * report in another format; its own reports are removed. The index must have
 * reports of the original. */
enum fe_status ingest_copy(struct ingest *ingest,
                           const char *original,
                           const struct source *file,
                           const char *digest,
                           struct fe_error *err);

/* Remove the reports of the file at path, which is gone. If there is still a
 * copy of it, they stay, as that file's. */
enum fe_status
ingest_prune(struct ingest *ingest, const char *path, struct fe_error *err);

/* How many reports the functions above have removed from the index. */
size_t ingest_dropped(const struct ingest *ingest);

/* The reports of files that no longer exist which others have replaced. */
struct ingest_taken {
    size_t count;
    char *from, *to; /* of the first, the paths of both files */
};

/* Borrowed. */
const struct ingest_taken *ingest_taken(const struct ingest *ingest);

/* Commit all changes, which makes them visible to readers. */
enum fe_status ingest_finish(struct ingest *ingest, struct fe_error *err);

/* The same at the end of a run. If the run has made at least half of the index,
 * the lists of paragraphs by word, of which there is a part for each commit,
 * are put in one piece. */
enum fe_status ingest_end(struct ingest *ingest, struct fe_error *err);

/* Close the index; changes since the last commit are lost. */
void ingest_close(struct ingest *ingest);

#endif
