/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * endpoint.h: the daemon's socket in the file system, and who may connect to
 * it. A file beside it, SOCKET.lock, is locked as long as the daemon runs: one
 * daemon per socket. The file is never removed; the lock is released when the
 * process ends, however it ends.
 *
 * Or the socket was passed by a service manager, which made it and keeps it:
 * then it is listened on, and nothing is locked, made, watched or removed.
 *
 * A function that fails says why in reason, of FINDINGS_REASON_SIZE bytes: one
 * line for a person.
 */
#ifndef DAEMON_ENDPOINT_H
#define DAEMON_ENDPOINT_H

#include <stdbool.h>
#include <sys/types.h>

struct endpoint {
    const char *path;
    gid_t group; /* whose members may connect; (gid_t)-1: nobody's */
    int passed;  /* the descriptor that was passed; -1: none was */
    int lock;
    bool is_held; /* another daemon has the lock */
    dev_t device; /* of the socket that was made at the path */
    ino_t inode;
};

/* Take the lock for a socket at the path, which must remain. With the name of a
 * group, its members may connect to it. */
bool endpoint_take(struct endpoint *endpoint,
                   const char *path,
                   const char *group,
                   char *reason);

/* Use the socket that was passed, of which it takes ownership; the path, which
 * must remain, is for messages. Members of the group may ask, if its mode lets
 * them connect. */
bool endpoint_adopt(struct endpoint *endpoint,
                    int fd,
                    const char *path,
                    const char *group,
                    char *reason);

/* Make the socket, unless it was passed; one on which nobody listens, left
 * behind by a daemon that was killed, is removed. Returns a descriptor, of
 * which the caller takes ownership, to listen on; -1 on failure. No other user
 * may connect, not even for a moment. */
int endpoint_make(struct endpoint *endpoint, char *reason);

/* Whether the path still leads to the socket that was made, or was passed. */
bool endpoint_is_there(const struct endpoint *endpoint);

/* Remove the socket that was made, if it is still there. */
void endpoint_remove(const struct endpoint *endpoint);

/* Whether the user at the other end of a connection may ask: this user, root,
 * and members of the group. Others, who can only be here if somebody changed
 * the mode of the socket, are logged; so are users of the group. */
bool endpoint_admits(const struct endpoint *endpoint, int fd);

#endif
