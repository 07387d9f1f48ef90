/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ids.h: which ids the index can store.
 */
#ifndef INDEXER_IDS_H
#define INDEXER_IDS_H

#include "base/text.h"
#include "index/registry.h"
#include "report/report.h"

#include <stdbool.h>

/* Whether the index can store reports with these ids beside those in the
 * registry from other files than path. (Where paragraphs come with their whole
 * id, giving their report another id does not make them unique.) False with a
 * reason. The registry may be NULL. */
bool ids_accept(const struct registry *registry,
                const struct report_list *reports,
                const char *path,
                char reason[REASON_SIZE]);

#endif
