/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shard_socket.h: the socket at which other daemons read this one's index, as a
 * part of theirs (--shard-socket). Each connection has a thread of its own,
 * which reads the index and does not touch anything else of the daemon. All
 * functions are for the loop's thread.
 */
#ifndef DAEMON_SHARD_SOCKET_H
#define DAEMON_SHARD_SOCKET_H

#include "endpoint.h"

#include <glib.h>
#include <stdbool.h>
#include <uv.h>

struct shard_socket {
    struct endpoint endpoint;
    const char *folder; /* of the index */
    uv_poll_t listener;
    uv_async_t on_end; /* a connection has ended */
    GQueue sessions;   /* struct session * */
    int fd;
    bool is_open;
};

/* Listen at the endpoint, which was taken, of whose lock it takes ownership.
 * The folder must remain. False with a reason of FINDINGS_REASON_SIZE bytes. */
bool shard_socket_open(struct shard_socket *shards,
                       uv_loop_t *loop,
                       const struct endpoint *endpoint,
                       const char *folder,
                       char *reason);

/* Whether anybody is connected; false if it is not open. */
bool shard_socket_is_used(const struct shard_socket *shards);

/* End all connections and close its handles; does nothing if it is not open. */
void shard_socket_close(struct shard_socket *shards);

#endif
