/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * server.h: the socket, from when the daemon listens to when it stops.
 */
#ifndef DAEMON_SERVER_H
#define DAEMON_SERVER_H

#include "conn.h"
#include "work.h"

#include <stdbool.h>
#include <uv.h>

/* Owned by main.c, which runs the loop. */
struct server {
    struct conns conns; /* first: a struct conns * here is a struct server * */
    uv_pipe_t listener;
    uv_signal_t on_term;
    uv_signal_t on_int;
    uv_timer_t grace;
    int lock; /* kept until the process ends: one daemon per socket */
};

/* Listen on the socket until SIGTERM or SIGINT: then no more connections or
 * requests are accepted, pending requests are answered, and the loop ends; a
 * second signal ends it at once. False with a reason of FINDINGS_REASON_SIZE
 * bytes where it cannot listen; the loop must be run to its end all the same.
 */
bool server_listen(struct server *server,
                   struct work *work,
                   const char *path,
                   char *reason);

#endif
