/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * server.h: the socket that the daemon listens on, from start to shutdown.
 */
#ifndef DAEMON_SERVER_H
#define DAEMON_SERVER_H

#include "conn.h"
#include "endpoint.h"
#include "shard_socket.h"
#include "work.h"

#include <stdbool.h>
#include <uv.h>

/* Owned by main.c, which runs the loop. */
struct server {
    struct conns conns; /* first: a struct conns * here is a struct server * */
    uv_pipe_t listener;
    uv_signal_t on_term;
    uv_signal_t on_int;
    uv_signal_t on_hangup;
    struct client own; /* who asks for what signals ask for */
    uv_timer_t grace;
    uv_timer_t watch;
    uv_timer_t idle;
    uint64_t idle_ms; /* 0: for ever */
    struct endpoint endpoint;
    struct shard_socket shards;
    bool is_listening;
    bool is_on_terminal; /* its messages go to one; set it when they do */
    bool has_failed;     /* it stopped because it could listen no longer, or
                            open its index */
};

/* Listen at the endpoint, of which it takes ownership, until SIGTERM or SIGINT:
 * then no more connections or requests are accepted, pending requests are
 * answered, and the loop ends; a second signal ends it at once. SIGHUP lets it
 * read the words again, unless its terminal has gone, which is as SIGTERM. If
 * the socket is removed, it is made again; if something else takes its place,
 * or the daemon may not open the index any more (confine.h), the loop ends as
 * well, with has_failed. If it cannot listen, returns false
 * with a reason of at most FINDINGS_REASON_SIZE bytes; the loop must still be
 * run to its end, to close what was opened. */
bool server_listen(struct server *server,
                   struct work *work,
                   const struct endpoint *endpoint,
                   uint64_t idle_ms,
                   char *reason);

#endif
