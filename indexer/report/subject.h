/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * subject.h: what a report is about if it is not a council: a school, a home, a
 * hospital, a vessel. docs/reading.md says where its name is looked for.
 */
#ifndef INDEXER_SUBJECT_H
#define INDEXER_SUBJECT_H

#include "blocks/blocks.h"
#include "report/report.h"

/* Read the provider. What is not certain stays unknown: a wrong name would be
 * worse than none. Call after cover_read(). */
void subject_read(const struct blocks *blocks, struct report *report);

#endif
