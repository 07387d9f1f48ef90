/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findingsd at its socket: starting, serving, badly behaved clients, stopping,
 * exports.
 */
#include "support.h"

#include "findings/schema.h"
#include "findings/wire.h"
#include "findings/engine.h"

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

/* A search whose answer is larger than a socket's buffers, and that may wait
 * for others on a slow machine. */
#define SEARCH                                                                 \
    "{\"id\": %d, \"method\": \"search\", \"params\": {\"query\": "            \
    "\"case OR child OR the\", \"limit\": 1000, \"timeout_ms\": 30000}}\n"

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

/* The daemon must end with this status and a reason that contains these words.
 */
static void
assert_ends(const char *db, const char *socket, int status, const char *words)
{
    const char *args[] = {"--db", db, "--socket", socket, NULL};
    struct test_run run = test_program("findingsd", args);

    assert_int_equal(run.status, status);
    if (!strstr(run.err, words))
        fail_msg("\"%s\" is not in: %s", words, run.err);
    test_run_free(&run);
}

/* It must refuse to start. */
static void
assert_no_start(const char *db, const char *socket, const char *words)
{
    assert_ends(db, socket, 2, words);
}

static void
a_wrong_command_line_is_refused_in_one_line(void **state)
{
    static const struct {
        const char *args[3];
        const char *said;
    } wrong[] = {
        {{"--colour"}, "findingsd: \"--colour\" is not an option; "},
        {{"--help=x"}, "findingsd: --help does not take a value; "},
        {{"--db"}, "findingsd: --db needs a value; "},
        {{"--log-level=loud"},
         "findingsd: --log-level takes one of error, warning, notice, info, "
         "debug, not \"loud\"\n"},
        {{"an.index"}, "use: findingsd --db an.index\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct test_run run = test_program("findingsd", wrong[i].args);
        assert_int_equal(run.status, 2);
        assert_string_equal(run.out, "");
        if (!strstr(run.err, wrong[i].said))
            fail_msg("\"%s\" is not in: %s", wrong[i].said, run.err);
        assert_ptr_equal(strchr(run.err, '\n'), run.err + strlen(run.err) - 1);
        test_run_free(&run);
    }
}

static void
without_an_index_it_says_how_to_create_one(void **state)
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
    assert_no_start(world->db, log, "not a socket");
    assert_ends(world->db, world->socket, 3, "another findingsd");
    free(missing);
    free(log);
}

static void
a_file_that_is_not_a_socket_gets_no_lock_beside_it(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "theirs.txt");
    char *lock = test_path(world->folder, "theirs.txt.lock");
    size_t len;

    test_write(path, "text", 4);
    assert_no_start(world->db, path, "not a socket");
    assert_int_equal(access(lock, F_OK), -1);
    char *text = test_read(path, &len);
    assert_int_equal(len, 4);
    free(text);
    free(path);
    free(lock);
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
    assert_no_start(world->db, path, "another program's socket");
    assert_int_equal(access(path, F_OK), 0);
    close(fd);
    free(path);
}

/* The same as assert_no_start(), with a file of words. */
static void
assert_no_words(const struct test_world *world,
                const char *path,
                const char *words)
{
    char *socket = test_path(world->folder, "unused");
    const char *args[] = {"--db",    world->db, "--socket", socket,
                          "--words", path,      NULL};
    struct test_run run = test_program("findingsd", args);

    assert_int_equal(run.status, 2);
    if (!strstr(run.err, words))
        fail_msg("\"%s\" is not in: %s", words, run.err);
    assert_int_equal(access(socket, F_OK), -1);
    test_run_free(&run);
    free(socket);
}

static void
words_that_cannot_be_read_are_refused(void **state)
{
    static const char words[] = "tab = team around the block\nnonsense\n";
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "words");

    assert_no_words(world, path, "No such file");
    test_write(path, words, sizeof words - 1);
    assert_no_words(world, path, "words, line 2: ");
    assert_no_words(world, "", "an empty one");
    free(path);
}

static void
the_users_synonyms_find_each_other(void **state)
{
    static const char words[] = "xyzzy = case recording\n";
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "words");
    char *socket = test_path(world->folder, "worded");
    char *log = test_path(world->folder, "worded.log");
    const char *args[] = {"--db",    world->db, "--socket", socket,
                          "--words", path,      NULL};

    test_write(path, words, sizeof words - 1);
    const pid_t pid = test_daemon_with(args, socket, log);
    json_t *answer =
        test_ask(socket, "{\"id\": 1, \"method\": \"search\", \"params\": "
                         "{\"query\": \"xyzzy\"}}");
    assert_true(json_integer_value(json_object_get(
                    json_object_get(answer, "result"), "total")) > 0);
    json_decref(answer);
    assert_int_equal(test_daemon_stop(pid), 0);
    free(path);
    free(socket);
    free(log);
}

