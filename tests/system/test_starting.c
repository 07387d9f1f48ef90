/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The client starts a daemon if none answers.
 */
#include "support.h"

#include <fcntl.h>
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

/* Folders of a user who has an index, that of the group of tests, but no
 * daemon. */
struct home {
    const struct test_world *world;
    char *folder, *socket, *state, *log, *settings;
};

static void
set_settings(const struct home *home, const char *text)
{
    test_write(home->settings, text, strlen(text));
}

static int
home_open(void **state)
{
    struct home *home = calloc(1, sizeof *home);

    assert_non_null(home);
    home->world = *state;
    home->folder = test_folder();
    home->socket = test_path(home->folder, "findings.sock");
    home->state = test_path(home->folder, "findings");
    home->log = test_path(home->state, "findingsd.log");
    home->settings = test_path(home->state, "config");
    assert_int_equal(mkdir(home->state, 0700), 0);
    /* It ends by itself if the test fails. */
    set_settings(home, "idle_exit = 0.2\n");
    setenv("XDG_CONFIG_HOME", home->folder, 1);
    setenv("XDG_RUNTIME_DIR", home->folder, 1);
    setenv("XDG_STATE_HOME", home->folder, 1);
    setenv("FINDINGS_DB", home->world->db, 1);
    unsetenv("FINDINGS_NO_START");
    unsetenv("FINDINGS_SOCKET");
    *state = home;
    return 0;
}

static int
home_close(void **state)
{
    struct home *home = *state;

    test_folder_remove(home->folder);
    free(home->socket);
    free(home->state);
    free(home->log);
    free(home->settings);
    free(home);
    return 0;
}

static struct test_run
ask(const char *a, const char *b)
{
    const char *args[] = {"case recording", "--json", a, b, NULL};

    return test_program("findings", args);
}

static void
is_answered(void)
{
    struct test_run r = ask(NULL, NULL);

    assert_string_equal(r.err, "");
    assert_int_equal(r.status, 0);
    assert_has(r.out, "\"total\":");
    test_run_free(&r);
}

/* Nothing is started, and this is said. */
static void
is_not_started(const struct home *home,
               const char *a,
               const char *b,
               const char *words)
{
    struct test_run r = ask(a, b);

    assert_int_equal(r.status, 2);
    assert_has(r.err, words);
    assert_string_equal(r.out, "");
    assert_string_equal(strchr(r.err, '\n'), "\n");
    test_run_free(&r);
    char *log = test_read(home->log, NULL);
    assert_true(!log || !*log);
    free(log);
}

/* How many daemons have answered. */
static unsigned
count_daemons(const struct home *home)
{
    char *log = test_read(home->log, NULL);
    unsigned n = 0;

    assert_non_null(log);
    for (const char *p = log; (p = strstr(p, "answering from")); p++)
        n++;
    free(log);
    return n;
}

static void
the_first_question_starts_a_daemon_for_all(void **state)
{
    const struct home *home = *state;

    is_answered();
    const pid_t pid = test_daemon_pid(home->socket);
    is_answered();
    assert_int_equal(test_daemon_pid(home->socket), pid);
    assert_int_equal(getsid(pid), pid);
    test_daemon_end(home->socket);
    assert_int_equal(count_daemons(home), 1);
    is_answered();
    test_daemon_end(home->socket);
    assert_int_equal(count_daemons(home), 2);
}

static void
fifty_clients_at_once_start_one(void **state)
{
    enum { CLIENTS = 50 };
    const struct home *home = *state;
    const char *args[] = {"case recording", "--json", NULL};
    char *err = test_path(home->folder, "err");
    pid_t pids[CLIENTS];

    for (int i = 0; i < CLIENTS; i++)
        pids[i] = test_start("findings", args, "/dev/null", err);
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(test_wait(pids[i]), 0);
    test_daemon_end(home->socket);
    assert_int_equal(count_daemons(home), 1);
    free(err);
}

static void
what_a_killed_daemon_left_is_no_obstacle(void **state)
{
    const struct home *home = *state;

    is_answered();
    const pid_t pid = test_daemon_pid(home->socket);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(access(home->socket, F_OK), 0);
    is_answered();
    test_daemon_end(home->socket);
}

