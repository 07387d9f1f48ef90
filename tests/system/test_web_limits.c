/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-web with clients that send or want too much, too often, for too long
 * or too slowly.
 */
#include "browsing.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char *const fast[] = {"--rate", "0", NULL};

/* A text of n times this character; the caller frees it. */
static char *
repeated(char c, size_t n)
{
    char *text = malloc(n + 1);

    memset(text, c, n);
    text[n] = '\0';
    return text;
}

static void
is_status(const struct browsing *f,
          const char *line,
          const char *more,
          int status)
{
    const size_t size = strlen(more) + 64;
    char *headers = malloc(size);

    snprintf(headers, size, "Host: localhost:%u\r\n%s", f->port, more);
    struct page page = browsing_ask(f, line, headers);
    if (page.status != status)
        fail_msg("%.60s, %.60s: %d in place of %d", line, more, page.status,
                 status);
    free(headers);
    page_free(&page);
}

static void
long_addresses_and_headers_are_refused(void **state)
{
    char *fits = repeated('a', 4000), *address = repeated('a', 9000);
    char *line = malloc(40000), *whole = repeated('a', 33000);

    snprintf(line, 40000, "GET /?part=%s", fits);
    is_status(*state, line, "", 200);
    snprintf(line, 40000, "GET /?q=%s", address);
    is_status(*state, line, "", 414);
    snprintf(line, 40000, "X-Long: %s\r\n", address);
    is_status(*state, "GET /", line, 200);
    snprintf(line, 40000, "X-Long: %s\r\n", whole);
    is_status(*state, "GET /", line, 431);
    free(fits);
    free(address);
    free(whole);
    free(line);
}

/* They take all memory of a connection. The leak checker of the sanitizers sees
 * whether anything of the request is left when the program ends. */
static void
a_request_of_too_many_cookies_leaves_nothing(void **state)
{
    char *cookies = repeated('=', 15000), *line = malloc(16000);

    for (size_t i = 0; i + 2 < 15000; i += 4)
        memcpy(cookies + i, "a=b;", 4);
    snprintf(line, 16000, "Cookie: %s\r\n", cookies);
    struct page page = browsing_ask(*state, "GET /", line);
    assert_int_not_equal(page.status, 200);
    page_free(&page);
    is_status(*state, "GET /", "", 200);
    free(cookies);
    free(line);
}

static void
too_many_arguments_are_refused(void **state)
{
    char line[8192] = "GET /?part=1";
    size_t n = strlen(line);

    for (int i = 0; i < 500; i++)
        n += (size_t)snprintf(line + n, sizeof line - n, "&a=b");
    is_status(*state, line, "", 200);
    for (int i = 0; i < 100; i++)
        n += (size_t)snprintf(line + n, sizeof line - n, "&a=b");
    is_status(*state, line, "", 400);
}

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static void
bodies_are_those_of_forms_and_not_long(void **state)
{
    const struct browsing *f = *state;
    char *body = repeated('a', 1024 * 1024), *more = repeated('a', 1024 * 1025);

    /* 405: it has been read, and there is no form at the address. */
    struct page page = browsing_post(f, "/", FORM, body);
    assert_int_equal(page.status, 405);
    page_free(&page);
    page = browsing_post(f, "/", FORM, more);
    assert_int_equal(page.status, 413);
    page_free(&page);
    page = browsing_post(f, "/", "Content-Type: application/json\r\n", "{}");
    assert_int_equal(page.status, 405);
    page_free(&page);
    page = browsing_post(f, "/", "Content-Type: text/plain\r\n", "{}");
    assert_int_equal(page.status, 415);
    page_free(&page);
    page = browsing_post(f, "/", "", "x");
    assert_int_equal(page.status, 415);
    page_free(&page);
    /* It is refused before it is sent. */
    is_status(f, "POST /",
              "Sec-Fetch-Site: same-origin\r\n" FORM
              "Content-Length: 99999999999\r\nExpect: 100-continue\r\n",
              413);
    is_status(f, "POST /",
              "Sec-Fetch-Site: same-origin\r\n" FORM
              "Transfer-Encoding: chunked\r\n",
              411);
    is_status(f, "GET /", "Content-Length: 5\r\n", 400);
    is_status(f, "POST /",
              "Sec-Fetch-Site: same-origin\r\n" FORM
              "Content-Length: 1\r\nContent-Length: 2\r\n",
              400);
    is_status(f, "GET /", "", 200);
    free(body);
    free(more);
}

