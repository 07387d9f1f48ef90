/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The connection of findings -i, to a program in the place of the daemon: late
 * answers, lost connections, and a daemon that does not read.
 */
#include "link.h"

#include "print/member.h"

#include "support.h"

#include "findings/wire.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

struct place {
    char *folder, *path;
    struct options options;
    struct link link;
};

static int
set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);

    assert_non_null(place);
    place->folder = test_folder();
    place->path = test_path(place->folder, "socket");
    snprintf(place->options.socket, sizeof place->options.socket, "%s",
             place->path);
    link_init(&place->link, &place->options);
    *state = place;
    return 0;
}

static int
tear_down(void **state)
{
    struct place *place = *state;

    link_fini(&place->link);
    free(place->path);
    test_folder_remove(place->folder);
    free(place);
    return 0;
}

static int
listen_on(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 8), 0);
    return fd;
}

static int
greet(int listener)
{
    char line[128];
    const int client = accept(listener, NULL, NULL);

    snprintf(line, sizeof line,
             "{\"product\": \"findings\", \"protocol\": %d}\n",
             FINDINGS_PROTOCOL);
    test_send(client, line);
    return client;
}

/* The next request; exits if it is not of this method. Returns its id. */
static json_int_t
take_request(int client, const char *method)
{
    json_t *request = test_receive(client);
    const json_int_t id = json_integer_value(json_object_get(request, "id"));

    if (strcmp(member_text(request, "method"), method) != 0)
        _exit(3);
    json_decref(request);
    return id;
}

static void
answer(int client, json_int_t id, const char *text)
{
    char line[256];

    snprintf(
        line, sizeof line,
        "{\"id\": %lld, \"result\": {\"text\": \"%s\", \"found\": true}}\n",
        (long long)id, text);
    test_send(client, line);
}

/* A process that serves the socket; the listener is this one's no longer. */
static pid_t
serve(int listener, void (*run)(int listener))
{
    fflush(NULL);
    const pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        run(listener);
        _exit(0);
    }
    close(listener);
    return pid;
}

/* Works until an answer comes; the caller frees it. Fails after a minute. */
static json_t *
await(struct link *link, int *slot)
{
    const int64_t end = link_now() + 60000;
    json_t *object;

    while (!(object = link_next(link, slot))) {
        struct pollfd polled;
        int wait_ms = 50;
        const int n = link_work(link, &polled, &wait_ms);
        poll(&polled, (nfds_t)n, wait_ms);
        if (link_now() > end)
            fail_msg("no answer: %s", link->reason);
    }
    return object;
}

/* Works until the request in the slot has been sent. What has come since then
 * is not read yet. */
static void
await_sent(struct link *link, int slot)
{
    const int64_t end = link_now() + 60000;

    for (;;) {
        struct pollfd polled;
        int wait_ms = 50, other;
        const int n = link_work(link, &polled, &wait_ms);
        if (link->slots[slot].id > 0 && link->out->len == 0)
            return;
        poll(&polled, (nfds_t)n, wait_ms);
        json_decref(link_next(link, &other));
        assert_true(link_now() < end);
    }
}

/* Reads until the connection is lost; nothing else comes. */
static void
await_lost(struct link *link)
{
    const int64_t end = link_now() + 60000;

    while (link->is_open) {
        int slot;
        assert_null(link_next(link, &slot));
        test_nap();
        assert_true(link_now() < end);
    }
}

static void
expect(struct link *link, int slot, const char *text)
{
    int from = -1;
    json_t *object = await(link, &from);

    assert_int_equal(from, slot);
    assert_string_equal(member_text(json_object_get(object, "result"), "text"),
                        text);
    json_decref(object);
}

/* Sends the last request, after which the process ends by itself. */
static void
end_server(struct link *link, pid_t pid)
{
    const int64_t end = link_now() + 60000;
    int status = -1, slot;

    link_ask(link, 1, "end", json_object());
    while (waitpid(pid, &status, WNOHANG) == 0) {
        struct pollfd polled;
        int wait_ms = 10;
        link_work(link, &polled, &wait_ms);
        assert_null(link_next(link, &slot));
        test_nap();
        assert_true(link_now() < end);
    }
    assert_int_equal(status, 0);
}

static void
answers_late(int listener)
{
    const int client = greet(listener);
    const json_int_t first = take_request(client, "ping");
    const json_int_t cancel = take_request(client, "cancel");
    const json_int_t second = take_request(client, "ping");

    answer(client, first, "old");
    answer(client, cancel, "");
    answer(client, second, "new");
    take_request(client, "end");
}

static void
an_outdated_answer_is_dropped(void **state)
{
    struct place *place = *state;
    const pid_t pid = serve(listen_on(place->path), answers_late);

    link_ask(&place->link, 0, "ping", json_object());
    await_sent(&place->link, 0);
    link_ask(&place->link, 0, "ping", json_object());
    expect(&place->link, 0, "new");
    assert_int_equal(place->link.n_flying, 0);
    end_server(&place->link, pid);
}

static void
hangs_up_once(int listener)
{
    int client = greet(listener);

    take_request(client, "ping");
    close(client);
    client = greet(listener);
    const json_int_t first = take_request(client, "ping");
    const json_int_t second = take_request(client, "status");
    answer(client, second, "of the second");
    answer(client, first, "of the first");
    take_request(client, "end");
}

