/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A question is its length and its bytes; an answer is an outcome.
 */
#include "link/servant.h"

#include "findings/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUESTION_MAX = 16 * 1024 * 1024 };

struct servant {
    pthread_mutex_t mutex;
    pid_t process;
    int fd;
};

struct outcome {
    bool is_done;
    char reason[FINDINGS_REASON_SIZE];
};

static bool
receive_question(int fd, GString *question)
{
    uint32_t len;

    if (!whole_read(fd, &len, sizeof len) || len > QUESTION_MAX)
        return false;
    g_string_set_size(question, len);
    return whole_read(fd, question->str, len);
}

/* Answer questions until nobody can ask any more. */
static void __attribute__((noreturn))
serve(int fd, servant_deed *act, const void *data)
{
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    GString *question = g_string_new(NULL);

    /* Who waits for the end of a pipe does not wait for this process. */
    for (int stream = 0; nothing >= 0 && stream <= STDERR_FILENO; stream++)
        dup2(nothing, stream);
    while (receive_question(fd, question)) {
        struct outcome outcome = {0};
        outcome.is_done = act(question, data, outcome.reason);
        if (!whole_write(fd, &outcome, sizeof outcome))
            break;
    }
    _exit(0);
}

struct servant *
servant_new(servant_deed *act,
            const void *data,
            char reason[FINDINGS_REASON_SIZE])
{
    int ends[2];
    pid_t process = -1;

    fflush(NULL);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0) {
        process = fork();
        if (process == 0) {
            close(ends[0]);
            serve(ends[1], act, data);
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
    struct servant *servant = g_new0(struct servant, 1);
    pthread_mutex_init(&servant->mutex, NULL);
    servant->process = process;
    servant->fd = ends[0];
    return servant;
}

void
servant_free(struct servant *servant)
{
    if (!servant)
        return;
    /* A servant that was started later has a copy of the descriptor. */
    shutdown(servant->fd, SHUT_RDWR);
    close(servant->fd);
    while (waitpid(servant->process, NULL, 0) < 0 && errno == EINTR)
        ;
    pthread_mutex_destroy(&servant->mutex);
    g_free(servant);
}

bool
servant_ask(struct servant *servant,
            const char *question,
            char reason[FINDINGS_REASON_SIZE])
{
    const size_t size = strlen(question);
    const uint32_t len = (uint32_t)size;
    struct outcome outcome = {0};
    bool is_answered = false;

    if (size <= QUESTION_MAX) {
        pthread_mutex_lock(&servant->mutex);
        is_answered = whole_write(servant->fd, &len, sizeof len) &&
                      whole_write(servant->fd, question, len) &&
                      whole_read(servant->fd, &outcome, sizeof outcome);
        pthread_mutex_unlock(&servant->mutex);
    }
    if (!is_answered)
        snprintf(outcome.reason, sizeof outcome.reason,
                 "a process of findings-web has ended; start findings-web "
                 "again");
    outcome.reason[sizeof outcome.reason - 1] = '\0';
    snprintf(reason, FINDINGS_REASON_SIZE, "%s", outcome.reason);
    return is_answered && outcome.is_done;
}
