/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * server.h: HTTP, by libmicrohttpd: a thread for each connection, which reads a
 * request, has it answered and writes the reply. A connection that waits for
 * the daemon keeps no other waiting.
 */
#ifndef WEB_SERVER_SERVER_H
#define WEB_SERVER_SERVER_H

#include "server/reply.h"
#include "server/request.h"

#include "findings/places.h"

#include <stdbool.h>

/* Connections at a time, in all and from one address, and how long one may be
 * idle. */
enum { SERVER_CONNECTIONS = 64, SERVER_IDLE_S = 30 };

/* Answers a request, in the thread of its connection: several at a time. */
typedef void
server_handler(void *data, const struct request *request, struct reply *reply);

struct server;

/* Serve on a socket that listens, which the server then owns. NULL with a
 * reason if that fails. */
struct server *server_start(int listening,
                            server_handler *handler,
                            void *data,
                            char reason[FINDINGS_REASON_SIZE]);

/* Answer what has been asked, and end. */
void server_stop(struct server *server);

#endif
