/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * mainfindings.h: the "Record of main findings" that closes a report: its
 * judgements, as a table or as lines.
 *
 * The record's headings of service areas are not to be trusted: in real reports
 * they are in the wrong places. What tells the areas apart is the judgement
 * that each of the body's parts begins with.
 */
#ifndef INDEXER_MAINFINDINGS_H
#define INDEXER_MAINFINDINGS_H

#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "report/report.h"

/* Zero-initialise it with the framework and the report; end it with
 * mainfindings_fini(). */
struct mainfindings {
    const struct framework *framework;
    struct report *report;
    const char *areas[8]; /* of the body's parts, in order; constant */
    size_t n_areas;
    size_t n_parts; /* of the record, met so far */
    char *label;    /* that waits for its grade */
};

/* A part of the body has this service area. */
void mainfindings_part(struct mainfindings *findings, const char *area);

/* A block of the record. */
void mainfindings_block(struct mainfindings *findings,
                        const struct block *block);

void mainfindings_fini(struct mainfindings *findings);

#endif
