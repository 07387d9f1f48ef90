/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * supervisor.h: the service manager that may have started the daemon, such as
 * systemd: it may pass a socket to listen on, and is told when the daemon
 * begins and stops to answer. Without one there is no socket, and nobody is
 * told.
 */
#ifndef DAEMON_SUPERVISOR_H
#define DAEMON_SUPERVISOR_H

#include <limits.h>
#include <stdbool.h>

/* Take the socket that was passed: *fd is its descriptor, of which the caller
 * takes ownership, or -1 if none was, and path where it is, for a person. False
 * with a reason of FINDINGS_REASON_SIZE bytes if something else was passed.
 * Call it once. */
bool supervisor_socket(int *fd, char path[PATH_MAX], char *reason);

/* The daemon answers now, from the index at db. */
void supervisor_ready(const char *db);

/* It is about to end. */
void supervisor_stopping(void);

#endif
