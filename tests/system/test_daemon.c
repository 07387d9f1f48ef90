/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findingsd at its socket: starting, serving, bad company, stopping.
 */
#include "support.h"

#include "findings/schema.h"
#include "findings/wire.h"
#include "xapian-capi.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define SEARCH                                                                 \
    "{\"id\": %d, \"method\": \"search\", \"params\": {\"query\": "            \
    "\"case recording\", \"limit\": 1000}}\n"

/* A connection whose greeting has been read. */
static int
greeted(const struct test_world *world)
{
    const int fd = test_connect(world->socket);
    assert_true(fd >= 0);
    json_decref(test_receive(fd));
    return fd;
}

static long
id_of(const json_t *answer)
{
    return (long)json_integer_value(json_object_get(answer, "id"));
}

static long
code_of(const json_t *answer)
{
    return (long)json_integer_value(
        json_object_get(json_object_get(answer, "error"), "code"));
}

static void
assert_closed(int fd)
{
    assert_null(test_receive(fd));
    close(fd);
}

/* The daemon refuses to start, with status 2 and a reason that has these
 * words. */
static void
assert_no_start(const char *db, const char *socket, const char *words)
{
    const char *args[] = {"--db", db, "--socket", socket, NULL};
    struct test_run run = test_program("findingsd", args);

    assert_int_equal(run.status, 2);
    if (!strstr(run.err, words))
        fail_msg("\"%s\" is not in: %s", words, run.err);
    test_run_free(&run);
}

static void
without_an_index_it_says_how_to_build_one(void **state)
{
    char *folder = test_folder();
    char *db = test_path(folder, "db"), *socket = test_path(folder, "s");

    (void)state;
    assert_no_start(db, socket, "findings-index --db");
    free(db);
    free(socket);
    test_folder_remove(folder);
}

static void
a_path_that_no_socket_can_have_is_refused(void **state)
{
    const struct test_world *world = *state;
    char longer[256];
    char *missing = test_path(world->folder, "no/such/socket");
    char *log = test_path(world->folder, "log");

    memset(longer, 'x', sizeof longer - 1);
    longer[0] = '/';
    longer[sizeof longer - 1] = '\0';
    assert_no_start(world->db, longer, "255 bytes");
    assert_no_start(world->db, missing, "does not exist");
    assert_no_start(world->db, log, "no socket");
    assert_no_start(world->db, world->socket, "another findingsd");
    free(missing);
    free(log);
}

static void
the_socket_of_another_program_is_left_alone(void **state)
{
    const struct test_world *world = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char *path = test_path(world->folder, "theirs");
    const int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

    strcpy(address.sun_path, path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_no_start(world->db, path, "not ours");
    assert_int_equal(access(path, F_OK), 0);
    close(fd);
    free(path);
}

static void
a_path_without_a_name_is_refused(void **state)
{
    const struct test_world *world = *state;

    assert_no_start("", world->socket, "not empty");
    assert_no_start(world->db, "", "not empty");
}

static size_t
count_of(const char *text, const char *words)
{
    size_t n = 0;

    for (; (text = strstr(text, words)); text++)
        n++;
    return n;
}

static void
an_index_of_another_schema_is_not_searched_any_more(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "log");
    struct xc_writer *writer;
    struct xc_error err;

    for (int round = 0; round < 2; round++) {
        assert_int_equal(xc_writer_open(world->db, &writer, &err), XC_OK);
        xc_writer_set_metadata(writer, "schema",
                               round == 0 ? "999" : FINDINGS_SCHEMA, &err);
        assert_int_equal(xc_writer_commit(writer, &err), XC_OK);
        xc_writer_close(writer);
        for (int question = 0; question < 3; question++) {
            json_t *answer =
                test_ask(world->socket, "{\"id\": 1, \"method\": \"status\"}");
            assert_int_equal(code_of(answer),
                             round == 0 ? FINDINGS_NO_INDEX : 0);
            json_decref(answer);
        }
        /* However often it is asked, the log says it once. */
        char *log = test_read(path, NULL);
        assert_int_equal(count_of(log, "the index cannot be read"), 1);
        assert_int_equal(count_of(log, "can be read again"), round);
        free(log);
    }
    free(path);
}