/* Asks again and again when the daemon has just ended, is ending or is about
 * to: every question is answered. */
static void
no_question_is_lost_while_it_ends(void **state)
{
    enum { ROUNDS = 15, CLIENTS = 4, IDLE_MS = 30 };
    const struct home *home = *state;
    const char *args[] = {"status", "--json", NULL};
    char *err = test_path(home->folder, "err");
    pid_t pids[CLIENTS];

    set_settings(home, "idle_exit = 0.0005\n");
    for (int i = 0; i < ROUNDS; i++) {
        const struct timespec time = {.tv_nsec = (IDLE_MS - 3) * 1000000L +
                                                 (long)i * 400000};
        for (int c = 0; c < CLIENTS; c++) {
            test_nap();
            pids[c] = test_start("findings", args, "/dev/null", err);
        }
        for (int c = 0; c < CLIENTS; c++)
            if (test_wait(pids[c]) != 0)
                fail_msg("round %d: %s", i, test_read(err, NULL));
        nanosleep(&time, NULL);
    }
    assert_true(count_daemons(home) > 1);
    free(err);
    while (access(home->socket, F_OK) == 0)
        test_nap();
}

static void
without_an_index_the_command_that_makes_one_is_said(void **state)
{
    const struct home *home = *state;
    char words[512];

    setenv("FINDINGS_DB", "/proc/nonexistent/index", 1);
    is_not_started(
        home, NULL, NULL,
        "findings: no index at \"/proc/nonexistent/index\"; create one "
        "with: findings-index FOLDER\n");
    char *empty = test_path(home->folder, "empty");
    assert_int_equal(mkdir(empty, 0700), 0);
    setenv("FINDINGS_DB", empty, 1);
    snprintf(words, sizeof words, "findings: no index at \"%s\"; ", empty);
    is_not_started(home, NULL, NULL, words);
    free(empty);
}

static void
it_is_started_only_if_it_may_be(void **state)
{
    static const char words[] = "findings: no daemon is listening on ";
    const struct home *home = *state;

    is_not_started(home, "--no-start", NULL, words);
    is_not_started(home, "--socket", home->socket, words);
    setenv("FINDINGS_NO_START", "1", 1);
    is_not_started(home, NULL, NULL, words);
    unsetenv("FINDINGS_NO_START");
    /* Somebody else's daemon is wanted. */
    is_not_started(home, "--owner", "65533", words);
    setenv("FINDINGS_OWNER", "65533", 1);
    is_not_started(home, NULL, NULL, words);
    unsetenv("FINDINGS_OWNER");
    /* The folder of the socket is not there, or somebody else's. */
    char *absent = test_path(home->folder, "absent/s");
    setenv("FINDINGS_SOCKET", absent, 1);
    is_not_started(home, NULL, NULL, words);
    free(absent);
    if (geteuid() == 0) {
        char *folder = test_path(home->folder, "theirs");
        char *socket = test_path(folder, "s");
        assert_int_equal(mkdir(folder, 0777), 0);
        assert_int_equal(chown(folder, 65533, 65533), 0);
        setenv("FINDINGS_SOCKET", socket, 1);
        is_not_started(home, NULL, NULL, words);
        free(folder);
        free(socket);
    }
    unsetenv("FINDINGS_SOCKET");
}

static void
a_socket_of_the_environment_is_served_too(void **state)
{
    const struct home *home = *state;
    char *socket = test_path(home->folder, "other");

    setenv("FINDINGS_SOCKET", socket, 1);
    is_answered();
    unsetenv("FINDINGS_SOCKET");
    test_daemon_end(socket);
    free(socket);
}

static void
the_reason_of_a_daemon_that_fails_is_shown(void **state)
{
    const struct home *home = *state;
    char *path = strdup(getenv("PATH"));
    char *words = test_path(home->state, "words.txt");

    test_write(words, "= x\n", 4);
    is_not_started(home, NULL, NULL, "findings: cannot start a daemon: ");
    is_not_started(home, NULL, NULL, "/words.txt, line 1: ");
    assert_int_equal(unlink(words), 0);
    setenv("FINDINGS_DB", home->folder, 1);
    is_not_started(home, NULL, NULL,
                   "findings: cannot start a daemon: no index at ");
    setenv("PATH", "/proc/nonexistent", 1);
    is_not_started(home, NULL, NULL,
                   "findings: cannot start a daemon: findingsd is neither "
                   "beside findings nor on PATH; install it\n");
    setenv("PATH", path, 1);
    free(path);
    free(words);
}

