/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server.h"
#include "conn.h"

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

/* One answer being worked out. What the worker thread touches is in here, but
 * for the server's facts, which it only reads a copy of. */
struct job {
    uv_work_t work; /* first: a uv_work_t * here is a struct job * */
    struct server *server;
    struct conn *conn; /* counted, by its requests in flight */
    struct answer *answer;
    struct xc_reader *reader; /* lent until the work is done */
    struct answer_facts facts;
    struct job *next;
};

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

void
server_add(struct server *server, struct conn *conn)
{
    conn->next = server->conns;
    if (conn->next)
        conn->next->prev = conn;
    server->conns = conn;
    server->facts.connections++;
}

void
server_remove(struct server *server, struct conn *conn)
{
    if (conn->prev)
        conn->prev->next = conn->next;
    else
        server->conns = conn->next;
    if (conn->next)
        conn->next->prev = conn->prev;
    server->facts.connections--;
    if (server->is_stopping && !server->conns &&
        !uv_is_closing((uv_handle_t *)&server->grace))
        uv_close((uv_handle_t *)&server->grace, NULL);
}

static void
work(uv_work_t *request)
{
    struct job *job = (struct job *)request;
    answer_work(job->answer, job->reader, &job->facts);
}

static void start_waiting(struct server *server);

static void
after_work(uv_work_t *request, int status)
{
    struct job *job = (struct job *)request;
    struct server *server = job->server;
    struct conn *conn = job->conn;
    struct answer *answer = job->answer;

    (void)status; /* work is never cancelled */
    readers_return(&server->readers, job->reader);
    free(job);
    start_waiting(server);
    conn_answered(conn, answer);
}

/* Hand jobs to workers while there are readers for them. */
static void
start_waiting(struct server *server)
{
    struct job *job;

    while ((job = server->waiting) &&
           (job->reader = readers_lend(&server->readers))) {
        server->waiting = job->next;
        if (!server->waiting)
            server->waiting_end = &server->waiting;
        job->facts = server->facts;
        uv_queue_work(server->loop, &job->work, work, after_work);
    }
}

void
server_work(struct server *server, struct conn *conn, struct answer *answer)
{
    if (!answer_needs_reader(answer)) {
        answer_work(answer, NULL, &server->facts);
        conn_answered(conn, answer);
        return;
    }
    struct job *job = calloc(1, sizeof *job);
    if (!job) {
        conn_close(conn);
        conn_answered(conn, answer);
        return;
    }
    job->server = server;
    job->conn = conn;
    job->answer = answer;
    *server->waiting_end = job;
    server->waiting_end = &job->next;
    start_waiting(server);
}

static void
on_connection(uv_stream_t *listener, int status)
{
    struct server *server = listener->data;

    if (status < 0)
        server_log("a connection could not be taken: %s", uv_strerror(status));
    else
        conn_accept(server);
}

static void
on_grace(uv_timer_t *timer)
{
    struct server *server = timer->data;

    server_log("clients that do not read their answers are left");
    for (struct conn *conn = server->conns; conn; conn = conn->next)
        conn_close(conn);
}

void
server_stop(struct server *server)
{
    if (server->is_stopping)
        return;
    server->is_stopping = true;
    uv_close((uv_handle_t *)&server->listener, NULL);
    uv_close((uv_handle_t *)&server->on_term, NULL);
    uv_close((uv_handle_t *)&server->on_int, NULL);
    uv_timer_start(&server->grace, on_grace, GRACE_MS, 0);
    if (!server->conns)
        uv_close((uv_handle_t *)&server->grace, NULL);
    for (struct conn *conn = server->conns, *next; conn; conn = next) {
        next = conn->next; /* closing is done later, in the loop */
        conn_end(conn);
    }
}

static void
on_signal(uv_signal_t *handle, int number)
{
    server_log("signal %d: stopping", number);
    server_stop(handle->data);
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

bool
server_listen(struct server *server, const char *path, char *reason)
{
    int error;

    if (!findings_socket_path_fits(path, reason) || !clear_path(path, reason))
        return false;
    server->waiting_end = &server->waiting;
    uv_pipe_init(server->loop, &server->listener, 0);
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
    uv_timer_init(server->loop, &server->grace);
    server->grace.data = server;
    uv_signal_init(server->loop, &server->on_term);
    uv_signal_init(server->loop, &server->on_int);
    server->on_term.data = server->on_int.data = server;
    uv_signal_start(&server->on_term, on_signal, SIGTERM);
    uv_signal_start(&server->on_int, on_signal, SIGINT);
    return true;
}
