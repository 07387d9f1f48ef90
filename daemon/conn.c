/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A request is in flight until its answer has been written, so the daemon stops
 * reading from a client that does not read its answers. An answer of many lines
 * is made line by line, each once the one before has been written. While more
 * than a little of its answers is unread, none of a client's requests is
 * started.
 *
 * Requests beyond those that may be in flight are read ahead, up to a limit,
 * because a cancel may follow them, which takes effect as soon as it is read.
 *
 * A conn is freed once its pipe has closed and none of its requests is with a
 * worker or being written; these may happen in either order. When it closes,
 * the answers that are still to be made are cancelled.
 *
 * Closing a socket that still has unread input resets the connection, and the
 * client may then never see the last answer. So when the daemon ends a
 * connection in the middle of a line, it first reads and discards what the
 * client is still sending, up to a limit.
 */
#include "conn_private.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* How much of a line that is too long is read and discarded, and for how long.
 */
enum { DRAIN_BYTES = 16 << 20, DRAIN_MS = 2000 };

/* How many requests are read ahead, if they are short: see is_full(). */
enum { AHEAD_MAX = 64 };

struct reply {
    /* must be first, so that a uv_write_t * can be cast to struct reply * */
    uv_write_t write;
    struct conn *conn;
    char *line;
    struct answer *answer; /* if more lines follow, else NULL */
};

static void serve(struct conn *conn);

static unsigned
limit(const struct conn *conn, enum limit_id id)
{
    return conn->conns->work->facts.limits[id].value;
}

static uint64_t
now(const struct conn *conn)
{
    return uv_now(conn->conns->work->loop);
}

struct conn *
conn_new(struct conns *conns)
{
    struct conn *conn = g_new0(struct conn, 1);

    conn->conns = conns;
    conn->refs = 1;
    conn->frames.max = FINDINGS_REQUEST_MAX;
    conn->moved_at = now(conn);
    uv_pipe_init(conns->work->loop, &conn->pipe, 0);
    return conn;
}

static void
free_answer(void *answer)
{
    answer_free(answer);
}

static void
unref(struct conn *conn)
{
    if (--conn->refs > 0)
        return;
    g_queue_clear_full(&conn->ahead, free_answer);
    findings_frames_fini(&conn->frames);
    g_free(conn);
}

static void
on_close(uv_handle_t *handle)
{
    struct conn *conn = (struct conn *)handle;

    conns_drop(conn->conns, conn);
    unref(conn);
}

/* Count what the client has not read, and do no more for it while that is too
 * much. */
static void
count_unread(struct conn *conn)
{
    struct work *work = conn->conns->work;
    const size_t before = conn->unread;
    const bool was_held = conn->client.is_held || work->is_held;

    conn->unread = conn->is_closing
                       ? 0
                       : uv_stream_get_write_queue_size((uv_stream_t *)conn);
    if (conn->unread < before)
        conn->moved_at = now(conn);
    work->facts.unread_bytes += conn->unread - before;
    conn->client.is_held = conn->unread > limit(conn, LIMIT_UNREAD);
    work->is_held = work->facts.unread_bytes > limit(conn, LIMIT_UNREAD_ALL);
    if (was_held && !conn->client.is_held && !work->is_held)
        work_resume(work);
}

void
conn_close(struct conn *conn)
{
    if (conn->is_closing)
        return;
    conn->is_closing = conn->is_ended = true;
    conn->conns->n_closing++;
    conn->is_reading = false;
    count_unread(conn);
    for (GList *at = conn->answers.head; at; at = at->next)
        answer_cancel(at->data);
    work_sweep(conn->conns->work);
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

/* No more lines are made of the answer. */
static void
forget(struct conn *conn, struct answer *answer)
{
    account_request(&conn->account, conn->conns->work->facts.metrics,
                    answer_report(answer));
    g_queue_remove(&conn->answers, answer);
    answer_free(answer);
}

static void on_answered(void *data, struct answer *answer);

/* Make the next line of the answer. */
static void
work_on(struct conn *conn, struct answer *answer)
{
    work_start(conn->conns->work, &conn->client, answer, on_answered, conn);
    conns_wake(conn->conns);
}

/* Make the next line of the answer, unless the connection is closing. */
static void
go_on(struct conn *conn, struct answer *answer)
{
    if (conn->is_closing) {
        forget(conn, answer);
        settle(conn);
        return;
    }
    if (conn->conns->is_stopping && answer_needs_reader(answer))
        answer_stop(answer);
    work_on(conn, answer);
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
        conn_close(conn); /* the client has disconnected */
    conn->has_greeted = true;
    count_unread(conn);
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
                 on_written) == 0) {
        conn->moved_at = now(conn);
        count_unread(conn);
        return true;
    }
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
        forget(conn, answer);
        answer = NULL;
    }
    if (!conn->is_closing && write_line(conn, line, len, answer))
        return;
    free(line);
    if (answer)
        forget(conn, answer);
    conn_close(conn);
    settle(conn);
}