static void
what_was_not_answered_is_asked_again(void **state)
{
    struct place *place = *state;
    const pid_t pid = serve(listen_on(place->path), hangs_up_once);

    link_ask(&place->link, 2, "ping", json_object());
    await_sent(&place->link, 2);
    await_lost(&place->link);
    assert_has(place->link.reason, "closed the connection");
    link_ask(&place->link, 3, "status",
             json_pack("{s:s}", "db", "of no interest"));
    /* An answer to "status" has to look like one: the ping comes instead. */
    int slot;
    json_t *object = NULL;
    const int64_t end = link_now() + 60000;
    while (!object && link_now() < end) {
        struct pollfd polled;
        int wait_ms = 50;
        const int n = link_work(&place->link, &polled, &wait_ms);
        poll(&polled, (nfds_t)n, wait_ms);
        object = link_next(&place->link, &slot);
        if (strstr(place->link.reason, "malformed"))
            break;
    }
    assert_null(object);
    assert_has(place->link.reason, "is malformed (result.");
    assert_null(place->link.slots[3].method); /* it would be the same again */
    assert_non_null(place->link.slots[2].method);
    kill(pid, SIGKILL);
    test_wait(pid);
}

static void
answers_one(int listener)
{
    const int client = greet(listener);

    answer(client, take_request(client, "ping"), "here");
    take_request(client, "end");
}

static void
a_daemon_that_starts_later_is_found(void **state)
{
    struct place *place = *state;
    struct pollfd polled;
    int slot;

    link_ask(&place->link, 0, "ping", json_object());
    while (!*place->link.reason) {
        int wait_ms = 50;
        const int n = link_work(&place->link, &polled, &wait_ms);
        poll(&polled, (nfds_t)n, wait_ms);
        assert_null(link_next(&place->link, &slot));
    }
    assert_has(place->link.reason, "no daemon is listening");
    const pid_t pid = serve(listen_on(place->path), answers_one);
    expect(&place->link, 0, "here");
    assert_string_equal(place->link.reason, "");
    end_server(&place->link, pid);
}

static void
says_farewell(int listener)
{
    int client = greet(listener);
    char line[128];

    answer(client, take_request(client, "ping"), "here");
    snprintf(
        line, sizeof line,
        "{\"id\": null, \"error\": {\"code\": %d, \"message\": \"idle\"}}\n",
        FINDINGS_CLOSED);
    test_send(client, line);
    close(client);
    client = greet(listener); /* only because something is asked again */
    answer(client, take_request(client, "ping"), "again");
    take_request(client, "end");
}

static void
an_idle_connection_is_opened_again_when_it_is_needed(void **state)
{
    struct place *place = *state;
    const pid_t pid = serve(listen_on(place->path), says_farewell);

    link_ask(&place->link, 0, "ping", json_object());
    expect(&place->link, 0, "here");
    await_lost(&place->link);
    assert_string_equal(place->link.reason, "");
    for (int i = 0; i < 3; i++) {
        struct pollfd polled;
        int wait_ms = 50;
        assert_int_equal(link_work(&place->link, &polled, &wait_ms), 0);
        assert_int_equal(wait_ms, 50);
    }
    link_ask(&place->link, 0, "ping", json_object());
    expect(&place->link, 0, "again");
    end_server(&place->link, pid);
}

static void
reads_nothing(int listener)
{
    greet(listener);
    for (;;)
        pause();
}

static void
what_is_not_read_does_not_pile_up(void **state)
{
    enum { MANY = 20000, OUT_MAX = 4096 };
    struct place *place = *state;
    const pid_t pid = serve(listen_on(place->path), reads_nothing);
    int slot;

    link_ask(&place->link, 0, "ping", json_object());
    await_sent(&place->link, 0);
    for (int i = 0; i < MANY; i++) {
        struct pollfd polled;
        int wait_ms = 0;
        link_ask(&place->link, i % LINK_SLOTS, "ping", json_object());
        link_work(&place->link, &polled, &wait_ms);
        assert_null(link_next(&place->link, &slot));
        assert_true(place->link.out->len < OUT_MAX);
        assert_true(place->link.cancelled->len <= 2 * FINDINGS_IN_FLIGHT_MAX);
        assert_true(place->link.n_flying <= 3 * FINDINGS_IN_FLIGHT_MAX);
    }
    kill(pid, SIGKILL);
    test_wait(pid);
}

static void
a_slow_answer_is_noticed(void **state)
{
    struct place *place = *state;

    assert_false(link_is_slow(&place->link));
    link_ask(&place->link, 0, "ping", json_object());
    assert_false(link_is_slow(&place->link));
    place->link.slots[0].since -= LINK_SLOW_MS;
    assert_true(link_is_slow(&place->link));
    link_drop(&place->link, 0);
    assert_false(link_is_slow(&place->link));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_outdated_answer_is_dropped),
        TEST(what_was_not_answered_is_asked_again),
        TEST(a_daemon_that_starts_later_is_found),
        TEST(an_idle_connection_is_opened_again_when_it_is_needed),
        TEST(what_is_not_read_does_not_pile_up),
        TEST(a_slow_answer_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