static void
an_empty_path_is_refused(void **state)
{
    const struct test_world *world = *state;

    assert_no_start("", world->socket, "an empty one");
    assert_no_start(world->db, "", "an empty one");
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
an_index_of_another_schema_is_no_longer_searched(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "log");
    struct fe_writer *writer;
    struct fe_error err;

    for (int round = 0; round < 2; round++) {
        assert_int_equal(fe_writer_open(world->db, &writer, &err), FE_OK);
        fe_writer_set_metadata(writer, "schema",
                               round == 0 ? "999" : FINDINGS_SCHEMA, &err);
        assert_int_equal(fe_writer_commit(writer, &err), FE_OK);
        fe_writer_close(writer);
        for (int question = 0; question < 3; question++) {
            json_t *answer =
                test_ask(world->socket, "{\"id\": 1, \"method\": \"status\"}");
            assert_int_equal(code_of(answer),
                             round == 0 ? FINDINGS_NO_INDEX : 0);
            json_decref(answer);
        }
        /* However many requests fail, it is logged once. */
        char *log = test_read(path, NULL);
        assert_int_equal(count_of(log, "made by another version"), 1);
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
    assert_int_equal(access(path, F_OK),
                     -1); /* it removes the socket when it stops */
    free(path);
}

static void
only_the_user_may_connect(void **state)
{
    const struct test_world *world = *state;
    struct stat st;

    assert_int_equal(stat(world->socket, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void
it_sends_a_greeting_first(void **state)
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
a_client_that_has_finished_sending_is_still_answered(void **state)
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
an_invalid_request_is_an_error_and_the_next_is_answered(void **state)
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
a_request_that_is_too_long_is_an_error_and_closes(void **state)
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

/* Send a line of len bytes. False if the daemon stopped reading it. */
static bool
send_long(int fd, size_t len)
{
    char *line = malloc(len);
    size_t sent = 0;
    ssize_t n = 0;

    memset(line, 'x', len);
    line[len - 1] = '\n';
    while (sent < len &&
           (n = send(fd, line + sent, len - sent, MSG_NOSIGNAL)) > 0)
        sent += (size_t)n;
    free(line);
    return sent == len;
}

/* The whole line is sent before the answer is read, as most clients do. */
static void
the_error_of_a_long_line_can_be_read(void **state)
{
    static const size_t lengths[] = {FINDINGS_REQUEST_MAX + 2, 200001, 5000000};

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        for (int round = 0; round < 5; round++) {
            const int fd = greeted(*state);
            assert_true(send_long(fd, lengths[i]));
            json_t *answer = test_receive(fd);
            assert_int_equal(code_of(answer), FINDINGS_TOO_LONG);
            json_decref(answer);
            assert_closed(fd);
        }
    }
}

/* The daemon stops reading from a client that sends without end, and from one
 * that is silent. */
static void
a_long_line_is_not_read_for_ever(void **state)
{
    const int endless = greeted(*state), silent = greeted(*state);
    struct pollfd p = {.fd = silent}; /* POLLHUP is always reported */
    char byte;

    assert_false(send_long(endless, (size_t)64 << 20));
    close(endless);
    assert_true(send_long(silent, FINDINGS_REQUEST_MAX + 2));
    json_decref(test_receive(silent));
    /* The daemon shuts down its side at once, and closes after a while. */
    assert_int_equal(recv(silent, &byte, 1, 0), 0);
    assert_int_equal(send(silent, "x", 1, MSG_NOSIGNAL), 1);
    assert_int_equal(poll(&p, 1, 10000), 1);
    assert_int_equal(send(silent, "x", 1, MSG_NOSIGNAL), -1);
    close(silent);
}

static void
stopping_does_not_wait_for_a_long_line(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "long");
    const pid_t pid = test_daemon(world->folder, world->db, path);
    const int fd = test_connect(path);

    json_decref(test_receive(fd));
    assert_true(send_long(fd, 200001));
    json_decref(test_receive(fd));
    assert_int_equal(test_daemon_stop(pid), 0);
    close(fd);
    free(path);
}

static void
a_request_of_the_maximum_length_is_answered(void **state)
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
one_connection_too_many_gets_an_error(void **state)
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
pending_requests_are_answered_before_it_stops(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "second");
    const pid_t pid = test_daemon(world->folder, world->db, path);
    const int fd = test_connect(path);
    char request[256];

    json_decref(test_receive(fd));
    snprintf(request, sizeof request, SEARCH, 5);
    test_send(fd, request);
    /* The ping is answered on the loop, so the search before it has been read.
     */
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

    /* The answers are too large to be written while nobody reads them. */
    json_decref(test_receive(fd));
    snprintf(request, sizeof request, SEARCH, 1);
    for (int i = 0; i < FINDINGS_IN_FLIGHT_MAX; i++)
        test_send(fd, request);
    json_decref(test_receive(fd));
    kill(pid, SIGTERM);
    const struct timespec nap = {.tv_nsec = 100000000};
    nanosleep(&nap, NULL);
    assert_int_equal(kill(pid, 0), 0); /* it waits for the test to read */
    kill(pid, SIGINT);
    assert_int_equal(test_wait(pid), 0);
    close(fd);
    free(path);
}

/* Exports. The paragraphs of the index do not fit in a socket's buffers, so the
 * daemon has to wait until the test reads them. */

enum { MANY = 3000, TEXT_LENGTH = 1000 };

#define EXPORT "{\"id\": 1, \"method\": \"export\"}\n"

/* An index of many records, and a daemon that answers from it. */
static int
open_large(void **state)
{
    struct test_world *world = malloc(sizeof *world);
    char *folder = test_folder();
    char *path = test_path(folder, "many.jsonl");
    FILE *file = fopen(path, "w");

    assert_non_null(world);
    assert_non_null(file);
    for (int i = 0; i < MANY; i++) {
        fprintf(file,
                "{\"authority\": \"Hull\", \"date\": \"2009-05-08\", "
                "\"text\": \"Paragraph %d",
                i);
        for (int n = 0; n < TEXT_LENGTH; n += 10)
            fputs(" is a long", file);
        fputs(" one.\"}\n", file);
    }
    assert_int_equal(fclose(file), 0);
    test_world_open(world, path);
    free(path);
    test_folder_remove(folder);
    *state = world;
    return 0;
}

/* How many records the next line has; -1 if it is not a part, with the line for
 * the caller in *last. */
static long
next_part(int fd, json_t **last)
{
    json_t *line = test_receive(fd);
    const json_t *part = json_object_get(line, "part");

    *last = NULL;
    assert_non_null(line);
    if (!part) {
        *last = line;
        return -1;
    }
    const long size = (long)json_array_size(part);
    assert_int_equal(id_of(line), 1);
    json_decref(line);
    return size;
}

static void
others_are_answered_during_an_export(void **state)
{
    const int fd = greeted(*state);
    json_t *last;
    long seen = 0, size, seen_at_ping = -1;

    test_send(fd, EXPORT);
    seen += next_part(fd, &last);
    test_send(fd, "{\"id\": 2, \"method\": \"ping\"}\n");
    for (;;) {
        size = next_part(fd, &last);
        if (size < 0 && id_of(last) == 1)
            break;
        if (size < 0) {
            assert_int_equal(id_of(last), 2);
            seen_at_ping = seen;
            json_decref(last);
        } else {
            assert_in_range(size, 1, FINDINGS_PART_MAX);
            seen += size;
        }
    }
    assert_int_equal(seen, MANY);
    assert_in_range(seen_at_ping, 1, MANY - 1);
    assert_int_equal(json_integer_value(json_object_get(
                         json_object_get(last, "result"), "total")),
                     MANY);
    json_decref(last);
    close(fd);
}

static void
more_exports_than_workers_run_at_once(void **state)
{
    enum { CONNECTIONS = 20 };
    int fds[CONNECTIONS];
    json_t *last;
    long size;

    for (int i = 0; i < CONNECTIONS; i++) {
        fds[i] = greeted(*state);
        test_send(fds[i], EXPORT);
    }
    for (int i = 0; i < CONNECTIONS; i++) /* in turns */
        assert_int_equal(next_part(fds[i], &last), FINDINGS_PART_MAX);
    /* Some clients disconnect, which does not disturb the others. */
    for (int i = 2; i < CONNECTIONS; i++)
        close(fds[i]);
    for (int i = 0; i < 2; i++) {
        long seen = FINDINGS_PART_MAX;
        while ((size = next_part(fds[i], &last)) >= 0)
            seen += size;
        assert_int_equal(seen, MANY);
        assert_non_null(json_object_get(last, "result"));
        json_decref(last);
        close(fds[i]);
    }
}

static void
a_commit_ends_an_export(void **state)
{
    const struct test_world *world = *state;
    const int fd = greeted(world);
    struct fe_writer *writer;
    struct fe_error err;
    json_t *last;

    test_send(fd, EXPORT);
    next_part(fd, &last);
    assert_int_equal(fe_writer_open(world->db, &writer, &err), FE_OK);
    fe_writer_set_metadata(writer, "nothing", "much", &err);
    assert_int_equal(fe_writer_commit(writer, &err), FE_OK);
    fe_writer_close(writer);
    while (next_part(fd, &last) >= 0)
        ;
    assert_int_equal(code_of(last), FINDINGS_CHANGED);
    json_decref(last);
    close(fd);
}

static void
stopping_ends_an_export_with_a_whole_line(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "fourth");
    const pid_t pid = test_daemon(world->folder, world->db, path);
    const int fd = test_connect(path);
    json_t *last;
    long seen = 0, size;

    json_decref(test_receive(fd));
    test_send(fd, EXPORT);
    seen +=
        next_part(fd, &last); /* it has begun, and waits for the test to read */
    kill(pid, SIGTERM);
    const struct timespec nap = {.tv_nsec = 100000000};
    nanosleep(&nap, NULL);
    while ((size = next_part(fd, &last)) >= 0)
        seen += size;
    assert_int_equal(code_of(last), FINDINGS_BUSY);
    assert_in_range(seen, FINDINGS_PART_MAX, MANY - 1);
    json_decref(last);
    assert_closed(fd);
    assert_int_equal(test_wait(pid), 0);
    free(path);
}

