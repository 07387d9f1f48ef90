/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * assembly.h: makes a document of the index from a paragraph. The record
 * (record.h) becomes its data, its text is indexed, and its fields become
 * values, terms and texts as the field table says. If a record of JSON Lines
 * has neither section nor authority nor date, its title is indexed as text too.
 */
#ifndef INDEXER_ASSEMBLY_H
#define INDEXER_ASSEMBLY_H

#include "report/report.h"
#include "findings/engine.h"

#include <stddef.h>

/* Add the report's paragraph to the index. */
void assembly_use(const struct report *report,
                  size_t index,
                  void (*use)(void *data, const struct fe_document *document),
                  void *data);

/* Add that document to the index. */
enum fe_status assembly_add(struct fe_writer *writer,
                            const struct report *report,
                            size_t index,
                            struct fe_error *err);

#endif
