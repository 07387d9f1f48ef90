/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "background.h"
#include "log.h"

#include "findings/places.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOG_MAX = 1 << 20 }; /* bytes; a longer one is put aside */

/* A log may be a device or a pipe as well, which must not hold the daemon up or
 * become its terminal. */
static int
open_log(const char *path)
{
    return open(
        path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
        0600);
}

/* Put a long log aside, in place of the one that was put aside before. If that
 * fails, it goes on growing. */
static int
renew(int log, const char *path)
{
    char old[PATH_MAX];
    struct stat st;

    if (fstat(log, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= LOG_MAX)
        return log;
    const int n = snprintf(old, sizeof old, "%s.1", path);
    if (n < 0 || n >= PATH_MAX || rename(path, old) < 0)
        return log;
    const int fresh = open_log(path);
    if (fresh < 0)
        return log;
    close(log);
    return fresh;
}

bool
background_open_log(struct background *background,
                    const char *path,
                    char *reason)
{
    char place[PATH_MAX];

    if (!path) {
        if (!findings_state_folder(place, sizeof place - 16, reason))
            return false;
        strcat(place, "/findingsd.log");
        path = place;
    }
    background->log = open_log(path);
    if (background->log < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot open the log \"%.200s\": %s; choose another file with "
                 "--log",
                 path, strerror(errno));
        return false;
    }
    background->log = renew(background->log, path);
    return true;
}

/* The process that was started: wait until the other answers or has failed. */
static void __attribute__((noreturn)) wait_for(pid_t pid, int answers)
{
    char byte;
    int status = 0;
    ssize_t n;

    do
        n = read(answers, &byte, 1);
    while (n < 0 && errno == EINTR);
    if (n == 1)
        _exit(0);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status))
        _exit(WEXITSTATUS(status));
    log_at(LEVEL_ERROR,
           "it was ended by signal %d while it started; start it without "
           "--detach to see more",
           WTERMSIG(status));
    _exit(2);
}

bool
background_enter(struct background *background, char *reason)
{
    int ends[2] = {-1, -1};

    fflush(NULL);
    const pid_t pid = pipe(ends) < 0 ? -1 : fork();
    if (pid < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot go into the background: %s; try again, or leave "
                 "--detach out",
                 strerror(errno));
        return false;
    }
    if (pid > 0) {
        close(ends[1]);
        wait_for(pid, ends[0]);
    }
    close(ends[0]);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    background->parent = ends[1];
    setsid();
    return true;
}

void
background_leave(struct background *background)
{
    if (background->parent > 0) {
        const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        if (nothing >= 0) {
            dup2(nothing, STDIN_FILENO);
            dup2(nothing, STDOUT_FILENO);
            close(nothing);
        }
        /* It keeps no folder in use. All paths are absolute by now. */
        if (chdir("/") < 0)
            log_at(LEVEL_ERROR, "cannot change to /: %s", strerror(errno));
    }
    if (background->log > 0) {
        dup2(background->log, STDERR_FILENO);
        close(background->log);
        background->log = 0;
    }
}

void
background_ready(struct background *background)
{
    if (background->parent == 0)
        return;
    /* It may have been interrupted, and not wait any more. */
    if (write(background->parent, "", 1) < 0)
        log_at(LEVEL_WARNING, "whoever started findingsd did not wait for it");
    close(background->parent);
    background->parent = 0;
}