static void
who_asks_too_often_has_to_wait(void **state)
{
    static const char *const slow[] = {"--rate", "1", NULL};
    struct browsing *f = *state;
    struct browsing limited = {.world = f->world};
    int allowed = 0;

    browsing_start(&limited, slow);
    struct page page = {0};
    for (int i = 0; i < 20 && page.status != 429; i++) {
        page_free(&page);
        page = browsing_get(&limited, "/static/icon.svg");
        allowed += page.status == 200;
    }
    assert_int_equal(page.status, 429);
    assert_in_range(allowed, 4, 6);
    char *wait = page_header(&page, "Retry-After");
    assert_string_equal(wait, "1");
    free(wait);
    page_free(&page);
    sleep(2);
    is_status(&limited, "GET /static/icon.svg", "", 200);
    assert_int_equal(browsing_stop(&limited), 0);
}

static void
a_proxy_says_who_asks(void **state)
{
    static const char *const slow[] = {"--rate", "1", "--behind-proxy", NULL};
    struct browsing *f = *state;
    struct browsing limited = {.world = f->world};
    char more[128];

    browsing_start(&limited, slow);
    for (int i = 0; i < 20; i++) {
        snprintf(more, sizeof more, "X-Forwarded-For: 10.0.0.1, 192.0.2.%d\r\n",
                 i);
        is_status(&limited, "GET /static/icon.svg", more, 200);
    }
    int refused = 0;
    for (int i = 0; i < 20; i++) {
        snprintf(more, sizeof more,
                 "Host: localhost:%u\r\n"
                 "X-Forwarded-For: 192.0.2.%d, 198.51.100.1\r\n",
                 limited.port, i);
        struct page page = browsing_ask(&limited, "GET /static/icon.svg", more);
        refused += page.status == 429;
        page_free(&page);
    }
    assert_in_range(refused, 13, 16);
    assert_int_equal(browsing_stop(&limited), 0);
}

static void
too_many_connections_are_told_so(void **state)
{
    enum { MOST = 64 };
    struct browsing *f = *state;
    int open[MOST];

    for (int i = 0; i < MOST; i++)
        assert_true((open[i] = browsing_connect(f)) >= 0);
    struct page page = browsing_get(f, "/");
    assert_int_equal(page.status, 503);
    char *wait = page_header(&page, "Retry-After");
    assert_string_equal(wait, "1");
    free(wait);
    page_free(&page);
    for (int i = 0; i < MOST; i++)
        close(open[i]);
    for (int i = 0; i < 100; i++) {
        page = browsing_get(f, "/");
        const bool is_over = page.status == 200;
        page_free(&page);
        if (is_over)
            return;
        test_nap();
    }
    fail_msg("there is no room after they have been closed");
}

/* Sends n requests at once over one connection; how many replies came, until it
 * was closed. */
static int
count_replies(const struct browsing *f, int n)
{
    char request[128], *all = NULL;
    const size_t len = (size_t)snprintf(
        request, sizeof request,
        "HEAD /static/icon.svg HTTP/1.1\r\nHost: localhost:%u\r\n\r\n",
        f->port);
    const int fd = browsing_connect(f);
    size_t got = 0, size = 0;
    ssize_t more = 1;
    int sent = 0, count = 0;

    while (more > 0) {
        if (sent < n && send(fd, request, len, MSG_NOSIGNAL) > 0)
            sent++;
        struct pollfd polled = {.fd = fd, .events = POLLIN};
        if (sent < n && poll(&polled, 1, 0) == 0)
            continue;
        if (got + 65536 > size)
            all = realloc(all, size = 2 * size + 65537);
        more = recv(fd, all + got, 65535, 0);
        got += more > 0 ? (size_t)more : 0;
    }
    all[got] = '\0';
    for (const char *p = all; (p = strstr(p, "HTTP/1.1 200")); p++)
        count++;
    assert_has(all, "Connection: close");
    free(all);
    close(fd);
    return count;
}

static void
a_connection_is_for_ten_thousand_requests(void **state)
{
    assert_int_equal(count_replies(*state, 10200), 10000);
}

