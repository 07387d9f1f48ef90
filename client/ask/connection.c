/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ask/connection.h"
#include "ask/shape.h"

#include "findings/users.h"
#include "findings/visible.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER_MAX = 256 << 20 }; /* bytes; far more than the largest answer */

static bool
explain_connect(struct connection *connection,
                const char *path,
                char reason[FINDINGS_REASON_SIZE])
{
    struct stat st;
    const int error = errno;
    char word[FINDINGS_SHELL_SIZE];

    if (error == ECONNREFUSED && stat(path, &st) == 0 && !S_ISSOCK(st.st_mode))
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "\"%.200s\" is not a socket; choose the daemon's socket with "
                 "--socket",
                 path);
    else if (error == ENOENT || error == ECONNREFUSED) {
        connection->failure = CONNECTION_ABSENT;
        snprintf(
            reason, FINDINGS_REASON_SIZE,
            "no daemon is listening on \"%.200s\"; start one with: findingsd "
            "--db DIR --socket %s",
            path, findings_shell_word(path, "PATH", word));
    } else
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot connect to \"%.200s\": %s; choose the daemon's socket "
                 "with --socket",
                 path, strerror(error));
    return false;
}

static void
explain_stranger(const struct connection *connection,
                 char reason[FINDINGS_REASON_SIZE])
{
    snprintf(reason, FINDINGS_REASON_SIZE,
             "the program listening on \"%s\" is not findingsd; choose "
             "findingsd's socket with --socket",
             connection->address.sun_path);
}

/* Explain a read that returned n: 0, or an error. */
static void
explain_silence(ssize_t n, char reason[FINDINGS_REASON_SIZE])
{
    /* A reset: it had not read the request. */
    if (n == 0 || errno == ECONNRESET)
        snprintf(
            reason, FINDINGS_REASON_SIZE,
            "the daemon closed the connection before answering; try again, and "
            "if it does so again, ask who runs it whether you may connect");
    else
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot read the daemon's answer: %s; try again",
                 strerror(errno));
}

static int64_t
now_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Wait for bytes of a line that is due by then. False with a reason if there
 * are none. */
static bool
wait_for_bytes(const struct connection *connection, int64_t due, char *reason)
{
    struct pollfd polled = {.fd = connection->fd, .events = POLLIN};
    const int64_t left = due - now_ms();
    const bool is_last = left < connection->silence_ms;
    int n = 0;

    if (left > 0)
        n = poll(&polled, 1, is_last ? (int)left : connection->silence_ms);
    if (n > 0 || (n < 0 && errno == EINTR))
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             is_last ? "the daemon's answer was not complete after %d seconds; "
                       "ask for less, or restart it"
                     : "the daemon did not answer within %d seconds; ask for "
                       "less, or restart it",
             (is_last ? connection->line_ms : connection->silence_ms) / 1000);
    return false;
}

bool
connection_receive_line(struct connection *connection,
                        char **line,
                        size_t *len,
                        char reason[FINDINGS_REASON_SIZE])
{
    const int64_t due = now_ms() + connection->line_ms;
    enum findings_frame frame;

    while ((frame = findings_frames_next(&connection->frames, line, len)) ==
           FINDINGS_FRAME_NONE) {
        char bytes[65536];
        if (!wait_for_bytes(connection, due, reason))
            return false;
        const ssize_t n =
            recv(connection->fd, bytes, sizeof bytes, MSG_DONTWAIT);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n <= 0) {
            connection->failure = n == 0 || errno == ECONNRESET
                                      ? CONNECTION_CUT
                                      : CONNECTION_FAILED;
            explain_silence(n, reason);
            return false;
        }
        if (findings_frames_feed(&connection->frames, bytes, (size_t)n) !=
            FINDINGS_FRAME_NONE) {
            snprintf(reason, FINDINGS_REASON_SIZE,
                     "not enough memory for the answer; ask for less");
            return false;
        }
    }
    if (frame == FINDINGS_FRAME_LINE)
        return true;
    explain_stranger(connection, reason);
    return false;
}

json_t *
connection_receive(struct connection *connection,
                   char reason[FINDINGS_REASON_SIZE])
{
    char *line;
    size_t len;

    if (!connection_receive_line(connection, &line, &len, reason))
        return NULL;
    json_t *object = json_loadb(line, len, 0, NULL);
    if (!json_is_object(object)) {
        json_decref(object);
        explain_stranger(connection, reason);
        return NULL;
    }
    return object;
}

bool
connection_check(const struct connection *connection,
                 const char *method,
                 json_int_t id,
                 const json_t *answer,
                 char reason[FINDINGS_REASON_SIZE])
{
    const char *fault = shape_fault(method, id, answer);

    if (!fault)
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "the answer of the program listening on \"%s\" is malformed (%s); "
             "use the same version of findings and findingsd, or choose "
             "findingsd's socket with --socket",
             connection->address.sun_path, fault);
    return false;
}

json_t *
connection_next(struct connection *connection,
                const char *method,
                char reason[FINDINGS_REASON_SIZE])
{
    json_t *answer = connection_receive(connection, reason);

    if (!answer || connection_check(connection, method, 1, answer, reason))
        return answer;
    json_decref(answer);
    return NULL;
}

