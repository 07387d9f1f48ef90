/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * comparable.h: what else can be compared: other reports to put in the place of
 * one, and what to do about an authority that has no two.
 */
#ifndef WEB_PAGE_COMPARABLE_H
#define WEB_PAGE_COMPARABLE_H

#include "web.h"

#include <glib.h>
#include <jansson.h>

/* The address of a view at the path of these reports, of which the second may
 * be NULL, and of the request's theme: what is compared is not filtered. The
 * caller frees it. */
char *comparable_address(const struct request *request,
                         const char *path,
                         const char *first,
                         const char *second);

/* Write the other reports of the authority of one of the two reports that are
 * shown, with links that put them in its place. */
void comparable_put_others(GString *out,
                           struct web *web,
                           const struct request *request,
                           const json_t *shown,
                           size_t side);

/* The reports of an authority of which no two can be compared by themselves;
 * the caller frees them. NULL if there are none. */
json_t *comparable_alone(struct web *web, const char *authority);

/* Write what these reports are, and what they can be compared with. */
void comparable_put_alone(GString *out,
                          struct web *web,
                          const struct request *request,
                          const json_t *alone);

#endif
