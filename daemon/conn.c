/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A request is in flight until its answer has been written, so the daemon stops
 * reading from a client that does not read its answers. An answer of many lines
 * is made line by line, each once the one before has been written.
 *
 * A conn is freed once its pipe has closed and none of its requests is with a
 * worker or being written; these may happen in either order.
 *
 * Closing a socket that still has unread input resets the connection, and the
 * client may then never see the last answer. So when the daemon ends a
 * connection in the middle of a line, it first reads and discards what the
 * client is still sending, up to a limit.
 */
#include "conn.h"

#include "findings/wire.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* How much of a line that is too long is read and discarded, and for how long.
 */
enum { DRAIN_BYTES = 16 << 20, DRAIN_MS = 2000 };

struct conn {
    /* must be first, so that a uv_stream_t * can be cast to struct conn * */
    uv_pipe_t pipe;
    uv_timer_t drain_timer; /* limits the time spent draining */
    uv_shutdown_t shutdown;
    struct conns *conns;
    struct conn *next;
    struct conn *prev;
    struct findings_frames frames;
    size_t drained; /* bytes */
    unsigned refs;  /* the pipe, its timer and shutdown, requests in flight */
    unsigned in_flight; /* requests whose answers have not been written */
    bool has_greeted;
    bool is_reading;
    bool is_ended;    /* no more requests are taken from it */
    bool is_too_long; /* its last line is longer than a request may be */
    bool is_draining;
    bool is_closing;
};

struct reply {
    /* must be first, so that a uv_write_t * can be cast to struct reply * */
    uv_write_t write;
    struct conn *conn;
    char *line;
    struct answer *answer; /* if more lines follow, else NULL */
};

static void work_on(struct conn *conn, struct answer *answer, bool is_urgent);
static void serve(struct conn *conn);
static void end(struct conn *conn);

static void
unref(struct conn *conn)
{
    if (--conn->refs > 0)
        return;
    findings_frames_fini(&conn->frames);
    g_free(conn);
}

static void
add(struct conns *conns, struct conn *conn)
{
    conn->next = conns->first;
    if (conn->next)
        conn->next->prev = conn;
    conns->first = conn;
    conns->work->facts.connections++;
}

static void
drop(struct conns *conns, struct conn *conn)
{
    if (conn->prev)
        conn->prev->next = conn->next;
    else
        conns->first = conn->next;
    if (conn->next)
        conn->next->prev = conn->prev;
    conns->work->facts.connections--;
    if (conns->is_stopping && !conns->first)
        conns->on_empty(conns);
}

static void
on_close(uv_handle_t *handle)
{
    struct conn *conn = (struct conn *)handle;

    drop(conn->conns, conn);
    unref(conn);
}

static void
on_drain_timer_close(uv_handle_t *handle)
{
    unref(handle->data);
}

static void
close_conn(struct conn *conn)
{
    if (conn->is_closing)
        return;
    conn->is_closing = conn->is_ended = true;
    conn->is_reading = false;
    if (conn->is_draining)
        uv_close((uv_handle_t *)&conn->drain_timer, on_drain_timer_close);
    uv_close((uv_handle_t *)&conn->pipe, on_close);
}

/* Count one request less as pending, whether its answer was written or not. */
static void
settle(struct conn *conn)
{
    conn->in_flight--;
    serve(conn);
    unref(conn);
}

/* Make the next line of the answer, unless the connection is closing. */
static void
go_on(struct conn *conn, struct answer *answer)
{
    if (conn->is_closing) {
        answer_free(answer);
        settle(conn);
        return;
    }
    if (conn->conns->is_stopping && answer_needs_reader(answer))
        answer_stop(answer);
    work_on(conn, answer, false);
}

static void
on_written(uv_write_t *write, int status)
{
    struct reply *reply = (struct reply *)write;
    struct conn *conn = reply->conn;
    struct answer *answer = reply->answer;

    free(reply->line);
    g_free(reply);
    if (status < 0)
        close_conn(conn); /* the client has disconnected */
    conn->has_greeted = true;
    if (answer)
        go_on(conn, answer);
    else
        settle(conn);
}

/* Start to write the line, of which it takes ownership. False, and the caller
 * still owns it and the answer, if that fails. */
static bool
write_line(struct conn *conn, char *line, size_t len, struct answer *answer)
{
    struct reply *reply = g_new(struct reply, 1);
    const uv_buf_t buf = uv_buf_init(line, (unsigned)len);

    *reply = (struct reply){.conn = conn, .line = line, .answer = answer};
    if (uv_write(&reply->write, (uv_stream_t *)&conn->pipe, &buf, 1,
                 on_written) == 0)
        return true;
    g_free(reply);
    return false;
}

static void
on_answered(void *data, struct answer *answer)
{
    struct conn *conn = data;
    size_t len = 0;
    char *line = answer_line(answer, &len);

    if (!answer_has_more(answer)) {
        answer_free(answer);
        answer = NULL;
    }
    if (!conn->is_closing && write_line(conn, line, len, answer))
        return;
    free(line);
    answer_free(answer);
    close_conn(conn);
    settle(conn);
}

/* Make the next line of the answer, of which it takes ownership. */
static void
work_on(struct conn *conn, struct answer *answer, bool is_urgent)
{
    work_start(conn->conns->work, answer, is_urgent, on_answered, conn);
}

static void
take(struct conn *conn, struct answer *answer, bool is_urgent)
{
    conn->refs++;
    conn->in_flight++;
    work_on(conn, answer, is_urgent);
}

