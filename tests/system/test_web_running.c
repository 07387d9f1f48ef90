/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How findings-web begins and ends: "findings web" opens one page for all,
 * which starts the daemon and ends by itself; a service manager passes a
 * socket.
 */
#define _GNU_SOURCE /* asprintf() */
#include "browsing.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Folders of a user who has an index, that of the group of tests, and no daemon
 * yet. */
struct home {
    const struct test_world *world;
    char *folder, *bin, *socket, *path_before;
};

/* What systemctl does in this home: a shell script after "asked TEXT", where it
 * writes down what it was asked. */
static void
set_systemctl(const struct home *home, const char *script)
{
    char *program = test_path(home->bin, "systemctl"), *text = NULL;

    assert_true(asprintf(&text,
                         "#!/bin/sh\n"
                         "echo \"$*\" >>\"$XDG_RUNTIME_DIR/asked\"\n%s\n",
                         script) > 0);
    test_write(program, text, strlen(text));
    assert_int_equal(chmod(program, 0700), 0);
    free(text);
    free(program);
}

static int
home_open(void **state)
{
    struct home *home = calloc(1, sizeof *home);
    const struct browsing *f = *state;
    char *daemon = test_program_path("findingsd");
    char *web = test_program_path("findings-web");
    char path[8192], settings[] = "idle_exit = 0.2\n";

    home->world = &f->world;
    home->folder = test_folder();
    home->bin = test_path(home->folder, "bin");
    home->socket = test_path(home->folder, "findings.sock");
    char *config = test_path(home->folder, "findings");
    char *file = test_path(config, "config");
    assert_int_equal(mkdir(home->bin, 0700), 0);
    assert_int_equal(mkdir(config, 0700), 0);
    test_write(file, settings, strlen(settings));
    setenv("XDG_CONFIG_HOME", home->folder, 1);
    setenv("XDG_RUNTIME_DIR", home->folder, 1);
    setenv("XDG_STATE_HOME", home->folder, 1);
    setenv("FINDINGS_DB", home->world->db, 1);
    unsetenv("FINDINGS_NO_START");
    unsetenv("FINDINGS_SOCKET");
    set_systemctl(home, "exit 3"); /* not that of whoever runs the tests */
    *strrchr(daemon, '/') = *strrchr(web, '/') = '\0';
    home->path_before = strdup(getenv("PATH"));
    snprintf(path, sizeof path, "%s:%s:%s:%s", home->bin, daemon, web,
             home->path_before);
    setenv("PATH", path, 1);
    free(daemon);
    free(web);
    free(config);
    free(file);
    *state = home;
    return 0;
}

static int
home_close(void **state)
{
    struct home *home = *state;

    setenv("PATH", home->path_before, 1);
    setenv("FINDINGS_NO_START", "1", 1);
    unsetenv("DISPLAY");
    test_folder_remove(home->folder);
    free(home->path_before);
    free(home->bin);
    free(home->socket);
    free(home);
    return 0;
}

/* The process that the note in the folder names; it is waited for until it is
 * there. */
static pid_t
web_process(struct home *home)
{
    char pattern[4096], text[256] = "";
    long process = 0;

    for (int i = 0; process == 0 && i < 1000; i++) {
        snprintf(pattern, sizeof pattern, "cat %s/findings-web/web-*",
                 home->folder);
        FILE *notes = popen(pattern, "r");
        const size_t n = fread(text, 1, sizeof text - 1, notes);
        text[n] = '\0';
        pclose(notes);
        char *line = strchr(text, '\n');
        process = line ? atol(line + 1) : 0;
        test_nap();
    }
    assert_true(process > 1);
    return (pid_t)process;
}

/* Waits until a process that is not a child of this one has ended. */
static void
await_end(pid_t process)
{
    char path[64], status[64];

    snprintf(path, sizeof path, "/proc/%ld/stat", (long)process);
    for (int i = 0; i < 1000; i++) {
        FILE *stat = fopen(path, "r");
        const size_t n = stat ? fread(status, 1, sizeof status - 1, stat) : 0;
        status[n] = '\0';
        if (stat)
            fclose(stat);
        if (n == 0 || strstr(status, ") Z "))
            return;
        test_nap();
    }
    fail_msg("process %ld goes on", (long)process);
}

static void
end_web(struct home *home)
{
    const pid_t process = web_process(home);

    assert_int_equal(kill(process, SIGTERM), 0);
    await_end(process);
}

