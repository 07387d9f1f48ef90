/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/remote.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct remote {
    int fd;
    bool is_closed;    /* by the other side */
    bool is_broken;    /* part of a frame may have been sent */
    size_t owed;       /* answers to pass over */
    size_t awaited;    /* answers to come, those included */
    int64_t since;     /* when the wait for the first of them began */
    GByteArray *input; /* that has arrived and is not taken */
    GByteArray *frame; /* the last one taken */
};

static const char closed[] = "it closed the connection",
                  late[] = "it does not answer in time";

/* Frames. */

void
frame_finish(GByteArray *frame)
{
    const guint len = frame->len - FRAME_HEAD;

    for (int i = 0; i < FRAME_HEAD; i++)
        frame->data[i] = (guint8)(len >> 8 * i);
}

uint32_t
frame_length(const unsigned char head[FRAME_HEAD])
{
    uint32_t len = 0;

    for (int i = 0; i < FRAME_HEAD; i++)
        len |= (uint32_t)head[i] << 8 * i;
    return len;
}

/* Connections. */

static bool
fail(char why[REMOTE_WHY], const char *text)
{
    g_strlcpy(why, text, REMOTE_WHY);
    return false;
}

static bool
fail_closed(struct remote *remote, char why[REMOTE_WHY])
{
    remote->is_closed = true;
    return fail(why, closed);
}

static bool
fail_system(struct remote *remote, char why[REMOTE_WHY], const char *what)
{
    if (errno == EPIPE || errno == ECONNRESET)
        return fail_closed(remote, why);
    if (errno == EAGAIN)
        return fail(why, late);
    snprintf(why, REMOTE_WHY, "%s: %s", what, g_strerror(errno));
    return false;
}

/* Wait until the socket is ready, or the deadline has passed. */
static bool
wait_for(struct remote *remote,
         short events,
         int64_t deadline,
         char why[REMOTE_WHY])
{
    struct pollfd ready = {.fd = remote->fd, .events = events};

    for (;;) {
        const int64_t left = deadline - g_get_monotonic_time();
        if (left <= 0)
            return fail(why, late);
        const int n = poll(&ready, 1, (int)MIN((left + 999) / 1000, 60000));
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR)
            return fail_system(remote, why, "cannot wait for it");
    }
}

static bool
send_all(struct remote *remote,
         const guint8 *bytes,
         size_t len,
         int64_t deadline,
         char why[REMOTE_WHY])
{
    while (len > 0) {
        const ssize_t n =
            send(remote->fd, bytes, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (errno == EAGAIN) {
            if (!wait_for(remote, POLLOUT, deadline, why))
                return false;
        } else if (errno != EINTR) {
            return fail_system(remote, why, "cannot send to it");
        }
    }
    return true;
}

static bool
greet(struct remote *remote, int64_t deadline, char why[REMOTE_WHY])
{
    GByteArray *hello = g_byte_array_new();
    const GByteArray *frame = NULL;

    g_byte_array_append(hello, (const guint8 *)SHARD_HELLO,
                        sizeof SHARD_HELLO - 1);
    bool is_good = remote_send(remote, hello, deadline, why);
    while (is_good && !frame)
        is_good = wait_for(remote, POLLIN, deadline, why) &&
                  remote_receive(remote, &frame, why);
    if (is_good && (frame->len != hello->len ||
                    memcmp(frame->data, hello->data, hello->len) != 0)) {
        /* It says what is wrong. */
        snprintf(why, REMOTE_WHY, "%.*s", (int)frame->len,
                 (const char *)frame->data);
        is_good = false;
    }
    g_byte_array_unref(hello);
    return is_good;
}

/* A Unix socket is connected at once, unless too many are waiting there to be
 * accepted: then connect() waits, for as long as a send may take. */
static bool
connect_until(const struct remote *remote,
              const struct sockaddr_un *address,
              int64_t deadline)
{
    const int64_t left = MAX(deadline - g_get_monotonic_time(), 1);
    const struct timeval most = {left / G_USEC_PER_SEC, left % G_USEC_PER_SEC};

    return setsockopt(remote->fd, SOL_SOCKET, SO_SNDTIMEO, &most,
                      sizeof most) == 0 &&
           connect(remote->fd, (const struct sockaddr *)address,
                   sizeof *address) == 0;
}

struct remote *
remote_open(const char *path, int64_t deadline, char why[REMOTE_WHY])
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    if (strlen(path) >= sizeof address.sun_path) {
        fail(why, "the path of the socket is too long");
        return NULL;
    }
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    struct remote *remote = g_new0(struct remote, 1);
    remote->input = g_byte_array_new();
    remote->frame = g_byte_array_new();
    remote->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (remote->fd >= 0 && connect_until(remote, &address, deadline)) {
        if (greet(remote, deadline, why))
            return remote;
    } else {
        fail_system(remote, why, "nobody serves it");
    }
    remote_close(remote);
    return NULL;
}

