/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/child.h"
#include "base/sandbox.h"
#include "base/text.h"

#include "findings/confine.h"
#include "findings/trouble.h"
#include "findings/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* The address space that this process uses already, in bytes. */
static rlim_t
addresses_in_use(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    char line[64] = "";

    if (!file)
        return 0;
    if (!fgets(line, sizeof line, file))
        line[0] = '\0';
    fclose(file);
    return (rlim_t)strtoul(line, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void
limit(int resource, rlim_t most)
{
    struct rlimit was;

    if (getrlimit(resource, &was) < 0)
        return;
    if (was.rlim_max != RLIM_INFINITY && was.rlim_max < most)
        most = was.rlim_max;
    setrlimit(resource, &(struct rlimit){most, most});
}

bool
child_has_memory(void)
{
    struct rlimit has;

    return FINDINGS_IS_SANITIZED || getrlimit(RLIMIT_AS, &has) < 0 ||
           has.rlim_max == RLIM_INFINITY ||
           has.rlim_max >= addresses_in_use() + CHILD_MEMORY_MAX;
}

/* Leave the child with descriptor 3 and standard ones that go to /dev/null,
 * because libraries print messages. A sanitizer needs standard error. As no
 * others may be left, first close those of the parent. */
static void
keep_descriptor(int fd)
{
    if (dup2(fd, 3) < 0)
        _exit(1);
    closefrom(4);
    const int null = open("/dev/null", O_RDWR);
    if (null < 0)
        _exit(CHILD_LACKS + errno);
    for (int standard = 0; standard < 3; standard++)
        if (standard != STDERR_FILENO || !FINDINGS_IS_SANITIZED)
            dup2(null, standard);
    close(null);
}

static void
lack_memory(int number)
{
    (void)number;
    _exit(CHILD_LACKS + ENOMEM);
}

/* Without memory, libseccomp may try for ever: let it have a second of
 * processor time, where a few milliseconds are usual. */
static void
enter_sandbox(void)
{
    struct itimerval timer = {.it_value = {.tv_sec = 1}};

    signal(SIGVTALRM, lack_memory);
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
    sandbox_enter();
    timer.it_value.tv_sec = 0;
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
    signal(SIGVTALRM, SIG_DFL);
}

static void
confine(const struct workers_options *options, int fd, pid_t parent)
{
    /* If the parent ended before this call, it is not the parent any more. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGPIPE, SIG_DFL);
    if (!FINDINGS_IS_SANITIZED)
        limit(RLIMIT_AS, addresses_in_use() + CHILD_MEMORY_MAX);
    keep_descriptor(fd);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    if (options->prepare)
        options->prepare();
    enter_sandbox();
}

/* A process that is not a child, such as a test, has nobody to tell, and opens
 * files itself. */
static bool is_serving;

/* The file of the job, which the parent has opened; -1 and why not. */
static struct {
    int fd, error;
} file = {-1, 0};

int
workers_file(const char *path)
{
    const int fd = file.fd;

    if (!is_serving)
        return open(path, O_RDONLY | O_CLOEXEC);
    errno = file.error;
    file.fd = -1;
    return fd;
}

/* Receive an order, and the file that comes with it. */
static bool
receive(struct child_order *order)
{
    union child_file attached;
    struct iovec bytes = {order, sizeof *order};
    struct msghdr message = {.msg_iov = &bytes,
                             .msg_iovlen = 1,
                             .msg_control = attached.bytes,
                             .msg_controllen = sizeof attached.bytes};
    ssize_t n;

    if (file.fd >= 0)
        close(file.fd); /* no one has asked for it */
    file.fd = -1;
    do
        n = recvmsg(3, &message, MSG_WAITALL | MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n != sizeof *order)
        return false;
    const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_type == SCM_RIGHTS)
        memcpy(&file.fd, CMSG_DATA(header), sizeof file.fd);
    file.error = order->error;
    return true;
}

void
workers_step(unsigned done, unsigned all)
{
    const uint64_t most = ((uint64_t)1 << CHILD_STEP_SHIFT) - 1;
    const uint64_t step =
        CHILD_STEP | (done & most) << CHILD_STEP_SHIFT | (all & most);

    if (is_serving && !whole_write(3, &step, sizeof step))
        _exit(0);
}

void
workers_lack(int number)
{
    if (is_serving && findings_lacks(number))
        _exit(CHILD_LACKS + number);
}

void
child_serve(const struct workers_options *options, int fd, pid_t parent)
{
    struct child_order order;

    confine(options, fd, parent);
    is_serving = true;
    while (receive(&order)) {
        struct text answer = {0};
        options->work(options->context, (size_t)order.job, &answer);
        const uint64_t len = answer.len;
        if (!whole_write(3, &len, sizeof len) ||
            !whole_write(3, answer.bytes, answer.len))
            break;
        free(answer.bytes);
    }
    _exit(0);
}
