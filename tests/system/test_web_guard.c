/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-web answers only who may ask: its own page in a browser, this user,
 * and whoever has the token. Another page in the same browser, a name that was
 * made to lead here, and another user get a sentence that says why not.
 */
#include "browsing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The status of a request with these headers, in which * is the port. */
static int
status_of(const struct browsing *f, const char *line, const char *headers)
{
    char port[16], text[2048];
    size_t n = 0;

    snprintf(port, sizeof port, "%u", f->port);
    for (const char *p = headers; *p; p++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%.*s",
                              *p == '*' ? 15 : 1, *p == '*' ? port : p);
    text[n] = '\0';
    struct page page = browsing_ask(f, line, text);
    const int status = page.status;
    /* It always says why. */
    assert_true(status < 400 || page.len > 20 || strncmp(line, "HEAD", 4) == 0);
    page_free(&page);
    return status;
}

struct trial {
    const char *line, *headers;
    int status;
};

static void
try_all(const struct browsing *f, const struct trial *trials, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const int status = status_of(f, trials[i].line, trials[i].headers);
        if (status != trials[i].status)
            fail_msg("%s with %s: %d in place of %d", trials[i].line,
                     trials[i].headers, status, trials[i].status);
    }
}

#define TRY_ALL(f, trials) try_all(f, trials, sizeof trials / sizeof *trials)

static void
it_is_called_by_its_own_names(void **state)
{
    static const struct trial trials[] = {
        {"GET /", "Host: 127.0.0.1:*\r\n", 200},
        {"GET /", "Host: localhost:*\r\n", 200},
        {"GET /", "Host: LocalHost:*\r\n", 200},
        {"GET /", "Host: [::1]:*\r\n", 200},
        {"GET /", "Host: 127.0.0.1\r\n", 421},
        {"GET /", "Host: localhost\r\n", 421},
        {"GET /", "Host: localhost:1\r\n", 421},
        {"GET /", "Host: localhost.:*\r\n", 421},
        {"GET /", "Host: evil.example:*\r\n", 421},
        {"GET /", "Host: 127.0.0.1:*.evil.example\r\n", 421},
        {"GET /", "Host: 192.0.2.1:*\r\n", 421},
        {"GET /", "Host: \r\n", 421},
        {"GET /", "", 400},
        {"GET /", "Host: 127.0.0.1:*\r\nHost: evil.example\r\n", 400},
        {"GET http://evil.example/", "Host: 127.0.0.1:*\r\n", 400},
        {"GET /static/findings.css", "Host: evil.example:*\r\n", 421},
    };

    TRY_ALL(*state, trials);
}

#define OWN "Host: 127.0.0.1:*\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static void
other_pages_cannot_ask(void **state)
{
    static const struct trial trials[] = {
        {"GET /", OWN "Sec-Fetch-Site: none\r\n", 200},
        {"GET /", OWN "Sec-Fetch-Site: same-origin\r\n", 200},
        {"GET /", OWN "Sec-Fetch-Site: cross-site\r\n", 403},
        {"GET /", OWN "Sec-Fetch-Site: anything\r\n", 403},
        /* Another port of this computer is not our page. */
        {"GET /", OWN "Sec-Fetch-Site: same-site\r\n", 403},
        {"HEAD /", OWN "Sec-Fetch-Site: cross-site\r\n", 403},
        {"GET /",
         OWN "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"
             "Sec-Fetch-Dest: image\r\n",
         403},
        {"GET /static/findings.js",
         OWN "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"
             "Sec-Fetch-Dest: script\r\n",
         403},
        /* A link elsewhere leads here. */
        {"GET /?q=case",
         OWN "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"
             "Sec-Fetch-Dest: document\r\n",
         200},
        /* A frame elsewhere does not. */
        {"GET /",
         OWN "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"
             "Sec-Fetch-Dest: iframe\r\n",
         403},
        {"GET /", OWN "Origin: http://127.0.0.1:*\r\n", 200},
        {"GET /", OWN "Origin: http://localhost:*\r\n", 403},
        {"GET /", OWN "Origin: https://127.0.0.1:*\r\n", 403},
        {"GET /", OWN "Origin: http://evil.example\r\n", 403},
        {"GET /", OWN "Origin: null\r\n", 403},
    };

    TRY_ALL(*state, trials);
}

