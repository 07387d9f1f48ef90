/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * years.h: how many paragraphs there are of each year, as a picture whose bars
 * are links, and a range to choose.
 */
#ifndef WEB_PAGE_YEARS_H
#define WEB_PAGE_YEARS_H

#include "server/request.h"

#include <jansson.h>

/* Write it, with the controls of the range, which belong to the form of the
 * search box; counts is a list of {value, count} in ascending order. */
void
years_put(GString *out, const struct request *request, const json_t *counts);

#endif
