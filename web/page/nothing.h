/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * nothing.h: what to do if nothing was counted.
 */
#ifndef WEB_PAGE_NOTHING_H
#define WEB_PAGE_NOTHING_H

#include "web.h"

/* Write ways to find something, each with how much it finds; asks the daemon
 * for each. params are those of the result. */
void nothing_put(GString *out,
                 struct web *web,
                 const struct request *request,
                 const json_t *result,
                 const json_t *params);

#endif
