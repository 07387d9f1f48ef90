/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * web.h: what every view has: the daemon to ask. It does not change while
 * requests are answered, and belongs to all their threads.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "link/link.h"
#include "server/reply.h"
#include "server/request.h"

struct web {
    struct link *link;
};

#endif
