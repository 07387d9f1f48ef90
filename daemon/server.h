/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * server.h: the socket: where it is, when it stops.
 */
#ifndef DAEMON_SERVER_H
#define DAEMON_SERVER_H

#include "conn.h"
#include "work.h"

#include <stdbool.h>
#include <uv.h>

/* Owned by main(), which runs the loop. */
struct server {
    struct conns conns; /* first: a struct conns * here is a struct server * */
    uv_pipe_t listener;
    uv_signal_t on_term;
    uv_signal_t on_int;
    uv_timer_t grace;
    int lock; /* held for as long as we live: one daemon to a socket */
};

/* Listen on the socket, and stop on SIGTERM or SIGINT: take no more
 * connections or requests, let what is under way be answered, end the loop; a
 * second signal waits for nobody. False with a reason of FINDINGS_REASON_SIZE;
 * the loop must be run all the same, to its end. */
bool server_listen(struct server *server,
                   struct work *work,
                   const char *path,
                   char *reason);

#endif
