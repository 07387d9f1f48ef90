/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The parent's side. A child (child.h) has one job at a time, so that if it
 * dies we know which job did it.
 */
#include "run/workers.h"
#include "base/memory.h"
#include "run/child.h"
#include "run/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WINDOW = 4,          /* answers per child that may wait for their turn */
    HELD_MAX = 64 << 20, /* bytes of waiting answers before no more jobs are
                            given out */
    GAP_MS = 1000 /* what a time in which we do not look counts, at most */
};

struct worker {
    pid_t pid; /* 0: it is not running */
    int fd;
    bool is_busy;
    size_t job;
    int64_t deadline_ms; /* by our own clock: struct workers */
    unsigned done, all;  /* steps of the job that it has told of */
    unsigned told;       /* how often it has */
    struct text got;     /* what has arrived: the length of the answer, then its
                            bytes */
};

/* A place in the window for an answer that waits for its turn. */
struct turn {
    bool is_there;
    struct workers_answer answer;
};

struct workers {
    struct workers_options options;
    struct worker *list;
    size_t count;
    size_t next;         /* the next job to give out */
    size_t due;          /* the job whose answer is to be returned next */
    struct turn *window; /* the answer to job i is at i % window_size */
    size_t window_size;
    size_t held; /* bytes of answers in the window */
    /* Time that the children have had, as far as we know: if we are stopped
     * (Ctrl-Z), or the whole machine is, so are they. */
    int64_t time_ms;
    int64_t looked_ms; /* when it was last set */
    int lacks;         /* why a child could not be started: the errno */
};

static bool
start(struct workers *w, struct worker *worker)
{
    const pid_t parent = getpid();
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
        w->lacks = errno;
        return false;
    }
    const pid_t pid = fork();
    if (pid == 0) {
        child_serve(&w->options, ends[1], parent);
    }
    if (pid < 0) {
        w->lacks = errno;
        close(ends[0]);
    } else {
        *worker = (struct worker){.pid = pid, .fd = ends[0]};
        w->lacks = 0;
    }
    close(ends[1]);
    return pid > 0;
}

/* End a child. Returns its wait status. */
static int
reap(struct worker *worker, struct rusage *used)
{
    int status = 0;

    /* If it has ended by itself, this does not change its status. */
    kill(worker->pid, SIGKILL);
    while (wait4(worker->pid, &status, 0, used) < 0 && errno == EINTR)
        ;
    close(worker->fd);
    free(worker->got.bytes);
    *worker = (struct worker){0};
    return status;
}

static struct turn *
place_of(struct workers *w, size_t job)
{
    return &w->window[job % w->window_size];
}

/* Whether the child ran out of memory. Our own code then exits with a status of
 * its own. Libraries abort; this counts if the child had used much memory, or
 * may not use much. */
static bool
was_out_of_memory(int status, const struct rusage *used)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == MEMORY_STATUS;
    return (used->ru_maxrss >= CHILD_MEMORY_MAX / 2 / 1024 ||
            !child_has_memory()) &&
           (WTERMSIG(status) == SIGABRT || WTERMSIG(status) == SIGTRAP);
}

/* What the system lacked, as an errno, if the child ended for that; else 0. */
static int
lack_of(int status, const struct rusage *used)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) > CHILD_LACKS)
        return WEXITSTATUS(status) - CHILD_LACKS;
    return was_out_of_memory(status, used) && !child_has_memory() ? ENOMEM : 0;
}

/* Why the child died. */
static void
explain(int status, const struct rusage *used, char reason[REASON_SIZE])
{
    if (was_out_of_memory(status, used))
        snprintf(
            reason, REASON_SIZE,
            "reading it takes more than 1 GB of memory; split the file, or "
            "convert it to text");
    else if (WIFEXITED(status))
        snprintf(reason, REASON_SIZE,
                 "its reader process exited unexpectedly (status %d)",
                 WEXITSTATUS(status));
    else if (WTERMSIG(status) == SIGSYS)
        snprintf(reason, REASON_SIZE,
                 "its reader process did something that is not allowed; do not "
                 "open the file, it may be made to do harm");
    else if (WTERMSIG(status) == SIGKILL)
        snprintf(reason, REASON_SIZE,
                 "the system killed its reader process, probably for lack of "
                 "memory; try again");
    else
        snprintf(reason, REASON_SIZE,
                 "its reader process crashed (signal %d, %s)", WTERMSIG(status),
                 strsignal(WTERMSIG(status)));
}

/* Give up the job of a worker, which is ended. Without a reason, the way it
 * ended is the reason. */
