/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * server.h: the socket, the connections and the work under way.
 *
 * Everything here runs on the loop's thread but for answer_work(), which runs
 * on a worker with a reader lent to its job.
 */
#ifndef DAEMON_SERVER_H
#define DAEMON_SERVER_H

#include "answer.h"
#include "readers.h"

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

enum {
    CONNECTIONS_MAX = 256,
    GRACE_MS = 5000 /* for answers under way, when the daemon is to stop */
};

struct conn;
struct job;

/* Owned by main(). Zero-initialise it, open the readers, then
 * server_listen(). */
struct server {
    uv_loop_t *loop;
    struct readers readers;
    struct answer_facts facts;

    uv_pipe_t listener;
    uv_signal_t on_term;
    uv_signal_t on_int;
    uv_timer_t grace;
    bool is_stopping;
    struct conn *conns;
    struct job *waiting; /* for a reader, oldest first */
    struct job **waiting_end;
};

/* Listen on the socket and catch signals. False with a reason of
 * FINDINGS_REASON_SIZE. */
bool server_listen(struct server *server, const char *path, char *reason);

/* Stop: take no more connections or requests, let what is under way be
 * answered, then end the loop. */
void server_stop(struct server *server);

/* Have an answer worked out for a connection, which is told by
 * conn_answered(). */
void
server_work(struct server *server, struct conn *conn, struct answer *answer);

/* A connection has come or gone. */
void server_add(struct server *server, struct conn *conn);
void server_remove(struct server *server, struct conn *conn);

/* One line to standard error. */
void server_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