/* 405: the gate was passed, and there is no form at the address. */
static void
other_pages_cannot_send_forms(void **state)
{
    static const struct trial trials[] = {
        {"POST /", OWN FORM "Origin: http://127.0.0.1:*\r\n", 405},
        {"POST /", OWN FORM "Sec-Fetch-Site: same-origin\r\n", 405},
        {"POST /", OWN FORM, 403},
        {"POST /", OWN FORM "Origin: null\r\n", 403},
        {"POST /", OWN FORM "Origin: http://evil.example\r\n", 403},
        {"POST /", OWN FORM "Origin: http://127.0.0.1:1\r\n", 403},
        {"POST /",
         OWN FORM
         "Origin: http://127.0.0.1:*\r\nSec-Fetch-Site: cross-site\r\n",
         403},
        {"POST /",
         OWN FORM "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"
                  "Sec-Fetch-Dest: document\r\n",
         403},
    };

    TRY_ALL(*state, trials);
}

static void
only_three_methods_are_answered(void **state)
{
    static const struct trial trials[] = {
        {"HEAD /", OWN, 200},   {"OPTIONS /", OWN, 405}, {"PUT /", OWN, 405},
        {"DELETE /", OWN, 405}, {"TRACE /", OWN, 405},   {"X /", OWN, 405},
    };
    char host[64];
    const struct browsing *f = *state;

    TRY_ALL(*state, trials);
    snprintf(host, sizeof host, "Host: localhost:%u\r\n", f->port);
    struct page page = browsing_ask(f, "OPTIONS /", host);
    char *allowed = page_header(&page, "Allow");
    assert_string_equal(allowed, "GET, HEAD, POST");
    assert_null(strstr(page.headers, "Access-Control"));
    free(allowed);
    page_free(&page);
    page = browsing_ask(f, "HEAD /?q=case", host);
    assert_int_equal(page.status, 200);
    assert_int_equal(page.len, 0);
    page_free(&page);
}

static void
every_reply_has_the_headers_that_protect_it(void **state)
{
    static const char *const lines[] = {"GET /", "GET /nowhere", "OPTIONS /",
                                        "GET /?q=%22",
                                        "GET /static/findings.js"};
    static const char *const hosts[] = {"localhost", "evil.example"};
    const struct browsing *f = *state;
    char host[64];

    for (size_t i = 0; i < 2 * sizeof lines / sizeof *lines; i++) {
        snprintf(host, sizeof host, "Host: %s:%u\r\n", hosts[i % 2], f->port);
        struct page page = browsing_ask(f, lines[i / 2], host);
        char *policy = page_header(&page, "Content-Security-Policy");
        char *sniff = page_header(&page, "X-Content-Type-Options");
        char *resource = page_header(&page, "Cross-Origin-Resource-Policy");
        char *features = page_header(&page, "Permissions-Policy");
        assert_has(policy, "default-src 'none'");
        assert_has(policy, "frame-ancestors 'none'");
        assert_null(strstr(policy, "unsafe"));
        assert_string_equal(sniff, "nosniff");
        assert_string_equal(resource, "same-origin");
        assert_has(features, "camera=()");
        assert_null(strstr(page.headers, "Server:"));
        assert_null(strstr(page.headers, "Access-Control"));
        free(policy);
        free(sniff);
        free(resource);
        free(features);
        page_free(&page);
    }
}

static void
static_files_are_kept_and_pages_are_not(void **state)
{
    char headers[256];
    const struct browsing *f = *state;
    struct page page = browsing_get(f, "/");
    char *cached = page_header(&page, "Cache-Control");

    assert_string_equal(cached, "no-store");
    free(cached);
    page_free(&page);
    page = browsing_get(f, "/static/findings.css");
    char *version = page_header(&page, "ETag");
    assert_int_equal(page.status, 200);
    assert_true(page.len > 0);
    page_free(&page);
    snprintf(headers, sizeof headers,
             "Host: localhost:%u\r\nIf-None-Match: %s\r\n", f->port, version);
    page = browsing_ask(f, "GET /static/findings.css", headers);
    assert_int_equal(page.status, 304);
    assert_int_equal(page.len, 0);
    page_free(&page);
    free(version);
}

