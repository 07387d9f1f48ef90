/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * judging.h: which grade governs a paragraph.
 *
 * The most specific judgement does: (1) the one that its own first sentence
 * states; (2) the one that a paragraph before it in the section stated of a
 * named judgement of the report, or a part of one, until something else is
 * stated or another judgement spoken of; (3) the one printed with the section's
 * heading; (4) none. Recommendations and context are ungraded.
 */
#ifndef INDEXER_JUDGING_H
#define INDEXER_JUDGING_H

#include "terms/frameworks.h"
#include "report/report.h"

#include <stddef.h>

/* Add a judgement that was read; the name is copied. Of too many to be a
 * report's the rest is left out: each paragraph is compared with all of them.
 */
void judging_add(struct report *report,
                 const char *area,
                 const char *name,
                 const char *grade,
                 const char *source);

/* Grade the report's paragraphs by its judgements and sections; as ungraded
 * where the framework gives no grades: a letter's "is good" is not a judgement.
 * Where the framework says which words its table's judgements are known by, a
 * sentence that states a grade is of one of them only by these words. */
void judging_grade(struct report *report, const struct framework *framework);

/* The judgement of the area that this text names ("Case recording" names
 * "Case planning, review and recording"); NO_JUDGEMENT where none. */
size_t judging_find(const struct report *report,
                    const char *area,
                    const char *text,
                    size_t len);

/* The judgement that the grade of a section is, printed with its heading or
 * with one above it; NO_JUDGEMENT. */
size_t judging_of_section(const struct report *report, size_t section);

#endif
