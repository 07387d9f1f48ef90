/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * naming.h: ids for reports and paragraphs of a file of records that came
 * without.
 */
#ifndef INDEXER_NAMING_H
#define INDEXER_NAMING_H

#include "report/report.h"

#include <jansson.h>

/* Give each an id that is unique in the file. The tables (table.h) have the
 * ids that came: of reports, and of paragraphs; those that are made are added.
 */
void
naming_give(struct report_list *reports, json_t *reports_by_id, json_t *ids);

#endif
