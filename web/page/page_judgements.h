/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_judgements.h: the grades that an authority was given over the years, and
 * those of all reports by year.
 */
#ifndef WEB_PAGE_PAGE_JUDGEMENTS_H
#define WEB_PAGE_PAGE_JUDGEMENTS_H

#include "web.h"

void page_judgements(struct web *web,
                     const struct request *request,
                     struct reply *reply);

#endif
