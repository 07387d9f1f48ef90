/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* accept4() */
#include "server.h"
#include "log.h"
#include "supervisor.h"

#include "findings/confine.h"
#include "findings/places.h"
#include "findings/wire.h"

#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <stdlib.h>
#include <unistd.h>

/* How long clients may take to read their last answers at shutdown. */
enum { GRACE_MS = 5000 };

/* How often it looks whether its socket and its index are still there. */
enum { WATCH_MS = 1000 };

/* Connections that may wait to be accepted. */
enum { BACKLOG = 128 };

static void on_idle(uv_timer_t *timer);

static void
on_connection(uv_stream_t *listener, int status)
{
    struct server *server = listener->data;

    if (status < 0)
        log_at(LEVEL_ERROR, "cannot accept a connection: %s",
               uv_strerror(status));
    else
        conns_accept(&server->conns, listener);
}

static void
on_grace(uv_timer_t *timer)
{
    struct server *server = timer->data;

    log_at(LEVEL_WARNING,
           "closing connections whose clients do not read their answers");
    conns_close(&server->conns);
}

/* The last connection has closed: close the remaining handles, which ends the
 * loop. */
static void
on_empty(struct conns *conns)
{
    struct server *server = (struct server *)conns;

    uv_close((uv_handle_t *)&server->on_term, NULL);
    uv_close((uv_handle_t *)&server->on_int, NULL);
    uv_close((uv_handle_t *)&server->on_hangup, NULL);
    uv_close((uv_handle_t *)&server->grace, NULL);
    uv_close((uv_handle_t *)&server->watch, NULL);
    uv_close((uv_handle_t *)&server->idle, NULL);
}

/* Accept no more connections and requests; the loop ends when those that are
 * pending have been answered. */
static void
stop(struct server *server)
{
    supervisor_stopping();
    shard_socket_close(&server->shards);
    if (server->is_listening) {
        endpoint_remove(&server->endpoint);
        uv_close((uv_handle_t *)&server->listener, NULL);
    }
    server->is_listening = false;
    uv_timer_start(&server->grace, on_grace, GRACE_MS, 0);
    conns_stop(&server->conns);
}

/* Stop for a reason of its own. */
static void
give_up(struct server *server)
{
    server->has_failed = true;
    stop(server);
}

static void
on_signal(uv_signal_t *handle, int number)
{
    struct server *server = handle->data;

    if (server->conns.is_stopping) {
        conns_close(&server->conns);
        return;
    }
    log_line("received signal %d; shutting down", number);
    stop(server);
}

/* What came of it has been logged, unless it was not done at all. */
static void
on_reloaded(void *data, struct answer *answer)
{
    size_t len;

    (void)data;
    free(answer_line(answer, &len));
    if (answer_report(answer)->code == FINDINGS_TIMED_OUT)
        log_at(LEVEL_ERROR, "the words were not read again, because too much "
                            "was to be done; send SIGHUP again");
    answer_free(answer);
}

/* Read the words again, as the method does. */
static void
reload(struct server *server)
{
    static const char request[] =
        "{\"id\": 0, \"method\": \"reload\", \"params\": {\"timeout_ms\": "
        "30000}}";

    work_start(server->conns.work, &server->own,
               answer_begin(request, sizeof request - 1), on_reloaded, NULL);
}

static void
on_hangup(uv_signal_t *handle, int number)
{
    struct server *server = handle->data;

    if (server->is_on_terminal && !isatty(STDERR_FILENO))
        on_signal(handle, number);
    else if (!server->conns.is_stopping)
        reload(server);
}

static void
listen_for_signal(struct server *server,
                  uv_signal_t *handle,
                  int number,
                  uv_signal_cb on)
{
    uv_signal_init(server->conns.work->loop, handle);
    handle->data = server;
    uv_signal_start(handle, on, number);
}

/* Listen on a new socket at the path. */
static bool
begin_listening(struct server *server, uv_loop_t *loop, char *reason)
{
    const int fd = endpoint_make(&server->endpoint, reason);

    if (fd < 0)
        return false;
    uv_pipe_init(loop, &server->listener, 0);
    server->listener.data = server;
    int error = uv_pipe_open(&server->listener, fd);
    if (error == 0)
        error =
            uv_listen((uv_stream_t *)&server->listener, BACKLOG, on_connection);
    if (error == 0)
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE, "cannot listen on \"%.200s\": %s",
             server->endpoint.path, uv_strerror(error));
    uv_close((uv_handle_t *)&server->listener, NULL);
    return false;
}

