/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * listen.h: the socket on which browsers connect.
 */
#ifndef WEB_SERVER_LISTEN_H
#define WEB_SERVER_LISTEN_H

#include "findings/places.h"

/* Listen on a port of 127.0.0.1, where only programs on this computer can
 * connect; 0 is any port that is free, which *port then is. Returns the
 * descriptor, which the caller closes; -1 with a reason if that fails. */
int listen_locally(unsigned *port, char reason[FINDINGS_REASON_SIZE]);

#endif
