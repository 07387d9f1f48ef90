/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * exchange.h: questions to the daemon, several at a time, that never make the
 * caller wait: a thread opens the connection, and starts a daemon if need be.
 * If the connection is lost, it is opened again, and what was not answered is
 * asked once more.
 *
 * Everything else happens in the thread that calls these functions.
 */
#ifndef CLIENT_MCP_EXCHANGE_H
#define CLIENT_MCP_EXCHANGE_H

#include "ask/session.h"

#include <jansson.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

struct call;

/* A question on its way. In the end it has an answer: a result, to which the
 * items of all parts have been added as "items" if the method answers in parts,
 * or an error, which may be that the daemon cannot be reached. */
struct inquiry {
    struct question question;
    struct call *call; /* whose it is */
    json_t *items;     /* owned, as is the question: those that have come */
    json_int_t id;     /* 0: it has not been sent */
    int64_t due;       /* when it is given up, in milliseconds */
    bool is_repeated;  /* it has been sent before */
    struct inquiry *next;
};

void inquiry_fini(struct inquiry *inquiry);

struct exchange {
    const struct options *options; /* which daemon */
    struct connection connection;
    bool is_open;
    int attempt;             /* the pipe of a thread that connects, or -1 */
    struct inquiry *pending; /* in the order in which they were asked */
    struct inquiry *done;    /* those that have an answer */
    json_int_t last_id;
};

/* The options must live as long as the program. */
void exchange_init(struct exchange *exchange, const struct options *options);
void exchange_fini(struct exchange *exchange);

/* Ask. The inquiry must stay where it is until exchange_next() has returned it,
 * or exchange_drop() forgets it. */
void exchange_ask(struct exchange *exchange, struct inquiry *inquiry);

/* Forget an inquiry, and tell the daemon to give it up. */
void exchange_drop(struct exchange *exchange, struct inquiry *inquiry);

/* Connect and send what is due. Returns whether *polled is to be waited for,
 * for at most *wait_ms, which it may reduce; -1 is for ever. */
bool
exchange_work(struct exchange *exchange, struct pollfd *polled, int *wait_ms);

/* Read what has come. Returns an inquiry that has an answer now; NULL if there
 * is none. */
struct inquiry *exchange_next(struct exchange *exchange);

#endif
