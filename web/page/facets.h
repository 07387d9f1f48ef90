/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facets.h: the counts of a search by field, to choose from. They are controls
 * of the form of the search box.
 */
#ifndef WEB_PAGE_FACETS_H
#define WEB_PAGE_FACETS_H

#include "server/request.h"

#include <jansson.h>

/* The fields to count by, for the request to the daemon; the caller owns it. */
json_t *facets_fields(void);

/* Write the counts of the result, and a button that applies what is chosen.
 * params are those of the result. */
void facets_put(GString *out,
                const struct request *request,
                const json_t *result,
                const json_t *params);

/* If the request has a filter on grades or is for recommendations, which have
 * none: say so, and how to get those of reports with a grade. */
void facets_put_ungraded(GString *out, const struct request *request);

#endif
