/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * report_text.h: the text of a whole report, as the index has it.
 */
#ifndef WEB_PAGE_REPORT_TEXT_H
#define WEB_PAGE_REPORT_TEXT_H

#include "link/link.h"

#include <glib.h>
#include <jansson.h>

/* The paragraphs of the report with this id, in order; the caller frees them.
 * NULL with a failure. */
json_t *report_text_ask(struct link *link,
                        const char *id,
                        struct link_failure *failure);

/* The name of a paragraph in the text, to which browsers scroll: what its id
 * has after the last slash, as in "47". Borrowed. */
const char *report_text_name(const char *id);

/* Write them under their headings, each as an <article> with its name. The one
 * with the id marked is marked, unless that is NULL. */
void
report_text_put(GString *out, const json_t *paragraphs, const char *marked);

#endif
