/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mcp/exchange.h"

#include "ask/attempt.h"

#include "findings/wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int64_t
now_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void
inquiry_fini(struct inquiry *inquiry)
{
    question_fini(&inquiry->question);
    json_decref(inquiry->items);
}

void
exchange_init(struct exchange *exchange, const struct options *options)
{
    *exchange = (struct exchange){.options = options, .attempt = -1};
}

void
exchange_fini(struct exchange *exchange)
{
    connection_close(&exchange->connection);
    /* A thread that still connects ends with the program. */
    if (exchange->attempt >= 0)
        close(exchange->attempt);
}

/* Take the inquiry out of the list, if it is in it. */
static void
unlink_inquiry(struct inquiry **list, const struct inquiry *inquiry)
{
    struct inquiry **place = list;

    while (*place && *place != inquiry)
        place = &(*place)->next;
    if (*place)
        *place = inquiry->next;
}

/* The inquiry has this answer, of which it takes ownership. */
static void
finish(struct exchange *exchange, struct inquiry *inquiry, json_t *answer)
{
    json_t *result = json_object_get(answer, "result");

    if (inquiry->items && result)
        json_object_set(result, "items", inquiry->items);
    inquiry->question.answer = answer;
    unlink_inquiry(&exchange->pending, inquiry);
    inquiry->next = exchange->done;
    exchange->done = inquiry;
}

/* The inquiry will not be answered; say why. */
static void
fail(struct exchange *exchange, struct inquiry *inquiry, const char *reason)
{
    finish(exchange, inquiry,
           json_pack("{s:{s:i, s:s}}", "error", "code", FINDINGS_BUSY,
                     "message", reason));
}

void
exchange_ask(struct exchange *exchange, struct inquiry *inquiry)
{
    struct inquiry **place = &exchange->pending;

    while (*place)
        place = &(*place)->next;
    inquiry->next = NULL;
    *place = inquiry;
}

/* The connection is of no use any more. What was not answered is asked again on
 * another, but only once. */
static void
lose(struct exchange *exchange, const char *reason)
{
    struct inquiry *next;

    connection_close(&exchange->connection);
    exchange->is_open = false;
    for (struct inquiry *i = exchange->pending; i; i = next) {
        next = i->next;
        if (i->id == 0)
            continue;
        if (i->is_repeated) {
            fail(exchange, i, reason);
            continue;
        }
        i->is_repeated = true;
        i->id = 0;
        json_decref(i->items);
        i->items = NULL;
    }
}

static void
fail_all(struct exchange *exchange, const char *reason)
{
    while (exchange->pending)
        fail(exchange, exchange->pending, reason);
}

static void
end_attempt(struct exchange *exchange)
{
    char reason[FINDINGS_REASON_SIZE];

    if (!attempt_end(exchange->attempt, &exchange->connection, reason))
        return;
    exchange->attempt = -1;
    exchange->is_open = exchange->connection.is_open;
    if (!exchange->is_open)
        fail_all(exchange, reason);
}

/* What is on its way: how many requests, and bytes. */
static int
count_flying(const struct exchange *exchange, size_t *bytes)
{
    int n = 0;

    *bytes = 0;
    for (const struct inquiry *i = exchange->pending; i; i = i->next) {
        n += i->id > 0;
        *bytes += i->id > 0 ? i->question.bytes : 0;
    }
    return n;
}

/* Send a request. False if the connection is lost, or it has to wait: the
 * daemon works on a few at a time, and reads no more than so many bytes ahead.
 */
static bool
send_inquiry(struct exchange *exchange, struct inquiry *inquiry)
{
    struct question *question = &inquiry->question;
    char reason[FINDINGS_REASON_SIZE];
    size_t bytes;
    const int n = count_flying(exchange, &bytes);
    char *line = connection_request(exchange->last_id + 1, question->method,
                                    json_incref(question->params), reason);

    if (!line) {
        fail(exchange, inquiry, reason);
        return true;
    }
    const size_t len = strlen(line);
    bool is_sent = n < FINDINGS_IN_FLIGHT_MAX &&
                   (n == 0 || bytes + len <= FINDINGS_REQUEST_MAX);
    if (is_sent) {
        question->bytes = len;
        inquiry->id = ++exchange->last_id;
        inquiry->due = now_ms() + CONNECTION_SILENCE_MS;
        if (!connection_send(&exchange->connection, line, reason)) {
            lose(exchange, reason);
            is_sent = false;
        }
    }
    free(line);
    return is_sent;
}

static void
send_due(struct exchange *exchange)
{
    struct inquiry *next;

    for (struct inquiry *i = exchange->pending; i && exchange->is_open;
         i = next) {
        next = i->next;
        if (i->id == 0 && !send_inquiry(exchange, i))
            break;
    }
}

