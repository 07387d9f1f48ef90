/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_suggest.h: what may follow what is typed into the search box: words of
 * the index, names that become filters, corrections, saved queries.
 */
#ifndef WEB_PAGE_PAGE_SUGGEST_H
#define WEB_PAGE_PAGE_SUGGEST_H

#include "web.h"

/* The options of a listbox (suggest.js), for the argument q and the place of
 * the cursor in it, "at", in bytes. Each has the new words in data-words, or an
 * address in data-address. The other arguments are those of the view. */
void page_suggest(struct web *web,
                  const struct request *request,
                  struct reply *reply);

#endif
