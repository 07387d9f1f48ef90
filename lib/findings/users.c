/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* struct ucred */
#include "findings/users.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

bool
findings_user_find(const char *name, struct findings_user *out)
{
    const struct passwd *entry = getpwnam(name);
    char *end;

    errno = 0;
    const unsigned long number = strtoul(name, &end, 10);
    const bool is_number = *name >= '0' && *name <= '9' && !*end &&
                           errno == 0 && number < (uid_t)-1;
    if (!entry && is_number)
        entry = getpwuid((uid_t)number);
    if (entry)
        *out = (struct findings_user){entry->pw_uid, entry->pw_gid};
    else
        *out = (struct findings_user){(uid_t)number, (gid_t)number};
    return entry || is_number;
}

const char *
findings_user_name(uid_t uid, char out[FINDINGS_USER_SIZE])
{
    const struct passwd *entry = getpwuid(uid);

    if (entry)
        snprintf(out, FINDINGS_USER_SIZE, "%s", entry->pw_name);
    else
        snprintf(out, FINDINGS_USER_SIZE, "user %lu", (unsigned long)uid);
    return out;
}

bool
findings_peer(int fd, struct findings_user *out)
{
    struct ucred peer;
    socklen_t size = sizeof peer;

    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 ||
        peer.uid == (uid_t)-1)
        return false;
    *out = (struct findings_user){peer.uid, peer.gid};
    return true;
}

pid_t
findings_peer_process(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? peer.pid
                                                                      : 0;
}

bool
findings_peer_is_in(int fd, gid_t group)
{
    struct findings_user peer;
    socklen_t size = 0;
    bool is_in = findings_peer(fd, &peer) && peer.gid == group;

    /* This says how many there are. */
    getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, NULL, &size);
    gid_t *groups = malloc(size + 1);
    if (groups && getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &size) == 0)
        for (size_t i = 0; i < size / sizeof *groups; i++)
            is_in |= groups[i] == group;
    free(groups);
    return is_in;
}
