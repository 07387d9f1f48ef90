/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2() */
#include "detach.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Print what the other process writes, until it answers or ends. */
static void __attribute__((noreturn)) wait_for(pid_t pid, int from)
{
    char bytes[512];
    size_t len = 0;
    ssize_t n;
    int status = 0;

    while (len < sizeof bytes &&
           ((n = read(from, bytes + len, sizeof bytes - len)) > 0 ||
            (n < 0 && errno == EINTR)))
        len += n > 0 ? (size_t)n : 0;
    close(from);
    if (len > 0)
        _exit(write(STDOUT_FILENO, bytes, len) == (ssize_t)len ? 0 : 2);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
}

bool
detach_begin(char reason[FINDINGS_REASON_SIZE])
{
    int ends[2] = {-1, -1};

    fflush(NULL);
    const pid_t pid = pipe2(ends, O_CLOEXEC) < 0 ? -1 : fork();
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
    dup2(ends[1], STDOUT_FILENO);
    close(ends[1]);
    setsid();
    return true;
}

void
detach_end(void)
{
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

    fflush(stdout);
    if (chdir("/") < 0 || nothing < 0)
        exit(2); /* who waits is told by the status */
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        dup2(nothing, fd);
    close(nothing);
}
