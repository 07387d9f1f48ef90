/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * link.h: the connection to the daemon: a plain blocking socket.
 */
#ifndef CLIENT_LINK_H
#define CLIENT_LINK_H

#include "findings/places.h"
#include "findings/wire.h"

#include <jansson.h>
#include <stdbool.h>

/* Zero-initialise it; link_close() it, whether it was opened or not. */
struct link {
    int fd; /* of a link that is open */
    bool is_open;
    struct findings_frames frames;
};

/* Connect, and read the greeting. False with a reason, for a person. */
bool link_open(struct link *link,
               const char *path,
               char reason[FINDINGS_REASON_SIZE]);

/* Ask one thing; params are taken over. The answer: an object with "result"
 * or "error", the caller's. NULL with a reason. */
json_t *link_ask(struct link *link,
                 const char *method,
                 json_t *params,
                 char reason[FINDINGS_REASON_SIZE]);

/* A further answer to it, likewise: of what comes in parts. */
json_t *link_next(struct link *link, char reason[FINDINGS_REASON_SIZE]);

void link_close(struct link *link);

#endif
