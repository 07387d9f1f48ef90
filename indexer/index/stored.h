/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * stored.h: reads a report back from the index.
 */
#ifndef INDEXER_STORED_H
#define INDEXER_STORED_H

#include "findings/engine.h"
#include "report/report.h"

/* Read the report with this id from the records of the last commit, as if they
 * were in a file of this name. False, with an empty list, if the index does not
 * have it, or if it cannot be read: a word of a framework may not be known any
 * more. The caller frees *out with report_list_fini(). */
bool stored_read(const char *db,
                 const char *id,
                 const char *name,
                 struct report_list *out);

/* Let the paragraphs whose ids begin with that of their report have other ids
 * when the report has. */
void stored_free_ids(struct report *report);

#endif
