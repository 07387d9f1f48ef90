/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "endpoint.h"
#include "log.h"

#include "findings/places.h"
#include "findings/users.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Say why it cannot listen on the path. A missing folder is looked for here,
 * because libuv reports it as EACCES. */
static void
explain_bind(const char *path, const char *error, char *reason)
{
    const char *slash = strrchr(path, '/');
    const size_t len = slash ? (size_t)(slash - path) : 0;
    char folder[256];
    struct stat st;

    snprintf(folder, sizeof folder, "%.*s", (int)len, path);
    if (len > 0 && stat(folder, &st) < 0 && errno == ENOENT)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the folder \"%.200s\" does not exist; create it, or choose "
                 "another path for it",
                 folder);
    else
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot listen on \"%.200s\": %s; choose another path with "
                 "--socket",
                 path, error);
}

static bool
refuse_path(const char *path, const char *what, char *reason)
{
    snprintf(reason, FINDINGS_REASON_SIZE,
             "\"%.200s\" already exists and is %s; choose another path with "
             "--socket",
             path, what);
    return false;
}

/* Take the lock. Without it, two daemons that start at the same time could each
 * mistake the other's socket for an abandoned one. Whoever else can write to
 * the folder may have put something else there, such as a link to a file of
 * ours. */
static bool
take_lock(struct endpoint *endpoint, char *reason)
{
    const char *path = endpoint->path;
    char lock[FINDINGS_REASON_SIZE];
    struct stat st;

    snprintf(lock, sizeof lock, "%.400s.lock", path);
    endpoint->lock = open(
        lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (endpoint->lock < 0 && errno == ELOOP)
        return refuse_path(lock, "a symbolic link", reason);
    if (endpoint->lock < 0 || fstat(endpoint->lock, &st) < 0) {
        explain_bind(path, strerror(errno), reason);
        return false;
    }
    if (!S_ISREG(st.st_mode))
        return refuse_path(lock, "not a file", reason);
    if (st.st_uid != geteuid())
        return refuse_path(lock, "another user's", reason);
    if (flock(endpoint->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK) {
        explain_bind(path, strerror(errno), reason);
        return false;
    }
    endpoint->is_held = true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "another findingsd is listening on \"%.200s\"; stop it, or choose "
             "another path for it",
             path);
    return false;
}

/* Whether there is nothing at the path, or a socket. This is looked at before
 * the lock is taken, so that no lock is left beside somebody's file;
 * clear_path() decides, with the lock. */
static bool
may_listen(const char *path, char *reason)
{
    struct stat st;

    return lstat(path, &st) < 0 || S_ISSOCK(st.st_mode) ||
           refuse_path(path, "not a socket", reason);
}

/* Whether nobody listens on the socket at the path. */
static bool
is_abandoned(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd =
        socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    memcpy(address.sun_path, path, strlen(path) + 1);
    const bool is_refused =
        fd >= 0 &&
        connect(fd, (struct sockaddr *)&address, sizeof address) < 0 &&
        errno == ECONNREFUSED;
    if (fd >= 0)
        close(fd);
    return is_refused;
}

/* Make sure that nothing is at the path: remove a socket on which nobody
 * listens, which a daemon that was killed has left behind. False if anything
 * else is there. */
static bool
clear_path(const char *path, char *reason)
{
    struct stat st;

    if (lstat(path, &st) < 0)
        return true; /* binding reports any other error */
    if (!S_ISSOCK(st.st_mode))
        return refuse_path(path, "not a socket", reason);
    return (is_abandoned(path) && unlink(path) == 0) ||
           refuse_path(path, "another program's socket", reason);
}

/* Find the group by name or number. */
static bool
find_group(const char *name, gid_t *out)
{
    const struct group *entry = getgrnam(name);
    char *end;

    errno = 0;
    const unsigned long number = strtoul(name, &end, 10);
    const bool is_number = *name >= '0' && *name <= '9' && !*end &&
                           errno == 0 && number < (gid_t)-1;
    *out = entry ? entry->gr_gid : (gid_t)number;
    return entry || is_number;
}

/* Nothing is there yet. */
static bool
begin(struct endpoint *endpoint,
      const char *path,
      const char *group,
      char *reason)
{
    *endpoint = (struct endpoint){
        .path = path, .group = (gid_t)-1, .passed = -1, .lock = -1};
    if (!group || find_group(group, &endpoint->group))
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "there is no group \"%.200s\"; --group takes the group whose "
             "members may connect",
             group);
    return false;
}

bool
endpoint_take(struct endpoint *endpoint,
              const char *path,
              const char *group,
              char *reason)
{
    return begin(endpoint, path, group, reason) &&
           findings_socket_path_fits(path, reason) &&
           may_listen(path, reason) && take_lock(endpoint, reason);
}

bool
endpoint_adopt(struct endpoint *endpoint,
               int fd,
               const char *path,
               const char *group,
               char *reason)
{
    if (!begin(endpoint, path, group, reason)) {
        close(fd);
        return false;
    }
    endpoint->passed = fd;
    return true;
}

/* Let the group connect to the socket. */
static bool
open_to_group(const struct endpoint *endpoint)
{
    return endpoint->group == (gid_t)-1 ||
           (lchown(endpoint->path, (uid_t)-1, endpoint->group) == 0 &&
            chmod(endpoint->path, 0660) == 0);
}

/* Bind the socket to the path, with the mode that it is to have. */
static bool
bind_to(struct endpoint *endpoint, int fd)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat st;

    memcpy(address.sun_path, endpoint->path, strlen(endpoint->path) + 1);
    const mode_t mask = umask(0177);
    const bool is_bound =
        bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
    umask(mask);
    if (!is_bound || lstat(endpoint->path, &st) < 0)
        return false;
    endpoint->device = st.st_dev;
    endpoint->inode = st.st_ino;
    return true;
}

int
endpoint_make(struct endpoint *endpoint, char *reason)
{
    if (endpoint->passed >= 0)
        return endpoint->passed;
    if (!clear_path(endpoint->path, reason))
        return -1;
    const int fd =
        socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const bool is_bound = fd >= 0 && bind_to(endpoint, fd);
    if (is_bound && open_to_group(endpoint))
        return fd;
    if (is_bound)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot give the socket to the group of --group: %s; only a "
                 "member of the group can",
                 strerror(errno));
    else
        explain_bind(endpoint->path, strerror(errno), reason);
    if (fd >= 0)
        close(fd);
    endpoint_remove(endpoint);
    return -1;
}

bool
endpoint_is_there(const struct endpoint *endpoint)
{
    struct stat st;

    if (endpoint->passed >= 0)
        return true;
    return lstat(endpoint->path, &st) == 0 && st.st_dev == endpoint->device &&
           st.st_ino == endpoint->inode;
}

void
endpoint_remove(const struct endpoint *endpoint)
{
    if (endpoint->passed < 0 && endpoint_is_there(endpoint))
        unlink(endpoint->path);
}

bool
endpoint_admits(const struct endpoint *endpoint, int fd)
{
    const bool has_group = endpoint->group != (gid_t)-1;
    struct findings_user peer;
    char name[FINDINGS_USER_SIZE] = "an unknown user";
    const bool is_known = findings_peer(fd, &peer);

    if (is_known && (peer.uid == geteuid() || peer.uid == 0))
        return true;
    const bool is_admitted =
        is_known && has_group && findings_peer_is_in(fd, endpoint->group);
    if (is_known)
        findings_user_name(peer.uid, name);
    if (is_admitted)
        log_line("connection of %s", name);
    else
        log_at(LEVEL_WARNING, "refused a connection of %s", name);
    return is_admitted;
}
