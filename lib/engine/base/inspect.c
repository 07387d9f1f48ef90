/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* F_OFD_GETLK */
#include "engine/base/inspect.h"
#include "engine/base/seal.h"
#include "engine/base/status.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Seconds of processor time after which a child is taken to be in a circle. */
enum { CHILD_SECONDS = 600 };

__attribute__((format(printf, 4, 5))) static enum fe_status
fail(struct fe_error *err,
     enum fe_status status,
     int system,
     const char *format,
     ...)
{
    struct fe_error failure = {.status = status, .system = system};
    va_list args;

    va_start(args, format);
    vsnprintf(failure.message, sizeof failure.message, format, args);
    va_end(args);
    return status_report(&failure, err);
}

_Noreturn static void
serve(int fd,
      enum fe_status (*body)(void *data, struct fe_error *err),
      void *data)
{
    struct fe_error found = {0};

    signal(SIGPIPE, SIG_DFL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setrlimit(RLIMIT_CPU, &(struct rlimit){CHILD_SECONDS, CHILD_SECONDS});
    found.status = body(data, &found);
    /* It is smaller than what a pipe takes at once. */
    _exit(write(fd, &found, sizeof found) == (ssize_t)sizeof found ? 0 : 1);
}

static enum fe_status
result_of(pid_t pid, int fd, struct fe_error *err)
{
    struct fe_error found = {0};
    ssize_t n;
    int status = 0;

    while ((n = read(fd, &found, sizeof found)) < 0 && errno == EINTR)
        ;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (n == (ssize_t)sizeof found)
        return status_report(&found, err);
    return fail(err, FE_CORRUPT, 0, "reading it ended with signal %d",
                WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

enum fe_status
fe_run_apart(enum fe_status (*body)(void *data, struct fe_error *err),
             void *data,
             struct fe_error *err)
{
    int ends[2];

    FE_REQUIRE(body);
    if (pipe2(ends, O_CLOEXEC) < 0)
        return fail(err, FE_FAILED, errno, "cannot make a pipe: %s",
                    strerror(errno));
    const pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        serve(ends[1], body, data);
    }
    const int number = errno;
    close(ends[1]);
    const enum fe_status status =
        pid > 0 ? result_of(pid, ends[0], err)
                : fail(err, FE_FAILED, number, "cannot start a process: %s",
                       strerror(number));
    close(ends[0]);
    return status;
}

/* The file that Xapian locks. */
static const char lock_name[] = "flintlock";

struct fe_lock {
    int fd;
};

/* Whether a writer has the index open. */
static bool
is_being_written(const char *path)
{
    char *lock_path = g_build_filename(path, lock_name, NULL);
    const int fd = open(lock_path, O_RDONLY | O_CLOEXEC);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};

    g_free(lock_path);
    if (fd < 0)
        return false;
    const bool is_locked =
        fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type == F_WRLCK;
    close(fd);
    return is_locked;
}

int64_t
inspect_written(const char *path)
{
    /* Each commit writes it anew, last. */
    char *version = g_build_filename(path, "iamglass", NULL);
    struct stat st;
    const bool is_there = stat(version, &st) == 0;

    g_free(version);
    return is_there ? (int64_t)st.st_mtime : 0;
}

static bool
has_index(const char *path)
{
    char *version = g_build_filename(path, "iamglass", NULL);
    const bool is_there = access(version, F_OK) == 0;

    g_free(version);
    return is_there;
}

/* Whatever else fails while an index is checked, such as memory for a size that
 * is too large, is the work of damage. */
static enum fe_status
check_structure(void *path, struct fe_error *err)
{
    struct xc_error failed;
    const enum fe_status status =
        status_of_store(xc_check(path, &failed), &failed, err);

    /* Who may not write the tables may not check them, but read them. */
    if (status == FE_FAILED &&
        (failed.system == EROFS || failed.system == EACCES ||
         failed.system == EPERM))
        return FE_OK;
    if (status != FE_NO_MEMORY && (status != FE_FAILED || failed.system))
        return status;
    err->status = FE_CORRUPT;
    return FE_CORRUPT;
}

/* A writer that comes meanwhile breaks the seal first, so what does not fit its
 * seal is looked at twice. */
static enum seal
seal_of(const char *path, const char **name)
{
    const enum seal seal = seal_check(path, name);

    return seal == SEAL_BROKEN ? seal_check(path, name) : seal;
}

static enum fe_status
take_lock(const char *path,
          int flags,
          short type,
          struct fe_lock **out,
          struct fe_error *err)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_len = 1};

    FE_REQUIRE(path && out);
    *out = NULL;
    char *name = g_build_filename(path, lock_name, NULL);
    const int fd = open(name, flags | O_CLOEXEC, 0666);
    g_free(name);
    if (fd >= 0 && fcntl(fd, F_OFD_SETLK, &lock) == 0) {
        *out = g_new(struct fe_lock, 1);
        (*out)->fd = fd;
        return FE_OK;
    }
    const int number = errno;
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && (number == EAGAIN || number == EACCES))
        return fail(err, FE_LOCKED, 0, "another process writes to it");
    return fail(err, FE_FAILED, number, "cannot lock it: %s", strerror(number));
}

enum fe_status
fe_index_lock(const char *path, struct fe_lock **out, struct fe_error *err)
{
    return take_lock(path, O_RDWR | O_CREAT, F_WRLCK, out, err);
}

enum fe_status
fe_index_hold(const char *path, struct fe_lock **out, struct fe_error *err)
{
    return take_lock(path, O_RDONLY, F_RDLCK, out, err);
}

void
fe_index_unlock(struct fe_lock *lock)
{
    if (lock)
        close(lock->fd);
    g_free(lock);
}

enum fe_status
inspect_index(const char *path, struct fe_error *err)
{
    enum fe_status status = FE_OK;
    const char *name;

    if (!has_index(path) || is_being_written(path))
        return FE_OK;
    switch (seal_of(path, &name)) {
    case SEAL_GOOD:
        break;
    case SEAL_UNREADABLE:
        status = fail(err, FE_FAILED, errno, "cannot read %s: %s", name,
                      strerror(errno));
        break;
    case SEAL_BROKEN:
        status = fail(err, FE_CORRUPT, 0, "%s is not as it was written", name);
        break;
    case SEAL_NONE:
        status = fe_run_apart(check_structure, (void *)path, err);
        break;
    }
    return is_being_written(path) ? FE_OK : status;
}

enum fe_status
inspect_open(const char *path, struct xc_reader **out, struct fe_error *err)
{
    struct xc_error failed;
    struct stat st;

    if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
        return fail(err, FE_NOT_FOUND, 0, "%.200s is not a folder", path);
    char *place = g_path_is_absolute(path) ? g_strdup(path)
                                           : g_build_filename(".", path, NULL);
    const char *const places[] = {place};
    const enum fe_status status =
        status_of_store(xc_reader_open(places, 1, out, &failed), &failed, err);
    g_free(place);
    return status;
}