static void
on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    (void)handle;
    buf->base = g_malloc(suggested);
    buf->len = suggested;
}

/* Discard input until the client has finished or has sent too much. */
static void
on_drain(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    struct conn *conn = (struct conn *)stream;

    g_free(buf->base);
    if (n > 0)
        conn->drained += (size_t)n;
    if (n < 0 || conn->drained > DRAIN_BYTES)
        close_conn(conn);
}

static void
on_drain_timer(uv_timer_t *timer)
{
    close_conn(timer->data);
}

static void
on_shutdown(uv_shutdown_t *shutdown, int status)
{
    struct conn *conn = shutdown->data;

    if (status < 0)
        close_conn(conn);
    unref(conn);
}

/* Shut down our side of the connection, and discard what the client still
 * sends. */
static void
drain(struct conn *conn)
{
    if (conn->is_draining)
        return;
    conn->is_draining = true;
    conn->refs++; /* the timer */
    conn->drain_timer.data = conn->shutdown.data = conn;
    uv_timer_init(conn->conns->work->loop, &conn->drain_timer);
    if (uv_timer_start(&conn->drain_timer, on_drain_timer, DRAIN_MS, 0) < 0 ||
        uv_read_start((uv_stream_t *)&conn->pipe, on_alloc, on_drain) < 0) {
        close_conn(conn);
        return;
    }
    conn->refs++;
    if (uv_shutdown(&conn->shutdown, (uv_stream_t *)&conn->pipe, on_shutdown) ==
        0)
        return;
    close_conn(conn);
    unref(conn);
}

static void
feed(struct conn *conn, const char *bytes, size_t len)
{
    if (findings_frames_feed(&conn->frames, bytes, len) != FINDINGS_FRAME_NONE)
        g_error("out of memory");
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    struct conn *conn = (struct conn *)stream;

    if (n < 0) {
        /* The client has finished sending. Its last line may lack a newline,
         * and it may still be waiting for answers. */
        feed(conn, "\n", 1);
        end(conn);
    } else {
        feed(conn, buf->base, (size_t)n);
    }
    g_free(buf->base);
    if (n > 0)
        serve(conn);
}

static void
set_reading(struct conn *conn, bool reading)
{
    if (reading == conn->is_reading)
        return;
    conn->is_reading = reading;
    if (!reading)
        uv_read_stop((uv_stream_t *)&conn->pipe);
    else if (uv_read_start((uv_stream_t *)&conn->pipe, on_alloc, on_read) < 0)
        close_conn(conn);
}

/* Take requests that have arrived, as many as may be in flight; then wait for
 * more, or close. An answer that is made at once may close the connection here,
 * but does not free it: the loop drops the pipe's reference later, and if it
 * has done so, the caller holds a request's reference. */
static void
serve(struct conn *conn)
{
    enum findings_frame frame = FINDINGS_FRAME_LINE;
    char *line;
    size_t len;

    while (conn->has_greeted && !conn->is_closing &&
           !conn->conns->is_stopping &&
           conn->in_flight < FINDINGS_IN_FLIGHT_MAX &&
           (frame = findings_frames_next(&conn->frames, &line, &len)) ==
               FINDINGS_FRAME_LINE) {
        if (strspn(line, " \t\r") < len) /* blank lines are ignored */
            take(conn, answer_begin(line, len), false);
    }
    if (frame == FINDINGS_FRAME_TOO_LONG && !conn->is_ended) {
        conn->is_ended = conn->is_too_long = true;
        take(conn,
             answer_unasked(ANSWER_TOO_LONG, conn->conns->work->facts.limits),
             false);
    }
    if (!conn->is_closing) {
        set_reading(conn, conn->has_greeted && !conn->is_ended &&
                              conn->in_flight < FINDINGS_IN_FLIGHT_MAX);
        if (conn->is_ended && conn->in_flight == 0) {
            if (conn->is_too_long && !conn->conns->is_stopping)
                drain(conn);
            else
                close_conn(conn);
        }
    }
}

static void
end(struct conn *conn)
{
    conn->is_ended = true;
    serve(conn);
}

void
conns_accept(struct conns *conns, uv_stream_t *listener)
{
    struct conn *conn = g_new0(struct conn, 1);

    conn->conns = conns;
    conn->refs = 1;
    conn->frames.max = FINDINGS_REQUEST_MAX;
    uv_pipe_init(conns->work->loop, &conn->pipe, 0);
    add(conns, conn);
    uv_os_fd_t fd;
    if (uv_accept(listener, (uv_stream_t *)&conn->pipe) < 0 ||
        uv_fileno((uv_handle_t *)&conn->pipe, &fd) < 0 ||
        !endpoint_admits(conns->endpoint, fd)) {
        close_conn(conn);
    } else if (conns->work->facts.connections > CONNECTIONS_MAX) {
        conn->is_ended = true;
        take(conn, answer_unasked(ANSWER_BUSY, conns->work->facts.limits),
             false);
    } else {
        take(conn, answer_greeting(), true);
    }
}

void
conns_stop(struct conns *conns)
{
    conns->is_stopping = true;
    /* A connection leaves the list only later, in its close callback. */
    for (struct conn *conn = conns->first; conn; conn = conn->next)
        end(conn);
    if (!conns->first)
        conns->on_empty(conns);
}

void
conns_close(struct conns *conns)
{
    for (struct conn *conn = conns->first; conn; conn = conn->next)
        close_conn(conn);
}
