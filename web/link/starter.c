/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/starter.h"

#include "ask/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct starter {
    pthread_mutex_t mutex;
    pid_t process;
    int fd; /* a byte is a question */
};

struct outcome {
    bool is_there;
    char reason[FINDINGS_REASON_SIZE];
};

/* Answer questions until nobody can ask any more. */
static void __attribute__((noreturn))
serve(int fd, const struct options *options)
{
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    char question;
    ssize_t n;

    /* Who waits for the end of a pipe does not wait for this process. */
    for (int stream = 0; nothing >= 0 && stream <= STDERR_FILENO; stream++)
        dup2(nothing, stream);
    while ((n = recv(fd, &question, 1, 0)) > 0 || (n < 0 && errno == EINTR)) {
        struct connection connection = {0};
        struct outcome outcome = {0};
        if (n < 0)
            continue;
        outcome.is_there = ask_connect(&connection, options, outcome.reason);
        connection_close(&connection);
        if (send(fd, &outcome, sizeof outcome, MSG_NOSIGNAL) < 0)
            break;
    }
    _exit(0);
}

struct starter *
starter_new(const struct options *options, char reason[FINDINGS_REASON_SIZE])
{
    int ends[2];
    pid_t process = -1;

    fflush(NULL);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0) {
        process = fork();
        if (process == 0) {
            close(ends[0]);
            serve(ends[1], options);
        }
        close(ends[1]);
        if (process < 0)
            close(ends[0]);
    }
    if (process < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot start a process: %s; try again", strerror(errno));
        return NULL;
    }
    struct starter *starter = g_new0(struct starter, 1);
    pthread_mutex_init(&starter->mutex, NULL);
    starter->process = process;
    starter->fd = ends[0];
    return starter;
}

void
starter_free(struct starter *starter)
{
    if (!starter)
        return;
    close(starter->fd);
    while (waitpid(starter->process, NULL, 0) < 0 && errno == EINTR)
        ;
    pthread_mutex_destroy(&starter->mutex);
    g_free(starter);
}

bool
starter_start(struct starter *starter, char reason[FINDINGS_REASON_SIZE])
{
    struct outcome outcome = {0};
    ssize_t n = -1;

    pthread_mutex_lock(&starter->mutex);
    if (send(starter->fd, "", 1, MSG_NOSIGNAL) == 1)
        do
            n = recv(starter->fd, &outcome, sizeof outcome, 0);
        while (n < 0 && errno == EINTR);
    pthread_mutex_unlock(&starter->mutex);
    if (n != (ssize_t)sizeof outcome)
        snprintf(outcome.reason, sizeof outcome.reason,
                 "no daemon can be started any more; start findings-web again");
    outcome.reason[sizeof outcome.reason - 1] = '\0';
    snprintf(reason, FINDINGS_REASON_SIZE, "%s", outcome.reason);
    return n == (ssize_t)sizeof outcome && outcome.is_there;
}