static unsigned
port_of(const char *address)
{
    const char *colon = strrchr(address, ':');

    assert_non_null(colon);
    return (unsigned)atoi(colon + 1);
}

/* What "findings web" prints with these arguments; the caller frees it. */
static char *
address_of(const char *a, const char *b, const char *c)
{
    const char *args[] = {"web", "--print", a, b, c, NULL};
    struct test_run r = test_program("findings", args);

    assert_string_equal(r.err, "");
    assert_int_equal(r.status, 0);
    char *address = strdup(r.out);
    address[strcspn(address, "\n")] = '\0';
    test_run_free(&r);
    return address;
}

static int
status_of(unsigned port, const char *address)
{
    const struct browsing f = {.port = port};
    struct page page = browsing_get(&f, address);
    const int status = page.status;

    page_free(&page);
    return status;
}

static void
one_page_is_for_all(void **state)
{
    enum { MANY = 4 };
    static const char *const args[] = {"web", "--print", NULL};
    struct home *home = *state;
    char *outs[MANY];
    pid_t many[MANY];

    for (int i = 0; i < MANY; i++) {
        char name[16];
        snprintf(name, sizeof name, "out%d", i);
        outs[i] = test_path(home->folder, name);
        many[i] = test_start("findings", args, outs[i], outs[i]);
    }
    for (int i = 0; i < MANY; i++)
        assert_int_equal(test_wait(many[i]), 0);
    char *first = test_read(outs[0], NULL);
    assert_has(first, "http://127.0.0.1:");
    for (int i = 0; i < MANY; i++) {
        char *other = test_read(outs[i], NULL);
        assert_string_equal(other, first);
        free(other);
        free(outs[i]);
    }
    first[strcspn(first, "\n")] = '\0';
    char *search = address_of("case & recording", "--grade", "good");
    assert_int_equal(strncmp(search, first, strlen(first)), 0);
    assert_string_equal(search + strlen(first),
                        "?q=case+%26+recording&grade=good");
    /* It starts the daemon. */
    assert_int_equal(status_of(port_of(first), "/?q=case"), 200);
    free(search);
    search = address_of("--from", "2012", "--exact");
    assert_string_equal(search + strlen(first), "?from=2012&exact=true");
    assert_int_equal(status_of(port_of(first), "/?from=2012&exact=true"), 200);
    end_web(home);
    free(search);
    free(first);
}

/* The line of /proc/PROCESS/status that begins so; the caller frees it. */
static char *
line_of_status(pid_t process, const char *name)
{
    char path[64], line[256];

    snprintf(path, sizeof path, "/proc/%ld/status", (long)process);
    FILE *status = fopen(path, "r");
    assert_non_null(status);
    while (fgets(line, sizeof line, status))
        if (strncmp(line, name, strlen(name)) == 0) {
            fclose(status);
            return strdup(line + strlen(name));
        }
    fail_msg("no %s", name);
    return NULL;
}

static void
the_daemon_is_as_free_as_any(void **state)
{
    struct home *home = *state;
    char *address = address_of(NULL, NULL, NULL);
    const pid_t web = web_process(home);
    char *line = line_of_status(web, "NoNewPrivs:\t");

    assert_string_equal(line, "1\n");
    free(line);
    assert_int_equal(status_of(port_of(address), "/?q=case"), 200);
    const pid_t daemon = test_daemon_pid(home->socket);
    end_web(home);
    /* It goes on, with no signal blocked. */
    line = line_of_status(daemon, "SigBlk:\t");
    assert_string_equal(line, "0000000000000000\n");
    free(line);
    json_t *answer =
        test_ask(home->socket, "{\"id\": 1, \"method\": \"ping\"}");
    assert_non_null(json_object_get(answer, "result"));
    json_decref(answer);
    free(address);
    /* When it has ended, another is started for the page. */
    address = address_of(NULL, NULL, NULL);
    test_daemon_end(home->socket);
    assert_int_equal(status_of(port_of(address), "/?q=case"), 200);
    end_web(home);
    test_daemon_end(home->socket);
    free(address);
}

