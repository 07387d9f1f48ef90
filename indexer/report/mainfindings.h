/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * mainfindings.h: reads the "Record of main findings" at the end of a report:
 * its judgements, as a table or as lines.
 *
 * The headings of service areas in the record cannot be trusted: in real
 * reports some are in the wrong place. Instead, a part of the record begins at
 * the judgement that comes first in each (first_judgement of the framework),
 * and has the area of the part of the body with the same position.
 */
#ifndef INDEXER_MAINFINDINGS_H
#define INDEXER_MAINFINDINGS_H

#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "report/report.h"

/* Initialise it with the framework and the report, and zeros; end it with
 * mainfindings_fini(). */
struct mainfindings {
    const struct framework *framework;
    struct report *report;
    const char *areas[8]; /* of the parts of the body, in order; constant */
    size_t n_areas;
    size_t n_parts; /* of the record so far */
    char *label;    /* a name whose grade has not come yet; or NULL */
};

/* Note that the next part of the body has this service area. */
void mainfindings_part(struct mainfindings *findings, const char *area);

/* Read a block of the record. */
void mainfindings_block(struct mainfindings *findings,
                        const struct block *block);

void mainfindings_fini(struct mainfindings *findings);

#endif
