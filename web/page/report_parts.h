/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * report_parts.h: reports and their text, as several pages show them.
 */
#ifndef WEB_PAGE_REPORT_PARTS_H
#define WEB_PAGE_REPORT_PARTS_H

#include "web.h"

#include <jansson.h>
#include <stdbool.h>

/* What a report or a paragraph's report is called: "Sheffield, 15 October
 * 2010". The caller frees it with g_free(). */
char *report_name(const json_t *record);

/* The name of a paragraph in a page that has text of one report only, to which
 * browsers scroll: what its id has after the last slash, as in "47".
 * Borrowed. */
const char *report_anchor(const char *id);

/* Write the text of a paragraph as an <article>, with its headings before it if
 * they are others than those of the paragraph before it, which may be NULL.
 * Its number is a link to the paragraph's own page. */
void report_put_paragraph(GString *out,
                          const json_t *record,
                          const json_t *before,
                          bool is_marked);

/* Write all paragraphs of the report, as the index has them. The one with the
 * id marked is marked, unless that is NULL. False with a failure. */
bool report_put_text(GString *out,
                     struct web *web,
                     const char *id,
                     const char *marked,
                     struct link_failure *failure);

/* All reports that these parameters select, sorted by authority, then provider,
 * then date; takes ownership of params. The caller owns the list; NULL after a
 * failure. What the daemon says at its end is added to *result, if that is not
 * NULL. */
json_t *report_list(struct web *web,
                    json_t *params,
                    json_t **result,
                    struct link_failure *failure);

#endif
