/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Connections to the daemon that are kept: when another one is tried.
 */
#include "link/link.h"
#include "support.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { KEPT = 3 };

/* A daemon that answers one request over each of its connections, and after
 * that in its own way. */
struct daemon {
    int listening;
    const char *then; /* NULL: it closes them */
    size_t requests;
    pthread_t thread;
};

static bool
take_request(int client)
{
    char byte;

    while (recv(client, &byte, 1, 0) == 1)
        if (byte == '\n')
            return true;
    return false;
}

static void
say(int client, const char *text)
{
    assert_int_equal(send(client, text, strlen(text), MSG_NOSIGNAL),
                     strlen(text));
}

static void *
serve(void *data)
{
    struct daemon *daemon = data;
    struct pollfd clients[KEPT];
    size_t open = KEPT;

    for (size_t i = 0; i < KEPT; i++) {
        const int client = accept(daemon->listening, NULL, NULL);
        clients[i] = (struct pollfd){.fd = client, .events = POLLIN};
        say(client, "{\"product\": \"findings\", \"protocol\": 1}\n");
        assert_true(take_request(client));
    }
    for (size_t i = 0; i < KEPT; i++)
        say(clients[i].fd, "{\"id\":1,\"result\":{\"pong\":true}}\n");
    while (open > 0 && poll(clients, KEPT, -1) > 0)
        for (size_t i = 0; i < KEPT; i++) {
            if (clients[i].revents == 0)
                continue;
            const bool is_asked = take_request(clients[i].fd);
            daemon->requests += is_asked;
            if (is_asked && daemon->then) {
                say(clients[i].fd, daemon->then);
                continue;
            }
            close(clients[i].fd);
            clients[i].fd = -1;
            open--;
        }
    return NULL;
}

static void *
ping(void *data)
{
    struct link_failure failure;

    return link_ask_text(data, "ping", json_object(), &failure);
}

/* The requests that reach such a daemon for one, when all connections are
 * kept. */
static size_t
requests_for_one(const char *then)
{
    struct options options = {.given = OPTION_BIT(OPTION_SOCKET)};
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct daemon daemon = {.then = then};
    pthread_t askers[KEPT];
    char *folder = test_folder();
    char *path = test_path(folder, "socket");

    assert_true(strlen(path) < sizeof address.sun_path);
    strcpy(address.sun_path, path);
    strcpy(options.socket, path);
    options.values[OPTION_SOCKET] = path;
    daemon.listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(
        bind(daemon.listening, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(daemon.listening, KEPT), 0);
    struct link *link = link_new(&options, NULL);
    assert_int_equal(pthread_create(&daemon.thread, NULL, serve, &daemon), 0);
    for (size_t i = 0; i < KEPT; i++)
        assert_int_equal(pthread_create(&askers[i], NULL, ping, link), 0);
    for (size_t i = 0; i < KEPT; i++) {
        void *answer;
        pthread_join(askers[i], &answer);
        assert_non_null(answer);
        free(answer);
    }
    /* No other connection can be made from here on. */
    close(daemon.listening);
    assert_null(ping(link));
    link_free(link);
    pthread_join(daemon.thread, NULL);
    test_folder_remove(folder);
    free(path);
    return daemon.requests;
}

static void
a_failure_is_not_repeated_over_each_of_them(void **state)
{
    (void)state;
    assert_int_equal(requests_for_one("{\n"), 1);
}

static void
those_that_the_daemon_closes_are_left_for_the_next(void **state)
{
    (void)state;
    assert_int_equal(requests_for_one(NULL), KEPT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_is_not_repeated_over_each_of_them),
        cmocka_unit_test(those_that_the_daemon_closes_are_left_for_the_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
