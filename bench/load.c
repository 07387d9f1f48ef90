/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * load: sends a daemon requests as fast as it answers them, or at the pace of
 * somebody who types, and prints how long that took.
 *
 * The loop is closed: each connection sends its next request once it has read
 * the answer to the previous one, or the pace later than that one was sent.
 * Each connection starts at a different place in the list of requests. The
 * CPU time is the sum over the threads of the process, which the kernel counts
 * in nanoseconds; that of a daemon comes from its socket. It must not end
 * threads while it is being measured, or their time is lost.
 *
 * A target that begins with "http:" is findings-web, with its port and process
 * id: the requests are then addresses.
 */
#define _GNU_SOURCE /* struct ucred */
#include <arpa/inet.h>
#include <errno.h>
#include <glob.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MAX 256

struct requests {
    char **lines; /* each with its newline */
    size_t count;
};

struct peer {
    int fd;
    size_t next;    /* the request to send next */
    double sent_at; /* seconds */
    bool is_http;
    unsigned port;
    bool is_waiting; /* for an answer */
    char head[1024]; /* the first bytes of the answer being read */
    size_t head_len;
    size_t read; /* bytes of it */
};

struct result {
    double *latencies; /* seconds */
    size_t count, capacity, errors;
};

static _Noreturn void
die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what,
            errno ? strerror(errno) : "unexpected end");
    exit(2);
}

static void *
grown(void *block, size_t count, size_t size)
{
    block = realloc(block, count * size);
    if (!block)
        die("out of memory");
    return block;
}

