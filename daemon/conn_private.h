/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * conn_private.h: one connection, as conn.c serves it and conns.c looks after
 * all of them.
 */
#ifndef DAEMON_CONN_PRIVATE_H
#define DAEMON_CONN_PRIVATE_H

#include "account.h"
#include "conn.h"

#include "findings/wire.h"

struct conn {
    /* must be first, so that a uv_stream_t * can be cast to struct conn * */
    uv_pipe_t pipe;
    uv_shutdown_t shutdown;
    struct conns *conns;
    struct conn *next;
    struct conn *prev;
    struct client client;
    struct account account;
    struct findings_frames frames;
    GQueue answers; /* struct answer * in flight that have lines to make */
    GQueue ahead; /* struct answer * read, to be taken when fewer are in flight
                   */
    size_t ahead_bytes;   /* of their requests */
    size_t unread;        /* bytes of answers that it has not read */
    size_t drained;       /* bytes */
    uint64_t moved_at;    /* when bytes were last read or written; ms */
    uint64_t line_at;     /* when the line being read began; 0: there is none */
    uint64_t drain_until; /* ms */
    unsigned refs;        /* the pipe, its shutdown, requests in flight */
    unsigned in_flight;   /* requests whose answers have not been written */
    bool has_greeted;
    bool is_reading;
    bool is_ended;    /* no more requests are taken from it */
    bool is_too_long; /* its last line is longer than a request may be */
    bool is_draining;
    bool is_closing;
};

/* A new connection, which is not connected yet. */
struct conn *conn_new(struct conns *conns);

/* Make and send the answer, of which it takes ownership. */
void conn_take(struct conn *conn, struct answer *answer);

/* Take no more requests; close it when those in flight have been answered. */
void conn_end(struct conn *conn);

/* End it with an error, unless it does not read what it is sent. */
void conn_dismiss(struct conn *conn, enum answer_unasked why);

void conn_close(struct conn *conn);

/* How long nothing has happened, in milliseconds, if the daemon owes it
 * nothing: there is no line to wait for and no answer to make. Otherwise 0. */
uint64_t conn_idle(const struct conn *conn);

/* Notice what time has brought: clients that have gone, idle ones, and those
 * that take too long. True if that closes it. */
bool conn_check(struct conn *conn);

/* The pipe of the connection has closed: forget it. In conns.c. */
void conns_drop(struct conns *conns, struct conn *conn);

/* There may be jobs now, for which to keep the time. In conns.c. */
void conns_wake(struct conns *conns);

#endif