static double
now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* A client that is slow: what it sends at first, and then byte by byte. */
struct slow {
    const char *first;
    bool reads;
    int least, most; /* seconds until the connection is closed */
    int fd;
    double closed; /* after so many seconds; 0: it is open */
};

/* Sends a byte, reads what there is, and notices the end. */
static void
go_on(struct slow *client, double since, char *bytes, size_t size)
{
    ssize_t n = 1;

    if (client->closed > 0)
        return;
    if (client->first && send(client->fd, "a", 1, MSG_NOSIGNAL) < 0)
        n = 0;
    while (n > 0 && client->reads)
        n = recv(client->fd, bytes, size, MSG_DONTWAIT);
    if (!client->reads) {
        struct pollfd polled = {.fd = client->fd, .events = 0};
        n = poll(&polled, 1, 0) == 1 ? 0 : -1;
    }
    if (n == 0)
        client->closed = now() - since;
}

/* Asks for much, and reads none of it. */
static void
ask_for_much(const struct slow *client, const char *request)
{
    for (int i = 0; i < 100000; i++)
        if (send(client->fd, request, strlen(request),
                 MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
            return;
}

static void
slow_clients_are_cut_off(void **state)
{
    enum { LONGEST_S = 70 };
    const struct browsing *f = *state;
    char whole[256], post[256], wants[256], bytes[4096];
    struct slow clients[] = {
        {NULL, true, 9, 20, -1, 0},
        {"GET /?q=", true, 9, 20, -1, 0},
        {"GET / HTTP/1.1\r\nX-Long: ", true, 9, 20, -1, 0},
        {post, true, 9, 20, -1, 0},
        {whole, true, 9, 20, -1, 0},
        {NULL, false, 12, 70, -1, 0},
    };
    const size_t n = sizeof clients / sizeof *clients;
    bool is_open = true;

    snprintf(post, sizeof post,
             "POST / HTTP/1.1\r\nHost: localhost:%u\r\n"
             "Sec-Fetch-Site: same-origin\r\n" FORM
             "Content-Length: 1000\r\n\r\n",
             f->port);
    snprintf(whole, sizeof whole,
             "GET /static/icon.svg HTTP/1.1\r\nHost: localhost:%u\r\n\r\n",
             f->port);
    snprintf(wants, sizeof wants,
             "GET /?q=case HTTP/1.1\r\nHost: localhost:%u\r\n\r\n", f->port);
    const double since = now();
    for (size_t i = 0; i < n; i++) {
        clients[i].fd = browsing_connect(f);
        assert_true(clients[i].fd >= 0);
        if (clients[i].first)
            send(clients[i].fd, clients[i].first, strlen(clients[i].first), 0);
        if (!clients[i].reads)
            ask_for_much(&clients[i], wants);
    }
    while (is_open && now() - since < LONGEST_S) {
        is_open = false;
        for (size_t i = 0; i < n; i++) {
            go_on(&clients[i], since, bytes, sizeof bytes);
            is_open |= clients[i].closed == 0;
        }
        poll(NULL, 0, 200);
    }
    for (size_t i = 0; i < n; i++) {
        if (clients[i].closed < clients[i].least ||
            clients[i].closed > clients[i].most)
            fail_msg("client %zu was cut off after %.1f seconds", i,
                     clients[i].closed);
        close(clients[i].fd);
    }
}

static int
open_fast(void **state)
{
    static struct browsing served;
    const struct browsing *f = *state;

    served = (struct browsing){.world = f->world};
    browsing_start(&served, fast);
    *state = &served;
    return 0;
}

static int
close_fast(void **state)
{
    assert_int_equal(browsing_stop(*state), 0);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fast, close_fast)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(long_addresses_and_headers_are_refused),
        TEST(a_request_of_too_many_cookies_leaves_nothing),
        TEST(too_many_arguments_are_refused),
        TEST(bodies_are_those_of_forms_and_not_long),
        TEST(who_asks_too_often_has_to_wait),
        TEST(a_proxy_says_who_asks),
        TEST(too_many_connections_are_told_so),
        TEST(a_connection_is_for_ten_thousand_requests),
        TEST(slow_clients_are_cut_off),
    };

    return cmocka_run_group_tests(tests, browsing_open, browsing_close);
}
