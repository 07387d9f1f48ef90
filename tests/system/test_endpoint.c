/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The daemon's socket: what may be at its path, who may connect, and what
 * happens when it is taken away.
 */
#define _GNU_SOURCE /* syscall() */
#include "support.h"

#include "findings/confine.h"

#include <errno.h>
#include <grp.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOMEBODY = 65533 }; /* a user and a group without a name */

/* A daemon of a test, over the index of the group of tests. */
struct endpoint {
    const struct test_world *world;
    char *folder, *socket, *lock, *log;
};

static struct endpoint
endpoint_new(void **state)
{
    struct endpoint e = {.world = *state, .folder = test_folder()};

    e.socket = test_path(e.folder, "s");
    e.lock = test_path(e.folder, "s.lock");
    e.log = test_path(e.folder, "log");
    assert_int_equal(chmod(e.folder, 0711), 0);
    return e;
}

static void
endpoint_free(struct endpoint *e)
{
    test_folder_remove(e->folder);
    free(e->socket);
    free(e->lock);
    free(e->log);
}

/* Starts a daemon with up to two more arguments. */
static pid_t
start(const struct endpoint *e, const char *option, const char *value)
{
    const char *args[] = {"--db", e->world->db, "--socket", e->socket,
                          option, value,        NULL};

    return test_daemon_with(args, e->socket, e->log);
}

static void
assert_logged(const struct endpoint *e, const char *words)
{
    char *log = test_read(e->log, NULL);

    assert_has(log, words);
    free(log);
}

static void
assert_ends(const struct endpoint *e,
            const char *option,
            const char *value,
            int status,
            const char *words)
{
    const char *args[] = {"--db", e->world->db, "--socket", e->socket,
                          option, value,        NULL};
    struct test_run run = test_program("findingsd", args);

    assert_int_equal(run.status, status);
    assert_has(run.err, words);
    test_run_free(&run);
}

static void
assert_refused(const struct endpoint *e,
               const char *option,
               const char *value,
               const char *words)
{
    assert_ends(e, option, value, 2, words);
}

static void
a_lock_that_is_a_link_is_not_followed(void **state)
{
    struct endpoint e = endpoint_new(state);
    char *target = test_path(e.folder, "target");
    struct stat st;

    assert_int_equal(symlink(target, e.lock), 0);
    assert_refused(&e, NULL, NULL, "is a symbolic link");
    assert_int_equal(lstat(target, &st), -1);
    assert_int_equal(unlink(e.lock), 0);
    assert_int_equal(mkfifo(e.lock, 0600), 0);
    assert_refused(&e, NULL, NULL, "is not a file");
    free(target);
    endpoint_free(&e);
}

static void
another_users_lock_is_not_used(void **state)
{
    if (geteuid() != 0)
        skip();
    struct endpoint e = endpoint_new(state);
    test_write(e.lock, "", 0);
    assert_int_equal(chown(e.lock, SOMEBODY, SOMEBODY), 0);
    assert_refused(&e, NULL, NULL, "is another user's");
    endpoint_free(&e);
}

static void
assert_mode(const struct endpoint *e, mode_t mode, gid_t group)
{
    struct stat st;

    assert_int_equal(lstat(e->socket, &st), 0);
    assert_int_equal(st.st_mode & 07777, mode);
    assert_int_equal(st.st_gid, group);
}

static void
only_its_user_or_a_group_may_connect(void **state)
{
    struct endpoint e = endpoint_new(state);
    const gid_t group = geteuid() == 0 ? SOMEBODY : getegid();
    char number[16];

    const pid_t own = start(&e, NULL, NULL);
    assert_mode(&e, 0600, getegid());
    assert_int_equal(test_daemon_stop(own), 0);
    snprintf(number, sizeof number, "%lu", (unsigned long)group);
    const pid_t shared = start(&e, "--group", number);
    assert_mode(&e, 0660, group);
    assert_int_equal(test_daemon_stop(shared), 0);
    assert_refused(&e, "--group", "no-such-group", "there is no group");
    assert_refused(&e, "--group", "4294967296", "there is no group");
    endpoint_free(&e);
}

