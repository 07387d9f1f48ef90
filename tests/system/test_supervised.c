/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The daemon under a service manager: a socket that is passed, and what the
 * daemon says of itself. A process of the test stands in for systemd;
 * systemd-socket-activate is run too where it is installed.
 */
#include "support.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOMEBODY = 65533, FIRST_PASSED = 3 };

/* A place for a socket, beside the index of the group of tests. */
struct place {
    const struct test_world *world;
    char *folder, *socket, *notify, *log;
};

static struct place
place_new(void **state)
{
    struct place p = {.world = *state, .folder = test_folder()};

    p.socket = test_path(p.folder, "s");
    p.notify = test_path(p.folder, "n");
    p.log = test_path(p.folder, "log");
    assert_int_equal(chmod(p.folder, 0711), 0);
    return p;
}

static void
place_free(struct place *p)
{
    test_folder_remove(p->folder);
    free(p->socket);
    free(p->notify);
    free(p->log);
}

/* A new socket at the path. */
static int
bound(const char *path, int type)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_true(strlen(path) < sizeof address.sun_path);
    strcpy(address.sun_path, path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static int
listening(const char *path)
{
    const int fd = bound(path, SOCK_STREAM);

    assert_int_equal(listen(fd, 8), 0);
    return fd;
}

/* Starts the daemon with as many descriptors passed, each of them this one. */
static pid_t
start(const struct place *p, int passed, int count)
{
    char *path = test_program_path("findingsd");
    const char *argv[] = {path, "--db", p->world->db, NULL};
    char number[16];

    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (!freopen(p->log, "w", stderr))
            _exit(126);
        const int kept = fcntl(passed, F_DUPFD, FIRST_PASSED + count);
        for (int i = 0; i < count; i++)
            dup2(kept, FIRST_PASSED + i);
        close(kept);
        snprintf(number, sizeof number, "%d", count);
        setenv("LISTEN_FDS", number, 1);
        snprintf(number, sizeof number, "%ld", (long)getpid());
        setenv("LISTEN_PID", number, 1);
        setenv("NOTIFY_SOCKET", p->notify, 1);
        execv(path, (char *const *)argv);
        _exit(127);
    }
    free(path);
    return pid;
}

static void
is_answered(const struct place *p)
{
    json_t *answer = test_ask(p->socket, "{\"id\": 1, \"method\": \"ping\"}");

    assert_non_null(json_object_get(answer, "result"));
    json_decref(answer);
}

/* The next message to the service manager has this. */
static void
is_told(int fd, const char *words)
{
    struct pollfd polled = {.fd = fd, .events = POLLIN};
    char message[4096];

    assert_int_equal(poll(&polled, 1, 60000), 1);
    const ssize_t n = recv(fd, message, sizeof message - 1, 0);
    assert_true(n > 0);
    message[n] = '\0';
    assert_has(message, words);
}

static void
a_socket_that_is_passed_is_served_and_left_alone(void **state)
{
    struct place p = place_new(state);
    const int fd = listening(p.socket);
    char *lock = test_path(p.folder, "s.lock");
    struct stat before, after;

    assert_int_equal(chmod(p.socket, 0640), 0);
    assert_int_equal(stat(p.socket, &before), 0);
    /* A client may come first. */
    const int early = test_connect(p.socket);
    assert_true(early >= 0);
    const pid_t pid = start(&p, fd, 1);
    close(fd);
    json_t *greeting = test_receive(early);
    assert_non_null(json_object_get(greeting, "product"));
    json_decref(greeting);
    close(early);
    is_answered(&p);
    assert_int_equal(test_daemon_stop(pid), 0);
    assert_int_equal(stat(p.socket, &after), 0);
    assert_int_equal(after.st_ino, before.st_ino);
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_equal(access(lock, F_OK), -1);
    char *log = test_read(p.log, NULL);
    assert_has(log, p.socket);
    free(log);
    free(lock);
    place_free(&p);
}

