/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * detach.h: what the process that was started prints, and how it ends.
 */
#include "support.h"

#include "findings/detach.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the other process does, with the descriptor of findings_detach_end(). */
typedef void deed(int waiting);

/* Starts a program that goes into the background and does the deed there. The
 * exit status of the process that was started; what it printed is in *said,
 * which the caller frees. */
static int
start(deed *act, char **said)
{
    char *folder = test_folder(), *path = test_path(folder, "said");
    char reason[FINDINGS_REASON_SIZE];
    int waiting;

    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (!freopen(path, "w", stdout) || dup2(STDOUT_FILENO, 2) < 0 ||
            !findings_detach_begin("kites", &waiting, reason))
            _exit(77);
        act(waiting);
        _exit(0);
    }
    const int status = test_wait(pid);
    *said = test_read(path, NULL);
    test_folder_remove(folder);
    free(path);
    return status;
}

static void
answer(int waiting)
{
    struct stat in, out, nothing;

    if (findings_detach_leave() && stat("/dev/null", &nothing) == 0 &&
        fstat(STDIN_FILENO, &in) == 0 && fstat(STDOUT_FILENO, &out) == 0 &&
        in.st_rdev == nothing.st_rdev && out.st_rdev == nothing.st_rdev &&
        getsid(0) == getpid())
        findings_detach_end(waiting, "it flies\n");
}

static void
answer_without_a_word(int waiting)
{
    findings_detach_end(waiting, "");
}

static void
fail_to_start(int waiting)
{
    (void)waiting;
    _exit(5);
}

static void
crash(int waiting)
{
    (void)waiting;
    kill(getpid(), SIGKILL);
}

static void
whoever_started_it_learns_what_became_of_it(void **state)
{
    static const struct {
        deed *act;
        int status;
        const char *said;
    } cases[] = {
        {answer, 0, "it flies\n"},
        {answer_without_a_word, 0, ""},
        {fail_to_start, 5, ""},
        {crash, 2,
         "kites: it was ended by signal 9 while it started; start it without "
         "--detach to see more\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *said;
        const int status = start(cases[i].act, &said);
        assert_string_equal(said, cases[i].said);
        assert_int_equal(status, cases[i].status);
        free(said);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_started_it_learns_what_became_of_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