/* Whether somebody, as a member of this group, is greeted. */
static bool
is_greeted(const struct endpoint *e, gid_t group)
{
    const pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        char byte;
        if (setgroups(0, NULL) < 0 || setgid(group) < 0 || setuid(SOMEBODY) < 0)
            _exit(2);
        const int fd = test_connect(e->socket);
        _exit(fd < 0 || read(fd, &byte, 1) != 1);
    }
    const int status = test_wait(pid);
    assert_int_not_equal(status, 2);
    return status == 0;
}

static void
who_connects_is_checked_and_logged(void **state)
{
    if (geteuid() != 0)
        skip(); /* only root can be somebody else */
    struct endpoint e = endpoint_new(state);
    const pid_t own = start(&e, NULL, NULL);
    assert_false(is_greeted(&e, SOMEBODY));
    /* Somebody has changed the mode of the socket. */
    assert_int_equal(chmod(e.socket, 0666), 0);
    assert_false(is_greeted(&e, SOMEBODY));
    assert_logged(&e, "refused a connection of user 65533\n");
    assert_int_equal(test_daemon_stop(own), 0);
    const pid_t shared = start(&e, "--group", "65533");
    assert_true(is_greeted(&e, SOMEBODY));
    assert_false(is_greeted(&e, SOMEBODY - 1));
    assert_logged(&e, "connection of user 65533\n");
    assert_int_equal(test_daemon_stop(shared), 0);
    endpoint_free(&e);
}

static void
a_socket_that_was_removed_is_made_again(void **state)
{
    struct endpoint e = endpoint_new(state);
    const pid_t pid = start(&e, NULL, NULL);
    int fd;

    for (int i = 0; i < 2; i++) {
        assert_int_equal(unlink(e.socket), 0);
        assert_ends(&e, NULL, NULL, 3, "another findingsd is listening");
        while ((fd = test_connect(e.socket)) < 0)
            test_nap();
        close(fd);
        json_decref(test_ask(e.socket, "{\"id\": 1, \"method\": \"ping\"}\n"));
    }
    assert_mode(&e, 0600, getegid());
    assert_logged(&e, "was removed; it is there again");
    assert_int_equal(test_daemon_stop(pid), 0);
    assert_int_equal(access(e.socket, F_OK), -1);
    endpoint_free(&e);
}

static void
a_socket_that_was_replaced_ends_the_daemon(void **state)
{
    struct endpoint e = endpoint_new(state);
    const pid_t pid = start(&e, NULL, NULL);

    char *mine = test_path(e.folder, "mine");
    test_write(mine, "mine", 4);
    assert_int_equal(rename(mine, e.socket), 0);
    free(mine);
    assert_int_equal(test_wait(pid), 2);
    assert_logged(&e, "already exists and is not a socket");
    char *bytes = test_read(e.socket, NULL);
    assert_string_equal(bytes, "mine");
    free(bytes);
    endpoint_free(&e);
}

static void
a_folder_that_was_removed_ends_the_daemon(void **state)
{
    struct endpoint e = endpoint_new(state);
    const pid_t pid = start(&e, NULL, NULL);
    char *away = test_path(e.world->folder, "away");

    assert_int_equal(rename(e.folder, away), 0);
    assert_int_equal(test_wait(pid), 2);
    assert_int_equal(rename(away, e.folder), 0);
    assert_logged(&e, "does not exist");
    free(away);
    endpoint_free(&e);
}

/* Whether the status of the process has this line. */
static bool
has_status(pid_t pid, const char *line)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
    char *status = test_read(path, NULL);
    const bool has = status && strstr(status, line);
    free(status);
    return has;
}

static void
it_gains_no_privileges(void **state)
{
    struct endpoint e = endpoint_new(state);
    const pid_t pid = start(&e, NULL, NULL);

    assert_true(has_status(pid, "\nNoNewPrivs:\t1\n"));
    assert_int_equal(test_daemon_stop(pid), 0);
    endpoint_free(&e);
}