/* What another user of this computer gets; 0: nothing. */
static int
status_for_other_user(const struct browsing *f)
{
    enum { NOBODY = 65534 };
    int status = 0;

    fflush(NULL);
    const pid_t pid = fork();
    if (pid == 0) {
        if (setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
            _exit(1);
        struct page page = browsing_get(f, "/");
        _exit(page.status / 10);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WEXITSTATUS(status) * 10;
}

static void
other_users_of_the_computer_are_refused(void **state)
{
    static const char *const any[] = {"--any-user", NULL};
    struct browsing *f = *state;
    struct browsing open = {.world = f->world};

    if (geteuid() != 0) {
        print_message("only root can be another user: not tested\n");
        skip();
    }
    assert_int_equal(status_for_other_user(f), 400);
    browsing_start(&open, any);
    assert_int_equal(status_for_other_user(&open), 200);
    assert_int_equal(browsing_stop(&open), 0);
}

/* Runs findings-web with options with which it does not start. */
static void
is_refused(const struct browsing *f,
           const char *const *options,
           const char *message)
{
    const char *args[16] = {"--socket", f->world.socket};
    size_t n = 2;

    for (; *options; options++)
        args[n++] = *options;
    struct test_run r = test_program("findings-web", args);
    assert_int_equal(r.status, 2);
    assert_string_equal(r.out, "");
    assert_has(r.err, message);
    assert_string_equal(strchr(r.err, '\n'), "\n");
    test_run_free(&r);
}

static const char token[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static char *
token_file(const struct browsing *f, const char *text, mode_t mode)
{
    char *path = test_path(f->world.folder, "token");

    test_write(path, text, strlen(text));
    assert_int_equal(chmod(path, mode), 0);
    return path;
}

static void
other_computers_need_a_token(void **state)
{
    static const char *const bare[] = {"--listen", "0.0.0.0:0", NULL};
    static const char *const six[] = {"--listen", "[::]:0", NULL};
    struct browsing *f = *state;
    char *path = token_file(f, token, 0644);
    const char *const with[] = {"--listen", "0.0.0.0:0", "--token-file", path,
                                NULL};

    is_refused(f, bare, "--token-file FILE, or --behind-proxy");
    is_refused(f, six, "--token-file FILE, or --behind-proxy");
    is_refused(f, with, "others can read the token");
    free(token_file(f, "short\n", 0600));
    is_refused(f, with, "does not have one line of 32 to 512 letters");
    free(token_file(f, "0123456789abcdefghijklmnopqrstuvwxyz\nmore\n", 0600));
    is_refused(f, with, "does not have one line");
    free(token_file(f, "0123456789abcdef&hijklmnopqrstuvwxyz", 0600));
    is_refused(f, with, "does not have one line");
    unlink(path);
    is_refused(f, with, "cannot read the token");
    free(path);
}

static void
addresses_are_read_or_explained(void **state)
{
    static const char *const wrong[] = {
        "localhost",    "",           "[::1",
        "::1]:80",      "127.0.0.1:", "127.0.0.1:65536",
        "[127.0.0.1]x", "300.1.1.1",  "1.2.3.4:80:90"};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *const options[] = {"--listen", wrong[i], NULL};
        is_refused(*state, options, "--listen takes an address");
    }
}

static void
the_token_is_given_once(void **state)
{
    struct browsing *f = *state;
    struct browsing open = {.world = f->world};
    char *path = token_file(f, "0123456789abcdefghijklmnopqrstuvwxyz\n", 0600);
    const char *const options[] = {"--listen", "0.0.0.0:0", "--token-file",
                                   path, NULL};
    char headers[512], *cookie, *location;

    browsing_start(&open, options);
    struct page page = browsing_get(&open, "/?q=case");
    assert_int_equal(page.status, 401);
    assert_null(strstr(page.body, "hit"));
    page_free(&page);
    page = browsing_get(&open, "/static/findings.css");
    assert_int_equal(page.status, 401);
    page_free(&page);
    page = browsing_get(&open, "/?token=0123456789abcdefghijklmnopqrstuvwxyZ");
    assert_int_equal(page.status, 401);
    page_free(&page);
    page = browsing_get(
        &open,
        "/?q=case&token=0123456789abcdefghijklmnopqrstuvwxyz&grade=good");
    assert_int_equal(page.status, 303);
    cookie = page_header(&page, "Set-Cookie");
    location = page_header(&page, "Location");
    assert_string_equal(location, "/?q=case&grade=good");
    assert_has(cookie, "; HttpOnly; SameSite=Strict");
    assert_null(strstr(cookie, token));
    page_free(&page);

    snprintf(headers, sizeof headers,
             "Host: 127.0.0.1:%u\r\nCookie: a=b; %.*s; c=d\r\n", open.port,
             (int)strcspn(cookie, ";"), cookie);
    assert_int_equal(status_of(&open, "GET /?q=case", headers), 200);
    snprintf(headers, sizeof headers, "Host: 127.0.0.1:%u\r\nCookie: %.*s0\r\n",
             open.port, (int)strcspn(cookie, ";"), cookie);
    assert_int_equal(status_of(&open, "GET /?q=case", headers), 401);
    assert_int_equal(status_of(&open, "GET /",
                               OWN "Authorization: Bearer "
                                   "0123456789abcdefghijklmnopqrstuvwxyz\r\n"),
                     200);
    assert_int_equal(
        status_of(&open, "GET /", OWN "Authorization: Bearer wrong\r\n"), 401);
    /* Any address is one of its own, as a name is not. */
    assert_int_equal(status_of(&open, "GET /", "Host: 192.0.2.1:*\r\n"), 401);
    assert_int_equal(status_of(&open, "GET /", "Host: a.example:*\r\n"), 421);
    assert_int_equal(browsing_stop(&open), 0);
    free(cookie);
    free(location);
    free(path);
}

static void
a_proxy_may_speak_https_by_another_name(void **state)
{
    static const char *const options[] = {"--behind-proxy", "--host",
                                          "reports.example", NULL};
    static const struct trial trials[] = {
        {"GET /", "Host: reports.example\r\n", 200},
        {"GET /", "Host: reports.example:*\r\n", 200},
        {"GET /", "Host: other.example\r\n", 421},
        {"POST /",
         "Host: reports.example\r\n" FORM "Origin: https://reports.example\r\n",
         405},
        {"POST /",
         "Host: reports.example\r\n" FORM "Origin: https://other.example\r\n",
         403},
    };
    struct browsing *f = *state;
    struct browsing open = {.world = f->world};

    browsing_start(&open, options);
    TRY_ALL(&open, trials);
    assert_int_equal(browsing_stop(&open), 0);
}

static void
ipv6_is_served(void **state)
{
    static const char *const options[] = {"--listen", "[::1]:0", NULL};
    struct browsing *f = *state;
    struct browsing six = {.world = f->world, .is_six = true};

    browsing_start(&six, options);
    const int fd = browsing_connect(&six);
    if (fd < 0) {
        assert_int_equal(browsing_stop(&six), 0);
        skip();
    }
    close(fd);
    assert_int_equal(status_of(&six, "GET /", "Host: [::1]:*\r\n"), 200);
    assert_int_equal(status_of(&six, "GET /", "Host: evil.example:*\r\n"), 421);
    if (geteuid() == 0)
        assert_int_equal(status_for_other_user(&six), 400);
    assert_int_equal(browsing_stop(&six), 0);
}

static void
the_style_sheet_and_the_script_are_small(void **state)
{
    static const char *const paths[] = {"/static/findings.css",
                                        "/static/findings.js"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct page page = browsing_get(*state, paths[i]);
        assert_int_equal(page.status, 200);
        assert_in_range(page.len, 1000, 30000);
        page_free(&page);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_called_by_its_own_names),
        cmocka_unit_test(other_pages_cannot_ask),
        cmocka_unit_test(other_pages_cannot_send_forms),
        cmocka_unit_test(only_three_methods_are_answered),
        cmocka_unit_test(every_reply_has_the_headers_that_protect_it),
        cmocka_unit_test(static_files_are_kept_and_pages_are_not),
        cmocka_unit_test(the_style_sheet_and_the_script_are_small),
        cmocka_unit_test(other_users_of_the_computer_are_refused),
        cmocka_unit_test(other_computers_need_a_token),
        cmocka_unit_test(addresses_are_read_or_explained),
        cmocka_unit_test(the_token_is_given_once),
        cmocka_unit_test(a_proxy_may_speak_https_by_another_name),
        cmocka_unit_test(ipv6_is_served),
    };

    return cmocka_run_group_tests(tests, browsing_open, browsing_close);
}
