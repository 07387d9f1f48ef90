/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * assembly.h: a paragraph becomes a document of the index: its data is its
 * record (record.h), its text is searched, its fields are values, terms and
 * texts as the field table says. Where a record of JSON Lines has neither
 * section nor authority nor day, its title is text of its own as well.
 */
#ifndef INDEXER_ASSEMBLY_H
#define INDEXER_ASSEMBLY_H

#include "report/report.h"
#include "findings/engine.h"

#include <stddef.h>

/* Add the report's paragraph to the index. */
enum fe_status assembly_add(struct fe_writer *writer,
                            const struct report *report,
                            size_t index,
                            struct fe_error *err);

#endif
