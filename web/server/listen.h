/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * listen.h: the socket on which browsers connect.
 */
#ifndef WEB_SERVER_LISTEN_H
#define WEB_SERVER_LISTEN_H

#include "findings/places.h"

#include <stdbool.h>
#include <sys/socket.h>

struct listening {
    int fd;
    struct sockaddr_storage address;
    unsigned port;
    bool is_local;   /* only programs of this computer can connect */
    bool is_for_all; /* it has no address of its own: 0.0.0.0 or [::] */
    bool was_passed; /* by a service manager */
    char host[64];   /* the address as addresses of the web have it: "[::1]" */
};

/* Read "ADDRESS", "ADDRESS:PORT", "[ADDRESS]:PORT" or an IPv6 address alone,
 * where the port is 8737 unless it says another. False with a reason if it is
 * none of these. */
bool listening_read(struct listening *listening,
                    const char *text,
                    char reason[FINDINGS_REASON_SIZE]);

/* The same of 127.0.0.1 and this port. */
void listening_set(struct listening *listening, unsigned port);

/* Listen there; port 0 is any that is free, which it then says. With may_move,
 * if the port is in use, any other will do. False with a reason if that fails.
 * The caller closes the descriptor. */
bool listening_open(struct listening *listening,
                    bool may_move,
                    char reason[FINDINGS_REASON_SIZE]);

/* Take the socket that a service manager such as systemd has passed, if it has.
 * False with a reason if something else was passed. */
bool listening_take(struct listening *listening,
                    char reason[FINDINGS_REASON_SIZE]);

#endif
