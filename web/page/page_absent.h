/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_absent.h: the reports or authorities that never mention a theme.
 */
#ifndef WEB_PAGE_PAGE_ABSENT_H
#define WEB_PAGE_PAGE_ABSENT_H

#include "web.h"

void page_absent(struct web *web,
                 const struct request *request,
                 struct reply *reply);

#endif
