/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * conn.h: the clients' connections: requests in, answers out. All functions are
 * for the loop's thread.
 */
#ifndef DAEMON_CONN_H
#define DAEMON_CONN_H

#include "work.h"

#include <stdbool.h>
#include <uv.h>

/* With the requests in flight and the largest answer, some 2 MB, this limits
 * the memory that clients which do not read can take. */
enum { CONNECTIONS_MAX = 128 };

struct conn;

/* All open connections. Owned by the server. */
struct conns {
    struct work *work;
    struct conn *first;
    bool is_stopping; /* no more requests are read */
    void (*on_empty)(
        struct conns *conns); /* stopping, and the last has closed */
};

/* Accept the connection that is waiting, greet it and serve it. */
void conns_accept(struct conns *conns, uv_stream_t *listener);

/* Read no more requests; close each connection once those in flight have been
 * answered. */
void conns_stop(struct conns *conns);

/* Close all of them at once. */
void conns_close(struct conns *conns);

#endif