static void
root_becomes_another_user(void **state)
{
    const struct test_world *world = *state;

    if (geteuid() != 0)
        skip();
    struct endpoint e = endpoint_new(state);
    /* Both folders must be of use to that user. */
    assert_int_equal(chown(e.folder, SOMEBODY, SOMEBODY), 0);
    assert_int_equal(chmod(world->folder, 0755), 0);
    assert_int_equal(chmod(world->db, 0755), 0);
    const pid_t pid = start(&e, "--user", "65533");
    assert_true(has_status(pid, "\nUid:\t65533\t65533\t65533\t65533\n"));
    assert_true(has_status(pid, "\nGid:\t65533\t65533\t65533\t65533\n"));
    assert_true(has_status(pid, "\nGroups:\t \n"));
    assert_true(has_status(pid, "\nCapEff:\t0000000000000000\n"));
    json_t *answer =
        test_ask(e.socket, "{\"id\": 1, \"method\": \"status\"}\n");
    assert_non_null(json_object_get(answer, "result"));
    json_decref(answer);
    assert_int_equal(test_daemon_stop(pid), 0);
    endpoint_free(&e);
}

static void
a_user_who_cannot_be_is_refused(void **state)
{
    struct endpoint e = endpoint_new(state);

    assert_refused(&e, "--user", "no-such-user", "there is no user");
    if (geteuid() != 0)
        assert_refused(&e, "--user", "0", "only root can become another user");
    endpoint_free(&e);
}

static bool
has_landlock(void)
{
    return !FINDINGS_IS_SANITIZED &&
           syscall(SYS_landlock_create_ruleset, NULL, 0,
                   LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

/* Whether the daemon can read the index that is now at its place. */
static bool
is_answered(const struct endpoint *e)
{
    json_t *answer =
        test_ask(e->socket, "{\"id\": 1, \"method\": \"search\", \"params\": "
                            "{\"query\": \"record\"}}\n");
    const bool is = json_object_get(answer, "result") != NULL;

    json_decref(answer);
    return is;
}

static void
a_daemon_that_may_not_open_its_index_ends(void **state)
{
    struct endpoint e = endpoint_new(state);
    char *corpus = test_source("corpus");
    char *here = test_path(e.folder, "here"), *there = test_folder();
    char *moved = test_path(there, "db"), *other = test_path(there, "other");
    const char *args[] = {"--db", here, corpus, NULL};

    for (int i = 0; i < 2; i++) {
        struct test_run run = test_program("findings-index", args);
        assert_int_equal(run.status, 0);
        test_run_free(&run);
        assert_int_equal(rename(here, i == 0 ? moved : other), 0);
    }
    assert_int_equal(rename(moved, here), 0);
    const char *serve[] = {"--db", here, "--socket", e.socket, NULL};
    pid_t pid = test_daemon_with(serve, e.socket, e.log);
    assert_true(is_answered(&e));
    /* Another index in its place can be read, but not a link that leads away.
     */
    test_folder_remove(here);
    assert_int_equal(symlink(other, here = test_path(e.folder, "here")), 0);
    if (has_landlock()) {
        assert_false(is_answered(&e));
        assert_int_equal(test_wait(pid), 2);
        assert_logged(&e, "is in another folder than before");
        serve[1] = here;
        pid = test_daemon_with(serve, e.socket, e.log);
    }
    assert_true(is_answered(&e));
    assert_int_equal(unlink(here), 0);
    assert_int_equal(rename(other, here), 0);
    assert_true(is_answered(&e));
    assert_int_equal(test_daemon_stop(pid), 0);
    free(corpus);
    free(here);
    free(moved);
    free(other);
    test_folder_remove(there);
    endpoint_free(&e);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lock_that_is_a_link_is_not_followed),
        cmocka_unit_test(another_users_lock_is_not_used),
        cmocka_unit_test(only_its_user_or_a_group_may_connect),
        cmocka_unit_test(who_connects_is_checked_and_logged),
        cmocka_unit_test(a_socket_that_was_removed_is_made_again),
        cmocka_unit_test(a_socket_that_was_replaced_ends_the_daemon),
        cmocka_unit_test(a_folder_that_was_removed_ends_the_daemon),
        cmocka_unit_test(it_gains_no_privileges),
        cmocka_unit_test(root_becomes_another_user),
        cmocka_unit_test(a_user_who_cannot_be_is_refused),
        cmocka_unit_test(a_daemon_that_may_not_open_its_index_ends),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
