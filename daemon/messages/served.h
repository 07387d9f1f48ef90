/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * served.h: the index that is answered from, which may consist of several
 * folders.
 */
#ifndef DAEMON_MESSAGES_SERVED_H
#define DAEMON_MESSAGES_SERVED_H

#include "findings/engine.h"
#include "findings/trouble.h"

#include <stdbool.h>
#include <stddef.h>

enum { SERVED_MAX = 64 }; /* folders */

/* All paths are absolute, as messages name the index to clients, which may be
 * in other folders. */
struct served {
    char *db; /* the place that was given, the first if there were several: a
                 folder, or a file that lists folders */
    char *folders[SERVED_MAX];
    size_t n;
};

/* Serve what is at these places, of which there is at least one: a folder, or a
 * file that names a folder on each line, relative to the file. Nothing else is
 * looked at. False with a reason of FINDINGS_REASON_SIZE bytes. */
bool served_open(const char *const *places,
                 size_t n,
                 struct served *out,
                 char *reason);
void served_close(struct served *served);

/* findings_trouble() of the folder that the error is about. served may be NULL:
 * it is not known. */
void served_trouble(const struct served *served,
                    const struct fe_error *err,
                    char out[FINDINGS_TROUBLE_SIZE]);

#endif
