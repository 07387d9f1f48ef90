/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * page_reports.h: the reports that are indexed; with as=csv, all of them as a
 * table for a spreadsheet.
 */
#ifndef WEB_PAGE_PAGE_REPORTS_H
#define WEB_PAGE_PAGE_REPORTS_H

#include "web.h"

void page_reports(struct web *web,
                  const struct request *request,
                  struct reply *reply);

#endif
