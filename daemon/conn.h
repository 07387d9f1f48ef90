/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * conn.h: the clients: their bytes in, their answers out.
 */
#ifndef DAEMON_CONN_H
#define DAEMON_CONN_H

#include "work.h"

#include <stdbool.h>
#include <uv.h>

/* With the requests in flight and the greatest answer, some 2 MB, this bounds
 * what clients that do not read can make us hold. */
enum { CONNECTIONS_MAX = 128 };

struct conn;

/* All that are open. Owned by the server. */
struct conns {
    struct work *work;
    struct conn *first;
    bool is_stopping;                      /* no request is taken any more */
    void (*on_empty)(struct conns *conns); /* the last has gone, stopping */
};

/* Accept the connection that waits on the listener, greet it and serve it. */
void conns_accept(struct conns *conns, uv_stream_t *listener);

/* Take no more requests; close each once those in flight are answered. */
void conns_stop(struct conns *conns);

/* Close them all, whatever they wait for. */
void conns_close(struct conns *conns);

#endif
