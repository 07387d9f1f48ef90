/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_compare.h: two reports side by side: their grades, and what they say
 * about a theme.
 */
#ifndef WEB_PAGE_PAGE_COMPARE_H
#define WEB_PAGE_PAGE_COMPARE_H

#include "web.h"

void page_compare(struct web *web,
                  const struct request *request,
                  struct reply *reply);

#endif
