/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/attempt.h"
#include "ask/ask.h"
#include "print/print.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a thread does, and how it ended. Whoever reads it from the pipe owns it.
 */
struct attempt {
    const struct options *options;
    struct connection connection;
    char reason[FINDINGS_REASON_SIZE];
    int done; /* the end of the pipe that it is written to */
};

/* The thread. */
static void *
run(void *data)
{
    struct attempt *attempt = data;
    const int done = attempt->done;

    if (!ask_connect(&attempt->connection, attempt->options, attempt->reason))
        connection_close(&attempt->connection);
    /* A pointer is written as a whole. If nobody reads it, the program ends. */
    if (write(done, &attempt, sizeof attempt) != sizeof attempt) {
        connection_close(&attempt->connection);
        free(attempt);
    }
    close(done);
    return NULL;
}

/* Run the thread, whose signals are the business of the main one. Returns an
 * error number; 0: it runs. */
static int
run_thread(struct attempt *attempt)
{
    sigset_t all, before;
    pthread_t thread;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int error = pthread_create(&thread, NULL, run, attempt);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error == 0)
        pthread_detach(thread);
    return error;
}

int
attempt_start(const struct options *options,
              int silence_ms,
              char reason[FINDINGS_REASON_SIZE])
{
    struct attempt *attempt = calloc(1, sizeof *attempt);
    int ends[2];

    if (!attempt)
        print_out_of_memory();
    if (pipe(ends) < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot connect to the daemon: %s; close other programs",
                 strerror(errno));
        free(attempt);
        return -1;
    }
    for (int i = 0; i < 2; i++)
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    attempt->options = options;
    attempt->connection.silence_ms = silence_ms;
    attempt->done = ends[1];
    if (run_thread(attempt) == 0)
        return ends[0];
    snprintf(reason, FINDINGS_REASON_SIZE,
             "cannot start a thread to connect to the daemon; close other "
             "programs");
    close(ends[0]);
    close(ends[1]);
    free(attempt);
    return -1;
}

bool
attempt_end(int descriptor,
            struct connection *connection,
            char reason[FINDINGS_REASON_SIZE])
{
    struct attempt *attempt = NULL;
    const ssize_t n = read(descriptor, &attempt, sizeof attempt);

    if (n < 0 && errno == EINTR)
        return false;
    close(descriptor);
    *connection = (struct connection){0};
    if (n != sizeof attempt) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot connect to the daemon; try again");
        return true;
    }
    *connection = attempt->connection;
    if (!connection->is_open)
        memcpy(reason, attempt->reason, sizeof attempt->reason);
    free(attempt);
    return true;
}