static void
give_up(struct workers *w, struct worker *worker, const char *reason)
{
    struct turn *place = place_of(w, worker->job);
    struct rusage used = {0};

    place->is_there = true;
    place->answer = (struct workers_answer){.job = worker->job};
    const int status = reap(worker, &used);
    if (reason)
        snprintf(place->answer.reason, REASON_SIZE, "%s", reason);
    else if (!(place->answer.lacks = lack_of(status, &used)))
        explain(status, &used, place->answer.reason);
}

static void
take_answer(struct workers *w, struct worker *worker)
{
    struct turn *place = place_of(w, worker->job);
    struct text bytes = worker->got;

    bytes.len -= sizeof(uint64_t);
    memmove(bytes.bytes, bytes.bytes + sizeof(uint64_t), bytes.len);
    bytes.size = bytes.len + 1;
    bytes.bytes = memory_resize(bytes.bytes, bytes.size);
    bytes.bytes[bytes.len] = '\0';
    place->is_there = true;
    place->answer = (struct workers_answer){
        .job = worker->job, .is_done = true, .bytes = bytes};
    w->held += bytes.len;
    worker->got = (struct text){0};
    worker->is_busy = false;
}

/* The length of the whole answer, including the length field; 0 if it is not
 * known yet, UINT64_MAX if it is too long. */
static uint64_t
wanted(const struct text *got)
{
    uint64_t len;

    if (got->len < sizeof len)
        return 0;
    memcpy(&len, got->bytes, sizeof len);
    return len > WORKERS_ANSWER_MAX ? UINT64_MAX : len + sizeof len;
}

/* Let time pass for the children: what it was since the last call, but no more
 * than most. */
static void
pass_time(struct workers *w, int64_t most)
{
    const int64_t now = clock_ms(), passed = now - w->looked_ms;

    w->time_ms += passed < most ? passed : most;
    w->looked_ms = now;
}

static void
set_deadline(const struct workers *w, struct worker *worker)
{
    worker->deadline_ms = w->time_ms + (int64_t)w->options.seconds * 1000;
}

/* Take the steps at the beginning of what the child has sent. */
static void
take_steps(struct worker *worker)
{
    const uint64_t most = ((uint64_t)1 << CHILD_STEP_SHIFT) - 1;
    struct text *got = &worker->got;
    uint64_t step;

    while (got->len >= sizeof step) {
        memcpy(&step, got->bytes, sizeof step);
        if (!(step & CHILD_STEP))
            return;
        worker->done = (unsigned)(step >> CHILD_STEP_SHIFT & most);
        worker->all = (unsigned)(step & most);
        worker->told++;
        got->len -= sizeof step;
        memmove(got->bytes, got->bytes + sizeof step, got->len);
    }
}

/* Receive all that the child has sent. */
static void
receive(struct workers *w, struct worker *worker)
{
    char part[65536];

    while (worker->is_busy) {
        const ssize_t n = recv(worker->fd, part, sizeof part, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n <= 0) {
            give_up(w, worker, NULL);
            return;
        }
        text_add(&worker->got, part, (size_t)n);
        take_steps(worker);
        /* A step is done, or its work is, and how long the sending takes
         * depends on us as well: all we ask is that it goes on. */
        if (worker->told <= WORKERS_STEPS_MAX)
            set_deadline(w, worker);
        const uint64_t all = wanted(&worker->got);
        if (all > 0 && worker->got.len > all)
            give_up(w, worker, "its reader process sent a malformed answer");
        else if (all == UINT64_MAX)
            give_up(w, worker,
                    "its content is too large for a report; split the file");
        else if (all > 0 && worker->got.len == all)
            take_answer(w, worker);
    }
}

static void
end_the_slow(struct workers *w)
{
    char reason[REASON_SIZE];

    snprintf(reason, sizeof reason,
             "reading it took longer than %u seconds; try again, or split the "
             "file",
             w->options.seconds);
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].is_busy && w->time_ms >= w->list[i].deadline_ms)
            give_up(w, &w->list[i], reason);
}

/* Receive what arrives within the time, or until a signal comes. */
static void
listen_to_all(struct workers *w, int timeout_ms)
{
    struct pollfd polled[WORKERS_MAX];
    struct worker *of[WORKERS_MAX];
    nfds_t n = 0;

    for (size_t i = 0; i < w->count; i++) {
        struct worker *worker = &w->list[i];
        if (!worker->is_busy)
            continue;
        if (worker->deadline_ms - w->time_ms < timeout_ms)
            timeout_ms = worker->deadline_ms > w->time_ms
                             ? (int)(worker->deadline_ms - w->time_ms)
                             : 0;
        of[n] = worker;
        polled[n++] = (struct pollfd){.fd = worker->fd, .events = POLLIN};
    }
    const int ready = poll(polled, n, timeout_ms);
    pass_time(w, timeout_ms + GAP_MS);
    if (ready > 0)
        for (nfds_t i = 0; i < n; i++)
            if (polled[i].revents)
                receive(w, of[i]);
    /* Only now that what they had sent has been received. */
    end_the_slow(w);
}

