/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * other_views.h: the ways from a view of some paragraphs to the others: the
 * list, counts in rows and columns, by year, the judgements, two reports side
 * by side, and where the theme is never mentioned.
 */
#ifndef WEB_PAGE_OTHER_VIEWS_H
#define WEB_PAGE_OTHER_VIEWS_H

#include "server/request.h"

/* Write links to the other views of what the request selects. Those that need
 * words or an authority are left out if it has none. */
void other_views_put(GString *out, const struct request *request);

#endif
