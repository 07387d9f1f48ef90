/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memfd_create() */
#include "files/input.h"

#include "findings/whole.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What is more than a file may have is not read: the rest of it is enough to
 * refuse it. */
enum { INPUT_MAX = SOURCE_RECORDS_MAX + 1 };

/* Wait until there is something to read, or the end. False after a signal to
 * stop: it does not interrupt a read, but it does this. */
static bool
wait_for_input(int (*is_stopped)(void))
{
    struct pollfd polled = {.fd = STDIN_FILENO, .events = POLLIN};

    while (!is_stopped() && poll(&polled, 1, -1) < 0 && errno == EINTR)
        ;
    return !is_stopped();
}

/* Copy standard input to fd. Returns its length, or -1 after a signal to stop,
 * or with errno. */
static off_t
copy_input(int fd, int (*is_stopped)(void))
{
    char part[65536];
    off_t len = 0;

    while (len < INPUT_MAX) {
        if (!wait_for_input(is_stopped))
            return -1;
        const ssize_t n = read(STDIN_FILENO, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || (n > 0 && !whole_write(fd, part, (size_t)n)))
            return -1;
        if (n == 0)
            break;
        len += n;
    }
    return len;
}

/* Whether the first line looks like a record. */
static bool
is_records(int fd)
{
    char bytes[256];
    const ssize_t n = pread(fd, bytes, sizeof bytes - 1, 0);

    bytes[n > 0 ? n : 0] = '\0';
    const char *p = strncmp(bytes, "\xef\xbb\xbf", 3) == 0 ? bytes + 3 : bytes;
    return p[strspn(p, " \t\r\n")] == '{';
}

void
input_add(struct sources *sources, const char *name, int (*is_stopped)(void))
{
    const int fd = memfd_create("standard input", MFD_CLOEXEC);
    const off_t len = fd < 0 ? -1 : copy_input(fd, is_stopped);

    if (len < 0 && !is_stopped())
        sources_refuse(sources, "-", strerror(errno));
    else if (len == 0)
        sources_refuse(sources, "-",
                       "standard input is empty; check what it comes from");
    else if (len > 0 && !name && !is_records(fd))
        sources_refuse(sources, "-",
                       "standard input is not records (JSON Lines); say what "
                       "it is with --as, as in: --as letter.txt");
    else if (len > 0) {
        sources_add_open(sources, fd, name, len);
        return;
    }
    if (fd >= 0)
        close(fd);
}