/* The listener has been closed: listen on another. If something else is at the
 * path now, or its folder has gone, stop. */
static void
on_closed(uv_handle_t *listener)
{
    struct server *server = listener->data;
    char reason[FINDINGS_REASON_SIZE];

    if (server->conns.is_stopping)
        return;
    server->is_listening =
        begin_listening(server, server->conns.work->loop, reason);
    if (server->is_listening)
        return;
    log_at(LEVEL_ERROR, "the socket was removed: %s", reason);
    give_up(server);
}

/* The same of one at which nobody finds the daemon any more. */
static void
on_lost(uv_handle_t *listener)
{
    struct server *server = listener->data;

    on_closed(listener);
    if (server->is_listening)
        log_at(LEVEL_WARNING,
               "the socket \"%s\" was removed; it is there again",
               server->endpoint.path);
}

/* Refuse connections from now on, and take those that were made before. Returns
 * how many. A socket that was passed is not ours to shut down: who has passed
 * it keeps those that come later for the next daemon. */
static unsigned
take_last(struct server *server)
{
    uv_os_fd_t fd;
    unsigned n = 0;
    int client;

    if (uv_fileno((uv_handle_t *)&server->listener, &fd) < 0)
        return 0;
    if (server->endpoint.passed < 0)
        shutdown(fd, SHUT_RD);
    for (; (client = accept4(fd, NULL, NULL, SOCK_CLOEXEC)) >= 0; n++)
        conns_adopt(&server->conns, client);
    return n;
}

/* Nobody has been connected for long: stop, unless somebody is just coming. */
static void
retire(struct server *server)
{
    if (take_last(server) == 0) {
        log_line("no connection for %g minutes; shutting down",
                 (double)server->idle_ms / 60000);
        stop(server);
        return;
    }
    uv_timer_start(&server->idle, on_idle, server->idle_ms, 0);
    if (server->endpoint.passed >= 0)
        return;
    server->is_listening = false;
    uv_close((uv_handle_t *)&server->listener, on_closed);
}

static void
on_idle(uv_timer_t *timer)
{
    struct server *server = timer->data;
    const uint64_t idle = uv_now(timer->loop) - server->conns.left_at;

    if (server->conns.is_stopping)
        return;
    if (server->conns.first || !server->is_listening ||
        shard_socket_is_used(&server->shards))
        uv_timer_start(timer, on_idle, server->idle_ms, 0);
    else if (idle < server->idle_ms)
        uv_timer_start(timer, on_idle, server->idle_ms - idle, 0);
    else
        retire(server);
}

static void
on_watch(uv_timer_t *timer)
{
    struct server *server = timer->data;
    const struct served *served = server->conns.work->facts.served;

    for (size_t i = 0; i < served->n_places; i++) {
        if (!server->is_listening || !findings_confine_bars(served->places[i]))
            continue;
        log_at(LEVEL_ERROR,
               "the index \"%s\" is in another folder than before, which "
               "this process may not open; shutting down",
               served->places[i]);
        give_up(server);
        return;
    }
    if (!server->is_listening || endpoint_is_there(&server->endpoint))
        return;
    server->is_listening = false;
    uv_close((uv_handle_t *)&server->listener, on_lost);
}

bool
server_listen(struct server *server,
              struct work *work,
              const struct endpoint *endpoint,
              uint64_t idle_ms,
              char *reason)
{
    server->idle_ms = idle_ms;
    server->endpoint = *endpoint;
    if (!begin_listening(server, work->loop, reason))
        return false;
    server->is_listening = true;
    conns_open(&server->conns, work, &server->endpoint, on_empty);
    uv_timer_init(work->loop, &server->grace);
    server->grace.data = server;
    uv_timer_init(work->loop, &server->watch);
    server->watch.data = server;
    uv_timer_start(&server->watch, on_watch, WATCH_MS, WATCH_MS);
    uv_timer_init(work->loop, &server->idle);
    server->idle.data = server;
    if (idle_ms > 0)
        uv_timer_start(&server->idle, on_idle, idle_ms, 0);
    listen_for_signal(server, &server->on_term, SIGTERM, on_signal);
    listen_for_signal(server, &server->on_int, SIGINT, on_signal);
    listen_for_signal(server, &server->on_hangup, SIGHUP, on_hangup);
    return true;
}
