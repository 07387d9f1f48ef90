/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * users.h: the users of the system, and which of them is at the other end of a
 * local socket.
 */
#ifndef FINDINGS_USERS_H
#define FINDINGS_USERS_H

#include <stdbool.h>
#include <sys/types.h>

struct findings_user {
    uid_t uid;
    gid_t gid;
};

/* Look up a user by name or number. False if there is none of this name; a
 * number that nobody has is a user too, whose group has the same number. */
bool findings_user_find(const char *name, struct findings_user *out);

/* The user as a person calls it: "bob", or "user 1001" without a name. */
enum { FINDINGS_USER_SIZE = 64 };
const char *findings_user_name(uid_t uid, char out[FINDINGS_USER_SIZE]);

/* The user of the process that connected to the socket or, at the side of the
 * one that connected, that listens on it. False if that is not known. */
bool findings_peer(int fd, struct findings_user *out);

/* The number of that process; 0 if it is not known. It may have ended since. */
pid_t findings_peer_process(int fd);

/* Whether that user is a member of the group. */
bool findings_peer_is_in(int fd, gid_t group);

#endif