static bool
cancel_among(const GQueue *answers, const json_t *id)
{
    bool is_found = false;

    for (GList *at = answers->head; at; at = at->next) {
        if (answer_has_id(at->data, id)) {
            answer_cancel(at->data);
            is_found = true;
        }
    }
    return is_found;
}

/* Cancel the requests that have this id. False if there is none. */
static bool
cancel(struct conn *conn, const json_t *id)
{
    const bool is_in_flight = cancel_among(&conn->answers, id);
    const bool is_ahead = cancel_among(&conn->ahead, id);

    work_sweep(conn->conns->work);
    return is_in_flight || is_ahead;
}

void
conn_take(struct conn *conn, struct answer *answer)
{
    conn->refs++;
    conn->in_flight++;
    g_queue_push_tail(&conn->answers, answer);
    work_on(conn, answer);
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
        conn_close(conn);
}

static void
on_shutdown(uv_shutdown_t *shutdown, int status)
{
    struct conn *conn = shutdown->data;

    if (status < 0)
        conn_close(conn);
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
    conn->drain_until = now(conn) + DRAIN_MS;
    conn->shutdown.data = conn;
    conn->refs++;
    if (uv_read_start((uv_stream_t *)&conn->pipe, on_alloc, on_drain) == 0 &&
        uv_shutdown(&conn->shutdown, (uv_stream_t *)&conn->pipe, on_shutdown) ==
            0)
        return;
    conn_close(conn);
    unref(conn);
}

static void
feed(struct conn *conn, const char *bytes, size_t len)
{
    if (findings_frames_feed(&conn->frames, bytes, len) != FINDINGS_FRAME_NONE)
        g_error("out of memory");
}

/* Whether the client has closed its socket, and not only ended its requests. */
static bool
has_gone(const struct conn *conn)
{
    struct pollfd p = {.events = 0}; /* POLLHUP is always reported */

    return uv_fileno((const uv_handle_t *)&conn->pipe, &p.fd) == 0 &&
           poll(&p, 1, 0) == 1 && (p.revents & (POLLHUP | POLLERR));
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    struct conn *conn = (struct conn *)stream;

    if (n > 0) {
        conn->moved_at = now(conn);
        feed(conn, buf->base, (size_t)n);
        serve(conn);
    } else if (n < 0 && has_gone(conn)) {
        conn_close(conn);
    } else if (n < 0) {
        /* The client has finished sending. Its last line may lack a newline,
         * and it may still be waiting for answers. */
        feed(conn, "\n", 1);
        conn_end(conn);
    }
    g_free(buf->base);
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
        conn_close(conn);
}

/* The next request that has arrived; NULL if there is none. The caller owns it.
 */
static struct answer *
next_request(struct conn *conn)
{
    struct answer *answer = NULL;
    char *line;
    size_t len;

    while (!answer && findings_frames_next(&conn->frames, &line, &len) ==
                          FINDINGS_FRAME_LINE) {
        conn->line_at = 0;
        if (strspn(line, " \t\r") < len) /* blank lines are ignored */
            answer = answer_begin(line, len);
    }
    return answer;
}

/* Whether the request may be taken: "cancel" may although as many as allowed
 * are in flight, because it is about one of them. */
static bool
has_room(const struct conn *conn, const struct answer *answer)
{
    const unsigned most = limit(conn, LIMIT_IN_FLIGHT);

    return conn->in_flight < (answer_target(answer) ? 2 * most : most);
}

/* Whether no more requests may be read ahead. */
static bool
is_full(const struct conn *conn)
{
    return conn->ahead.length >= AHEAD_MAX ||
           conn->ahead_bytes >= limit(conn, LIMIT_REQUEST_BYTES);
}

