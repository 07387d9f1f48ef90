/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shard_server.h"

#include "support.h"

#include "findings/engine.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 64, PAUSE_MS = 5 };

struct connection {
    struct shard_server *server;
    int client;  /* who asks */
    int ends[2]; /* what was asked, and who answers */
    pthread_t pump, answering;
};

struct shard_server {
    char *folder, *socket;
    int listener;
    pthread_t accepting;
    atomic_bool is_holding, is_over;
    atomic_uint n, delay_ms;
    atomic_size_t sent; /* bytes of answers */
    struct connection connections[CONNECTIONS_MAX];
};

static void *
answer(void *data)
{
    const struct connection *connection = data;

    fe_shard_serve(connection->server->folder, connection->ends[1]);
    shutdown(connection->ends[1], SHUT_RDWR);
    return NULL;
}

/* Pass on what there is to read, and count it; false at the end. */
static bool
pass(int from, int to, atomic_size_t *count)
{
    char block[65536];
    const ssize_t n = recv(from, block, sizeof block, 0);

    if (n > 0 && count)
        atomic_fetch_add(count, (size_t)n);
    for (ssize_t sent = 0; sent < n;) {
        const ssize_t more =
            send(to, block + sent, (size_t)(n - sent), MSG_NOSIGNAL);
        if (more < 0)
            return false;
        sent += more;
    }
    return n > 0;
}

static void *
pump(void *data)
{
    struct connection *connection = data;
    struct shard_server *server = connection->server;
    bool is_open = true;

    while (is_open && !atomic_load(&server->is_over)) {
        struct pollfd ready[] = {{connection->client, POLLIN, 0},
                                 {connection->ends[0], POLLIN, 0}};
        const nfds_t n = atomic_load(&server->is_holding) ? 1 : 2;
        if (poll(ready, n, PAUSE_MS) <= 0)
            continue;
        if (ready[0].revents)
            is_open = pass(connection->client, connection->ends[0], NULL);
        if (!is_open || n < 2 || !ready[1].revents)
            continue;
        usleep(1000 * atomic_load(&server->delay_ms));
        is_open = pass(connection->ends[0], connection->client, &server->sent);
    }
    shutdown(connection->client, SHUT_RDWR);
    shutdown(connection->ends[0], SHUT_RDWR);
    return NULL;
}

static void *
accept_all(void *data)
{
    struct shard_server *server = data;

    while (!atomic_load(&server->is_over)) {
        struct pollfd ready = {server->listener, POLLIN, 0};
        if (poll(&ready, 1, PAUSE_MS) <= 0)
            continue;
        const unsigned i = atomic_load(&server->n);
        assert_true(i < CONNECTIONS_MAX);
        struct connection *connection = &server->connections[i];
        connection->server = server;
        connection->client = accept(server->listener, NULL, NULL);
        assert_true(connection->client >= 0);
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, connection->ends),
                         0);
        assert_int_equal(
            pthread_create(&connection->answering, NULL, answer, connection),
            0);
        assert_int_equal(
            pthread_create(&connection->pump, NULL, pump, connection), 0);
        atomic_store(&server->n, i + 1);
    }
    return NULL;
}

struct shard_server *
shard_server_start(const char *folder, const char *socket_path)
{
    struct shard_server *server = calloc(1, sizeof *server);
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    assert_non_null(server);
    server->folder = strdup(folder);
    server->socket = strdup(socket_path);
    assert_true(strlen(socket_path) < sizeof address.sun_path);
    strcpy(address.sun_path, socket_path);
    server->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(
        bind(server->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(server->listener, 16), 0);
    assert_int_equal(
        pthread_create(&server->accepting, NULL, accept_all, server), 0);
    return server;
}

void
shard_server_stop(struct shard_server *server)
{
    if (!server)
        return;
    atomic_store(&server->is_over, true);
    pthread_join(server->accepting, NULL);
    for (unsigned i = 0; i < atomic_load(&server->n); i++) {
        struct connection *connection = &server->connections[i];
        pthread_join(connection->pump, NULL);
        pthread_join(connection->answering, NULL);
        close(connection->client);
        close(connection->ends[0]);
        close(connection->ends[1]);
    }
    close(server->listener);
    unlink(server->socket);
    free(server->folder);
    free(server->socket);
    free(server);
}

void
shard_server_hold(struct shard_server *server, bool is_holding)
{
    atomic_store(&server->is_holding, is_holding);
}

void
shard_server_delay(struct shard_server *server, unsigned ms)
{
    atomic_store(&server->delay_ms, ms);
}

unsigned
shard_server_connections(struct shard_server *server)
{
    return atomic_load(&server->n);
}

size_t
shard_server_sent(struct shard_server *server)
{
    return atomic_load(&server->sent);
}