static double
seconds(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct requests
read_requests(const char *path)
{
    struct requests list = {NULL, 0};
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;

    if (!file)
        die(path);
    while (getline(&line, &size, file) > 0) {
        if (line[strlen(line) - 1] != '\n') {
            fprintf(stderr, "load: the last line of %s has no line feed\n",
                    path);
            exit(2);
        }
        list.lines = grown(list.lines, list.count + 1, sizeof *list.lines);
        list.lines[list.count] = strdup(line);
        if (!list.lines[list.count++])
            die("out of memory");
    }
    free(line);
    fclose(file);
    if (list.count == 0) {
        fprintf(stderr, "load: there is no request in %s\n", path);
        exit(2);
    }
    return list;
}

/* The time that all threads of the process have used, in seconds. */
static double
cpu_time(pid_t pid)
{
    char pattern[64];
    glob_t found;
    double total = 0;

    snprintf(pattern, sizeof pattern, "/proc/%d/task/*/schedstat", (int)pid);
    if (glob(pattern, 0, NULL, &found) != 0) {
        fprintf(stderr,
                "load: no %s; is the daemon on this machine, and "
                "yours?\n",
                pattern);
        exit(2);
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        FILE *file = fopen(found.gl_pathv[i], "r");
        double nanoseconds;
        if (!file)
            continue;
        if (fscanf(file, "%lf", &nanoseconds) == 1)
            total += nanoseconds;
        fclose(file);
    }
    globfree(&found);
    return total / 1e9;
}

/* Whether all of an answer of HTTP has been read. */
static bool
is_whole(const struct peer *peer)
{
    const char *end = strstr(peer->head, "\r\n\r\n");
    const char *length = strstr(peer->head, "Content-Length: ");

    if (!end || !length)
        return false;
    return peer->read ==
           (size_t)(end + 4 - peer->head) +
               strtoul(length + strlen("Content-Length: "), NULL, 10);
}

/* Reads what has arrived; true once the answer is complete. */
static bool
has_answer(struct peer *peer)
{
    static char buffer[1 << 18];
    const ssize_t len = read(peer->fd, buffer, sizeof buffer);

    if (len <= 0)
        die("reading an answer");
    size_t kept = sizeof peer->head - 1 - peer->head_len;
    if (kept > (size_t)len)
        kept = (size_t)len;
    memcpy(peer->head + peer->head_len, buffer, kept);
    peer->head_len += kept;
    peer->head[peer->head_len] = '\0';
    peer->read += (size_t)len;
    if (peer->is_http)
        return is_whole(peer);
    /* Nothing arrives after an answer until the next request is sent. */
    return buffer[len - 1] == '\n';
}

static pid_t
connect_to(struct peer *peer, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct ucred other;
    socklen_t len = sizeof other;

    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die(path);
    }
    strcpy(address.sun_path, path);
    peer->fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (peer->fd < 0 ||
        connect(peer->fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockopt(peer->fd, SOL_SOCKET, SO_PEERCRED, &other, &len) != 0)
        die(path);
    while (!has_answer(peer)) /* the greeting */
        ;
    return other.pid;
}

/* "http:PORT:PID" */
static pid_t
connect_to_page(struct peer *peer, const char *target)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    unsigned port;
    const int on = 1;
    int pid;

    if (sscanf(target, "http:%u:%d", &port, &pid) != 2)
        die(target);
    address.sin_port = htons((in_port_t)port);
    peer->is_http = true;
    peer->port = port;
    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (peer->fd < 0 ||
        connect(peer->fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
        die(target);
    return pid;
}

/* The line as it is sent. */
static const char *
worded(const struct peer *peer, const char *line)
{
    static char request[1 << 17];

    if (!peer->is_http)
        return line;
    snprintf(request, sizeof request,
             "GET %.*s HTTP/1.1\r\nHost: localhost:%u\r\n\r\n",
             (int)strcspn(line, "\n"), line, peer->port);
    return request;
}

static void
send_next(struct peer *peer, const struct requests *requests)
{
    const char *line = worded(peer, requests->lines[peer->next]);

    peer->next = (peer->next + 1) % requests->count;
    peer->head_len = peer->read = 0;
    peer->head[0] = '\0';
    peer->is_waiting = true;
    peer->sent_at = seconds(CLOCK_MONOTONIC);
    for (size_t left = strlen(line); left > 0;) {
        const ssize_t len = write(peer->fd, line, left);
        if (len < 0)
            die("sending a request");
        line += len;
        left -= (size_t)len;
    }
}

static void
note_answer(struct result *result, const struct peer *peer)
{
    if (result->count == result->capacity) {
        result->capacity = result->capacity ? 2 * result->capacity : 1024;
        result->latencies = grown(result->latencies, result->capacity,
                                  sizeof *result->latencies);
    }
    result->latencies[result->count++] =
        seconds(CLOCK_MONOTONIC) - peer->sent_at;
    result->errors += peer->is_http
                          ? strncmp(peer->head, "HTTP/1.1 200", 12) != 0
                          : strstr(peer->head, "\"error\"") != NULL;
}

/* Sends what is due, and returns for how long nothing else will be, in
 * milliseconds; -1: until an answer comes. */
static int
send_due(struct peer *peers,
         size_t n,
         const struct requests *requests,
         double pace,
         double until)
{
    double now = seconds(CLOCK_MONOTONIC), first = until;
    bool is_any = false;

    for (size_t i = 0; i < n && now < until; i++) {
        const double due = peers[i].sent_at + pace;
        if (peers[i].is_waiting)
            continue;
        if (due <= now)
            send_next(&peers[i], requests);
        else
            is_any = true;
        if (due > now && due < first)
            first = due;
    }
    return is_any ? (int)(1e3 * (first - now)) + 1 : -1;
}

static bool
is_any_waiting(const struct peer *peers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (peers[i].is_waiting)
            return true;
    return false;
}

/* Sends requests until the time is up, then waits for the last answers. */
static struct result
ask(struct peer *peers,
    size_t n,
    const struct requests *requests,
    double pace,
    double until)
{
    struct pollfd polled[CONNECTIONS_MAX];
    struct result result = {NULL, 0, 0, 0};

    for (size_t i = 0; i < n; i++) {
        polled[i] = (struct pollfd){.fd = peers[i].fd, .events = POLLIN};
        /* They do not all type in step. */
        peers[i].sent_at =
            seconds(CLOCK_MONOTONIC) - pace * (double)(n - i) / (double)n;
    }
    while (seconds(CLOCK_MONOTONIC) < until || is_any_waiting(peers, n)) {
        const int wait = send_due(peers, n, requests, pace, until);
        if (poll(polled, (nfds_t)n, wait) < 0)
            die("poll");
        for (size_t i = 0; i < n; i++) {
            if (!polled[i].revents || !has_answer(&peers[i]))
                continue;
            note_answer(&result, &peers[i]);
            peers[i].is_waiting = false;
        }
    }
    return result;
}

static int
compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double
percentile_ms(const struct result *result, double share)
{
    const size_t place = (size_t)(share * (double)(result->count - 1) + 0.5);

    return 1e3 * result->latencies[place];
}

int
main(int argc, char **argv)
{
    const size_t n = argc >= 5 ? strtoul(argv[3], NULL, 10) : 0;
    const double duration = argc >= 5 ? strtod(argv[4], NULL) : 0;
    const double pace = argc == 6 ? strtod(argv[5], NULL) / 1e3 : 0;
    static struct peer peers[CONNECTIONS_MAX];
    pid_t pid = 0;

    if (n < 1 || n > CONNECTIONS_MAX || !(duration > 0)) {
        fprintf(stderr,
                "usage: load SOCKET|http:PORT:PID REQUESTS CONNECTIONS SECONDS "
                "[PACE_MS]\n"
                "REQUESTS has one request a line; up to %d "
                "connections\n",
                CONNECTIONS_MAX);
        return 2;
    }
    const struct requests requests = read_requests(argv[2]);
    for (size_t i = 0; i < n; i++) {
        pid = strncmp(argv[1], "http:", 5) == 0
                  ? connect_to_page(&peers[i], argv[1])
                  : connect_to(&peers[i], argv[1]);
        peers[i].next = i * requests.count / n;
    }

    const double start = seconds(CLOCK_MONOTONIC), cpu = cpu_time(pid);
    const struct result result =
        ask(peers, n, &requests, pace, start + duration);
    const double took = seconds(CLOCK_MONOTONIC) - start;
    const double used = cpu_time(pid) - cpu;

    qsort(result.latencies, result.count, sizeof *result.latencies, compare);
    printf("requests %zu errors %zu seconds %.1f rps %.1f p50_ms %.2f p90_ms "
           "%.2f p99_ms %.2f max_ms %.2f cpu_ms %.3f cores %.2f\n",
           result.count, result.errors, took, (double)result.count / took,
           percentile_ms(&result, 0.5), percentile_ms(&result, 0.9),
           percentile_ms(&result, 0.99), percentile_ms(&result, 1),
           1e3 * used / (double)result.count, used / took);
    return 0;
}
