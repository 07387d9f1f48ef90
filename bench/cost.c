/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cost: runs a program and prints what it and its children cost: seconds of
 * real time, seconds of CPU, and the peak resident memory of the largest
 * process in KB. What the program writes goes to stderr. The exit status is the
 * program's.
 *
 * A process's peak includes that of the program which started it, from before
 * exec(); this one is small.
 */
#define _GNU_SOURCE /* wait4() */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
    const double begun = now();
    const pid_t pid = argc > 1 ? fork() : -1;
    struct rusage used;
    int status;

    if (pid < 0) {
        fputs("usage: cost PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(argv[1], argv + 1);
        perror(argv[1]);
        _exit(2);
    }
    if (wait4(pid, &status, 0, &used) != pid)
        return 2;
    printf("%.4f %.4f %ld\n", now() - begun,
           seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
