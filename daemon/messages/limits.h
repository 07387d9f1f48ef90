/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * limits.h: what one client may ask for, and all clients together. All limits
 * are in one table, from which the greeting announces them.
 */
#ifndef DAEMON_MESSAGES_LIMITS_H
#define DAEMON_MESSAGES_LIMITS_H

#include <jansson.h>

enum limit_id {
    LIMIT_REQUEST_BYTES,
    LIMIT_QUERY_BYTES,
    LIMIT_HITS,
    LIMIT_SNIPPET,
    LIMIT_IN_FLIGHT,
    LIMIT_TIMEOUT,         /* ms; the greatest timeout_ms */
    LIMIT_DEFAULT_TIMEOUT, /* ms */
    LIMIT_LINE,            /* ms that a request may take to arrive */
    LIMIT_IDLE,            /* ms that a connection may be idle */
    LIMIT_KEPT,            /* ms that an idle connection is kept even if too
                              many are open */
    LIMIT_CONNECTIONS,
    LIMIT_UNREAD,     /* bytes of answers that one client has not read */
    LIMIT_UNREAD_ALL, /* the same, of all clients */
    LIMITS
};

struct limit {
    const char *name; /* in the greeting */
    unsigned value;
};

extern const struct limit limits_default[LIMITS];

/* An object with the value of each; the caller owns it. */
json_t *limits_json(const struct limit *limits);

#endif