void
exchange_drop(struct exchange *exchange, struct inquiry *inquiry)
{
    char reason[FINDINGS_REASON_SIZE];
    char *line = NULL;

    unlink_inquiry(&exchange->pending, inquiry);
    unlink_inquiry(&exchange->done, inquiry);
    if (inquiry->id > 0 && !inquiry->question.answer && exchange->is_open)
        line =
            connection_request(++exchange->last_id, "cancel",
                               json_pack("{s:I}", "id", inquiry->id), reason);
    if (line && !connection_send(&exchange->connection, line, reason))
        lose(exchange, reason);
    free(line);
}

/* The time until the first of the requests on their way is given up. */
static int
time_left(const struct exchange *exchange)
{
    const int64_t now = now_ms();
    int64_t least = -1;

    for (const struct inquiry *i = exchange->pending; i; i = i->next)
        if (i->id > 0 && (least < 0 || i->due - now < least))
            least = i->due > now ? i->due - now : 0;
    return (int)least;
}

bool
exchange_work(struct exchange *exchange, struct pollfd *polled, int *wait_ms)
{
    char reason[FINDINGS_REASON_SIZE];

    if (exchange->pending && !exchange->is_open && exchange->attempt < 0) {
        exchange->attempt = attempt_start(exchange->options, 0, reason);
        if (exchange->attempt < 0)
            fail_all(exchange, reason);
    }
    if (exchange->attempt >= 0) {
        *polled = (struct pollfd){.fd = exchange->attempt, .events = POLLIN};
        return true;
    }
    send_due(exchange);
    /* If the connection was lost, it is to be opened again at once. */
    if (exchange->done || (exchange->pending && !exchange->is_open))
        *wait_ms = 0;
    else if (exchange->pending)
        *wait_ms = time_left(exchange);
    if (!exchange->is_open)
        return false;
    *polled = (struct pollfd){.fd = exchange->connection.fd, .events = POLLIN};
    return true;
}

/* Which of the inquiries the answer is about; NULL if it is about none, such as
 * one that was dropped. */
static struct inquiry *
inquiry_about(const struct exchange *exchange, const json_t *answer)
{
    const json_int_t id = json_integer_value(json_object_get(answer, "id"));
    struct inquiry *inquiry = exchange->pending;

    while (inquiry && (id <= 0 || inquiry->id != id))
        inquiry = inquiry->next;
    return inquiry;
}

/* Keep the items of a part. */
static void
take_part(struct inquiry *inquiry, const json_t *part)
{
    if (!inquiry->items)
        inquiry->items = json_array();
    json_array_extend(inquiry->items, (json_t *)part);
    inquiry->due = now_ms() + CONNECTION_SILENCE_MS;
}

/* Take a line of the daemon. */
static void
take_line(struct exchange *exchange, const char *line, size_t len)
{
    json_t *answer = json_loadb(line, len, 0, NULL);
    struct inquiry *inquiry = inquiry_about(exchange, answer);
    const json_t *part = json_object_get(answer, "part");
    char reason[FINDINGS_REASON_SIZE];

    if (!json_is_object(answer) || json_is_null(json_object_get(answer, "id")))
        lose(exchange,
             "the daemon ended the connection before answering; try again");
    else if (inquiry &&
             !connection_check(&exchange->connection, inquiry->question.method,
                               inquiry->id, answer, reason))
        fail(exchange, inquiry, reason);
    else if (inquiry && part)
        take_part(inquiry, part);
    else if (inquiry)
        finish(exchange, inquiry, json_incref(answer));
    json_decref(answer);
}

/* Read what has come. False if there is no more for now. */
static bool
read_bytes(struct exchange *exchange)
{
    char bytes[65536];
    const ssize_t n =
        recv(exchange->connection.fd, bytes, sizeof bytes, MSG_DONTWAIT);

    if (n < 0 && errno == EINTR)
        return true;
    if (n < 0 && errno == EAGAIN)
        return false;
    if (n > 0 && findings_frames_feed(&exchange->connection.frames, bytes,
                                      (size_t)n) == FINDINGS_FRAME_NONE)
        return true;
    lose(exchange, "the daemon closed the connection before answering; try "
                   "again");
    return false;
}

/* Read lines of the daemon, as far as they have come. */
static void
read_lines(struct exchange *exchange)
{
    while (exchange->is_open) {
        char *line;
        size_t len;
        const enum findings_frame frame =
            findings_frames_next(&exchange->connection.frames, &line, &len);
        if (frame == FINDINGS_FRAME_LINE)
            take_line(exchange, line, len);
        else if (frame != FINDINGS_FRAME_NONE)
            lose(exchange, "the daemon's answer is too long; ask for less");
        else if (!read_bytes(exchange))
            return;
    }
}

struct inquiry *
exchange_next(struct exchange *exchange)
{
    struct pollfd polled = {.fd = exchange->attempt, .events = POLLIN};

    if (exchange->attempt >= 0 && poll(&polled, 1, 0) > 0)
        end_attempt(exchange);
    read_lines(exchange);
    if (exchange->is_open && time_left(exchange) == 0)
        lose(exchange, "the daemon did not answer; ask for less, or restart "
                       "it");
    struct inquiry *done = exchange->done;
    if (done)
        exchange->done = done->next;
    return done;
}