/* A program at the socket that closes every connection is not taken for a
 * daemon that ends. */
static void
who_hangs_up_is_not_asked_for_ever(void **state)
{
    const struct home *home = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(strlen(home->socket) < sizeof address.sun_path);
    strcpy(address.sun_path, home->socket);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 8), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        for (;;)
            close(accept(fd, NULL, NULL));
    close(fd);
    is_not_started(home, NULL, NULL,
                   "findings: the daemon closed the connection before "
                   "answering; ");
    assert_int_equal(kill(pid, SIGKILL), 0);
    test_wait(pid);
}

static void
it_inherits_only_what_it_needs(void **state)
{
    enum { LEFT_OPEN = 77 };
    const struct home *home = *state;
    char path[64];
    size_t len;

    assert_int_equal(dup2(STDERR_FILENO, LEFT_OPEN), LEFT_OPEN);
    setenv("NOTIFY_SOCKET", "/proc/nonexistent", 1);
    setenv("SECRET", "of the client", 1);
    is_answered();
    unsetenv("NOTIFY_SOCKET");
    unsetenv("SECRET");
    close(LEFT_OPEN);
    const pid_t pid = test_daemon_pid(home->socket);
    snprintf(path, sizeof path, "/proc/%ld/fd/%d", (long)pid, LEFT_OPEN);
    assert_int_equal(access(path, F_OK), -1);
    snprintf(path, sizeof path, "/proc/%ld/environ", (long)pid);
    char *environment = test_read(path, &len);
    assert_non_null(environment);
    for (size_t i = 0; i + 1 < len; i++)
        if (environment[i] == '\0')
            environment[i] = '\n';
    assert_has(environment, "FINDINGS_DB=");
    assert_null(strstr(environment, "SECRET="));
    assert_null(strstr(environment, "NOTIFY_SOCKET="));
    free(environment);
    test_daemon_end(home->socket);
}

static void
another_index_than_the_chosen_one_is_not_used_in_silence(void **state)
{
    const struct home *home = *state;
    char *other = test_path(home->folder, "other");
    char *same = test_path(home->folder, "same");

    is_answered();
    assert_int_equal(symlink(home->world->db, same), 0);
    setenv("FINDINGS_DB", same, 1);
    is_answered();
    assert_int_equal(mkdir(other, 0700), 0);
    setenv("FINDINGS_DB", other, 1);
    struct test_run r = ask(NULL, NULL);
    assert_int_equal(r.status, 0);
    assert_has(r.err, "findings: the daemon answers from \"");
    assert_has(r.err, "/other\"; end it with: pkill -U ");
    test_run_free(&r);
    /* Whoever names the socket knows which daemon it is. */
    r = ask("--socket", home->socket);
    assert_string_equal(r.err, "");
    test_run_free(&r);
    test_daemon_end(home->socket);
    free(other);
    free(same);
}

/* findingsd is not beside findings where it is built. */
static int
set_up(void **state)
{
    char *path = test_program_path("findingsd");
    char all[8192];

    *strrchr(path, '/') = '\0';
    snprintf(all, sizeof all, "%s:%s", path, getenv("PATH"));
    setenv("PATH", all, 1);
    free(path);
    return test_corpus_open(state);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_first_question_starts_a_daemon_for_all),
        CASE(fifty_clients_at_once_start_one),
        CASE(what_a_killed_daemon_left_is_no_obstacle),
        CASE(no_question_is_lost_while_it_ends),
        CASE(without_an_index_the_command_that_makes_one_is_said),
        CASE(it_is_started_only_if_it_may_be),
        CASE(a_socket_of_the_environment_is_served_too),
        CASE(the_reason_of_a_daemon_that_fails_is_shown),
        CASE(who_hangs_up_is_not_asked_for_ever),
        CASE(it_inherits_only_what_it_needs),
        CASE(another_index_than_the_chosen_one_is_not_used_in_silence),
    };
    return cmocka_run_group_tests(tests, set_up, test_corpus_close);
}
