/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The daemon in the background, its log, and its end when nobody asks.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A place for a socket and a log, beside the index of the group of tests. */
struct place {
    const struct test_world *world;
    char *folder, *socket, *log;
};

static struct place
place_new(void **state)
{
    struct place p = {.world = *state, .folder = test_folder()};

    p.socket = test_path(p.folder, "s");
    p.log = test_path(p.folder, "log");
    return p;
}

static void
place_free(struct place *p)
{
    test_folder_remove(p->folder);
    free(p->socket);
    free(p->log);
}

/* Runs the daemon with these arguments, up to the first NULL. */
static struct test_run
run(const struct place *p, const char *a, const char *b, const char *c)
{
    /* It ends by itself if the test fails; a later option overrides that. */
    const char *args[] = {
        "--db", p->world->db, "--socket", p->socket, "--idle-exit", "1", a, b,
        c,      NULL};

    return test_program("findingsd", args);
}

static void
log_has(const char *path, const char *words)
{
    char *log = test_read(path, NULL);

    assert_non_null(log);
    assert_has(log, words);
    free(log);
}

/* Where the link of the process leads. */
static void
assert_link(pid_t pid, const char *name, const char *expected)
{
    char path[64], target[4096];

    snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
    const ssize_t n = readlink(path, target, sizeof target - 1);
    assert_true(n > 0);
    target[n] = '\0';
    assert_string_equal(target, expected);
}

/* The controlling terminal of the process; 0: it has none. */
static long
terminal_of(pid_t pid)
{
    enum { FIELD = 5 }; /* after the name of the program */
    char path[64];

    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    char *text = test_read(path, NULL);
    assert_non_null(text);
    const char *rest = strrchr(text, ')');
    for (int i = 0; i < FIELD; i++) {
        assert_non_null(rest);
        rest = strchr(rest + 1, ' ');
    }
    assert_non_null(rest);
    const long terminal = strtol(rest, NULL, 10);
    free(text);
    return terminal;
}

