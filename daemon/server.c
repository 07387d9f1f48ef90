/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server.h"

#include "findings/places.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

void
server_log(const char *format, ...)
{
    char line[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    fprintf(stderr, "findingsd: %s\n", line);
}

static void
on_connection(uv_stream_t *listener, int status)
{
    struct server *server = listener->data;

    if (status < 0)
        server_log("a connection could not be taken: %s", uv_strerror(status));
    else
        conns_accept(&server->conns, listener);
}

static void
on_grace(uv_timer_t *timer)
{
    struct server *server = timer->data;

    server_log("clients that do not read their answers are left");
    conns_close(&server->conns);
}

/* Nothing is left to wait for: the loop ends when these have closed. */
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
    server_log("signal %d: stopping", number);
    uv_close((uv_handle_t *)&server->listener, NULL);
    uv_timer_start(&server->grace, on_grace, GRACE_MS, 0);
    conns_stop(&server->conns);
}

/* What stands at the path: nothing, a socket that nobody answers (removed),
 * or something that must not be touched (false). */
static bool
clear_path(const char *path, char *reason)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat st;

    if (lstat(path, &st) < 0)
        return true; /* binding tells what is wrong, if anything */
    if (!S_ISSOCK(st.st_mode)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%.200s is there and is no socket; give another path with "
                 "--socket",
                 path);
        return false;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool is_answered = fd >= 0 && connect(fd, (struct sockaddr *)&address,
                                                sizeof address) == 0;
    if (fd >= 0)
        close(fd);
    if (is_answered) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "another findingsd is answering at %.200s; stop it first, "
                 "or give another path with --socket",
                 path);
        return false;
    }
    unlink(path); /* left behind by one that was killed */
    return true;
}

/* libuv says EACCES where the folder is missing. */
static void
explain_bind(const char *path, int error, char *reason)
{
    const char *slash = strrchr(path, '/');
    const size_t len = slash ? (size_t)(slash - path) : 0;
    char folder[256];
    struct stat st;

    snprintf(folder, sizeof folder, "%.*s", (int)len, path);
    if (len > 0 && stat(folder, &st) < 0 && errno == ENOENT)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the folder %.200s does not exist; make it, or give another "
                 "path with --socket",
                 folder);
    else
        snprintf(reason, FINDINGS_REASON_SIZE, "cannot listen on %.200s: %s",
                 path, uv_strerror(error));
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

    if (!findings_socket_path_fits(path, reason) || !clear_path(path, reason))
        return false;
    server->conns.work = work;
    server->conns.on_empty = on_empty;
    uv_pipe_init(work->loop, &server->listener, 0);
    server->listener.data = server;
    /* Nobody else may connect, not even for a moment. */
    const mode_t mask = umask(0177);
    error = uv_pipe_bind(&server->listener, path);
    umask(mask);
    if (error == 0)
        error = uv_listen((uv_stream_t *)&server->listener, 128, on_connection);
    if (error < 0) {
        explain_bind(path, error, reason);
        uv_close((uv_handle_t *)&server->listener, NULL);
        return false;
    }
    uv_timer_init(work->loop, &server->grace);
    server->grace.data = server;
    listen_for_signal(server, &server->on_term, SIGTERM);
    listen_for_signal(server, &server->on_int, SIGINT);
    return true;
}
