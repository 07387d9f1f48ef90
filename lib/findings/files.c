/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether it is a file; otherwise why not, as an errno. */
static bool
is_file(int fd)
{
    struct stat st;

    if (fstat(fd, &st) < 0)
        return false;
    errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
    return S_ISREG(st.st_mode);
}

/* Read up to size bytes. Returns how many; -1 with errno. */
static ssize_t
read_all(int fd, char *text, size_t size)
{
    size_t len = 0;
    ssize_t n = 1;

    while (n != 0 && len < size) {
        n = read(fd, text + len, size - len);
        if (n < 0 && errno != EINTR)
            return -1;
        len += n > 0 ? (size_t)n : 0;
        n = n < 0 ? 1 : n;
    }
    return (ssize_t)len;
}

int
findings_open_file(const char *path)
{
    /* Opening a pipe would wait for somebody to write to it. */
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (fd < 0 || is_file(fd))
        return fd;
    const int number = errno;
    close(fd);
    errno = number;
    return -1;
}

char *
findings_read_file(const char *path, size_t max, size_t *len)
{
    const int fd = findings_open_file(path);
    char *text = fd >= 0 ? malloc(max + 1) : NULL;
    const ssize_t n = text ? read_all(fd, text, max + 1) : -1;
    const int number = n > (ssize_t)max ? EFBIG : errno;

    if (fd >= 0)
        close(fd);
    if (n >= 0 && n <= (ssize_t)max) {
        text[n] = '\0';
        *len = (size_t)n;
        return text;
    }
    free(text);
    errno = number;
    return NULL;
}

const char *
findings_read_problem(int number)
{
    return number == EINVAL ? "it is not a file" : strerror(number);
}
