/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One socket is both standard input and standard output of the program: unlike
 * a pipe, it can be written to after the program has ended without a signal.
 */
#include "lines/tesseract.h"
#include "base/memory.h"
#include "base/sandbox.h"

#include "findings/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    SECONDS_MAX = 60,      /* for an image; most take less than five */
    ANSWER_MAX = 16 << 20, /* bytes; a full page takes 200 kB */
    NOT_FOUND = 127,       /* exit status, as of a shell */
    HEADER_SIZE = 64,
    PIXELS_MAX = 1 << 28 /* of an image; A3 at 300 dpi has 17 million */
};

static time_t
now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

/* Become the program, with this socket and no other descriptor. */
static void __attribute__((noreturn))
become(const char *const *arguments, int socket, pid_t parent)
{
    const int null = open("/dev/null", O_RDWR);

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == parent && null >= 0 && dup2(null, STDERR_FILENO) >= 0 &&
        dup2(socket, STDIN_FILENO) >= 0 && dup2(socket, STDOUT_FILENO) >= 0) {
        closefrom(STDERR_FILENO + 1);
        /* Several reports are read at once already. */
        setenv("OMP_THREAD_LIMIT", "1", 1);
        execvp(*arguments, (char *const *)arguments);
    }
    _exit(NOT_FOUND);
}

/* Start the program. Returns its id and our end of its socket; -1 on failure.
 */
static pid_t
start(const char *const *arguments, int *socket)
{
    const pid_t parent = getpid();
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return -1;
    const pid_t pid = fork();
    if (pid == 0)
        become(arguments, ends[1], parent);
    close(ends[1]);
    if (pid < 0)
        close(ends[0]);
    *socket = ends[0];
    return pid;
}

/* Send what the socket takes, and say when that is all. What cannot be sent
 * because the program has ended does not matter: its status says why. */
static void
send_some(int socket, const struct text *in, size_t *sent)
{
    const ssize_t n = send(socket, in->bytes + *sent, in->len - *sent,
                           MSG_NOSIGNAL | MSG_DONTWAIT);

    if (n > 0)
        *sent += (size_t)n;
    else if (errno != EAGAIN && errno != EINTR)
        *sent = in->len;
    if (*sent == in->len)
        shutdown(socket, SHUT_WR);
}

/* Pass the input to the program and take its output, until it ends. False if
 * that takes too long or gives too much. */
static bool
converse(int socket, const struct text *in, struct text *out)
{
    const time_t end = now() + SECONDS_MAX;
    size_t sent = 0;
    char part[65536];

    if (in->len == 0)
        shutdown(socket, SHUT_WR);
    while (now() < end && out->len < ANSWER_MAX) {
        struct pollfd polled = {
            .fd = socket, .events = sent < in->len ? POLLIN | POLLOUT : POLLIN};
        if (poll(&polled, 1, 1000) <= 0)
            continue;
        if (sent < in->len && polled.revents & POLLOUT)
            send_some(socket, in, &sent);
        if (!(polled.revents & (POLLIN | POLLHUP | POLLERR)))
            continue;
        const ssize_t n = recv(socket, part, sizeof part, MSG_DONTWAIT);
        if (n > 0)
            text_add(out, part, (size_t)n);
        else if (n == 0 || (errno != EAGAIN && errno != EINTR))
            return true;
    }
    return false;
}

/* Run the program. Returns its exit status; -1 with a reason if it did not end
 * by itself. */