static void
a_socket_left_behind_is_replaced(void **state)
{
    const struct test_world *world = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char *path = test_path(world->folder, "left");
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    strcpy(address.sun_path, path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
    const pid_t pid = test_daemon(world->folder, world->db, path);
    assert_int_equal(test_daemon_stop(pid), 0);
    assert_int_equal(access(path, F_OK), -1); /* and it tidies up */
    free(path);
}

static void
the_socket_is_the_users_alone(void **state)
{
    const struct test_world *world = *state;
    struct stat st;

    assert_int_equal(stat(world->socket, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void
it_speaks_first(void **state)
{
    const struct test_world *world = *state;
    const int fd = test_connect(world->socket);
    json_t *greeting = test_receive(fd);

    assert_string_equal(json_string_value(json_object_get(greeting, "product")),
                        "findings");
    assert_int_equal(json_integer_value(json_object_get(greeting, "protocol")),
                     FINDINGS_PROTOCOL);
    assert_true(json_integer_value(json_object_get(greeting, "revision")) > 0);
    assert_int_equal(json_integer_value(json_object_get(
                         json_object_get(greeting, "limits"), "hits")),
                     FINDINGS_LIMIT_MAX);
    json_decref(greeting);
    close(fd);
}

static void
requests_of_one_connection_may_overlap(void **state)
{
    enum { COUNT = 3 * FINDINGS_IN_FLIGHT_MAX };
    const int fd = greeted(*state);
    bool seen[COUNT] = {false};
    char request[256];

    for (int i = 0; i < COUNT; i++) {
        snprintf(request, sizeof request, SEARCH, i);
        test_send(fd, request);
    }
    for (int i = 0; i < COUNT; i++) {
        json_t *answer = test_receive(fd);
        const long id = id_of(answer);
        assert_in_range(id, 0, COUNT - 1);
        assert_false(seen[id]);
        assert_non_null(json_object_get(answer, "result"));
        seen[id] = true;
        json_decref(answer);
    }
    close(fd);
}

static void
several_connections_get_their_own_answers(void **state)
{
    enum { CONNECTIONS = 12 };
    int fds[CONNECTIONS];
    char request[256];

    for (int i = 0; i < CONNECTIONS; i++) {
        fds[i] = greeted(*state);
        for (int k = 0; k < 4; k++) {
            snprintf(request, sizeof request, SEARCH, 100 * i + k);
            test_send(fds[i], request);
        }
    }
    for (int i = CONNECTIONS - 1; i >= 0; i--) {
        for (int k = 0; k < 4; k++) {
            json_t *answer = test_receive(fds[i]);
            assert_int_equal(id_of(answer) / 100, i);
            json_decref(answer);
        }
        close(fds[i]);
    }
}

static void
a_client_that_has_said_all_is_still_answered(void **state)
{
    const int fd = greeted(*state);

    /* No newline at the end, as printf without one sends it. */
    test_send(fd, "{\"id\": 1, \"method\": \"ping\"}\n"
                  "{\"id\": 2, \"method\": \"status\"}");
    shutdown(fd, SHUT_WR);
    for (int i = 0; i < 2; i++) {
        json_t *answer = test_receive(fd);
        assert_non_null(json_object_get(answer, "result"));
        json_decref(answer);
    }
    assert_closed(fd);
}

static void
what_is_no_request_is_an_error_and_the_next_is_answered(void **state)
{
    static const struct {
        const char *line;
        long code;
    } bad[] = {
        {"nonsense\n", FINDINGS_PARSE_ERROR},
        {"[]\n", FINDINGS_INVALID_REQUEST},
        {"\xff\xfe\n", FINDINGS_PARSE_ERROR},
        {"{\"id\": 1, \"id\": 2, \"method\": \"ping\"}\n",
         FINDINGS_PARSE_ERROR},
        {"{\"id\": 1, \"method\": \"drop\"}\n", FINDINGS_NO_METHOD},
        {"{\"id\": 1, \"method\": \"ping\", \"params\": {\"x\": 1}}\n",
         FINDINGS_BAD_PARAMS},
        {"{\"id\": 1, \"method\": \"search\", \"params\": "
         "{\"query\": \"a AND\"}}\n",
         FINDINGS_BAD_QUERY},
    };
    const int fd = greeted(*state);

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        test_send(fd, bad[i].line);
        json_t *answer = test_receive(fd);
        assert_int_equal(code_of(answer), bad[i].code);
        json_decref(answer);
    }
    test_send(fd, "\n  \n{\"id\": 7, \"method\": \"ping\"}\n");
    json_t *answer = test_receive(fd);
    assert_int_equal(id_of(answer), 7);
    json_decref(answer);
    close(fd);
}

static void
a_request_that_is_too_long_is_an_error_and_the_end(void **state)
{
    const int fd = greeted(*state);
    char *line = malloc(FINDINGS_REQUEST_MAX + 1);

    memset(line, 'x', FINDINGS_REQUEST_MAX);
    line[FINDINGS_REQUEST_MAX] = '\0';
    test_send(fd, line);
    free(line);
    json_t *answer = test_receive(fd);
    assert_int_equal(code_of(answer), FINDINGS_TOO_LONG);
    json_decref(answer);
    assert_closed(fd);
}

static void
a_request_of_the_greatest_length_is_taken(void **state)
{
    static const char ping[] = "{\"id\": 1, \"method\": \"ping\"}";
    const int fd = greeted(*state);
    char *line = malloc(FINDINGS_REQUEST_MAX + 1);

    memset(line, ' ', FINDINGS_REQUEST_MAX);
    memcpy(line, ping, strlen(ping));
    line[FINDINGS_REQUEST_MAX - 1] = '\n';
    line[FINDINGS_REQUEST_MAX] = '\0';
    test_send(fd, line);
    free(line);
    json_t *answer = test_receive(fd);
    assert_non_null(json_object_get(answer, "result"));
    json_decref(answer);
    close(fd);
}

static void
clients_that_leave_at_once_do_no_harm(void **state)
{
    char request[256];

    snprintf(request, sizeof request, SEARCH, 1);
    for (int i = 0; i < 40; i++) {
        const int fd = test_connect(((struct test_world *)*state)->socket);
        if (i % 2)
            test_send(fd, request);
        if (i % 4 == 3)
            test_send(fd, request);
        close(fd);
    }
    const int fd = greeted(*state);
    test_send(fd, request);
    json_decref(test_receive(fd));
    close(fd);
}

static void
a_client_that_does_not_read_holds_up_nobody(void **state)
{
    const int lazy = greeted(*state), eager = greeted(*state);
    char request[256];

    for (int i = 0; i < 400; i++) {
        struct pollfd p = {.fd = lazy, .events = POLLOUT};
        snprintf(request, sizeof request, SEARCH, i);
        if (poll(&p, 1, 0) != 1)
            break; /* the daemon has stopped reading from it */
        if (send(lazy, request, strlen(request), MSG_DONTWAIT | MSG_NOSIGNAL) <
            0)
            break;
    }
    for (int i = 0; i < 20; i++) {
        snprintf(request, sizeof request, SEARCH, i);
        test_send(eager, request);
        json_t *answer = test_receive(eager);
        assert_int_equal(id_of(answer), i);
        json_decref(answer);
    }
    close(eager);
    close(lazy);
}

static void
one_connection_too_many_is_told_so(void **state)
{
    enum { MANY = 300 };
    int fds[MANY];
    int refused = 0;

    for (int i = 0; i < MANY; i++)
        fds[i] = test_connect(((struct test_world *)*state)->socket);
    for (int i = 0; i < MANY; i++) {
        json_t *first = test_receive(fds[i]);
        refused += code_of(first) == FINDINGS_BUSY;
        json_decref(first);
    }
    assert_true(refused > 0 && refused < MANY);
    for (int i = 0; i < MANY; i++)
        close(fds[i]);
}

static void
a_stop_lets_what_was_asked_be_answered(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "second");
    const pid_t pid = test_daemon(world->folder, world->db, path);
    const int fd = test_connect(path);
    char request[256];

    json_decref(test_receive(fd));
    snprintf(request, sizeof request, SEARCH, 5);
    test_send(fd, request);
    /* The ping is answered on the loop, so the search before it is taken. */
    test_send(fd, "{\"id\": 6, \"method\": \"ping\"}\n");
    json_t *ping = test_receive(fd);
    kill(pid, SIGTERM);
    json_t *answer = test_receive(fd);
    assert_true(id_of(ping) + id_of(answer) == 11);
    assert_non_null(json_object_get(answer, "result"));
    json_decref(ping);
    json_decref(answer);
    assert_closed(fd);
    assert_int_equal(test_wait(pid), 0);
    free(path);
}

static void
a_second_signal_waits_for_nobody(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "third");
    const pid_t pid = test_daemon(world->folder, world->db, path);
    const int fd = test_connect(path);
    char request[256];

    /* So many answers that they cannot all be written unread. */
    json_decref(test_receive(fd));
    snprintf(request, sizeof request, SEARCH, 1);
    for (int i = 0; i < FINDINGS_IN_FLIGHT_MAX; i++)
        test_send(fd, request);
    json_decref(test_receive(fd));
    kill(pid, SIGTERM);
    const struct timespec nap = {.tv_nsec = 100000000};
    nanosleep(&nap, NULL);
    assert_int_equal(kill(pid, 0), 0); /* it waits for us to read */
    kill(pid, SIGINT);
    assert_int_equal(test_wait(pid), 0);
    close(fd);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_an_index_it_says_how_to_build_one),
        cmocka_unit_test(a_path_that_no_socket_can_have_is_refused),
        cmocka_unit_test(the_socket_of_another_program_is_left_alone),
        cmocka_unit_test(a_path_without_a_name_is_refused),
        cmocka_unit_test(an_index_of_another_schema_is_not_searched_any_more),
        cmocka_unit_test(a_socket_left_behind_is_replaced),
        cmocka_unit_test(the_socket_is_the_users_alone),
        cmocka_unit_test(it_speaks_first),
        cmocka_unit_test(requests_of_one_connection_may_overlap),
        cmocka_unit_test(several_connections_get_their_own_answers),
        cmocka_unit_test(a_client_that_has_said_all_is_still_answered),
        cmocka_unit_test(
            what_is_no_request_is_an_error_and_the_next_is_answered),
        cmocka_unit_test(a_request_that_is_too_long_is_an_error_and_the_end),
        cmocka_unit_test(a_request_of_the_greatest_length_is_taken),
        cmocka_unit_test(clients_that_leave_at_once_do_no_harm),
        cmocka_unit_test(a_client_that_does_not_read_holds_up_nobody),
        cmocka_unit_test(one_connection_too_many_is_told_so),
        cmocka_unit_test(a_stop_lets_what_was_asked_be_answered),
        cmocka_unit_test(a_second_signal_waits_for_nobody),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
