/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * judgement_row.h: the rows of a report's table of judgements.
 */
#ifndef INDEXER_JUDGEMENT_ROW_H
#define INDEXER_JUDGEMENT_ROW_H

#include "blocks/blocks.h"
#include "report/report.h"
#include "terms/frameworks.h"

#include <stdbool.h>

enum judgement_row {
    JUDGEMENT_ROW_NONE, /* it is not a row of the table */
    JUDGEMENT_ROW_GRADED,
    JUDGEMENT_ROW_UNGRADED,
    JUDGEMENT_ROW_PRINTED /* one of a report of an unknown kind */
};

/* If the block is a row of the table, add its judgement to the report or, if it
 * has no grade, an oddity. In the body, after the table, other rows may have
 * the same names. */
enum judgement_row judgement_row_take(struct report *report,
                                      const struct framework *framework,
                                      const struct block *block,
                                      bool in_body);

#endif
