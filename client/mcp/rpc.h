/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * rpc.h: JSON-RPC 2.0 as MCP speaks it over standard input and output: one
 * message on each line, no batches. Nothing here does I/O.
 */
#ifndef CLIENT_MCP_RPC_H
#define CLIENT_MCP_RPC_H

#include "findings/wire.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Bytes of a line with its newline; far more than any request needs. */
enum { RPC_LINE_MAX = 1 << 20 };

/* Divides bytes into lines. Unlike the daemon, which hangs up, it goes on after
 * a line that is too long. Initialise it with rpc_lines_init(). */
struct rpc_lines {
    struct findings_frames frames;
    bool is_skipping; /* up to the end of a line that is too long */
};

void rpc_lines_init(struct rpc_lines *lines);
void rpc_lines_feed(struct rpc_lines *lines, const char *bytes, size_t len);

/* Get the next line, with a NUL in place of its newline; borrowed until the
 * next call. FINDINGS_FRAME_TOO_LONG is returned once for each line that is too
 * long, none of which is kept. */
enum findings_frame
rpc_lines_next(struct rpc_lines *lines, char **line, size_t *len);
void rpc_lines_fini(struct rpc_lines *lines);

enum rpc_kind {
    RPC_WRONG, /* error is the answer to it */
    RPC_REQUEST,
    RPC_NOTIFICATION,
    RPC_RESPONSE /* to a request, of which this server makes none */
};

struct rpc_message {
    enum rpc_kind kind;
    json_t *object;     /* owned: all of it */
    json_t *error;      /* owned: what to send back, if it is wrong */
    const json_t *id;   /* of a request */
    const char *method; /* of a request or notification */
    json_t *params;     /* of these: an object; or NULL. Borrowed, as are id and
                           method */
};

/* Read a line, which is not blank. */
void rpc_read(const char *line, size_t len, struct rpc_message *out);
void rpc_message_fini(struct rpc_message *message);

/* A response; the caller owns it. The first takes ownership of result. The id
 * is null if it is NULL. */
json_t *rpc_result(const json_t *id, json_t *result);
json_t *
rpc_error(const json_t *id, enum findings_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The text of a string that has no NUL in it, which C could not tell from its
 * end; NULL if it is anything else. Borrowed. */
const char *rpc_text(const json_t *value);

#endif
