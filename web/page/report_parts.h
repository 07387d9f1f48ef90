/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * report_parts.h: reports and their text, as several pages show them.
 */
#ifndef WEB_PAGE_REPORT_PARTS_H
#define WEB_PAGE_REPORT_PARTS_H

#include "web.h"

#include <jansson.h>

/* What a report or a paragraph's report is called: "Sheffield, 15 October
 * 2010". The caller frees it with g_free(). */
char *report_name(const json_t *record);

/* The last part of a paragraph's id, which is its id on a page that has text of
 * one report only. Borrowed. */
const char *report_anchor(const json_t *record);

/* Write the text of a paragraph as an <article>, with its headings before it if
 * they are others than those of the paragraph before it, which may be NULL.
 * Its number is a link to the paragraph's own page. */
void report_put_paragraph(GString *out,
                          const json_t *record,
                          const json_t *before,
                          const char *class_name);

/* All reports that these parameters select, sorted by authority, then provider,
 * then date; takes ownership of params. The caller owns the list; NULL after a
 * failure. What the daemon says at its end is added to *result, if that is not
 * NULL. */
json_t *report_list(struct web *web,
                    json_t *params,
                    json_t **result,
                    struct link_failure *failure);

#endif
