/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link.h"

#include "ask/attempt.h"
#include "print/member.h"

#include "findings/wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* How long the thread waits for a greeting. */
enum { GREETING_MS = 5000 };

int64_t
link_now(void)
{
    return g_get_monotonic_time() / 1000;
}

void
link_init(struct link *link, const struct options *options)
{
    *link = (struct link){
        .options = options,
        .attempt = -1,
        .out = g_string_new(NULL),
        .cancelled = g_array_new(FALSE, FALSE, sizeof(json_int_t)),
    };
}

static void
clear_slot(struct link_slot *slot)
{
    json_decref(slot->params);
    *slot = (struct link_slot){0};
}

void
link_fini(struct link *link)
{
    for (int i = 0; i < LINK_SLOTS; i++)
        clear_slot(&link->slots[i]);
    if (link->is_open)
        connection_close(&link->connection);
    /* A thread that still connects ends with the program. */
    if (link->attempt >= 0)
        close(link->attempt);
    g_string_free(link->out, TRUE);
    g_array_free(link->cancelled, TRUE);
}

static void
start_attempt(struct link *link)
{
    link->again = link_now() + LINK_AGAIN_MS;
    link->attempt = attempt_start(link->options, GREETING_MS, link->reason);
}

static void
end_attempt(struct link *link)
{
    char reason[FINDINGS_REASON_SIZE];

    if (!attempt_end(link->attempt, &link->connection, reason))
        return;
    link->attempt = -1;
    link->is_open = link->connection.is_open;
    g_strlcpy(link->reason, link->is_open ? "" : reason, sizeof link->reason);
    link->again = link_now() + LINK_AGAIN_MS;
}

/* The connection is of no use any more; what was not answered will be asked
 * again. A connection that did not last is not opened again at once. */
static void
lose(struct link *link)
{
    connection_close(&link->connection);
    link->is_open = false;
    link->is_wanted = true;
    link->n_flying = 0;
    g_string_truncate(link->out, 0);
    g_array_set_size(link->cancelled, 0);
    for (int i = 0; i < LINK_SLOTS; i++)
        link->slots[i].id = 0;
}

void
link_drop(struct link *link, int slot)
{
    if (link->slots[slot].id > 0)
        g_array_append_val(link->cancelled, link->slots[slot].id);
    clear_slot(&link->slots[slot]);
}

void
link_ask(struct link *link, int slot, const char *method, json_t *params)
{
    link_drop(link, slot);
    link->slots[slot] = (struct link_slot){
        .method = method, .params = params, .since = link_now()};
}

static bool
is_anything_asked(const struct link *link)
{
    for (int i = 0; i < LINK_SLOTS; i++)
        if (link->slots[i].method)
            return true;
    return false;
}

/* Add a request to what is to be sent. False with a reason if it cannot be. */
static bool
queue(struct link *link,
      json_int_t id,
      const char *method,
      json_t *params,
      char reason[FINDINGS_REASON_SIZE])
{
    char *line = connection_request(id, method, params, reason);

    if (!line)
        return false;
    g_string_append(link->out, line);
    free(line);
    link->n_flying++;
    return true;
}

/* Queue what is due: cancellations first, as they make room, one at most for
 * each request. The daemon takes only so many requests at a time, and what it
 * does not read is not piled up. */
static void
queue_due(struct link *link)
{
    char reason[FINDINGS_REASON_SIZE];

    while (link->cancelled->len > 0) {
        const json_int_t id = g_array_index(link->cancelled, json_int_t, 0);
        g_array_remove_index(link->cancelled, 0);
        queue(link, ++link->last_id, "cancel", json_pack("{s:I}", "id", id),
              reason);
    }
    for (int i = 0; i < LINK_SLOTS; i++) {
        struct link_slot *slot = &link->slots[i];
        if (!slot->method || slot->id != 0 ||
            link->n_flying >= FINDINGS_IN_FLIGHT_MAX)
            continue;
        slot->id = ++link->last_id;
        if (!queue(link, slot->id, slot->method, json_incref(slot->params),
                   reason)) {
            g_strlcpy(link->reason, reason, sizeof link->reason);
            clear_slot(slot);
        }
    }
}

static void
send_out(struct link *link)
{
    while (link->out->len > 0) {
        const ssize_t n = send(link->connection.fd, link->out->str,
                               link->out->len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            if (errno != EAGAIN)
                lose(link);
            return;
        }
        g_string_erase(link->out, 0, n);
    }
}

