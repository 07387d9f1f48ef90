/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2() */
#include "findings/detach.h"
#include "findings/visible.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 2 };

static void __attribute__((format(printf, 2, 3)))
say(const char *program, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    findings_message(program, format, args);
    va_end(args);
}

/* The text that the other process sends, with its NUL at the end; -1 if it ends
 * before. */
static ssize_t
read_text(int from, char text[512])
{
    size_t len = 0;
    ssize_t n = 0;

    while (len < 512 && (len == 0 || text[len - 1] != '\0') &&
           ((n = read(from, text + len, 512 - len)) > 0 ||
            (n < 0 && errno == EINTR)))
        len += n > 0 ? (size_t)n : 0;
    return len > 0 && text[len - 1] == '\0' ? (ssize_t)len - 1 : -1;
}

/* The process that was started: wait until the other answers or has failed. */
static void __attribute__((noreturn))
wait_for(const char *program, pid_t pid, int from)
{
    char text[512];
    int status = 0;
    const ssize_t len = read_text(from, text);

    if (len >= 0)
        _exit(write(STDOUT_FILENO, text, (size_t)len) == len ? 0 : FAILED);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status))
        _exit(WEXITSTATUS(status));
    say(program,
        "it was ended by signal %d while it started; start it without "
        "--detach to see more",
        WTERMSIG(status));
    _exit(FAILED);
}

bool
findings_detach_begin(const char *program,
                      int *waiting,
                      char reason[FINDINGS_REASON_SIZE])
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
        wait_for(program, pid, ends[0]);
    }
    close(ends[0]);
    *waiting = ends[1];
    setsid();
    return true;
}

bool
findings_detach_leave(void)
{
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

    fflush(stdout);
    if (nothing < 0)
        return false;
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    close(nothing);
    return chdir("/") == 0;
}

bool
findings_detach_end(int waiting, const char *text)
{
    const size_t size = strlen(text) + 1;
    const bool is_told = write(waiting, text, size) == (ssize_t)size;

    close(waiting);
    return is_told;
}
