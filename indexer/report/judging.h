/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * judging.h: decides which grade governs a paragraph.
 *
 * The most specific judgement does: (1) the grade that its own first sentence
 * states; (2) the grade that an earlier paragraph of the section stated for a
 * named judgement of the report, or for a part of one, until something else is
 * stated or another judgement is mentioned; (3) the grade printed with the
 * section's heading; (4) none. Recommendations and context are ungraded.
 */
#ifndef INDEXER_JUDGING_H
#define INDEXER_JUDGING_H

#include "terms/frameworks.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* Add a judgement that was read; the name is copied. The number is limited,
 * because each paragraph is compared with all of them; any more are left out.
 */
void judging_add(struct report *report,
                 const char *area,
                 const char *name,
                 const char *grade,
                 const char *source);

/* Whether the area has a judgement of just this name. */
bool
judging_has(const struct report *report, const char *area, const char *name);

/* Grade the report's paragraphs by its judgements and sections. If the
 * framework gives no grades, all are ungraded: in a letter, "is good" is not a
 * judgement. If the framework lists words for the judgements of its table, a
 * sentence states the grade of one of them only if its subject begins with
 * these words. */
void judging_grade(struct report *report, const struct framework *framework);

/* The judgement of the area that this text names ("Case recording" names "Case
 * planning, review and recording"); NO_JUDGEMENT if it names none. */
size_t judging_find(const struct report *report,
                    const char *area,
                    const char *text,
                    size_t len);

/* The judgement whose grade is printed with the heading of a section, or with
 * one above it; NO_JUDGEMENT if there is none. */
size_t judging_of_section(const struct report *report, size_t section);

#endif