/* Take the requests that have been read ahead and for which there is room now.
 */
static void
take_ahead(struct conn *conn)
{
    struct answer *answer;

    while (!conn->is_closing && (answer = g_queue_peek_head(&conn->ahead)) &&
           has_room(conn, answer)) {
        g_queue_pop_head(&conn->ahead);
        conn->ahead_bytes -= answer_size(answer);
        conn_take(conn, answer);
    }
}

/* Take the request that has been read, or keep it until there is room. */
static void
take(struct conn *conn, struct answer *answer)
{
    const json_t *target = answer_target(answer);

    if (target && cancel(conn, target))
        answer_found(answer);
    if (answer_is_restricted(answer) && !account_is_owner(&conn->account))
        answer_refuse(answer);
    if (has_room(conn, answer)) {
        conn_take(conn, answer);
    } else {
        g_queue_push_tail(&conn->ahead, answer);
        conn->ahead_bytes += answer_size(answer);
    }
}

/* Take requests that have arrived, as many as may be in flight. An answer that
 * is made at once may close the connection here, but does not free it: the loop
 * drops the pipe's reference later, and if it has done so, the caller holds a
 * request's reference. */
static void
take_all(struct conn *conn)
{
    struct answer *answer;
    char *line;
    size_t len;

    take_ahead(conn);
    while (!conn->is_closing && !is_full(conn) && (answer = next_request(conn)))
        take(conn, answer);
    if (conn->is_ended || is_full(conn))
        return;
    if (findings_frames_next(&conn->frames, &line, &len) ==
        FINDINGS_FRAME_TOO_LONG) {
        conn->is_ended = conn->is_too_long = true;
        conn_take(conn, answer_unasked(ANSWER_TOO_LONG,
                                       conn->conns->work->facts.limits));
    }
}

/* Note whether a line has begun to arrive that is to be waited for. */
static void
time_line(struct conn *conn)
{
    const bool has_begun = conn->frames.len > conn->frames.start;

    if (!conn->is_reading || !has_begun)
        conn->line_at = 0;
    else if (conn->line_at == 0)
        conn->line_at = now(conn);
}

/* Take requests that have arrived; then wait for more, or close. */
static void
serve(struct conn *conn)
{
    if (conn->has_greeted && !conn->conns->is_stopping)
        take_all(conn);
    if (conn->is_closing)
        return;
    set_reading(conn, conn->has_greeted && !conn->is_ended && !is_full(conn));
    time_line(conn);
    if (conn->is_ended && conn->in_flight == 0) {
        if (conn->is_too_long && !conn->conns->is_stopping)
            drain(conn);
        else
            conn_close(conn);
    }
}

void
conn_end(struct conn *conn)
{
    conn->is_ended = true;
    serve(conn);
}

void
conn_dismiss(struct conn *conn, enum answer_unasked why)
{
    if (conn->is_ended || conn->unread > 0) {
        conn_close(conn);
        return;
    }
    conn->is_ended = true;
    conn_take(conn, answer_unasked(why, conn->conns->work->facts.limits));
    if (!conn->is_closing)
        set_reading(conn, false);
}

uint64_t
conn_idle(const struct conn *conn)
{
    const struct client *client = &conn->client;
    bool is_waiting = false;

    for (enum lane lane = LANE_QUICK; lane < LANES; lane++)
        is_waiting |= client->waiting[lane].length > 0;
    return conn->is_closing || conn->line_at > 0 || client->running > 0 ||
                   (is_waiting && !client->is_held)
               ? 0
               : now(conn) - conn->moved_at;
}

bool
conn_check(struct conn *conn)
{
    if (conn->is_closing)
        return false;
    count_unread(conn);
    if (conn->is_draining) {
        if (now(conn) >= conn->drain_until)
            conn_close(conn);
    } else if (has_gone(conn)) {
        conn_close(conn);
    } else if (conn->line_at > 0 &&
               now(conn) - conn->line_at >= limit(conn, LIMIT_LINE)) {
        conn_dismiss(conn, ANSWER_TOO_SLOW);
    } else if (conn_idle(conn) >= limit(conn, LIMIT_IDLE)) {
        conn_dismiss(conn, ANSWER_IDLE);
    }
    return conn->is_closing;
}
