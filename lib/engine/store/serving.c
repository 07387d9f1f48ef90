/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The other side of remote.h: answers the calls of another process, which is
 * not trusted: a frame that is not a call ends the connection.
 */
#include "engine/base/status.h"
#include "engine/store/call.h"
#include "engine/store/remote.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

enum { CALL_BYTES_MAX = 1024 * 1024 };

struct serving {
    int fd;
    const char *path;
    struct folder *folder; /* or NULL */
    GByteArray *input;     /* the last frame that came */
    GByteArray *output;    /* the next one that goes */
    /* For answers; they grow when a call needs more. */
    uint32_t *ids, *numbers;
    size_t *ends;
    size_t room;
    char *strings;
    size_t size;
};

static bool
receive(int fd, void *bytes, size_t len)
{
    char *at = bytes;

    while (len > 0) {
        const ssize_t n = recv(fd, at, len, 0);
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        at += MAX(n, 0);
        len -= (size_t)MAX(n, 0);
    }
    return true;
}

static bool
receive_frame(struct serving *serving)
{
    unsigned char head[FRAME_HEAD];

    if (!receive(serving->fd, head, sizeof head))
        return false;
    const uint32_t len = frame_length(head);
    if (len > CALL_BYTES_MAX)
        return false;
    g_byte_array_set_size(serving->input, len);
    return receive(serving->fd, serving->input->data, len);
}

static void
begin_frame(struct serving *serving)
{
    g_byte_array_set_size(serving->output, FRAME_HEAD);
}

static bool
send_frame(struct serving *serving)
{
    const guint8 *at = serving->output->data;
    size_t left = serving->output->len;

    frame_finish(serving->output);
    while (left > 0) {
        const ssize_t n = send(serving->fd, at, left, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return false;
        at += MAX(n, 0);
        left -= (size_t)MAX(n, 0);
    }
    return true;
}

/* How long to wait for each piece of what comes; 0: for ever. */
static void
wait_for(const struct serving *serving, time_t seconds)
{
    const struct timeval time = {.tv_sec = seconds};

    setsockopt(serving->fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

/* Greet the other side, or say why that is not possible. One that says nothing
 * must not keep others out. */
static bool
greet(struct serving *serving)
{
    enum { GREETING_SECONDS = 5 };
    static const char hello[] = SHARD_HELLO;
    struct xc_error err;

    wait_for(serving, GREETING_SECONDS);
    if (!receive_frame(serving))
        return false;
    wait_for(serving, 0);
    begin_frame(serving);
    const char *text = hello;
    if (serving->input->len != strlen(hello) ||
        memcmp(serving->input->data, hello, strlen(hello)) != 0)
        text = "another version of findingsd serves it; use the same on all "
               "machines";
    else if (folder_open(serving->path, &serving->folder, &err) != XC_OK)
        text = err.message;
    g_byte_array_append(serving->output, (const guint8 *)text,
                        (guint)strlen(text));
    return send_frame(serving) && text == hello;
}

static void
make_room(struct serving *serving, const struct call *call)
{
    if (call->room > serving->room) {
        serving->room = call->room;
        serving->ids = g_renew(uint32_t, serving->ids, serving->room);
        serving->numbers = g_renew(uint32_t, serving->numbers, serving->room);
        serving->ends = g_renew(size_t, serving->ends, serving->room);
    }
    if (call->size > serving->size) {
        serving->size = call->size;
        serving->strings = g_realloc(serving->strings, serving->size);
    }
}

static bool
answer(struct serving *serving)
{
    struct call_answer answer = {0};
    struct call call = {0};
    struct xc_error err = {0};
    void *arrays;

    const bool is_call =
        call_read(serving->input->data, serving->input->len, &call, &arrays);
    if (is_call) {
        make_room(serving, &call);
        answer.ids = serving->ids;
        answer.numbers = serving->numbers;
        answer.strings =
            (struct xc_strings){serving->strings, call.size, serving->ends};
        const enum xc_status status =
            call_perform(&call, serving->folder, &answer, &err);
        begin_frame(serving);
        call_write_answer(&call, status, &answer, &err, serving->output);
        free(answer.bytes);
    }
    g_free(arrays);
    return is_call && send_frame(serving);
}

void
fe_shard_serve(const char *path, int fd)
{
    struct serving serving = {.fd = fd,
                              .path = path,
                              .input = g_byte_array_new(),
                              .output = g_byte_array_new()};

    FE_REQUIRE(path);
    if (greet(&serving))
        while (receive_frame(&serving) && answer(&serving))
            ;
    folder_close(serving.folder);
    g_byte_array_unref(serving.input);
    g_byte_array_unref(serving.output);
    g_free(serving.ids);
    g_free(serving.numbers);
    g_free(serving.ends);
    g_free(serving.strings);
}
