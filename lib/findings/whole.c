/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/whole.h"

#include <errno.h>
#include <unistd.h>

bool
whole_read(int fd, void *to, size_t len)
{
    for (char *p = to; len > 0;) {
        const ssize_t n = read(fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n;
        len -= (size_t)n;
    }
    return true;
}

bool
whole_write(int fd, const void *from, size_t len)
{
    for (const char *p = from; len > 0;) {
        const ssize_t n = write(fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        p += n;
        len -= (size_t)n;
    }
    return true;
}
