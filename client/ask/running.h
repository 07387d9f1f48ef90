/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * running.h: which findings-web of this user runs for a daemon, so that
 * "findings web" opens its page and does not start a second. A file in the
 * user's own folder has its address, and is locked as long as it runs: a lock
 * ends with its process, whatever becomes of that.
 */
#ifndef CLIENT_ASK_RUNNING_H
#define CLIENT_ASK_RUNNING_H

#include "ask/options.h"

#include "findings/places.h"

#include <limits.h>
#include <stdbool.h>

/* The path of the file, for the daemon that the options choose; its folder is
 * made. False with a reason if there is no place for it. */
bool running_place(const struct options *options,
                   char path[PATH_MAX],
                   char reason[FINDINGS_REASON_SIZE]);

/* Become the one that runs: *fd is then a descriptor, to be kept open as long
 * as that is so. False if another runs, and then *fd is -1, or with a reason if
 * the file cannot be used. */
bool
running_begin(const char *path, int *fd, char reason[FINDINGS_REASON_SIZE]);

/* Whether one runs, and that is its address, for which it is waited while it
 * starts. The text ends without a newline. */
enum { RUNNING_ADDRESS_SIZE = 128 };
bool running_address(const char *path, char address[RUNNING_ADDRESS_SIZE]);

/* It answers there. The file has its process on the second line, for a person.
 */
void running_say(int fd, const char *address);

#endif