static void
the_browser_is_opened(void **state)
{
    static const char script[] = "#!/bin/sh\n"
                                 "echo \"$*\" >\"$XDG_RUNTIME_DIR/new\"\n"
                                 "mv \"$XDG_RUNTIME_DIR/new\" "
                                 "\"$XDG_RUNTIME_DIR/opened\"\n";
    static const char *const args[] = {"web", "case", NULL};
    struct home *home = *state;
    char *program = test_path(home->bin, "xdg-open");
    char *opened = test_path(home->folder, "opened"), *got = NULL;

    test_write(program, script, strlen(script));
    assert_int_equal(chmod(program, 0700), 0);
    setenv("DISPLAY", ":77", 1);
    struct test_run r = test_program("findings", args);
    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, "");
    assert_string_equal(r.err, "");
    for (int i = 0; !got && i < 1000; i++) {
        got = test_read(opened, NULL);
        test_nap();
    }
    assert_has(got, "http://127.0.0.1:");
    assert_has(got, "/?q=case\n");
    test_run_free(&r);
    unsetenv("DISPLAY");
    r = test_program("findings", args);
    assert_int_equal(r.status, 0);
    assert_has(r.err, "no display");
    assert_string_equal(r.out, got);
    test_run_free(&r);
    end_web(home);
    free(got);
    free(opened);
    free(program);
}

static void
it_ends_when_nobody_asks(void **state)
{
    static const char *const args[] = {"--detach", "--idle-exit", "0.01", NULL};
    struct home *home = *state;
    struct test_run r = test_program("findings-web", args);

    assert_int_equal(r.status, 0);
    assert_has(r.out, "http://127.0.0.1:");
    await_end(web_process(home));
    test_run_free(&r);
    /* There is another one then. */
    r = test_program("findings-web", args);
    assert_int_equal(r.status, 0);
    struct test_run second = test_program("findings-web", args);
    assert_int_equal(second.status, 3);
    assert_string_equal(second.out, "");
    await_end(web_process(home));
    test_run_free(&second);
    test_run_free(&r);
}

/* systemd listens for the page, and starts it when it is asked to. */
static void
the_page_of_a_unit_is_used(void **state)
{
    static const char unit[] =
        "test \"$2\" = is-active && exit 0\n"
        "findings-web --no-start --port 0 >\"$XDG_RUNTIME_DIR/unit\" &\n"
        "while ! grep -qs http \"$XDG_RUNTIME_DIR\"/findings-web/web-*; do\n"
        "    sleep 0.02\n"
        "done";
    struct home *home = *state;
    char *asked = test_path(home->folder, "asked");
    char *printed = test_path(home->folder, "unit");

    set_systemctl(home, unit);
    char *address = address_of(NULL, NULL, NULL);
    char *started = test_read(printed, NULL);
    assert_non_null(started);
    assert_int_equal(strncmp(started, address, strlen(address)), 0);
    char *text = test_read(asked, NULL);
    assert_string_equal(text, "--user is-active findings-web.socket\n"
                              "--user start findings-web.service\n");
    free(text);
    /* While it runs there is nothing to ask. */
    char *again = address_of(NULL, NULL, NULL);
    assert_string_equal(again, address);
    text = test_read(asked, NULL);
    assert_null(strstr(strstr(text, "start"), "is-active"));
    end_web(home);
    free(text);
    free(again);
    free(started);
    free(address);
    free(printed);
    free(asked);
}

/* If that is of no use, there is a page all the same. */
static void
without_a_unit_there_is_a_page(void **state)
{
    struct home *home = *state;
    char *asked = test_path(home->folder, "asked");

    char *address = address_of(NULL, NULL, NULL);
    char *text = test_read(asked, NULL);
    assert_string_equal(text, "--user is-active findings-web.socket\n");
    end_web(home);
    free(text);
    free(address);
    /* It listens, but its service fails, or it is of another daemon. */
    static const char *const scripts[] = {"test \"$2\" = is-active", "exit 0"};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        set_systemctl(home, scripts[i]);
        address = address_of(NULL, NULL, NULL);
        assert_has(address, "http://127.0.0.1:");
        end_web(home);
        free(address);
    }
    /* The unit's page asks the usual daemon. */
    unlink(asked);
    address = address_of("--socket", home->socket, NULL);
    assert_null(test_read(asked, NULL));
    end_web(home);
    free(address);
    free(asked);
}

static void
a_port_in_use_is_named(void **state)
{
    const struct home *home = *state;
    struct browsing f = {.world = *home->world};
    static const char *const none[] = {NULL};
    char port[16], place[64];

    browsing_start(&f, none);
    snprintf(port, sizeof port, "%u", f.port);
    snprintf(place, sizeof place, "cannot listen at 127.0.0.1:%s: ", port);
    const char *args[] = {"--socket", f.world.socket, "--port", port, NULL};
    struct test_run r = test_program("findings-web", args);
    assert_int_equal(r.status, 2);
    assert_has(r.err, place);
    assert_has(r.err, "--port");
    test_run_free(&r);
    assert_int_equal(browsing_stop(&f), 0);
}

