/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grade_labels.h: what the words around a grade say of it.
 */
#ifndef INDEXER_GRADE_LABELS_H
#define INDEXER_GRADE_LABELS_H

#include "report/labelled.h"

#include <stdbool.h>

/* Whether the words are about an earlier inspection. */
bool grade_labels_past(struct span text);

/* Whether the text is a label in place of the name of a judgement: "This
 * inspection", "Grade". */
bool grade_labels_unnamed(struct span text);

/* Whether the heading is that of an explanation of the grades. */
bool grade_labels_explain(struct span heading);

#endif
