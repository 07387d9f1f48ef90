/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server.h"
#include "log.h"

#include "findings/places.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* How long clients may take to read their last answers at shutdown. */
enum { GRACE_MS = 5000 };

/* Connections that may wait to be accepted. */
enum { BACKLOG = 128 };

static void
on_connection(uv_stream_t *listener, int status)
{
    struct server *server = listener->data;

    if (status < 0)
        log_line("cannot accept a connection: %s", uv_strerror(status));
    else
        conns_accept(&server->conns, listener);
}

static void
on_grace(uv_timer_t *timer)
{
    struct server *server = timer->data;

    log_line("closing connections whose clients do not read their answers");
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
    uv_close((uv_handle_t *)&server->grace, NULL);
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
    uv_close((uv_handle_t *)&server->listener, NULL);
    uv_timer_start(&server->grace, on_grace, GRACE_MS, 0);
    conns_stop(&server->conns);
}

/* Say why it cannot listen on the path. A missing folder is looked for here,
 * because libuv reports it as EACCES. */
static void
explain_bind(const char *path, const char *error, char *reason)
{
    const char *slash = strrchr(path, '/');
    const size_t len = slash ? (size_t)(slash - path) : 0;
    char folder[256];
    struct stat st;

    snprintf(folder, sizeof folder, "%.*s", (int)len, path);
    if (len > 0 && stat(folder, &st) < 0 && errno == ENOENT)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the folder \"%.200s\" does not exist; create it, or choose "
                 "another path with --socket",
                 folder);
    else
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot listen on \"%.200s\": %s; choose another path with "
                 "--socket",
                 path, error);
}

/* Take the lock, a file beside the socket. Without it, two daemons that start
 * at the same time could each mistake the other's socket for an abandoned one.
 * The file is never removed; the lock is released when the process ends,
 * however it ends. */
static bool
take_lock(struct server *server, const char *path, char *reason)
{
    char lock[FINDINGS_REASON_SIZE];

    snprintf(lock, sizeof lock, "%.400s.lock", path);
    server->lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (server->lock < 0) {
        explain_bind(path, strerror(errno), reason);
        return false;
    }
    if (flock(server->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK) {
        explain_bind(path, strerror(errno), reason);
        return false;
    }
    snprintf(reason, FINDINGS_REASON_SIZE,
             "another findingsd is listening on \"%.200s\"; stop it, or choose "
             "another path with --socket",
             path);
    return false;
}

static bool
refuse_path(const char *path, const char *what, char *reason)
{
    snprintf(reason, FINDINGS_REASON_SIZE,
             "\"%.200s\" already exists and is %s; choose another path with "
             "--socket",
             path, what);
    return false;
}

/* Whether there is nothing at the path, or a socket. This is looked at before
 * the lock is taken, so that no lock is left beside somebody's file;
 * clear_path() decides, with the lock. */
static bool
may_listen(const char *path, char *reason)
{
    struct stat st;

    return lstat(path, &st) < 0 || S_ISSOCK(st.st_mode) ||
           refuse_path(path, "not a socket", reason);
}

/* Whether nobody listens on the socket at the path. */
static bool
is_abandoned(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd =
        socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    memcpy(address.sun_path, path, strlen(path) + 1);
    const bool is_refused =
        fd >= 0 &&
        connect(fd, (struct sockaddr *)&address, sizeof address) < 0 &&
        errno == ECONNREFUSED;
    if (fd >= 0)
        close(fd);
    return is_refused;
}

/* Make sure that nothing is at the path: remove a socket on which nobody
 * listens, which a daemon that was killed has left behind. False if anything
 * else is there. */
static bool
clear_path(const char *path, char *reason)
{
    struct stat st;

    if (lstat(path, &st) < 0)
        return true; /* binding reports any other error */
    if (!S_ISSOCK(st.st_mode))
        return refuse_path(path, "not a socket", reason);
    return (is_abandoned(path) && unlink(path) == 0) ||
           refuse_path(path, "another program's socket", reason);
}

static void
listen_for_signal(struct server *server, uv_signal_t *handle, int number)
{
    uv_signal_init(server->conns.work->loop, handle);
    handle->data = server;
    uv_signal_start(handle, on_signal, number);
}

bool
server_listen(struct server *server,
              struct work *work,
              const char *path,
              char *reason)
{
    int error;

    if (!findings_socket_path_fits(path, reason) || !may_listen(path, reason) ||
        !take_lock(server, path, reason) || !clear_path(path, reason))
        return false;
    server->conns.work = work;
    server->conns.on_empty = on_empty;
    uv_pipe_init(work->loop, &server->listener, 0);
    server->listener.data = server;
    /* No other user may connect, not even for a moment. */
    const mode_t mask = umask(0177);
    error = uv_pipe_bind(&server->listener, path);
    umask(mask);
    if (error == 0)
        error =
            uv_listen((uv_stream_t *)&server->listener, BACKLOG, on_connection);
    if (error < 0) {
        explain_bind(path, uv_strerror(error), reason);
        uv_close((uv_handle_t *)&server->listener, NULL);
        return false;
    }
    uv_timer_init(work->loop, &server->grace);
    server->grace.data = server;
    listen_for_signal(server, &server->on_term, SIGTERM);
    listen_for_signal(server, &server->on_int, SIGINT);
    return true;
}