void
remote_close(struct remote *remote)
{
    if (!remote)
        return;
    if (remote->fd >= 0)
        close(remote->fd);
    g_byte_array_unref(remote->input);
    g_byte_array_unref(remote->frame);
    g_free(remote);
}

int
remote_descriptor(const struct remote *remote)
{
    return remote->fd;
}

bool
remote_send(struct remote *remote,
            const GByteArray *bytes,
            int64_t deadline,
            char why[REMOTE_WHY])
{
    GByteArray *frame = g_byte_array_sized_new(bytes->len + FRAME_HEAD);

    g_byte_array_set_size(frame, FRAME_HEAD);
    g_byte_array_append(frame, bytes->data, bytes->len);
    frame_finish(frame);
    if (remote->is_broken)
        fail(why, remote->is_closed ? closed : late);
    else
        remote->is_broken =
            !send_all(remote, frame->data, frame->len, deadline, why);
    g_byte_array_unref(frame);
    if (!remote->is_broken && remote->awaited++ == 0)
        remote->since = g_get_monotonic_time();
    return !remote->is_broken;
}

bool
remote_is_closed(const struct remote *remote)
{
    return remote->is_closed;
}

void
remote_disown(struct remote *remote)
{
    remote->owed++;
}

size_t
remote_owed(const struct remote *remote)
{
    return remote->owed;
}

int64_t
remote_since(const struct remote *remote)
{
    return remote->since;
}

/* Read what has arrived. */
static bool
fill(struct remote *remote, char why[REMOTE_WHY])
{
    enum { BLOCK = 64 * 1024 };
    guint8 block[BLOCK];
    ssize_t n;

    do {
        n = recv(remote->fd, block, sizeof block, MSG_DONTWAIT);
        if (n > 0)
            g_byte_array_append(remote->input, block, (guint)n);
        if (remote->input->len > FRAME_HEAD + (guint)FRAME_MAX)
            break;
    } while (n > 0 || (n < 0 && errno == EINTR));
    if (n == 0)
        return fail_closed(remote, why);
    if (n < 0 && errno != EAGAIN)
        return fail_system(remote, why, "cannot read from it");
    return true;
}

/* Whether a whole frame has arrived; then it is taken. */
static bool
take_frame(struct remote *remote)
{
    GByteArray *input = remote->input;

    if (input->len < FRAME_HEAD)
        return false;
    const uint32_t len = frame_length(input->data);
    if (input->len - FRAME_HEAD < len)
        return false;
    g_byte_array_set_size(remote->frame, 0);
    g_byte_array_append(remote->frame, input->data + FRAME_HEAD, len);
    g_byte_array_remove_range(input, 0, len + FRAME_HEAD);
    remote->awaited -= remote->awaited > 0;
    remote->since = g_get_monotonic_time();
    return true;
}

static bool
is_too_long(const struct remote *remote)
{
    return remote->input->len >= FRAME_HEAD &&
           frame_length(remote->input->data) > FRAME_MAX;
}

bool
remote_receive(struct remote *remote,
               const GByteArray **frame,
               char why[REMOTE_WHY])
{
    *frame = NULL;
    const bool is_open = fill(remote, why);
    if (is_too_long(remote))
        return fail(why, "it is not the socket of a shard, which findingsd "
                         "makes with --shard-socket");
    while (take_frame(remote)) {
        if (remote->owed == 0) {
            *frame = remote->frame;
            return true;
        }
        remote->owed--;
    }
    return is_open;
}
