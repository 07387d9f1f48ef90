/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* accept4() */
#include "shard_socket.h"
#include "log.h"

#include "findings/engine.h"
#include "findings/places.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Each of a daemon's readers has a connection, so this is enough for several
 * daemons on large machines. */
enum { SESSIONS_MAX = 256, BACKLOG = 64 };

struct session {
    struct shard_socket *shards;
    int fd;
    uv_thread_t thread;
    atomic_bool is_over;
};

static void
serve(void *data)
{
    struct session *session = data;

    fe_shard_serve(session->shards->folder, session->fd);
    atomic_store(&session->is_over, true);
    uv_async_send(&session->shards->on_end);
}

static void
free_session(struct session *session)
{
    uv_thread_join(&session->thread);
    close(session->fd);
    g_free(session);
}

static void
on_end(uv_async_t *handle)
{
    struct shard_socket *shards = handle->data;

    for (GList *at = shards->sessions.head, *next; at; at = next) {
        struct session *session = at->data;
        next = at->next;
        if (!atomic_load(&session->is_over))
            continue;
        free_session(session);
        g_queue_delete_link(&shards->sessions, at);
    }
}

/* Start a thread for the connection, of which it takes ownership. */
static void
begin(struct shard_socket *shards, int fd)
{
    struct session *session = g_new0(struct session, 1);

    session->shards = shards;
    session->fd = fd;
    const int error = uv_thread_create(&session->thread, serve, session);
    if (error == 0) {
        g_queue_push_tail(&shards->sessions, session);
        return;
    }
    log_at(LEVEL_ERROR, "cannot start a thread: %s", uv_strerror(error));
    close(fd);
    g_free(session);
}

static void
on_connection(uv_poll_t *handle, int status, int events)
{
    struct shard_socket *shards = handle->data;

    (void)events;
    const int fd =
        status < 0 ? -1 : accept4(shards->fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        if (status < 0 || (errno != EAGAIN && errno != EINTR))
            log_at(LEVEL_ERROR, "cannot accept a connection: %s",
                   status < 0 ? uv_strerror(status) : strerror(errno));
        return;
    }
    if (g_queue_get_length(&shards->sessions) >= SESSIONS_MAX) {
        log_at(LEVEL_WARNING,
               "refused a connection to the shard socket: there are %d",
               SESSIONS_MAX);
        close(fd);
    } else if (endpoint_admits(&shards->endpoint, fd)) {
        begin(shards, fd);
    } else {
        close(fd);
    }
}

bool
shard_socket_open(struct shard_socket *shards,
                  uv_loop_t *loop,
                  const struct endpoint *endpoint,
                  const char *folder,
                  char *reason)
{
    *shards = (struct shard_socket){.endpoint = *endpoint, .folder = folder};
    shards->fd = endpoint_make(&shards->endpoint, reason);
    if (shards->fd < 0)
        return false;
    int error = listen(shards->fd, BACKLOG) < 0 ? -errno : 0;
    if (error == 0)
        error = uv_poll_init(loop, &shards->listener, shards->fd);
    if (error < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot listen on \"%.200s\": %s", endpoint->path,
                 uv_strerror(error));
        endpoint_remove(&shards->endpoint);
        close(shards->fd);
        return false;
    }
    uv_async_init(loop, &shards->on_end, on_end);
    shards->listener.data = shards->on_end.data = shards;
    uv_poll_start(&shards->listener, UV_READABLE, on_connection);
    shards->is_open = true;
    return true;
}

bool
shard_socket_is_used(const struct shard_socket *shards)
{
    return shards->is_open && shards->sessions.length > 0;
}

void
shard_socket_close(struct shard_socket *shards)
{
    if (!shards->is_open)
        return;
    shards->is_open = false;
    endpoint_remove(&shards->endpoint);
    for (GList *at = shards->sessions.head; at; at = at->next)
        shutdown(((struct session *)at->data)->fd, SHUT_RDWR);
    for (struct session *session;
         (session = g_queue_pop_head(&shards->sessions));)
        free_session(session);
    uv_poll_stop(&shards->listener);
    uv_close((uv_handle_t *)&shards->listener, NULL);
    uv_close((uv_handle_t *)&shards->on_end, NULL);
    close(shards->fd);
}
