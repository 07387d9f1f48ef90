/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_report.h: one report: what it is, its judgements, contents and
 * recommendations; with all=1, its whole text.
 */
#ifndef WEB_PAGE_PAGE_REPORT_H
#define WEB_PAGE_PAGE_REPORT_H

#include "web.h"

void page_report(struct web *web,
                 const struct request *request,
                 struct reply *reply);

#endif