static void
clients_that_leave_an_export_do_no_harm(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "fifth");
    const pid_t pid = test_daemon(world->folder, world->db, path);

    for (int i = 0; i < 20; i++) {
        const int fd = test_connect(path);
        json_decref(test_receive(fd));
        test_send(fd, EXPORT EXPORT);
        if (i % 2)
            json_decref(test_receive(fd));
        close(fd);
    }
    /* The daemon does not wait for them: it stops at once, and leaks nothing.
     */
    assert_int_equal(test_daemon_stop(pid), 0);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_command_line_is_refused_in_one_line),
        cmocka_unit_test(without_an_index_it_says_how_to_create_one),
        cmocka_unit_test(a_path_that_no_socket_can_have_is_refused),
        cmocka_unit_test(a_file_that_is_not_a_socket_gets_no_lock_beside_it),
        cmocka_unit_test(the_socket_of_another_program_is_left_alone),
        cmocka_unit_test(words_that_cannot_be_read_are_refused),
        cmocka_unit_test(the_users_synonyms_find_each_other),
        cmocka_unit_test(an_empty_path_is_refused),
        cmocka_unit_test(an_index_of_another_schema_is_no_longer_searched),
        cmocka_unit_test(a_socket_left_behind_is_replaced),
        cmocka_unit_test(only_the_user_may_connect),
        cmocka_unit_test(it_sends_a_greeting_first),
        cmocka_unit_test(requests_of_one_connection_may_overlap),
        cmocka_unit_test(several_connections_get_their_own_answers),
        cmocka_unit_test(a_client_that_has_finished_sending_is_still_answered),
        cmocka_unit_test(
            an_invalid_request_is_an_error_and_the_next_is_answered),
        cmocka_unit_test(a_request_that_is_too_long_is_an_error_and_closes),
        cmocka_unit_test(the_error_of_a_long_line_can_be_read),
        cmocka_unit_test(a_long_line_is_not_read_for_ever),
        cmocka_unit_test(stopping_does_not_wait_for_a_long_line),
        cmocka_unit_test(a_request_of_the_maximum_length_is_answered),
        cmocka_unit_test(clients_that_leave_at_once_do_no_harm),
        cmocka_unit_test(a_client_that_does_not_read_holds_up_nobody),
        cmocka_unit_test(one_connection_too_many_gets_an_error),
        cmocka_unit_test(pending_requests_are_answered_before_it_stops),
        cmocka_unit_test(a_second_signal_waits_for_nobody),
    };
    const struct CMUnitTest exports[] = {
        cmocka_unit_test(others_are_answered_during_an_export),
        cmocka_unit_test(more_exports_than_workers_run_at_once),
        cmocka_unit_test(a_commit_ends_an_export),
        cmocka_unit_test(stopping_ends_an_export_with_a_whole_line),
        cmocka_unit_test(clients_that_leave_an_export_do_no_harm),
    };
    const int failed =
        cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);

    return failed +
           cmocka_run_group_tests(exports, open_large, test_corpus_close);
}
