/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * salvage.h: takes out of a damaged index what can still be read, for a new
 * one. Two files in a folder hand it on, because a child process reads the
 * index: "reports" has a line for each report, as the index describes it, with
 * its id; "records" has the records of all paragraphs.
 */
#ifndef INDEXER_SALVAGE_H
#define INDEXER_SALVAGE_H

#include "files/sources.h"
#include "index/ingest.h"

#include "findings/engine.h"

#include <stddef.h>

struct salvage_places {
    const char *db;
    const char *folder;
};

/* Read the index into the folder (data is a struct salvage_places *). For
 * fe_run_apart(). */
enum fe_status salvage_read(void *data, struct fe_error *err);

/* Add the files that the index was made from and that still exist. */
void salvage_sources(const char *folder, struct sources *sources);

/* Zero-initialise it; the functions below add to it. */
struct salvage_result {
    size_t recognised; /* reports of which pages had been read with --ocr, from
                          records */
    size_t restored;   /* others, from records */
    size_t cut;        /* of both, without some of their paragraphs */
    size_t lost;       /* reports that are in the new index in no form */
};

/* Before files are read without OCR: add to the new index, from their records,
 * the reports of which pages were recognised. Their files are then compared
 * with them as in any run, and read only if they have changed. */
enum fe_status salvage_begin(const char *folder,
                             struct ingest *ingest,
                             struct salvage_result *result,
                             struct fe_error *err);

/* When files have been read: add to the new index, from their records, the
 * reports of files that it does not have, wherever they are now. What cannot be
 * saved is named. */
enum fe_status salvage_restore(const char *folder,
                               struct ingest *ingest,
                               struct salvage_result *result,
                               struct fe_error *err);

#endif
