/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * privileges.h: what the daemon gives up, for good.
 *
 * A function that fails says why in reason, of FINDINGS_REASON_SIZE bytes: one
 * line for a person.
 */
#ifndef DAEMON_PRIVILEGES_H
#define DAEMON_PRIVILEGES_H

#include "messages/served.h"

#include <stdbool.h>
#include <stddef.h>

/* Become this user, with the user's own groups and home. Only root can become
 * another one. Call it before any thread is started and any file is made. */
bool privileges_become(const char *user, char *reason);

/* Open no other files from now on than those of the index, of the system and in
 * the folders of these files of words, and make nothing but sockets in the
 * folders of these sockets. Threads that are already there are not affected.
 * The index is a folder, or several, which may be replaced by
 * others, so that all that is beside them can be read as well; so are files of
 * words, which may be links, and need not exist yet. Does nothing where the
 * kernel has no Landlock. */
enum { PRIVILEGES_FILES_MAX = 16 };
void privileges_keep_to(const struct served *served,
                        const char *const *sockets,
                        size_t n_sockets,
                        const char *const *files,
                        size_t n_files);

#endif
