/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_search.h: what a query and filters find. With part=results, only what
 * the element with the id "results" contains; the data-title of its first
 * element is the title of the page.
 */
#ifndef WEB_PAGE_PAGE_SEARCH_H
#define WEB_PAGE_PAGE_SEARCH_H

#include "web.h"

void page_search(struct web *web,
                 const struct request *request,
                 struct reply *reply);

#endif
