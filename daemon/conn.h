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

struct conn;

/* All open connections. Owned by the server. */
struct conns {
    struct work *work;
    const struct endpoint *endpoint; /* says who may ask */
    struct conn *first;
    unsigned n_closing; /* of the connections: the loop forgets them when it has
                           seen to what has happened until now */
    uv_stream_t *delayed; /* the listener, if it has a connection that must wait
                             until another has closed; else NULL */
    uv_timer_t tick;      /* while there are connections */
    uint64_t left_at;     /* when the last connection closed, ms of the loop */
    uint64_t n_accepted;  /* connections so far */
    bool is_stopping;     /* no more requests are read */
    bool is_swollen;      /* much has been unread: see trim() */
    /* Called once, when it is stopping and the last connection has closed. */
    void (*on_empty)(struct conns *conns);
};

/* Set up, with no connection yet. */
void conns_open(struct conns *conns,
                struct work *work,
                const struct endpoint *endpoint,
                void (*on_empty)(struct conns *conns));

/* How many connections may be open beyond the limit, until they have been told
 * so. */
enum { CONNS_SURPLUS = 4 };

/* Accept the connection that is waiting, greet it and serve it. If too many are
 * open, the one that has been idle for longest is closed; if all are in use,
 * the new one is. */
void conns_accept(struct conns *conns, uv_stream_t *listener);

/* The same of a connection that has been accepted: its descriptor, of which it
 * takes ownership. */
void conns_adopt(struct conns *conns, int fd);

/* Read no more requests; close each connection once those in flight have been
 * answered. */
void conns_stop(struct conns *conns);

/* Close all connections immediately. */
void conns_close(struct conns *conns);

#endif
