/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findingsd with many clients at once, with clients that send or leave unread
 * as much as they can, and with few descriptors.
 */
#include "support.h"

#include "findings/wire.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* A search whose answer is larger than a socket's buffers, and that may wait
 * for others on a slow machine. */
#define LARGE                                                                  \
    "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": "             \
    "\"case OR child OR the\", \"limit\": 1000, \"timeout_ms\": 30000}}\n"

static long
code_of(const json_t *answer)
{
    return (long)json_integer_value(
        json_object_get(json_object_get(answer, "error"), "code"));
}

/* A connection whose greeting has been read. */
static int
greeted(const char *socket)
{
    const int fd = test_connect(socket);
    json_t *greeting = test_receive(fd);

    assert_non_null(json_object_get(greeting, "product"));
    json_decref(greeting);
    return fd;
}

/* The same, as soon as the daemon has noticed that others have closed. */
static int
greeted_at_last(const char *socket)
{
    for (;;) {
        const int fd = test_connect(socket);
        json_t *first = test_receive(fd);
        const bool is_busy = code_of(first) == FINDINGS_BUSY;
        assert_non_null(first);
        json_decref(first);
        if (!is_busy)
            return fd;
        close(fd);
        test_nap();
    }
}

/* A number of the daemon's status. */
static long
status_of(int fd, const char *name)
{
    test_send(fd, "{\"id\": 1, \"method\": \"status\"}\n");
    json_t *answer = test_receive(fd);
    const json_t *n = json_object_get(json_object_get(answer, "result"), name);

    assert_true(json_is_integer(n));
    const long number = (long)json_integer_value(n);
    json_decref(answer);
    return number;
}

static void
wait_for_status(int fd, const char *name, long n)
{
    while (status_of(fd, name) != n)
        test_nap();
}

static long
limit_of(const char *socket, const char *name)
{
    const int fd = test_connect(socket);
    json_t *greeting = test_receive(fd);
    const long n = (long)json_integer_value(
        json_object_get(json_object_get(greeting, "limits"), name));

    json_decref(greeting);
    close(fd);
    return n;
}

static size_t
descriptors_of(pid_t pid)
{
    char path[64];
    size_t n = 0;

    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

/* Limit the open files of this process, and of those that it starts; 0: as many
 * as are allowed. */
static void
limit_descriptors(rlim_t n)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = n > 0 ? n : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

/* Connect so often, and read the first line of each. Returns how many were told
 * that too many are open; the others must have been greeted. */
static int
connect_many(const char *socket, int *fds, int n)
{
    int refused = 0;

    for (int i = 0; i < n; i++) {
        fds[i] = test_connect(socket);
        assert_true(fds[i] >= 0);
    }
    for (int i = 0; i < n; i++) {
        json_t *first = test_receive(fds[i]);
        assert_non_null(first);
        if (code_of(first) == FINDINGS_BUSY)
            refused++;
        else
            assert_non_null(json_object_get(first, "product"));
        json_decref(first);
    }
    return refused;
}

static void
a_thousand_connections_are_greeted_or_refused(void **state)
{
    enum { MANY = 1000 };
    const struct test_world *world = *state;
    static int fds[MANY];

    limit_descriptors(0);
    const int first = greeted(world->socket);
    const size_t before = descriptors_of(world->daemon);
    const long most = limit_of(world->socket, "connections");
    const int refused = connect_many(world->socket, fds, MANY);
    /* Those that are refused count until they have been closed. */
    assert_in_range(refused, 0, MANY - most / 2);
    for (int i = 0; i < MANY; i++)
        close(fds[i]);
    close(first);
    const int last = greeted_at_last(world->socket);
    wait_for_status(last, "connections", 1);
    assert_in_range(descriptors_of(world->daemon), 1, before);
    close(last);
}

static void
clients_that_do_not_read_take_little_and_hold_up_nobody(void **state)
{
    enum { LAZY = 20, EACH = FINDINGS_IN_FLIGHT_MAX };
    const struct test_world *world = *state;
    int lazy[LAZY];
    size_t size = 0;

    for (int i = 0; i < LAZY; i++) {
        lazy[i] = greeted(world->socket);
        for (int k = 0; k < EACH; k++)
            test_send(lazy[i], LARGE);
    }
    const int eager = greeted(world->socket);
    for (int i = 0; i < 20; i++) {
        test_send(eager, LARGE);
        json_t *answer = test_receive(eager);
        assert_non_null(json_object_get(answer, "result"));
        size = json_dumpb(answer, NULL, 0, JSON_COMPACT);
        json_decref(answer);
    }
    while (status_of(eager, "running") > 1)
        test_nap();
    /* Not nearly all that they asked for. */
    assert_in_range(status_of(eager, "unread_bytes"), 1,
                    size * LAZY * EACH / 2);
    for (int i = 0; i < LAZY; i++)
        close(lazy[i]);
    wait_for_status(eager, "unread_bytes", 0);
    wait_for_status(eager, "waiting", 0);
    close(eager);
}

enum { PIPELINED = 5000 };

/* Send requests without waiting for their answers. */
static void *
send_many(void *data)
{
    char line[128];

    for (int i = 0; i < PIPELINED; i++) {
        snprintf(line, sizeof line, "{\"id\": %d, \"method\": \"%s\"}\n", i,
                 i % 50 ? "ping" : "search");
        test_send(*(int *)data, line);
    }
    return NULL;
}

static void
thousands_of_requests_may_be_sent_ahead(void **state)
{
    static bool seen[PIPELINED];
    const struct test_world *world = *state;
    int fd = greeted(world->socket);
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, send_many, &fd), 0);
    for (int i = 0; i < PIPELINED; i++) {
        json_t *answer = test_receive(fd);
        const json_int_t id = json_integer_value(json_object_get(answer, "id"));
        assert_non_null(json_object_get(answer, "result"));
        assert_in_range(id, 0, PIPELINED - 1);
        assert_false(seen[id]);
        seen[id] = true;
        json_decref(answer);
    }
    pthread_join(thread, NULL);
    close(fd);
}

