/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_view.h: a paragraph where it is printed, beside what the index has of
 * it. Of both, the rest of the path is the id of a paragraph or of a report;
 * the address may have the query and filters of a search, among whose hits one
 * can go on.
 */
#ifndef WEB_PAGE_PAGE_VIEW_H
#define WEB_PAGE_PAGE_VIEW_H

#include "web.h"

/* The PDF at its page, with the paragraph marked. For files of other kinds,
 * goes to the text; without pdf.js, to the PDF as the browser shows it. */
void
page_view(struct web *web, const struct request *request, struct reply *reply);

/* The text of the whole report, with the paragraph marked. */
void
page_text(struct web *web, const struct request *request, struct reply *reply);

#endif
