/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_search.h: the search, and what it found.
 */
#ifndef WEB_PAGE_PAGE_SEARCH_H
#define WEB_PAGE_PAGE_SEARCH_H

#include "web.h"

void page_search(struct web *web,
                 const struct request *request,
                 struct reply *reply);

#endif