static void
detached_it_answers_and_has_nothing_of_its_parent(void **state)
{
    struct place p = place_new(state);
    struct test_run r = run(&p, "--detach", "--log", p.log);
    struct stat st;

    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, "");
    assert_string_equal(r.err, "");
    test_run_free(&r);
    const pid_t pid = test_daemon_pid(p.socket);
    assert_int_equal(getsid(pid), pid);
    assert_int_equal(terminal_of(pid), 0);
    assert_link(pid, "cwd", "/");
    assert_link(pid, "fd/0", "/dev/null");
    assert_link(pid, "fd/1", "/dev/null");
    assert_link(pid, "fd/2", p.log);
    assert_int_equal(stat(p.log, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    log_has(p.log, "findingsd: answering from ");
    test_daemon_end(p.socket);
    log_has(p.log, "findingsd: stopped\n");
    place_free(&p);
}

static void
detached_it_finds_relative_paths(void **state)
{
    struct place p = place_new(state);
    const char *args[] = {"--db",  p.world->db, "--socket",    "s", "--detach",
                          "--log", "log",       "--idle-exit", "1", NULL};
    char *before = getcwd(NULL, 0);

    assert_non_null(before);
    assert_int_equal(chdir(p.folder), 0);
    struct test_run r = test_program("findingsd", args);
    assert_int_equal(r.status, 0);
    test_run_free(&r);
    assert_int_equal(chdir(before), 0);
    free(before);
    log_has(p.log, "findingsd: answering from ");
    test_daemon_end(p.socket);
    assert_int_equal(access(p.socket, F_OK), -1);
    place_free(&p);
}

static void
its_log_is_in_the_folder_of_state(void **state)
{
    struct place p = place_new(state);
    char *folder = test_path(p.folder, "state");
    char *own = test_path(folder, "findings");
    char *log = test_path(own, "findingsd.log");
    struct stat st;

    setenv("XDG_STATE_HOME", folder, 1);
    struct test_run r = run(&p, "--detach", NULL, NULL);
    setenv("XDG_STATE_HOME", "/proc/nonexistent", 1);
    assert_int_equal(r.status, 0);
    test_run_free(&r);
    test_daemon_end(p.socket);
    log_has(log, "findingsd: stopped\n");
    assert_int_equal(stat(own, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    assert_int_equal(stat(log, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    free(folder);
    free(own);
    free(log);
    place_free(&p);
}

static void
a_long_log_is_put_aside(void **state)
{
    enum { LONG = (1 << 20) + 1 };
    struct place p = place_new(state);
    char *old = test_path(p.folder, "log.1"), *bytes = calloc(1, LONG);
    size_t len;

    assert_non_null(bytes);
    test_write(p.log, "before\n", 7);
    for (int i = 0; i < 2; i++) {
        struct test_run r = run(&p, "--detach", "--log", p.log);
        assert_int_equal(r.status, 0);
        test_run_free(&r);
        test_daemon_end(p.socket);
        if (i == 0) {
            log_has(p.log, "before\n2");
            assert_int_equal(access(old, F_OK), -1);
            test_write(p.log, bytes, LONG);
        }
    }
    log_has(p.log, "findingsd: answering from ");
    free(test_read(old, &len));
    assert_int_equal(len, LONG);
    free(bytes);
    free(old);
    place_free(&p);
}

static void
in_the_foreground_it_can_have_a_log_too(void **state)
{
    struct place p = place_new(state);
    char *err = test_path(p.folder, "err");
    const char *args[] = {"--db",  p.world->db, "--socket", p.socket,
                          "--log", p.log,       NULL};
    const pid_t pid = test_daemon_with(args, p.socket, err);

    assert_int_equal(test_daemon_stop(pid), 0);
    log_has(p.log, "findingsd: answering from ");
    char *text = test_read(err, NULL);
    assert_string_equal(text, "");
    free(text);
    free(err);
    place_free(&p);
}

static void
whoever_starts_it_is_told_of_a_failure(void **state)
{
    struct place p = place_new(state);
    const char *args[] = {"--db",     p.folder, "--socket", p.socket,
                          "--detach", "--log",  p.log,      NULL};
    struct test_run r = test_program("findingsd", args);

    assert_int_equal(r.status, 2);
    assert_has(r.err, "findingsd: no index at ");
    test_run_free(&r);
    r = run(&p, "--detach", "--log", p.folder);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "findingsd: cannot open the log ");
    assert_has(r.err, ": Is a directory; choose another file with --log\n");
    test_run_free(&r);
    r = run(&p, "--detach", "--log", p.log);
    assert_int_equal(r.status, 0);
    test_run_free(&r);
    r = run(&p, "--detach", "--log", p.log);
    assert_int_equal(r.status, 3);
    assert_has(r.err, "findingsd: another findingsd is listening on ");
    test_run_free(&r);
    test_daemon_end(p.socket);
    place_free(&p);
}

static double
now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void
nobody_asks_and_it_ends(void **state)
{
    struct place p = place_new(state);
    char *lock = test_path(p.folder, "s.lock");
    const char *args[] = {"--db",        p.world->db, "--socket", p.socket,
                          "--idle-exit", "0.005",     NULL};
    const pid_t pid = test_daemon_with(args, p.socket, p.log);
    const int fd = test_connect(p.socket);

    /* It waits for as long as somebody is connected. */
    assert_true(fd >= 0);
    for (int i = 0; i < 60; i++)
        test_nap();
    json_decref(test_receive(fd));
    test_send(fd, "{\"id\": 1, \"method\": \"ping\"}\n");
    json_t *answer = test_receive(fd);
    assert_non_null(answer);
    json_decref(answer);
    close(fd);
    const double closed = now();
    assert_int_equal(test_wait(pid), 0);
    assert_true(now() - closed > 0.28);
    log_has(p.log,
            " findingsd: no connection for 0.005 minutes; shutting down\n");
    assert_int_equal(access(p.socket, F_OK), -1);
    free(lock);
    place_free(&p);
}

static void
a_bad_idle_time_is_refused(void **state)
{
    struct place p = place_new(state);
    struct test_run r = run(&p, "--idle-exit", "soon", NULL);

    assert_int_equal(r.status, 2);
    assert_has(r.err, "--idle-exit takes a number of minutes, or 0 for never, "
                      "not \"soon\"\n");
    test_run_free(&r);
    place_free(&p);
}

/* A connection to the daemon, which is started if it has ended. */
static int
connect_at_last(const struct place *p, pid_t *pid, unsigned *starts)
{
    const char *args[] = {"--db",        p->world->db, "--socket", p->socket,
                          "--idle-exit", "0.0005",     NULL};
    int fd;

    while ((fd = test_connect(p->socket)) < 0) {
        const struct timespec time = {.tv_nsec = 1000000};
        int status = 0;
        if (*pid == 0 || waitpid(*pid, &status, WNOHANG) == *pid) {
            assert_int_equal(status, 0);
            *pid = test_start("findingsd", args, "/dev/null", p->log);
            ++*starts;
        }
        nanosleep(&time, NULL);
    }
    return fd;
}

/* Connects just when the daemon is about to end, again and again: whoever could
 * connect is greeted. */
static void
whoever_connects_while_it_ends_is_answered(void **state)
{
    enum { ROUNDS = 60, IDLE_MS = 30 };
    struct place p = place_new(state);
    unsigned starts = 0;
    pid_t pid = 0;

    for (unsigned i = 0; i < ROUNDS; i++) {
        /* From a little too early to a little too late. */
        const struct timespec time = {.tv_nsec = (IDLE_MS - 3) * 1000000L +
                                                 (long)(i % 20) * 300000};
        const int fd = connect_at_last(&p, &pid, &starts);
        json_t *greeting = test_receive(fd);
        if (!greeting)
            fail_msg("round %u: the connection was not greeted", i);
        json_decref(greeting);
        close(fd);
        nanosleep(&time, NULL);
    }
    assert_true(starts > 1);
    assert_int_equal(test_wait(pid), 0);
    place_free(&p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(detached_it_answers_and_has_nothing_of_its_parent),
        cmocka_unit_test(detached_it_finds_relative_paths),
        cmocka_unit_test(its_log_is_in_the_folder_of_state),
        cmocka_unit_test(a_long_log_is_put_aside),
        cmocka_unit_test(in_the_foreground_it_can_have_a_log_too),
        cmocka_unit_test(whoever_starts_it_is_told_of_a_failure),
        cmocka_unit_test(nobody_asks_and_it_ends),
        cmocka_unit_test(a_bad_idle_time_is_refused),
        cmocka_unit_test(whoever_connects_while_it_ends_is_answered),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
