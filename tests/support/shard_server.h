/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shard_server.h: an index served at a socket, as findingsd --shard-socket
 * does, by threads of the test.
 */
#ifndef SHARD_SERVER_H
#define SHARD_SERVER_H

#include <stdbool.h>
#include <stddef.h>

struct shard_server;

/* Nobody may be serving at the socket. The strings are copied. */
struct shard_server *shard_server_start(const char *folder, const char *socket);

/* End all connections and remove the socket; NULL is allowed. */
void shard_server_stop(struct shard_server *server);

/* Keep back answers from now on, until this is called again with false. */
void shard_server_hold(struct shard_server *server, bool is_holding);

/* Answer later by so much from now on. */
void shard_server_delay(struct shard_server *server, unsigned ms);

/* How many connections there have been. */
unsigned shard_server_connections(struct shard_server *server);

/* How many bytes of answers have been sent to all of them. */
size_t shard_server_sent(struct shard_server *server);

#endif
