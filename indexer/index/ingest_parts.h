/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ingest_parts.h: what the files behind ingest.h share. ingest.c opens an
 * index, puts the reports of files into it, and commits; ingest_move.c gives
 * reports other files; both use ingest_report.c, which writes and removes what
 * the index has of a report.
 */
#ifndef INDEXER_INGEST_PARTS_H
#define INDEXER_INGEST_PARTS_H

#include "index/consensus.h"
#include "index/ingest.h"

#include <glib.h>

struct ingest {
    struct fe_writer *writer;
    char *db;
    struct registry registry;
    struct consensus consensus;
    struct fe_error unread; /* the first failure to read what was put off */
    size_t before;          /* paragraphs of the index when it was opened */
    size_t written;         /* paragraphs since then */
    size_t uncommitted;     /* paragraphs */
    int64_t committed;      /* when: microseconds of the monotonic clock */
    GPtrArray *held;        /* paths of files that were put; NULL: no hold */
    size_t dropped;         /* reports */
    struct ingest_taken taken;
};

/* Fill in the error. Returns the status. */
enum fe_status ingest_fail(struct fe_error *err,
                           enum fe_status status,
                           const char *format,
                           ...) __attribute__((format(printf, 3, 4)));

/* The key of metadata that has this prefix and name; the caller frees it. */
char *ingest_key(const char *prefix, const char *name);

/* Write which files are copies of the report's. */
enum fe_status ingest_write_copies(struct ingest *ingest,
                                   const struct registry_entry *entry,
                                   struct fe_error *err);

/* What the index has of the report, as JSON, which the caller releases; NULL if
 * it has nothing. */
enum fe_status ingest_record(struct ingest *ingest,
                             const char *id,
                             json_t **out,
                             struct fe_error *err);

/* Remove the note that the file is a copy, if it is one. */
enum fe_status ingest_forget_copy(struct ingest *ingest,
                                  const char *path,
                                  struct fe_error *err);

/* Remove the reports of the file, and release their ids for its new reports. */
enum fe_status ingest_remove_reports(struct ingest *ingest,
                                     const char *path,
                                     struct fe_error *err);

/* Drop the ids that the file released and no report has taken. */
void ingest_drop_released(struct ingest *ingest, const char *path);

/* Write the record of a report, with the path, name and digest of its file. */
enum fe_status ingest_keep_record(struct ingest *ingest,
                                  const char *id,
                                  json_t *record,
                                  const struct source *file,
                                  const char *digest,
                                  struct fe_error *err);

/* Write the report under its id. */
enum fe_status ingest_write_report(struct ingest *ingest,
                                   const struct report *report,
                                   const struct source *file,
                                   const char *digest,
                                   struct fe_error *err);

/* Keep what was said of a report whose records were read: more than they say.
 */
enum fe_status ingest_keep_described(struct ingest *ingest,
                                     const struct report *report,
                                     const json_t *described,
                                     const struct source *file,
                                     const char *digest,
                                     struct fe_error *err);

#endif