int
link_work(struct link *link, struct pollfd *polled, int *wait_ms)
{
    const int64_t now = link_now();

    link->is_wanted |= is_anything_asked(link);
    if (!link->is_open && link->attempt < 0 && link->is_wanted) {
        if (now >= link->again)
            start_attempt(link);
        if (link->attempt < 0)
            *wait_ms = MIN(*wait_ms, (int)MAX(link->again - now, 1));
    }
    if (link->attempt >= 0) {
        *polled = (struct pollfd){.fd = link->attempt, .events = POLLIN};
        return 1;
    }
    if (link->is_open && link->out->len == 0)
        queue_due(link);
    if (link->is_open)
        send_out(link);
    if (!link->is_open)
        return 0;
    if (is_anything_asked(link))
        *wait_ms = MIN(*wait_ms, LINK_SLOW_MS);
    *polled = (struct pollfd){
        .fd = link->connection.fd,
        .events = (short)(POLLIN | (link->out->len > 0 ? POLLOUT : 0))};
    return 1;
}

static struct link_slot *
slot_of(struct link *link, const json_t *answer)
{
    const json_int_t id = json_integer_value(json_object_get(answer, "id"));

    for (int i = 0; i < LINK_SLOTS; i++)
        if (id > 0 && link->slots[i].id == id)
            return &link->slots[i];
    return NULL;
}

/* An error of the connection itself: the daemon will close it. If that is only
 * because nothing was asked for long, it is opened again when something is. */
static void
take_farewell(struct link *link, const json_t *answer)
{
    const json_t *error = json_object_get(answer, "error");

    if (json_integer_value(json_object_get(error, "code")) != FINDINGS_CLOSED)
        g_strlcpy(link->reason, member_text(error, "message"),
                  sizeof link->reason);
    lose(link);
    link->is_wanted = false;
}

/* Take a line that came. Returns the answer if it is what is waited for. */
static json_t *
take_line(struct link *link, const char *line, size_t len, int *which)
{
    json_t *answer = json_loadb(line, len, 0, NULL);
    struct link_slot *slot = slot_of(link, answer);
    char reason[FINDINGS_REASON_SIZE];

    if (json_is_null(json_object_get(answer, "id"))) {
        take_farewell(link, answer);
        json_decref(answer);
        return NULL;
    }
    link->n_flying -= link->n_flying > 0;
    if (slot && connection_check(&link->connection, slot->method, slot->id,
                                 answer, reason)) {
        *which = (int)(slot - link->slots);
        clear_slot(slot);
        link->reason[0] = '\0';
        return answer;
    }
    if (!json_is_object(answer) || slot) {
        /* It is not asked again: the answer would be the same. */
        if (slot)
            clear_slot(slot);
        g_strlcpy(link->reason,
                  slot
                      ? reason
                      : "the daemon's answer is not JSON; use the same version "
                        "of findings and findingsd",
                  sizeof link->reason);
        lose(link);
    }
    json_decref(answer);
    return NULL;
}

/* Read what has come. False if there is no more for now. */
static bool
read_bytes(struct link *link)
{
    char bytes[65536];
    const ssize_t n =
        recv(link->connection.fd, bytes, sizeof bytes, MSG_DONTWAIT);

    if (n < 0 && errno == EINTR)
        return true;
    if (n < 0 && errno == EAGAIN)
        return false;
    if (n <= 0 || findings_frames_feed(&link->connection.frames, bytes,
                                       (size_t)n) != FINDINGS_FRAME_NONE) {
        g_strlcpy(link->reason,
                  "the daemon closed the connection; connecting again",
                  sizeof link->reason);
        lose(link);
        return false;
    }
    return true;
}

json_t *
link_next(struct link *link, int *slot)
{
    if (link->attempt >= 0) {
        struct pollfd polled = {.fd = link->attempt, .events = POLLIN};
        if (poll(&polled, 1, 0) > 0)
            end_attempt(link);
    }
    while (link->is_open) {
        char *line;
        size_t len;
        const enum findings_frame frame =
            findings_frames_next(&link->connection.frames, &line, &len);
        json_t *answer = NULL;
        if (frame == FINDINGS_FRAME_LINE)
            answer = take_line(link, line, len, slot);
        else if (frame != FINDINGS_FRAME_NONE)
            lose(link);
        else if (!read_bytes(link))
            return NULL;
        if (answer)
            return answer;
    }
    return NULL;
}

bool
link_is_slow(const struct link *link)
{
    const int64_t now = link_now();

    for (int i = 0; i < LINK_SLOTS; i++)
        if (link->slots[i].method && now - link->slots[i].since >= LINK_SLOW_MS)
            return true;
    return false;
}
