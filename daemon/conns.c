/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * All connections together: how many there may be, how much they may leave
 * unread, and the time.
 */
#include "conn_private.h"
#include "log.h"

#include <malloc.h>
#include <unistd.h>

/* How often to look at connections while there is nothing to do for them. */
enum { REST_MS = 500 };

/* How much unread makes it worth while to trim the heap afterwards. */
enum { TRIM_BYTES = 16 << 20 };

static void on_tick(uv_timer_t *tick);

static unsigned
limit(const struct conns *conns, enum limit_id id)
{
    return conns->work->facts.limits[id].value;
}

void
conns_open(struct conns *conns,
           struct work *work,
           const struct endpoint *endpoint,
           void (*on_empty)(struct conns *conns))
{
    *conns = (struct conns){
        .work = work, .endpoint = endpoint, .on_empty = on_empty};
    conns->left_at = uv_now(work->loop);
    uv_timer_init(work->loop, &conns->tick);
    conns->tick.data = conns;
}

static void
add(struct conns *conns, struct conn *conn)
{
    conn->next = conns->first;
    if (conn->next)
        conn->next->prev = conn;
    conns->first = conn;
    conns->work->facts.connections++;
    if (!uv_is_active((uv_handle_t *)&conns->tick))
        uv_timer_start(&conns->tick, on_tick, REST_MS, 0);
}

static void
end_if_empty(struct conns *conns)
{
    if (!conns->is_stopping || conns->first)
        return;
    uv_close((uv_handle_t *)&conns->tick, NULL);
    conns->on_empty(conns);
}

void
conns_drop(struct conns *conns, struct conn *conn)
{
    if (conn->prev)
        conn->prev->next = conn->next;
    else
        conns->first = conn->next;
    if (conn->next)
        conn->next->prev = conn->prev;
    conns->work->facts.connections--;
    conns->n_closing--;
    conns->left_at = uv_now(conns->work->loop);
    account_close(&conn->account);
    uv_stream_t *delayed = conns->delayed;
    conns->delayed = NULL;
    if (delayed && !conns->is_stopping)
        conns_accept(conns, delayed);
    end_if_empty(conns);
}

/* The connection that has been idle for longest, and for long enough to be
 * closed in favour of others; NULL if there is none. */
static struct conn *
find_idle(const struct conns *conns, bool is_unread)
{
    uint64_t most = limit(conns, LIMIT_KEPT);
    struct conn *found = NULL;

    for (struct conn *conn = conns->first; conn; conn = conn->next) {
        const uint64_t idle = conn_idle(conn);
        if (idle >= most && idle > 0 && (!is_unread || conn->unread > 0)) {
            most = idle;
            found = conn;
        }
    }
    return found;
}

/* If more is unread than allowed, no search is started. So clients that do not
 * read are disconnected. */
static void
limit_unread(struct conns *conns)
{
    struct conn *conn;

    while (conns->work->is_held && (conn = find_idle(conns, true))) {
        log_at(LEVEL_WARNING,
               "closing a connection whose client does not read its answers");
        conn_close(conn);
    }
}

/* Give memory back to the system when much of it has been used for answers that
 * nobody read: the C library keeps what is freed here, because blocks were
 * allocated by the workers' threads, after it. */
static void
trim(struct conns *conns)
{
    const size_t unread = conns->work->facts.unread_bytes;

    if (unread > TRIM_BYTES)
        conns->is_swollen = true;
    if (!conns->is_swollen || unread > 0)
        return;
    conns->is_swollen = false;
    malloc_trim(0);
}

static void
on_tick(uv_timer_t *tick)
{
    struct conns *conns = tick->data;

    /* A connection leaves the list only later, in its close callback. */
    for (struct conn *conn = conns->first; conn; conn = conn->next)
        conn_check(conn);
    limit_unread(conns);
    trim(conns);
    work_tick(conns->work);
    if (conns->first)
        uv_timer_start(tick, on_tick,
                       work_is_pending(conns->work) ? WORK_TICK_MS : REST_MS,
                       0);
}

void
conns_wake(struct conns *conns)
{
    if (work_is_pending(conns->work) &&
        uv_timer_get_due_in(&conns->tick) > WORK_TICK_MS)
        uv_timer_start(&conns->tick, on_tick, WORK_TICK_MS, 0);
}

/* Make room for one more connection; false if all are in use. Those whose
 * clients have left come first: the loop may not have noticed yet, because
 * connections that arrive meanwhile are accepted before anything is read. */
static bool
make_room(struct conns *conns)
{
    if (conns->work->facts.connections - conns->n_closing <=
        limit(conns, LIMIT_CONNECTIONS))
        return true;
    for (struct conn *conn = conns->first; conn; conn = conn->next)
        if (conn_check(conn))
            return true;
    struct conn *idle = find_idle(conns, false);
    if (idle)
        conn_dismiss(idle, ANSWER_DISPLACED);
    return idle;
}

/* Greet the client, if it may ask and there is room. */
static void
admit(struct conns *conns, struct conn *conn)
{
    struct metrics *metrics = conns->work->facts.metrics;
    uv_os_fd_t fd;

    if (uv_fileno((uv_handle_t *)&conn->pipe, &fd) < 0 ||
        !endpoint_admits(conns->endpoint, fd)) {
        metrics_add_connection(metrics, false);
        conn_close(conn);
    } else if (make_room(conns)) {
        metrics_add_connection(metrics, true);
        account_open(&conn->account, ++conns->n_accepted, fd);
        conn_take(conn, answer_greeting());
    } else {
        metrics_add_connection(metrics, false);
        conn->is_ended = true;
        conn_take(conn, answer_unasked(ANSWER_BUSY, conns->work->facts.limits));
    }
}

void
conns_accept(struct conns *conns, uv_stream_t *listener)
{
    if (conns->work->facts.connections >=
        limit(conns, LIMIT_CONNECTIONS) + CONNS_SURPLUS) {
        conns->delayed = listener;
        return;
    }
    struct conn *conn = conn_new(conns);

    add(conns, conn);
    if (uv_accept(listener, (uv_stream_t *)&conn->pipe) < 0)
        conn_close(conn);
    else
        admit(conns, conn);
}

void
conns_adopt(struct conns *conns, int fd)
{
    struct conn *conn = conn_new(conns);

    add(conns, conn);
    if (uv_pipe_open(&conn->pipe, fd) < 0) {
        close(fd);
        conn_close(conn);
    } else {
        admit(conns, conn);
    }
}

void
conns_stop(struct conns *conns)
{
    conns->is_stopping = true;
    for (struct conn *conn = conns->first; conn; conn = conn->next)
        conn_end(conn);
    end_if_empty(conns);
}

void
conns_close(struct conns *conns)
{
    for (struct conn *conn = conns->first; conn; conn = conn->next)
        conn_close(conn);
}