static bool
may_give_out(const struct workers *w)
{
    return w->next < w->options.jobs && w->next < w->due + w->window_size &&
           (w->held < HELD_MAX || w->next == w->due);
}

/* Send the job's number to the child, with its file. */
static bool
send_order(const struct workers *w, const struct worker *worker, size_t job)
{
    struct child_order order = {.job = job};
    union child_file attached = {.bytes = {0}};
    struct iovec bytes = {&order, sizeof order};
    struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1};
    int fd = -1;

    if (w->options.path) {
        /* Without waiting, if it has become a pipe. */
        fd = open(w->options.path(w->options.context, job),
                  O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        order.error = fd < 0 ? errno : 0;
    }
    if (fd >= 0) {
        message.msg_control = attached.bytes;
        message.msg_controllen = sizeof attached.bytes;
        *CMSG_FIRSTHDR(&message) =
            (struct cmsghdr){.cmsg_level = SOL_SOCKET,
                             .cmsg_type = SCM_RIGHTS,
                             .cmsg_len = CMSG_LEN(sizeof fd)};
        memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), &fd, sizeof fd);
    }
    const ssize_t n = sendmsg(worker->fd, &message, MSG_NOSIGNAL);
    if (fd >= 0)
        close(fd);
    return n == sizeof order;
}

/* Give jobs to idle children. A child that died is replaced. */
static void
give_out(struct workers *w)
{
    for (size_t i = 0; i < w->count && may_give_out(w); i++) {
        struct worker *worker = &w->list[i];
        if (worker->is_busy || (!worker->pid && !start(w, worker)))
            continue;
        if (!send_order(w, worker, w->next)) {
            /* It died while idle; the next call starts another. */
            reap(worker, NULL);
            continue;
        }
        worker->is_busy = true;
        worker->done = worker->all = worker->told = 0;
        worker->job = w->next++;
        set_deadline(w, worker);
    }
}

static bool
is_any_alive(const struct workers *w)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].pid)
            return true;
    return false;
}

static size_t
how_many(const struct workers_options *options)
{
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = options->count ? options->count
               : online > 0   ? (size_t)online
                              : 1;

    n = n < WORKERS_MAX ? n : WORKERS_MAX;
    return n < options->jobs ? n : options->jobs;
}

struct workers *
workers_new(const struct workers_options *options)
{
    struct workers *w = memory_resize(NULL, sizeof *w);

    *w = (struct workers){.options = *options,
                          .count = how_many(options),
                          .looked_ms = clock_ms()};
    if (w->options.seconds == 0)
        w->options.seconds = WORKERS_SECONDS;
    w->list = memory_resize(NULL, w->count * sizeof *w->list);
    memset(w->list, 0, w->count * sizeof *w->list);
    w->window_size = WINDOW * w->count;
    w->window = memory_resize(NULL, w->window_size * sizeof *w->window);
    memset(w->window, 0, w->window_size * sizeof *w->window);
    give_out(w);
    return w;
}

enum workers_event
workers_next(struct workers *w, int timeout_ms, struct workers_answer *out)
{
    *out = (struct workers_answer){0};
    if (w->due == w->options.jobs)
        return WORKERS_ENDED;
    struct turn *place = place_of(w, w->due);
    pass_time(w, GAP_MS);
    give_out(w);
    if (!place->is_there && w->lacks && !is_any_alive(w)) {
        out->lacks = w->lacks;
        return WORKERS_FAILED;
    }
    listen_to_all(w, place->is_there ? 0 : timeout_ms);
    if (!place->is_there)
        return WORKERS_WAITING;
    *out = place->answer;
    *place = (struct turn){0};
    w->held -= out->bytes.len;
    w->due++;
    /* Keep the children busy while the caller works. */
    give_out(w);
    return WORKERS_ANSWER;
}

unsigned
workers_steps(const struct workers *w, unsigned *all)
{
    *all = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].is_busy && w->list[i].job == w->due) {
            *all = w->list[i].all;
            return w->list[i].done;
        }
    return 0;
}

void
workers_free(struct workers *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].pid)
            reap(&w->list[i], NULL);
    for (size_t i = 0; i < w->window_size; i++)
        free(w->window[i].answer.bytes.bytes);
    free(w->window);
    free(w->list);
    free(w);
}
