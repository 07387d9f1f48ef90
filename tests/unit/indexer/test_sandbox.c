/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a worker cannot do, whatever the file that it reads has made of it.
 */
#define _GNU_SOURCE /* syscall() */
#include "support.h"

#include "base/sandbox.h"
#include "run/workers.h"

#include "findings/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of a test, in a folder of its own: a file that the worker is to read, and
 * another one. */
struct files {
    char *folder, *own, *other;
};

static int
set_up(void **state)
{
    struct files *files = malloc(sizeof *files);

    assert_non_null(files);
    files->folder = test_folder();
    files->own = test_path(files->folder, "own");
    files->other = test_path(files->folder, "other");
    test_write(files->own, "own", 3);
    test_write(files->other, "other", 5);
    *state = files;
    return 0;
}

static int
tear_down(void **state)
{
    struct files *files = *state;

    test_folder_remove(files->folder);
    free(files->own);
    free(files->other);
    free(files);
    return 0;
}

static bool
has_landlock(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0,
                   LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

/* What a worker tries; each says its errno, or 0 if it succeeded. */
typedef int attempt(const struct files *files);

static int
open_as(const char *path, int flags)
{
    const int fd = open(path, flags, 0600);

    return fd < 0 ? errno : 0;
}

static int
read_own(const struct files *files)
{
    char bytes[8];
    const int fd = workers_file(files->own);

    return fd >= 0 && read(fd, bytes, sizeof bytes) == 3 ? 0 : errno;
}

static int
read_other(const struct files *files)
{
    return open_as(files->other, O_RDONLY);
}

static int
read_fonts(const struct files *files)
{
    (void)files;
    return open_as("/usr/share", O_RDONLY | O_DIRECTORY);
}

static int
write_other(const struct files *files)
{
    return open_as(files->other, O_WRONLY);
}

static int
truncate_own(const struct files *files)
{
    return truncate(files->own, 0) < 0 ? errno : 0;
}

static int
create(const struct files *files)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/new", files->folder);
    return open_as(path, O_RDWR | O_CREAT);
}

static int
make_unnamed(const struct files *files)
{
    return open_as(files->folder, O_TMPFILE | O_RDWR);
}

static int
remove_other(const struct files *files)
{
    return unlink(files->other) < 0 ? errno : 0;
}

static int
rename_other(const struct files *files)
{
    return rename(files->other, files->own) < 0 ? errno : 0;
}

static int
make_code(const struct files *files)
{
    (void)files;
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
               ? errno
               : 0;
}

static int
signal_parent(const struct files *files)
{
    (void)files;
    return kill(getppid(), 0) < 0 ? errno : 0;
}

static int
ask_local_service(const struct files *files)
{
    (void)files;
    return socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0;
}

static int
reach_network(const struct files *files)
{
    (void)files;
    return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0;
}

static int
run_program(const struct files *files)
{
    char name[] = "true", *argv[] = {name, NULL};

    (void)files;
    execv("/bin/true", argv);
    return errno;
}

static int
make_process(const struct files *files)
{
    (void)files;
    return fork() < 0 ? errno : 0;
}

static int
look_into_parent(const struct files *files)
{
    (void)files;
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) < 0 ? errno : 0;
}

/* Of the job that is being done. */
static const struct files *current;

static const char *
path_of(const void *context, size_t job)
{
    (void)context;
    (void)job;
    return current->own;
}

static void
try(const void *context, size_t job, struct text *out)
{
    attempt *const *const what = context;
    char digits[16];

    (void)job;
    snprintf(digits, sizeof digits, "%d", (*what)(current));
    text_add_string(out, digits);
}

/* What a worker says of the attempt; the caller frees it. */
static char *
tried_by_worker(const struct files *files, attempt *tried)
{
    const struct workers_options options = {
        .work = try, .path = path_of, .context = &tried, .jobs = 1};
    struct workers_answer answer;
    enum workers_event event;

    current = files;
    struct workers *workers = workers_new(&options);
    while ((event = workers_next(workers, 100, &answer)) == WORKERS_WAITING) {
    }
    assert_int_equal(event, WORKERS_ANSWER);
    workers_free(workers);
    return answer.is_done ? answer.bytes.bytes : strdup(answer.reason);
}

static void
assert_tried(const struct files *files, attempt *tried, int error)
{
    char *said = tried_by_worker(files, tried), expected[16];

    snprintf(expected, sizeof expected, "%d", error);
    assert_string_equal(said, expected);
    free(said);
}

static void
assert_fatal(const struct files *files, attempt *tried)
{
    char *said = tried_by_worker(files, tried);

    assert_has(said, "did something that is not allowed");
    free(said);
}

static void
a_worker_reads_its_file_and_what_libraries_need(void **state)
{
    assert_tried(*state, read_own, 0);
    assert_tried(*state, read_fonts, 0);
}

static void
a_worker_reads_no_other_file(void **state)
{
    assert_tried(*state, read_other, has_landlock() ? EACCES : 0);
}

static void
a_worker_changes_nothing(void **state)
{
    static attempt *const attempts[] = {
        write_other,  truncate_own,  create,
        make_unnamed, remove_other,  rename_other,
        make_code,    signal_parent, ask_local_service};

    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        assert_tried(*state, attempts[i], EPERM);
}

static void
what_no_library_would_try_ends_a_worker(void **state)
{
    assert_fatal(*state, reach_network);
    assert_fatal(*state, run_program);
    assert_fatal(*state, make_process);
    assert_fatal(*state, look_into_parent);
}

/* Runs the test in a process for which the kernel has no Landlock. */
static void
without_landlock_a_worker_still_changes_nothing(void **state)
{
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
                         SCMP_SYS(landlock_create_ruleset), 0);
        if (seccomp_load(filter) < 0 || has_landlock())
            _exit(1);
        char *read = tried_by_worker(*state, read_own);
        char *other = tried_by_worker(*state, read_other);
        char *written = tried_by_worker(*state, write_other);
        _exit(strcmp(read, "0") == 0 && strcmp(other, "0") == 0 &&
                      atoi(written) == EPERM
                  ? 0
                  : 1);
    }
    assert_int_equal(test_wait(pid), 0);
}

static void
a_program_of_the_helper_changes_nothing(void **state)
{
    const struct files *files = *state;

    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        sandbox_enter_program();
        const int failed = (ask_local_service(files) != EPERM) |
                           (reach_network(files) != EPERM) << 1 |
                           (look_into_parent(files) != EPERM) << 2 |
                           (open_as("/dev/null", O_WRONLY) != 0) << 3;
        if (failed || (has_landlock() && write_other(files) != EACCES))
            _exit(1 + failed);
        run_program(files); /* which exits with 0 */
        _exit(1);
    }
    assert_int_equal(test_wait(pid), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_worker_reads_its_file_and_what_libraries_need),
        TEST(a_worker_reads_no_other_file),
        TEST(a_worker_changes_nothing),
        TEST(what_no_library_would_try_ends_a_worker),
        TEST(a_program_of_the_helper_changes_nothing),
        TEST(without_landlock_a_worker_still_changes_nothing),
    };
    /* Under sanitizers, there is no sandbox. */
    return FINDINGS_IS_SANITIZED ? TEST_SKIPPED
                                 : cmocka_run_group_tests(tests, NULL, NULL);
}
