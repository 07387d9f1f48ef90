/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* struct ucred */
#include "support.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* No program finds the files of whoever runs the tests, or starts a daemon,
 * unless a test says where and wants it. This runs before main(). */
static void __attribute__((constructor)) leave_home(void)
{
    static const char *const folders[] = {"XDG_CONFIG_HOME", "XDG_DATA_HOME",
                                          "XDG_RUNTIME_DIR", "XDG_STATE_HOME"};
    static const char *const others[] = {
        "FINDINGS_DB", "FINDINGS_OWNER", "FINDINGS_PAGER", "FINDINGS_SOCKET",
        "LISTEN_FDS",  "LISTEN_PID",     "NOTIFY_SOCKET"};

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        setenv(folders[i], "/proc/nonexistent", 1);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        unsetenv(others[i]);
    setenv("FINDINGS_NO_START", "1", 1);
}

char *
test_folder(void)
{
    char *folder = strdup("/tmp/findings-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void
test_folder_remove(char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

char *
test_path(const char *folder, const char *name)
{
    char *path = malloc(strlen(folder) + strlen(name) + 2);
    assert_non_null(path);
    sprintf(path, "%s/%s", folder, name);
    return path;
}

void
assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in:\n%s", part, text);
}

char *
test_source(const char *name)
{
    return test_path(TEST_SOURCE_DIR, name);
}

void
test_write(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

char *
test_read(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t n = 0, got;

    if (!file)
        return NULL;
    do {
        bytes = realloc(bytes, n + 65537);
        assert_non_null(bytes);
        got = fread(bytes + n, 1, 65536, file);
        n += got;
    } while (got > 0);
    bytes[n] = '\0';
    fclose(file);
    if (len)
        *len = n;
    return bytes;
}

void
test_limit_files(size_t bytes)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes > 0 ? bytes : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, bytes > 0 ? SIG_IGN : SIG_DFL);
}

char *
test_program_path(const char *name)
{
    char *programs = strdup(TEST_PROGRAMS), *found = NULL, *rest = programs;
    for (char *p; (p = strsep(&rest, ":"));) {
        const char *base = strrchr(p, '/');
        if (base && strcmp(base + 1, name) == 0)
            found = strdup(p);
    }
    free(programs);
    assert_non_null(found);
    return found;
}

/* Starts the program with its input and output in these files, and without
 * these standard streams. */
static pid_t
spawn(const char *name,
      const char *const *args,
      const char *in,
      const char *out,
      const char *err,
      unsigned streams)
{
    char *path = test_program_path(name);
    const char *argv[64] = {path};
    size_t n = 1;

    for (; args && args[n - 1]; n++) {
        assert_true(n + 1 < sizeof argv / sizeof *argv);
        argv[n] = args[n - 1];
    }
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (!freopen(in, "r", stdin) || !freopen(err, "w", stderr) ||
            !freopen(out, "w", stdout))
            _exit(126);
        for (int fd = 0; fd <= STDERR_FILENO; fd++)
            if (streams & 1u << fd)
                close(fd);
        execv(path, (char *const *)argv);
        _exit(127);
    }
    free(path);
    return pid;
}

pid_t
test_start(const char *name,
           const char *const *args,
           const char *out,
           const char *err)
{
    return spawn(name, args, "/dev/null", out ? out : "/dev/null", err,
                 out ? 0 : 1u << STDOUT_FILENO);
}

pid_t
test_start_without(const char *name, const char *const *args, unsigned streams)
{
    return spawn(name, args, "/dev/null", "/dev/null", "/dev/null", streams);
}

