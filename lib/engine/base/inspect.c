/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* F_OFD_GETLK */
#include "engine/base/inspect.h"
#include "engine/base/commits.h"
#include "engine/base/seal.h"
#include "engine/base/status.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Seconds of processor time after which a child is taken to be in a circle. */
enum { CHILD_SECONDS = 600 };

/* A copy is opened so many times if it is replaced meanwhile. */
enum { OPENINGS = 4 };

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

/* Each commit writes this file again, last. False if there is no index. */
static bool
look_at_version(const char *path, struct stat *out)
{
    char *version = g_build_filename(path, "iamglass", NULL);
    const bool is_there = stat(version, out) == 0;

    g_free(version);
    return is_there;
}

static bool
has_commit(const char *path, const struct stat *commit)
{
    struct stat now;

    return look_at_version(path, &now) && now.st_ino == commit->st_ino &&
           now.st_mtim.tv_sec == commit->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == commit->st_mtim.tv_nsec;
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
    FE_REQUIRE(path && out);
    *out = NULL;
    const enum fe_status status = inspect_writable(path, err);
    return status == FE_OK
               ? take_lock(path, O_RDWR | O_CREAT, F_WRLCK, out, err)
               : status;
}

enum fe_status
fe_index_hold(const char *path, struct fe_lock **out, struct fe_error *err)
{
    struct xc_error failed;
    char *folder;

    FE_REQUIRE(path && out);
    *out = NULL;
    enum fe_status status = status_of_store(
        replica_find(path, &folder, NULL, &failed), &failed, err);
    if (status == FE_OK)
        status = take_lock(folder, O_RDONLY, F_RDLCK, out, err);
    g_free(folder);
    return status;
}

void
fe_index_unlock(struct fe_lock *lock)
{
    if (lock)
        close(lock->fd);
    g_free(lock);
}

/* Inspect the tables in the folder. */
static enum fe_status
inspect_tables(const char *folder, struct fe_error *err)
{
    enum fe_status status = FE_OK;
    struct stat commit;
    const char *name;

    if (!look_at_version(folder, &commit) || is_being_written(folder))
        return FE_OK;
    switch (seal_of(folder, &name)) {
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
        status = fe_run_apart(check_structure, (void *)folder, err);
        break;
    }
    return is_being_written(folder) || !has_commit(folder, &commit) ? FE_OK
                                                                    : status;
}

enum fe_status
inspect_index(const char *path, struct fe_error *err)
{
    struct xc_error failed;
    char *folder;
    enum fe_status status = status_of_store(
        replica_find(path, &folder, NULL, &failed), &failed, err);

    if (status == FE_OK)
        status = inspect_tables(folder, err);
    if (status == FE_CORRUPT && err && replica_is_at(path))
        err->system = EREMOTE;
    g_free(folder);
    return status;
}

enum fe_status
inspect_writable(const char *path, struct fe_error *err)
{
    if (!replica_is_at(path))
        return FE_OK;
    return fail(err, FE_FAILED, EREMOTE,
                "it is a copy that xapian-replicate keeps");
}

/* Open what is at the path now, whatever becomes of it meanwhile. */
static enum xc_status
open_once(const char *path,
          struct xc_reader **out,
          struct replica_stamp *stamp,
          struct xc_error *err)
{
    char *folder;
    enum xc_status status = replica_find(path, &folder, stamp, err);

    if (status != XC_OK)
        return status;
    char *place = g_path_is_absolute(folder)
                      ? g_strdup(folder)
                      : g_build_filename(".", folder, NULL);
    const char *const places[] = {place};
    status = xc_reader_open(places, 1, out, err);
    g_free(place);
    g_free(folder);
    return status;
}

/* An index without a commit is what xapian-replicate begins a copy with. */
static enum xc_status
check_begun(struct xc_reader *reader, struct xc_error *err)
{
    char *commits;
    const enum xc_status status =
        xc_reader_metadata(reader, COMMITS_KEY, &commits, NULL, err);
    const bool is_begun = status == XC_OK && *commits;

    free(commits);
    if (status != XC_OK || is_begun)
        return status;
    *err = (struct xc_error){
        .status = XC_FAILED,
        .system = ENODATA,
        .message = "xapian-replicate has not copied anything there yet"};
    return XC_FAILED;
}

enum xc_status
inspect_open(const char *path,
             struct xc_reader **out,
             struct replica_stamp *stamp,
             struct xc_error *err)
{
    struct replica_stamp found = {0};
    enum xc_status status;
    struct stat st;

    *out = NULL;
    if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
        *err = (struct xc_error){.status = XC_NOT_FOUND};
        snprintf(err->message, sizeof err->message, "%.200s is not a folder",
                 path);
        return XC_NOT_FOUND;
    }
    /* The tables of a copy are removed after another has taken its place. */
    for (int i = 0; i < OPENINGS; i++) {
        xc_reader_close(*out);
        *out = NULL;
        status = open_once(path, out, &found, err);
        if (replica_is_current(path, &found))
            break;
    }
    if (status == XC_OK && replica_is_at(path))
        status = check_begun(*out, err);
    if (status != XC_OK) {
        xc_reader_close(*out);
        *out = NULL;
    } else if (stamp) {
        *stamp = found;
    }
    return status;
}
