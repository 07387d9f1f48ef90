/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * peer.h: who is at the other end of a connection: another computer, or a user
 * of this one.
 */
#ifndef WEB_SERVER_PEER_H
#define WEB_SERVER_PEER_H

#include "findings/places.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

/* An address, or a user of this computer. Compare it by peer_is_same(). */
struct peer {
    unsigned char bytes[16];
    bool is_local;
};

bool peer_is_same(const struct peer *a, const struct peer *b);

/* Whether this address is one of this computer alone: 127.0.0.0/8 or ::1. */
bool peer_is_loopback(const struct sockaddr_storage *address);

/* The peer of another computer at this address. Of IPv6 only the network
 * counts, since each computer has many addresses in it. */
struct peer peer_of_address(const struct sockaddr_storage *address);
/* The same of an address as text; false if it is not one. */
bool peer_of_text(const char *text, struct peer *out);
struct peer peer_of_user(uid_t uid);

/* The user who made the other end of this connection between two sockets of
 * this computer, as the kernel lists it. False if it does not say: nobody has
 * the other end open any more, or it belongs to another network namespace. */
bool peer_user(int fd, uid_t *uid);

/* Whether the kernel lists connections at all; if not, the reason says why. */
bool peer_users_are_known(char reason[FINDINGS_REASON_SIZE]);

#endif
