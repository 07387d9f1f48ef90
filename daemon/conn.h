/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * conn.h: one client: its bytes in, its answers out.
 */
#ifndef DAEMON_CONN_H
#define DAEMON_CONN_H

#include "server.h"

struct conn {
    uv_pipe_t pipe; /* first: a uv_stream_t * here is a struct conn * */
    struct server *server;
    struct findings_frames *frames;
    struct conn *next; /* in the server's list */
    struct conn *prev;
    unsigned refs;      /* the pipe, and each request in flight */
    unsigned in_flight; /* taken, and the answer not yet written */
    bool has_greeted;
    bool is_reading;
    bool is_ended; /* no more requests are taken: at its end, or by us */
    bool is_closing;
};

/* Accept the connection that waits on the listener, greet it and serve it. */
void conn_accept(struct server *server);

/* Send the answer. Called once for each server_work(). */
void conn_answered(struct conn *conn, struct answer *answer);

/* Take no more requests; close once those in flight are answered. */
void conn_end(struct conn *conn);

/* Close now. */
void conn_close(struct conn *conn);

#endif