static void
it_ends_with_connections_open(void **state)
{
    enum { OPEN = 8, PATIENCE_S = 8 };
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    static const char *const none[] = {NULL};
    static const char part[] = "GET /?q=";
    char whole[128];
    const struct home *home = *state;
    struct timespec before, after;

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct browsing f = {.world = *home->world};
        int fds[OPEN];
        browsing_start(&f, none);
        snprintf(whole, sizeof whole,
                 "GET /?q=case HTTP/1.1\r\nHost: localhost:%u\r\n\r\n", f.port);
        for (int k = 0; k < OPEN; k++) {
            fds[k] = browsing_connect(&f);
            if (k % 3 == 1)
                send(fds[k], part, sizeof part - 1, MSG_NOSIGNAL);
            for (int n = 0; k % 3 == 2 && n < 2000; n++)
                send(fds[k], whole, strlen(whole), MSG_NOSIGNAL | MSG_DONTWAIT);
        }
        clock_gettime(CLOCK_MONOTONIC, &before);
        kill(f.web, signals[i]);
        assert_int_equal(test_wait(f.web), 0);
        clock_gettime(CLOCK_MONOTONIC, &after);
        assert_in_range(after.tv_sec - before.tv_sec, 0, PATIENCE_S);
        for (int k = 0; k < OPEN; k++)
            close(fds[k]);
    }
}

/* A socket that listens at any port, and its port. */
static int
listening(in_addr_t where, unsigned *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {htonl(where)}};
    socklen_t len = sizeof address;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(bind(fd, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(fd, 8), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    *port = ntohs(address.sin_port);
    return fd;
}

/* Starts findings-web as systemd would, with this socket; its messages go to
 * this file. */
static pid_t
start_passed(const struct home *home,
             int passed,
             const char *notify,
             const char *messages)
{
    char *path = test_program_path("findings-web");
    const char *argv[] = {path, "--socket", home->world->socket, NULL};
    char number[16];

    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (!freopen(messages, "w", stderr) ||
            !freopen("/dev/null", "w", stdout))
            _exit(126);
        const int kept = fcntl(passed, F_DUPFD, 10);
        dup2(kept, 3);
        close(kept);
        snprintf(number, sizeof number, "%ld", (long)getpid());
        setenv("LISTEN_PID", number, 1);
        setenv("LISTEN_FDS", "1", 1);
        setenv("NOTIFY_SOCKET", notify, 1);
        execv(path, (char *const *)argv);
        _exit(127);
    }
    free(path);
    return pid;
}

static void
a_socket_that_is_passed_is_served(void **state)
{
    const struct home *home = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct pollfd polled = {.events = POLLIN};
    char *messages = test_path(home->folder, "messages"), message[512] = "";
    unsigned port;
    const int fd = listening(INADDR_LOOPBACK, &port);

    snprintf(address.sun_path, sizeof address.sun_path, "%s/n", home->folder);
    polled.fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_int_equal(
        bind(polled.fd, (struct sockaddr *)&address, sizeof address), 0);
    const pid_t pid = start_passed(home, fd, address.sun_path, messages);
    close(fd);
    assert_int_equal(poll(&polled, 1, 60000), 1);
    assert_true(recv(polled.fd, message, sizeof message - 1, 0) > 0);
    assert_has(message, "READY=1");
    assert_has(message, "http://127.0.0.1:");
    assert_int_equal(status_of(port, "/?q=case"), 200);
    kill(pid, SIGTERM);
    assert_int_equal(test_wait(pid), 0);
    /* One at which others can connect needs a token all the same. */
    const int wide = listening(INADDR_ANY, &port);
    assert_int_equal(
        test_wait(start_passed(home, wide, address.sun_path, messages)), 2);
    char *said = test_read(messages, NULL);
    assert_has(said, "--token-file");
    free(said);
    close(wide);
    close(polled.fd);
    free(messages);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_page_is_for_all),
        TEST(the_daemon_is_as_free_as_any),
        TEST(the_browser_is_opened),
        TEST(it_ends_when_nobody_asks),
        TEST(the_page_of_a_unit_is_used),
        TEST(without_a_unit_there_is_a_page),
        TEST(a_port_in_use_is_named),
        TEST(it_ends_with_connections_open),
        TEST(a_socket_that_is_passed_is_served),
    };

    return cmocka_run_group_tests(tests, browsing_open, browsing_close);
}
