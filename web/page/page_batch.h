/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_batch.h: many themes counted at once, one to a line (ask/themes.h).
 */
#ifndef WEB_PAGE_PAGE_BATCH_H
#define WEB_PAGE_PAGE_BATCH_H

#include "web.h"

/* The most themes of a page. */
enum { PAGE_BATCH_THEMES = 200 };

/* The form with the "themes" of the request and, if there are any, their
 * counts, in rows of the field "rows"; as=csv is these as a file. */
void
page_batch(struct web *web, const struct request *request, struct reply *reply);

/* The same for the fields of the form. If they fit into an address, that is the
 * reply. */
void page_batch_post(struct web *web,
                     const struct request *request,
                     struct reply *reply);

#endif
