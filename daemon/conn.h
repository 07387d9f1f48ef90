/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * conn.h: the clients' connections, which take requests and send answers. All
 * functions are for the loop's thread.
 */
#ifndef DAEMON_CONN_H
#define DAEMON_CONN_H

#include "endpoint.h"
#include "work.h"

#include <stdbool.h>
#include <uv.h>

/* Together with the limit on requests in flight and the size of the largest
 * answer, about 2 MB, this bounds the memory used for clients that do not read
 * their answers. */
enum { CONNECTIONS_MAX = 128 };

struct conn;

/* All open connections. Owned by the server. */
struct conns {
    struct work *work;
    const struct endpoint *endpoint; /* says who may ask */
    struct conn *first;
    bool is_stopping; /* no more requests are read */
    /* Called once, when it is stopping and the last connection has closed. */
    void (*on_empty)(struct conns *conns);
};

/* Accept the connection that is waiting, greet it and serve it. */
void conns_accept(struct conns *conns, uv_stream_t *listener);

/* Read no more requests; close each connection once those in flight have been
 * answered. */
void conns_stop(struct conns *conns);

/* Close all connections immediately. */
void conns_close(struct conns *conns);

#endif
