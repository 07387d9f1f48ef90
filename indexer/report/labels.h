/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * labels.h: what has a label on the cover of a report: dates ("Inspection
 * dates:") and the lead inspector.
 */
#ifndef INDEXER_LABELS_H
#define INDEXER_LABELS_H

#include "blocks/blocks.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* Read the labels of a cover, which ends at the block where the body begins.
 * The lead inspector may also be named at the end of the report. */
void
labels_read(const struct blocks *blocks, size_t body, struct report *report);

/* Whether the line begins with a label. */
bool labels_are_at(const char *line);

/* A person's name without the titles after it. NULL if it is not a name. The
 * caller frees it. */
char *labels_person(const char *text);

#endif
