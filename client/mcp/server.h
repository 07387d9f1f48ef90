/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * server.h: the Model Context Protocol, message by message, without I/O: what
 * to send back at once, and what has to be asked first.
 */
#ifndef CLIENT_MCP_SERVER_H
#define CLIENT_MCP_SERVER_H

#include "mcp/tool.h"

#include <jansson.h>
#include <stddef.h>

/* The revision that is implemented, and offered to a client that asks for one
 * that is not known. */
#define SERVER_REVISION "2025-11-25"

struct server {
    const struct options *options; /* which daemon, and how long it may take */
    const char *revision; /* that was agreed on; NULL before "initialize" */
};

/* What a message leads to. */
struct server_step {
    json_t *reply;     /* to be sent now; or NULL. The caller owns it, and */
    struct call *call; /* a call, to be asked and answered; or NULL; and */
    json_t *cancelled; /* the id of a request that is not to be answered any
                          more; or NULL */
};

/* Take a line, which is not blank. */
struct server_step
server_take(struct server *server, const char *line, size_t len);

/* The reply to a line that is too long; the caller owns it. */
json_t *server_too_long(void);

/* The reply to a call once it has its answers; the caller owns it. */
json_t *server_reply(const struct call *call);

#endif
