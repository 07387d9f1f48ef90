/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * runs.h: the posting lists of words, as runs (run.h) in the metadata of the
 * index. Xapian has the documents, their values and their exact terms; to add
 * the postings of words to lists of its own would take several times as long as
 * all else.
 *
 * Each commit writes one run for the documents that it adds, and never changes
 * another. A document that is removed is noted as dead in its run. Runs of
 * about the same size are merged when there are many (eight small ones, 256
 * large ones), which leaves out the dead documents, so that an index has few
 * runs, and each posting is written again only a few times however large it
 * becomes.
 *
 *   "runs"                 the list of runs, by their documents: a line each
 *   "run/000007"           the directory of run 7
 *   "run/000007/00000012"  its page 12
 *   "run/000007/dead"      ids of its documents that have been removed: each as
 *                          its distance from the one before, in LEB128
 */
#ifndef ENGINE_STORE_RUNS_H
#define ENGINE_STORE_RUNS_H

#include "engine/store/run.h"

#define RUNS_KEY "runs"
#define RUN_KEYS "run/"

enum { RUN_KEY_SIZE = 40 };

/* Whether a key of the metadata is one of these. */
bool runs_own_key(const char *key);

void runs_directory_key(const struct run *run, char key[RUN_KEY_SIZE]);
void
runs_page_key(const struct run *run, uint32_t page, char key[RUN_KEY_SIZE]);

/* The runs of the list, without directories; NULL if it is damaged. The array
 * frees them. */
GPtrArray *runs_parse(const char *list);

/* Writing: everything is part of the transaction that the store is in. */

struct runs_writer;

/* The store must outlive it. */
struct runs_writer *runs_writer_new(struct xc_writer *store);
void runs_writer_free(struct runs_writer *writer); /* NULL is allowed */

/* Note that the document is removed from the store. */
void runs_writer_remove(struct runs_writer *writer, uint32_t id);

/* Write the postings of the inverter, which is then empty, as a run. */
enum xc_status runs_writer_add(struct runs_writer *writer,
                               struct inverter *inverter,
                               struct xc_error *err);

/* Write what has been noted, and merge runs if there are many: to be called
 * before each commit. */
enum xc_status runs_writer_finish(struct runs_writer *writer,
                                  struct xc_error *err);

/* Merge all runs into one, which leaves out dead documents. */
enum xc_status runs_writer_merge(struct runs_writer *writer,
                                 struct xc_error *err);

/* Forget all that is not committed. */
void runs_writer_forget(struct runs_writer *writer);

#endif