static void
a_line_of_100_mb_is_refused_and_the_error_can_be_read(void **state)
{
    enum { CHUNK = 1 << 20, CHUNKS = 100 };
    const struct test_world *world = *state;
    const int fd = greeted(world->socket);
    char *chunk = malloc(CHUNK);
    int sent = 0;

    memset(chunk, 'x', CHUNK);
    while (sent < CHUNKS && send(fd, chunk, CHUNK, MSG_NOSIGNAL) > 0)
        sent++;
    assert_in_range(sent, 1, CHUNKS - 1); /* it was disconnected */
    json_t *answer = test_receive(fd);
    assert_int_equal(code_of(answer), FINDINGS_TOO_LONG);
    json_decref(answer);
    assert_null(test_receive(fd));
    free(chunk);
    close(fd);
}

/* How many open files findingsd says that it needs. */
static rlim_t
descriptors_needed(const struct test_world *world)
{
    char *socket = test_path(world->folder, "few");
    const char *args[] = {"--db", world->db, "--socket", socket, NULL};
    static const char said[] = "findingsd needs ";

    limit_descriptors(16);
    struct test_run run = test_program("findingsd", args);
    limit_descriptors(0);
    assert_int_equal(run.status, 2);
    assert_has(run.err, "raise it with: ulimit -n ");
    const char *number = strstr(run.err, said);
    assert_non_null(number);
    const rlim_t needed = strtoul(number + strlen(said), NULL, 10);
    test_run_free(&run);
    free(socket);
    return needed;
}

static void
with_few_descriptors_it_serves_fewer_clients(void **state)
{
    enum { MANY = 40 };
    const struct test_world *world = *state;
    char *socket = test_path(world->folder, "few");
    int fds[MANY];

    const rlim_t needed = descriptors_needed(world);
    limit_descriptors(needed);
    const pid_t pid = test_daemon(world->folder, world->db, socket);
    limit_descriptors(0);
    const long most = limit_of(socket, "connections");
    assert_in_range(most, 1, MANY - 1);
    for (int round = 0; round < 2; round++) {
        connect_many(socket, fds, MANY); /* none is dropped without a word */
        /* The index changes while as many are open as may be. */
        char *corpus = test_source("corpus");
        const char *args[] = {"--db", world->db, corpus, NULL};
        struct test_run run = test_program("findings-index", args);
        assert_int_equal(run.status, 0);
        test_run_free(&run);
        free(corpus);
        for (int i = 0; i < MANY; i++)
            close(fds[i]);
        const int fd = greeted_at_last(socket);
        wait_for_status(fd, "connections", 1);
        close(fd);
    }
    assert_int_equal(test_daemon_stop(pid), 0);
    free(socket);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_connections_are_greeted_or_refused),
        cmocka_unit_test(
            clients_that_do_not_read_take_little_and_hold_up_nobody),
        cmocka_unit_test(thousands_of_requests_may_be_sent_ahead),
        cmocka_unit_test(a_line_of_100_mb_is_refused_and_the_error_can_be_read),
        cmocka_unit_test(with_few_descriptors_it_serves_fewer_clients),
    };

    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