int
test_wait(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct test_run
test_program(const char *name, const char *const *args)
{
    return test_program_fed(name, args, "", 0);
}

struct test_run
test_program_fed(const char *name,
                 const char *const *args,
                 const char *input,
                 size_t len)
{
    char *folder = test_folder(), *in = test_path(folder, "in");
    char *out = test_path(folder, "out"), *err = test_path(folder, "err");
    struct test_run run;

    test_write(in, input, len);
    run.status =
        test_wait(spawn(name, args, len > 0 ? in : "/dev/null", out, err, 0));
    run.out = test_read(out, NULL);
    run.err = test_read(err, NULL);
    free(in);
    free(out);
    free(err);
    test_folder_remove(folder);
    return run;
}

void
test_run_free(struct test_run *run)
{
    free(run->out);
    free(run->err);
}

void
test_nap(void)
{
    const struct timespec t = {.tv_nsec = 10000000};
    nanosleep(&t, NULL);
}

pid_t
test_daemon_with(const char *const *args, const char *socket, const char *log)
{
    const pid_t pid = test_start("findingsd", args, "/dev/null", log);
    int fd;

    /* Under ThreadSanitizer, on a busy machine, the daemon takes seconds to
     * start. */
    while ((fd = test_connect(socket)) < 0) {
        if (waitpid(pid, NULL, WNOHANG) != 0)
            fail_msg("findingsd did not start: see %s", log);
        test_nap();
    }
    close(fd);
    return pid;
}

pid_t
test_daemon(const char *folder, const char *db, const char *socket)
{
    const char *args[] = {"--db", db, "--socket", socket, NULL};
    char *log = test_path(folder, "log");
    const pid_t pid = test_daemon_with(args, socket, log);

    free(log);
    return pid;
}

int
test_daemon_stop(pid_t pid)
{
    kill(pid, SIGTERM);
    return test_wait(pid);
}

pid_t
test_daemon_pid(const char *socket)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    const int fd = test_connect(socket);

    assert_true(fd >= 0);
    assert_int_equal(getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size), 0);
    close(fd);
    return peer.pid;
}

void
test_daemon_end(const char *socket)
{
    const pid_t pid = test_daemon_pid(socket);

    assert_int_equal(kill(pid, SIGTERM), 0);
    while (kill(pid, 0) == 0)
        test_nap();
    assert_int_equal(errno, ESRCH);
}

void
test_world_open(struct test_world *world, const char *reports)
{
    world->folder = test_folder();
    world->db = test_path(world->folder, "db");
    world->socket = test_path(world->folder, "socket");
    const char *args[] = {"--db", world->db, reports, NULL};
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    world->daemon = test_daemon(world->folder, world->db, world->socket);
}

void
test_world_close(struct test_world *world)
{
    const int status = test_daemon_stop(world->daemon);
    if (status != 0) {
        char *path = test_path(world->folder, "log");
        char *log = test_read(path, NULL);
        print_error("%s\n", log);
        free(log);
        free(path);
    }
    free(world->db);
    free(world->socket);
    test_folder_remove(world->folder);
    assert_int_equal(status, 0);
}

int
test_corpus_open(void **state)
{
    struct test_world *world = malloc(sizeof *world);
    char *corpus = test_source("corpus");

    test_world_open(world, corpus);
    free(corpus);
    *state = world;
    return 0;
}

int
test_corpus_close(void **state)
{
    test_world_close(*state);
    free(*state);
    return 0;
}

int
test_connect(const char *socket_path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_true(strlen(socket_path) < sizeof address.sun_path);
    strcpy(address.sun_path, socket_path);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

void
test_send(int fd, const char *line)
{
    for (size_t left = strlen(line); left > 0;) {
        const ssize_t n = send(fd, line, left, MSG_NOSIGNAL);
        assert_true(n > 0);
        line += n;
        left -= (size_t)n;
    }
}

json_t *
test_receive(int fd)
{
    char *line = NULL;
    size_t len = 0;
    json_t *object = NULL;

    for (bool at_end = false; !at_end;) {
        line = realloc(line, len + 65536);
        assert_non_null(line);
        /* Peek first: what follows the line is left for the next call. */
        const ssize_t n = recv(fd, line + len, 65536, MSG_PEEK);
        if (n <= 0)
            break;
        const char *newline = memchr(line + len, '\n', (size_t)n);
        const size_t take =
            newline ? (size_t)(newline - line) + 1 - len : (size_t)n;
        assert_int_equal(recv(fd, line + len, take, 0), take);
        len += take;
        at_end = newline != NULL;
        if (at_end) {
            object = json_loadb(line, len - 1, 0, NULL);
            assert_non_null(object);
        }
    }
    free(line);
    return object;
}

json_t *
test_ask(const char *socket, const char *request)
{
    const int fd = test_connect(socket);
    assert_true(fd >= 0);
    json_decref(test_receive(fd));
    test_send(fd, request);
    test_send(fd, "\n");
    json_t *answer = test_receive(fd);
    assert_non_null(answer);
    close(fd);
    return answer;
}
