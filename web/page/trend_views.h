/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * trend_views.h: a trend (print/trend.h) as a chart and as the table that says
 * the same.
 */
#ifndef WEB_PAGE_TREND_VIEWS_H
#define WEB_PAGE_TREND_VIEWS_H

#include "server/request.h"

#include "print/trend.h"

#include <glib.h>
#include <jansson.h>

/* Write both. address returns what a count is a link to (print/trend.h), for
 * all years together if the year is "". */
void trend_views_put(GString *out,
                     const struct request *request,
                     const json_t *trend,
                     const char *title,
                     trend_address *address,
                     void *data);

/* Append the chart alone; address may be NULL. */
void trend_views_put_svg(GString *out,
                         const json_t *trend,
                         const char *title,
                         trend_address *address,
                         void *data);

#endif
