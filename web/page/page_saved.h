/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_saved.h: saved searches, which are those of "findings save".
 */
#ifndef WEB_PAGE_PAGE_SAVED_H
#define WEB_PAGE_PAGE_SAVED_H

#include "web.h"

/* The list and, if the arguments select anything, a form that saves it. */
void
page_saved(struct web *web, const struct request *request, struct reply *reply);

/* Save what the fields of the form select under their "name", in place of what
 * has the name if "replace" is among them; or remove the name of "remove". */
void page_saved_change(struct web *web,
                       const struct request *request,
                       struct reply *reply);

#endif
