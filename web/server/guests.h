/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * guests.h: the connections that are open: whose they are, whether they are to
 * be served, and how long each may take. libmicrohttpd closes a connection that
 * is silent; here one is closed that is slow: a request has to arrive, and a
 * reply has to be read, within a time.
 */
#ifndef WEB_SERVER_GUESTS_H
#define WEB_SERVER_GUESTS_H

#include "server/peer.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    GUESTS_MAX = 64,         /* connections that are served */
    GUESTS_OF_COMPUTER = 16, /* of these, from one other computer or user */
    GUESTS_REFUSED = 16,     /* besides them, to be told that they are not */
    GUESTS_ARRIVAL_S = 10,   /* until a request has arrived, from the start of
                                the connection or the end of the last reply */
    GUESTS_REPLY_S = 30,     /* until a reply has been read */
    GUESTS_FLOW_S = 900,     /* the same for a file or an export */
    GUESTS_REQUESTS = 10000  /* over one connection */
};

enum guest_verdict {
    GUEST_WELCOME,
    GUEST_BUSY,   /* there are too many */
    GUEST_FOREIGN /* it is another user of this computer, or nobody knows who */
};

struct guests;

/* A connection. Its members do not change while it is open. */
struct guest {
    struct guests *guests;
    enum guest_verdict verdict;
    struct peer peer;
    int fd;            /* borrowed */
    int64_t until_ms;  /* guarded by guests */
    unsigned requests; /* used by its thread alone */
    void *begun;       /* what is known of a request that has begun; not ours */
};

/* Which users of this computer may connect. */
struct guests_rules {
    bool is_for_any_user; /* else this process's own, and root */
    bool is_behind_proxy; /* all come from one address */
};

struct guests *guests_new(const struct guests_rules *rules);
/* All connections must have been closed. */
void guests_free(struct guests *guests);

/* A connection has been accepted. NULL if it is to be closed at once. */
struct guest *guests_open(struct guests *guests,
                          int fd,
                          const struct sockaddr_storage *address);

/* A request has arrived, and is being answered. */
void guest_asked(struct guest *guest);
/* The answer is being sent; a flow is a file or an export. */
void guest_is_answered(struct guest *guest, bool is_flow);
/* It has been sent, or will not be. */
void guest_is_done(struct guest *guest);

/* Call it before the descriptor is closed. */
void guest_close(struct guest *guest);

/* How long there has been no connection, in milliseconds; 0 if there is one. */
int64_t guests_idle_ms(struct guests *guests);

/* A clock that only goes forward. */
int64_t guests_now_ms(void);

#endif
