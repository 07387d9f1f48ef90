/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * routes.h: which address shows what.
 */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "web.h"

/* Answer the request; data is a struct web. A server_handler. */
void
routes_answer(void *data, const struct request *request, struct reply *reply);

#endif
