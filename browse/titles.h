/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * titles.h: the one-line texts of the screen. They may contain anything that a
 * report does; paint.h makes them safe.
 *
 * The caller frees each with g_free().
 */
#ifndef BROWSE_TITLES_H
#define BROWSE_TITLES_H

#include "model.h"

#include <jansson.h>

/* A hit: "inadequate | Northmere, 2010-02-19, paragraph 23". */
char *titles_hit(const json_t *record);

/* Below it: "[northmere-2010-02-19/23] and 3 alike | Chapter > Section". */
char *titles_place(const json_t *hit);

/* A paragraph in its report: "paragraph 23 | inadequate (stated) | [ID]". */
char *titles_paragraph(const json_t *record);

/* The report of a record: "Northmere, 2010-02-19, its title". */
char *titles_report(const json_t *record);

/* "25 paragraphs in 9 reports; 214 more match in part"; "" without a result. */
char *titles_totals(const json_t *result);

/* How the query was read, unless simply as it was typed; or "". */
char *titles_notes(const struct model *model);

/* Which parts of the index are left out of what is shown; "" if none. */
char *titles_incomplete(const struct model *model);

/* What narrows the search: filters, dates and options; or "". */
char *titles_filters(const struct model *model);

#endif