/* Whether the program that listens belongs to somebody who may answer. */
static bool
check_owner(const struct connection *connection,
            const char *owner,
            char reason[FINDINGS_REASON_SIZE])
{
    struct findings_user peer, named;
    char name[FINDINGS_USER_SIZE];

    if (owner && !findings_user_find(owner, &named)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "there is no user \"%.200s\"; --owner takes the user that "
                 "the daemon runs as",
                 owner);
        return false;
    }
    if (findings_peer(connection->fd, &peer)) {
        if (peer.uid == geteuid() || peer.uid == 0 ||
            (owner && peer.uid == named.uid))
            return true;
        findings_user_name(peer.uid, name);
    } else {
        snprintf(name, sizeof name, "an unknown user");
    }
    snprintf(reason, FINDINGS_REASON_SIZE,
             "the program listening on \"%s\" belongs to %s, not to you or "
             "root; if you trust it, use --owner USER, else choose another "
             "socket with --socket",
             connection->address.sun_path, name);
    return false;
}

static bool
check_greeting(struct connection *connection, char reason[FINDINGS_REASON_SIZE])
{
    json_t *greeting = connection_receive(connection, reason);

    if (!greeting)
        return false;
    const char *product =
        json_string_value(json_object_get(greeting, "product"));
    const json_int_t protocol =
        json_integer_value(json_object_get(greeting, "protocol"));
    const char *db = json_string_value(json_object_get(greeting, "db"));
    const char *refusal = json_string_value(
        json_object_get(json_object_get(greeting, "error"), "message"));
    bool is_good = false;
    snprintf(connection->db, sizeof connection->db, "%s", db ? db : "");
    if (refusal)
        snprintf(reason, FINDINGS_REASON_SIZE, "%.400s", refusal);
    else if (!product || strcmp(product, "findings") != 0)
        explain_stranger(connection, reason);
    else if (protocol != FINDINGS_PROTOCOL)
        snprintf(
            reason, FINDINGS_REASON_SIZE,
            "findingsd speaks protocol %d and findings protocol %d; use the "
            "same version of both",
            (int)protocol, FINDINGS_PROTOCOL);
    else
        is_good = true;
    json_decref(greeting);
    return is_good;
}

static bool
send_line(int fd, const char *line)
{
    for (size_t len = strlen(line); len > 0;) {
        const ssize_t n = send(fd, line, len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        line += n;
        len -= (size_t)n;
    }
    return true;
}

bool
connection_open(struct connection *connection,
                const char *path,
                const char *owner,
                const char *first,
                char reason[FINDINGS_REASON_SIZE])
{
    struct sockaddr_un *address = &connection->address;

    if (!findings_socket_path_fits(path, reason))
        return false;
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, strlen(path) + 1); /* it fits */
    connection->frames.max = ANSWER_MAX;
    connection->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0)
        return explain_connect(connection, path, reason);
    connection->is_open = true;
    if (connection->silence_ms == 0)
        connection->silence_ms = CONNECTION_SILENCE_MS;
    if (connection->line_ms == 0)
        connection->line_ms = CONNECTION_LINE_MS;
    const struct timeval patience = {.tv_sec = connection->silence_ms / 1000,
                                     .tv_usec =
                                         connection->silence_ms % 1000 * 1000L};
    setsockopt(connection->fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
               sizeof patience);
    if (connect(connection->fd, (struct sockaddr *)address, sizeof *address) <
        0)
        return explain_connect(connection, path, reason);
    if (!check_owner(connection, owner, reason))
        return false;
    /* If it has hung up, its greeting says why, or is missing. */
    if (first)
        send_line(connection->fd, first);
    return check_greeting(connection, reason);
}

char *
connection_request(json_int_t id,
                   const char *method,
                   json_t *params,
                   char reason[FINDINGS_REASON_SIZE])
{
    json_t *request = json_pack("{s:I, s:s, s:o}", "id", id, "method", method,
                                "params", params);
    char *text = request ? json_dumps(request, JSON_COMPACT) : NULL;
    const size_t len = text ? strlen(text) : 0;
    char *line = text ? realloc(text, len + 2) : NULL;

    json_decref(request);
    if (!line) {
        free(text);
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the query is not valid UTF-8; check the terminal's locale");
        return NULL;
    }
    memcpy(line + len, "\n", 2);
    if (len < FINDINGS_REQUEST_MAX)
        return line;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "the request is %zu bytes long and the limit is %d; shorten the "
             "query or use fewer filters",
             len, FINDINGS_REQUEST_MAX - 1);
    free(line);
    return NULL;
}

bool
connection_send(struct connection *connection,
                const char *line,
                char reason[FINDINGS_REASON_SIZE])
{
    if (send_line(connection->fd, line))
        return true;
    connection->failure = errno == EPIPE || errno == ECONNRESET
                              ? CONNECTION_CUT
                              : CONNECTION_FAILED;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "cannot send the request to the daemon: %s; try again",
             strerror(errno));
    return false;
}

bool
connection_is_quiet(const struct connection *connection)
{
    struct pollfd polled = {.fd = connection->fd, .events = POLLIN};

    return poll(&polled, 1, 0) == 0;
}

void
connection_close(struct connection *connection)
{
    if (connection->is_open)
        close(connection->fd);
    findings_frames_fini(&connection->frames);
    *connection = (struct connection){0};
}
