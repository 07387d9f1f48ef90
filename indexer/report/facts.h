/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facts.h: what a report of an unknown kind says about itself: whose area it is
 * about, when it was inspected or when it happened, who led the inspection.
 * Only what is labelled counts, or what is printed on the cover: a name or date
 * in the prose of such a report may be anyone's.
 */
#ifndef INDEXER_FACTS_H
#define INDEXER_FACTS_H

#include "blocks/blocks.h"
#include "report/report.h"

void facts_read(const struct blocks *blocks, struct report *report);

#endif
