/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sections.h: adds sections to a report. Each belongs to the last heading, and
 * has the labels that the heading says.
 */
#ifndef INDEXER_SECTIONS_H
#define INDEXER_SECTIONS_H

#include "report/report.h"

/* The last section, of which there must be one; borrowed until the next is
 * added. */
struct section *sections_last(struct report *report);

/* Add a section, with the grade that is printed with its heading. The heading
 * and the grade may be NULL. The heading is copied up to the first tab, where
 * the cells of a row end. */
void sections_open(struct report *report,
                   const char *heading,
                   const char *area,
                   const char *kind,
                   const char *grade);

/* Add a copy of a section: its paragraphs go on, with other labels or after
 * something else. */
void sections_continue(struct report *report, size_t section);

/* The heading that the last section's heading is below; copied; or NULL. */
void sections_set_chapter(struct report *report, const char *chapter);

/* The last section belongs to this one: give it the grade of that one; or, if
 * it is about the same area, the second area as well; or, unless its heading
 * says otherwise, the polarity. */
void sections_inherit_grade(struct report *report, size_t from);
void sections_inherit_second_area(struct report *report, size_t from);
void sections_inherit_polarity(struct report *report, size_t from);

#endif