static void
a_socket_that_is_passed_is_not_made_again(void **state)
{
    struct place p = place_new(state);
    char *other = test_path(p.folder, "other");
    const int fd = listening(p.socket);
    const pid_t pid = start(&p, fd, 1);

    close(fd);
    is_answered(&p);
    assert_int_equal(rename(p.socket, other), 0);
    sleep(2); /* a daemon looks after its own socket every second */
    assert_int_equal(access(p.socket, F_OK), -1);
    assert_int_equal(rename(other, p.socket), 0);
    is_answered(&p);
    assert_int_equal(test_daemon_stop(pid), 0);
    free(other);
    place_free(&p);
}

static void
the_service_manager_is_told(void **state)
{
    struct place p = place_new(state);
    const int manager = bound(p.notify, SOCK_DGRAM), fd = listening(p.socket);
    const pid_t pid = start(&p, fd, 1);

    close(fd);
    is_told(manager, "READY=1\nSTATUS=answering from ");
    is_answered(&p);
    /* By now it can open hardly any file. */
    assert_int_equal(kill(pid, SIGTERM), 0);
    is_told(manager, "STOPPING=1\n");
    assert_int_equal(test_wait(pid), 0);
    close(manager);
    place_free(&p);
}

static void
is_refused(const struct place *p, int fd, int count, const char *words)
{
    assert_int_equal(test_wait(start(p, fd, count)), 2);
    close(fd);
    char *log = test_read(p->log, NULL);
    assert_has(log, words);
    free(log);
}

static void
anything_else_that_is_passed_is_refused(void **state)
{
    static const char words[] =
        "findingsd: what was passed is not a listening Unix stream socket; ";
    struct place p = place_new(state);

    is_refused(&p, open("/dev/null", O_RDWR | O_CLOEXEC), 1, words);
    is_refused(&p, socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), 1, words);
    is_refused(&p, bound(p.notify, SOCK_DGRAM), 1, words);
    is_refused(&p, bound(p.socket, SOCK_STREAM), 1, words);
    assert_int_equal(unlink(p.socket), 0);
    is_refused(&p, listening(p.socket), 2,
               "findingsd: 2 sockets were passed, but findingsd listens on "
               "one; ");
    place_free(&p);
}

static void
who_connects_to_a_passed_socket_is_checked(void **state)
{
    if (geteuid() != 0)
        skip(); /* only root can be somebody else */
    struct place p = place_new(state);
    const int fd = listening(p.socket);
    const pid_t pid = start(&p, fd, 1);
    close(fd);
    assert_int_equal(chmod(p.socket, 0666), 0);
    is_answered(&p);
    const pid_t other = fork();
    assert_true(other >= 0);
    if (other == 0) {
        char byte;
        if (setgroups(0, NULL) < 0 || setgid(SOMEBODY) < 0 ||
            setuid(SOMEBODY) < 0)
            _exit(2);
        const int mine = test_connect(p.socket);
        _exit(mine < 0 || read(mine, &byte, 1) == 1);
    }
    assert_int_equal(test_wait(other), 0);
    assert_int_equal(test_daemon_stop(pid), 0);
    place_free(&p);
}

static void
systemd_socket_activate_starts_it(void **state)
{
    if (access("/usr/bin/systemd-socket-activate", X_OK) < 0) {
        print_message("systemd-socket-activate is not installed\n");
        skip();
    }
    struct place p = place_new(state);
    char *path = test_program_path("findingsd");
    const char *argv[] = {"systemd-socket-activate",
                          "-l",
                          p.socket,
                          path,
                          "--db",
                          p.world->db,
                          NULL};
    int fd;

    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (!freopen(p.log, "w", stderr))
            _exit(126);
        execv("/usr/bin/systemd-socket-activate", (char *const *)argv);
        _exit(127);
    }
    while ((fd = test_connect(p.socket)) < 0) {
        assert_int_equal(waitpid(pid, NULL, WNOHANG), 0);
        test_nap();
    }
    close(fd);
    is_answered(&p);
    assert_int_equal(test_daemon_stop(pid), 0);
    free(path);
    place_free(&p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_socket_that_is_passed_is_served_and_left_alone),
        cmocka_unit_test(a_socket_that_is_passed_is_not_made_again),
        cmocka_unit_test(the_service_manager_is_told),
        cmocka_unit_test(anything_else_that_is_passed_is_refused),
        cmocka_unit_test(who_connects_to_a_passed_socket_is_checked),
        cmocka_unit_test(systemd_socket_activate_starts_it),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
