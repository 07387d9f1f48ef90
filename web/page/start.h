/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * start.h: the page before anything is searched for: what is indexed, and
 * where to begin.
 */
#ifndef WEB_PAGE_START_H
#define WEB_PAGE_START_H

#include "web.h"

#include <jansson.h>

/* What is indexed. The caller owns it; NULL after a failure. */
json_t *start_ask(struct web *web, struct link_failure *failure);

/* Write it, with searches to begin with. */
void
start_put(GString *out, const struct request *request, const json_t *result);

#endif
