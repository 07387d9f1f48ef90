/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "supervisor.h"

#include "findings/places.h"
#include "findings/visible.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>

/* Where the socket is: the name of an abstract one begins with @. False if that
 * is not known. */
static bool
find_path(int fd, char path[PATH_MAX])
{
    struct sockaddr_un address = {0};
    socklen_t size = sizeof address;

    if (getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        return false;
    const size_t len = size - offsetof(struct sockaddr_un, sun_path);
    const bool is_abstract = len > 0 && address.sun_path[0] == '\0';
    snprintf(path, PATH_MAX, "%s%.*s", is_abstract ? "@" : "",
             (int)(len - is_abstract), address.sun_path + is_abstract);
    return true;
}

bool
supervisor_socket(int *fd, char path[PATH_MAX], char *reason)
{
    const int n = sd_listen_fds(1);

    *fd = -1;
    if (n == 0)
        return true;
    if (n < 0)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot use the socket that was passed: %s; check LISTEN_FDS",
                 strerror(-n));
    else if (n > 1)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%d sockets were passed, but findingsd listens on one; give "
                 "its .socket unit one ListenStream=",
                 n);
    else if (sd_is_socket(SD_LISTEN_FDS_START, AF_UNIX, SOCK_STREAM, 1) <= 0 ||
             !find_path(SD_LISTEN_FDS_START, path))
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "what was passed is not a listening Unix stream socket; give "
                 "the .socket unit ListenStream= with a path and Accept=no");
    else
        *fd = SD_LISTEN_FDS_START;
    return *fd >= 0;
}

void
supervisor_ready(const char *db)
{
    char status[PATH_MAX];
    size_t len = 0;

    /* A line ends where a variable does. */
    while (*db && len + FINDINGS_VISIBLE_SIZE < sizeof status) {
        char shown[FINDINGS_VISIBLE_SIZE];
        db += findings_visible(db, shown);
        len += (size_t)snprintf(status + len, sizeof status - len, "%s", shown);
    }
    status[len] = '\0';
    sd_notifyf(0, "READY=1\nSTATUS=answering from %s", status);
}

void
supervisor_stopping(void)
{
    sd_notify(0, "STOPPING=1\nSTATUS=answering the last requests");
}
