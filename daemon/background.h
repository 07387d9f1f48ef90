/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * background.h: leaving the terminal, and the file that the log goes to then.
 *
 * Until the daemon answers, its messages are on the standard error that it was
 * started with, where whoever started it reads them; after that, in the file.
 */
#ifndef DAEMON_BACKGROUND_H
#define DAEMON_BACKGROUND_H

#include <stdbool.h>

/* Zero it; then both are descriptors only if they are not 0. */
struct background {
    int log;
    int parent; /* a pipe to the process that waits until the daemon answers */
};

/* Open the log, for appending, readable by the user alone if it is new. One of
 * more than a megabyte is first renamed to PATH.1. A path of NULL is
 * findingsd.log in the user's folder of state. False with a reason of
 * FINDINGS_REASON_SIZE bytes if that fails. */
bool background_open_log(struct background *background,
                         const char *path,
                         char *reason);

/* Go on in a new process, without a terminal; call it before any thread is
 * started. Only the new process returns: the one that was started waits until
 * that answers and exits with 0, or until it has failed and exits with its exit
 * status. False with a reason if there can be no new process. */
bool background_enter(struct background *background, char *reason);

/* The daemon answers: write to the log from now on, and leave the folder and
 * the standard streams that it was started with. */
void background_leave(struct background *background);

/* Tell the process that waits. */
void background_ready(struct background *background);

#endif
