/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * api.h: answers as JSON, for programs: /api/METHOD?ARGUMENTS. docs/web.md
 * describes them, /api/openapi.json too.
 */
#ifndef WEB_API_API_H
#define WEB_API_API_H

#include "web.h"

/* Answer the method that the rest of the path names. */
void
api_show(struct web *web, const struct request *request, struct reply *reply);

/* The description of the API, as OpenAPI 3.1. */
void api_show_description(struct web *web,
                          const struct request *request,
                          struct reply *reply);

#endif
