/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * published.h: when a report was published, if its cover does not say so under
 * one of the labels of labels.h.
 */
#ifndef INDEXER_PUBLISHED_H
#define INDEXER_PUBLISHED_H

#include "blocks/blocks.h"
#include "report/report.h"

void published_read(const struct blocks *blocks, struct report *report);

#endif
