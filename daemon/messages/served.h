/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * served.h: the index that is answered from, which may consist of several
 * parts.
 */
#ifndef DAEMON_MESSAGES_SERVED_H
#define DAEMON_MESSAGES_SERVED_H

#include "findings/engine.h"
#include "findings/trouble.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SERVED_MAX = 64,        /* parts */
    SERVED_PLACES_MAX = 112 /* of all parts */
};

/* All paths are absolute, as messages name the index to clients, which may be
 * in other folders. It must not be moved. */
struct served {
    char *db; /* the place that was given, the first if there were several: a
                 folder, a socket, or a file that lists them */
    char *places[SERVED_PLACES_MAX]; /* of the first part, then of the second,
                                        and so on */
    size_t n_places;
    struct fe_shard parts[SERVED_MAX];
    size_t n;
    unsigned answer_ms; /* within which a part on another machine has to answer
                           a call */
};

/* Serve what is at these places, of which there is at least one: a folder, the
 * socket of another findingsd, or a file that names one of these on each line,
 * relative to the file; on a line that begins with "|", a copy of the part
 * above. Nothing else is looked at. False with a reason of FINDINGS_REASON_SIZE
 * bytes. */
bool served_open(const char *const *places,
                 size_t n,
                 struct served *out,
                 char *reason);
void served_close(struct served *served);

/* The preferred place of a part. */
const char *served_name(const struct served *served, size_t part);

/* findings_trouble() of the part that the error is about. served may be NULL:
 * it is not known. */
void served_trouble(const struct served *served,
                    const struct fe_error *err,
                    char out[FINDINGS_TROUBLE_SIZE]);

#endif
