/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * web.h: what every view has: the daemon to ask, and whom to have searches
 * saved by. It does not change while requests are answered, and belongs to all
 * their threads; each request is answered with a copy that has a link of its
 * own.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "link/link.h"
#include "server/reply.h"
#include "server/request.h"

struct servant;

struct web {
    struct link *link;
    struct servant *saver; /* of saver.h */
};

#endif
