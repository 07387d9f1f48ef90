/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_trend.h: a theme by year, as a share of what there is in the year, and
 * one theme beside another.
 */
#ifndef WEB_PAGE_PAGE_TREND_H
#define WEB_PAGE_PAGE_TREND_H

#include "web.h"

void
page_trend(struct web *web, const struct request *request, struct reply *reply);

#endif
