/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * kept.h: what the index keeps of a report besides its paragraphs, as JSON. All
 * that is returned is the caller's.
 */
#ifndef INDEXER_KEPT_H
#define INDEXER_KEPT_H

#include "index/abbreviations.h"
#include "index/registry.h"
#include "records/record.h"
#include "report/report.h"

/* The record of a report, its judgements in order, a [letters, meaning] pair
 * for each of its abbreviations, and its likeness. */
json_t *kept_record(const struct report *report,
                    const struct abbreviations *abbreviations,
                    const struct likeness *likeness);

/* Set where the report is from in such a record. */
void
kept_set_file(json_t *record, const struct source *file, const char *digest);

/* Read the abbreviations of such a record; the caller frees them. */
void kept_abbreviations(const json_t *record, struct abbreviations *out);

void kept_likeness(const json_t *record, struct likeness *out);

/* The copies noted at the entry, one line; "" if there are none. */
char *kept_copies(const struct registry_entry *entry);

#endif
