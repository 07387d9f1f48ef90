/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * server.h: HTTP, by libmicrohttpd: a thread for each connection, which reads a
 * request, has it answered and writes the reply. A connection that waits for
 * the daemon keeps no other waiting.
 */
#ifndef WEB_SERVER_SERVER_H
#define WEB_SERVER_SERVER_H

#include "server/gate.h"
#include "server/guests.h"
#include "server/reply.h"
#include "server/request.h"

#include "findings/places.h"

#include <stdbool.h>
#include <stdint.h>

/* What is not answered. Limits are those of request.h and guests.h. */
struct server_rules {
    const struct gate *gate; /* must outlive the server */
    struct guests_rules guests;
    unsigned rate; /* requests a second from one peer; 0: any number */
};

/* Answers a request, in the thread of its connection: several at a time. */
typedef void
server_handler(void *data, const struct request *request, struct reply *reply);

struct server;

/* Serve on a socket that listens, which the server then owns. NULL with a
 * reason if that fails. */
struct server *server_start(int listening,
                            const struct server_rules *rules,
                            server_handler *handler,
                            void *data,
                            char reason[FINDINGS_REASON_SIZE]);

/* How long there has been no connection, in milliseconds; 0 if there is one. */
int64_t server_idle_ms(const struct server *server);

/* Accept no further connection, close those that are open once what is being
 * answered has been, and end. */
void server_stop(struct server *server);

#endif