static int
run(const char *const *arguments,
    const struct text *in,
    struct text *out,
    char *reason)
{
    int socket, status = 0;
    const pid_t pid = start(arguments, &socket);

    if (pid < 0) {
        snprintf(reason, REASON_SIZE, "tesseract cannot be started (%s)",
                 strerror(errno));
        return -1;
    }
    const bool is_done = converse(socket, in, out);
    close(socket);
    if (!is_done)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (!is_done && out->len >= ANSWER_MAX)
        snprintf(reason, REASON_SIZE, "tesseract's answer has more than %d MB",
                 ANSWER_MAX >> 20);
    else if (!is_done)
        snprintf(reason, REASON_SIZE,
                 "recognising its text took longer than %d seconds",
                 SECONDS_MAX);
    else if (!WIFEXITED(status))
        snprintf(reason, REASON_SIZE, "tesseract crashed on it (%s)",
                 strsignal(WTERMSIG(status)));
    return is_done && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool
tesseract_is_usable(char reason[REASON_SIZE])
{
    static const char *const arguments[] = {"tesseract", "--list-langs", NULL};
    const struct text none = {0};
    struct text languages = {0};
    const int status = run(arguments, &none, &languages, reason);
    /* It needs data about English, and about the directions of text. */
    const bool has_data = status == 0 && languages.bytes &&
                          strstr(languages.bytes, "\neng\n") &&
                          strstr(languages.bytes, "\nosd\n");

    if (status == NOT_FOUND)
        snprintf(reason, REASON_SIZE,
                 "the program tesseract, which is not installed; install the "
                 "package tesseract-ocr");
    else if (status >= 0 && !has_data)
        snprintf(reason, REASON_SIZE,
                 "tesseract's data for English and the direction of text; "
                 "install the packages tesseract-ocr-eng and "
                 "tesseract-ocr-osd");
    free(languages.bytes);
    return has_data;
}

static bool
recognise(const struct image *image, struct text *out, char reason[REASON_SIZE])
{
    char dpi[16], header[HEADER_SIZE];
    const char *const arguments[] = {"tesseract", "stdin", "stdout", "-l",
                                     "eng",       "--psm", "1",      "--dpi",
                                     dpi,         "hocr",  NULL};
    struct text in = {0};

    *out = (struct text){0};
    snprintf(dpi, sizeof dpi, "%.0f", image->dpi);
    snprintf(header, sizeof header, "P5\n%zu %zu\n255\n", image->width,
             image->height);
    text_add_string(&in, header);
    text_add(&in, (const char *)image->bytes, image->width * image->height);
    const int status = run(arguments, &in, out, reason);
    free(in.bytes);
    if (status > 0)
        snprintf(reason, REASON_SIZE, "tesseract could not read it (status %d)",
                 status);
    if (status == 0 && out->bytes)
        return true;
    if (status == 0)
        snprintf(reason, REASON_SIZE, "tesseract gave no answer");
    free(out->bytes);
    *out = (struct text){0};
    return false;
}

/* What is asked of the helper, before the pixels, and what it answers, before
 * the text. */
struct question {
    size_t width, height;
    double dpi;
};

struct reply {
    bool is_read;
    char reason[REASON_SIZE];
    size_t len;
};

/* Our end of the helper's socket. */
static int helper = -1;

/* Recognise one image that comes in at the socket. False at the end. */
static bool
help_once(int socket)
{
    struct reply reply = {0};
    struct question question;
    struct text text = {0};
    struct image image;

    if (!whole_read(socket, &question, sizeof question) ||
        question.width > PIXELS_MAX || question.height > PIXELS_MAX ||
        question.width * question.height > PIXELS_MAX)
        return false;
    image = (struct image){.width = question.width,
                           .height = question.height,
                           .dpi = question.dpi};
    const size_t size = image.width * image.height;
    image.bytes = memory_resize(NULL, size + 1);
    bool is_good = whole_read(socket, image.bytes, size);
    if (is_good) {
        reply.is_read = recognise(&image, &text, reply.reason);
        reply.len = text.len;
        is_good = whole_write(socket, &reply, sizeof reply) &&
                  whole_write(socket, text.bytes, text.len);
    }
    free(text.bytes);
    free(image.bytes);
    return is_good;
}

static void __attribute__((noreturn)) help(int socket, pid_t parent)
{
    enum { SOCKET = 3 };

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* The socket of the parent to its own parent must not stay open here. */
    if (getppid() != parent || dup2(socket, SOCKET) < 0)
        _exit(0);
    closefrom(SOCKET + 1);
    sandbox_enter_program();
    while (help_once(SOCKET)) {
    }
    _exit(0);
}

void
tesseract_start_helper(void)
{
    const pid_t parent = getpid();
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return;
    const pid_t pid = fork();
    if (pid == 0)
        help(ends[1], parent);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return;
    }
    helper = ends[0];
    /* If it has ended, that is a failed answer. */
    signal(SIGPIPE, SIG_IGN);
}

static bool
ask_helper(const struct image *image,
           struct text *out,
           char reason[REASON_SIZE])
{
    const struct question question = {image->width, image->height, image->dpi};
    struct reply reply;

    *out = (struct text){0};
    if (!whole_write(helper, &question, sizeof question) ||
        !whole_write(helper, image->bytes, image->width * image->height) ||
        !whole_read(helper, &reply, sizeof reply) || reply.len > ANSWER_MAX) {
        snprintf(reason, REASON_SIZE,
                 "the process that runs tesseract ended unexpectedly");
        return false;
    }
    text_make_room(out, reply.len);
    if (!whole_read(helper, out->bytes, reply.len))
        reply.is_read = false;
    out->len = reply.len;
    out->bytes[out->len] = '\0';
    if (reply.is_read)
        return true;
    memcpy(reason, reply.reason, REASON_SIZE);
    reason[REASON_SIZE - 1] = '\0';
    free(out->bytes);
    *out = (struct text){0};
    return false;
}

bool
tesseract_read(const struct image *image,
               struct text *out,
               char reason[REASON_SIZE])
{
    return helper >= 0 ? ask_helper(image, out, reason)
                       : recognise(image, out, reason);
}
