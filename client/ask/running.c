/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "ask/running.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A name of its own for each daemon (FNV-1a). */
static uint64_t
number_of(const char *text)
{
    uint64_t number = 14695981039346656037U;

    for (; *text; text++)
        number = (number ^ (unsigned char)*text) * 1099511628211U;
    return number;
}

/* The folder of what does not outlive the user's session, else that of state.
 */
static bool
find_folder(char folder[PATH_MAX], char reason[FINDINGS_REASON_SIZE])
{
    const char *session = getenv("XDG_RUNTIME_DIR");
    struct stat st;

    if (!session || *session != '/' || stat(session, &st) < 0 ||
        !S_ISDIR(st.st_mode) || st.st_uid != geteuid())
        return findings_state_folder(folder, PATH_MAX, reason);
    const int n = snprintf(folder, PATH_MAX, "%s/findings-web", session);
    if (n > 0 && n < PATH_MAX &&
        (mkdir(folder, 0700) == 0 || errno == EEXIST) &&
        stat(folder, &st) == 0 && st.st_uid == geteuid())
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "cannot make the folder \"%.300s\"; check XDG_RUNTIME_DIR",
             folder);
    return false;
}

bool
running_place(const struct options *options,
              char path[PATH_MAX],
              char reason[FINDINGS_REASON_SIZE])
{
    char socket[PATH_MAX], folder[PATH_MAX];

    snprintf(socket, sizeof socket, "%s", options->socket);
    if ((!*socket && !findings_default_socket(socket, PATH_MAX, reason)) ||
        !find_folder(folder, reason))
        return false;
    const int n = snprintf(path, PATH_MAX, "%s/web-%016llx", folder,
                           (unsigned long long)number_of(socket));
    if (n > 0 && n < PATH_MAX)
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "the name of the folder \"%.300s\" is too long", folder);
    return false;
}

static struct flock
whole_file(void)
{
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
}

bool
running_begin(const char *path, int *fd, char reason[FINDINGS_REASON_SIZE])
{
    struct flock lock = whole_file();

    *reason = '\0';
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE, "cannot write \"%.300s\": %s",
                 path, strerror(errno));
        return false;
    }
    if (fcntl(*fd, F_OFD_SETLK, &lock) == 0 && ftruncate(*fd, 0) == 0)
        return true;
    if (errno != EAGAIN && errno != EACCES)
        snprintf(reason, FINDINGS_REASON_SIZE, "cannot lock \"%.300s\": %s",
                 path, strerror(errno));
    close(*fd);
    *fd = -1;
    return false;
}

static bool
is_held(int fd)
{
    struct flock lock = whole_file();

    return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

bool
running_address(const char *path, char address[RUNNING_ADDRESS_SIZE])
{
    enum { ATTEMPTS = 1000 }; /* 10 s */
    const struct timespec pause = {.tv_nsec = 10000000};
    const int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    bool is_there = false;

    for (int i = 0; fd >= 0 && !is_there && i < ATTEMPTS && is_held(fd); i++) {
        const ssize_t n = pread(fd, address, RUNNING_ADDRESS_SIZE - 1, 0);
        address[n > 0 ? n : 0] = '\0';
        char *end = strchr(address, '\n');
        is_there = end;
        if (end)
            *end = '\0';
        else
            nanosleep(&pause, NULL);
    }
    if (fd >= 0)
        close(fd);
    return is_there;
}

void
running_say(int fd, const char *address)
{
    char line[RUNNING_ADDRESS_SIZE + 32];
    const int n =
        snprintf(line, sizeof line, "%s\n%ld\n", address, (long)getpid());

    /* Without it another one is started, at another port. */
    if (n < 0 || pwrite(fd, line, (size_t)n, 0) != n)
        return;
}
