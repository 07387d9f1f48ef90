/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * connection.h: the connection to the daemon, over a plain blocking socket.
 *
 * A function that fails says why in reason, one line for a person.
 */
#ifndef CLIENT_ASK_CONNECTION_H
#define CLIENT_ASK_CONNECTION_H

#include "findings/places.h"
#include "findings/wire.h"

#include <jansson.h>
#include <stdbool.h>
#include <sys/un.h>

/* How long to wait for the daemon, in milliseconds: for any byte, and for a
 * whole line, which is an answer or a part of one. The daemon gives up a
 * request long before. */
enum { CONNECTION_SILENCE_MS = 60000, CONNECTION_LINE_MS = 120000 };

/* Why a connection could not be opened, or a request not be answered. */
enum connection_failure {
    CONNECTION_FAILED,
    CONNECTION_ABSENT, /* nobody listens on the socket */
    CONNECTION_CUT     /* who listened closed it before the greeting, or the
                          answer */
};

/* Initialise it with zeros, and close it even if it could not be opened. */
struct connection {
    int fd; /* valid while is_open */
    bool is_open;
    enum connection_failure failure;
    int silence_ms; /* the limits above; 0: as they are */
    int line_ms;
    char db[512]; /* the index that it answers from; "" if it did not say */
    struct sockaddr_un address;
    struct findings_frames frames;
};

/* Connect and read the greeting; false if that fails, with the kind of failure
 * in the connection too. The program that listens must belong to this user, to
 * root, or to the owner, the name of a user, unless that is NULL.
 *
 * `first` is a request to send in the same breath, which saves a client that
 * has only one the time of a greeting; NULL: none. It is sent as soon as it is
 * known to whom that program belongs, and answered after the greeting; a
 * program that is not findingsd gets to see it. */
bool connection_open(struct connection *connection,
                     const char *path,
                     const char *owner,
                     const char *first,
                     char reason[FINDINGS_REASON_SIZE]);

/* The line of a request, with its newline; takes ownership of params. The
 * caller frees it; NULL if it cannot be sent. */
char *connection_request(json_int_t id,
                         const char *method,
                         json_t *params,
                         char reason[FINDINGS_REASON_SIZE]);

bool connection_send(struct connection *connection,
                     const char *line,
                     char reason[FINDINGS_REASON_SIZE]);

/* Wait for the answer to the only request on its way, which has the id 1, or
 * for the next part of it: an object with "result", "error" or "part" in the
 * form that shape.h knows, which the caller frees. NULL after a failure. */
json_t *connection_next(struct connection *connection,
                        const char *method,
                        char reason[FINDINGS_REASON_SIZE]);

/* Whether an open connection can take the next request: nothing is to be read,
 * as there would be if the daemon had closed it. */
bool connection_is_quiet(const struct connection *connection);

/* For several requests at a time (session.h), and for connections that are
 * never waited for (link.h). */

/* Wait for the next line, whatever it is: its bytes without the newline, with a
 * NUL after them, borrowed until the next call. False after a failure. */
bool connection_receive_line(struct connection *connection,
                             char **line,
                             size_t *len,
                             char reason[FINDINGS_REASON_SIZE]);

/* Wait for the next object, whatever it is; the caller frees it. NULL after a
 * failure. */
json_t *connection_receive(struct connection *connection,
                           char reason[FINDINGS_REASON_SIZE]);

/* Whether the answer to a request of this method and id has the form that
 * shape.h knows. */
bool connection_check(const struct connection *connection,
                      const char *method,
                      json_int_t id,
                      const json_t *answer,
                      char reason[FINDINGS_REASON_SIZE]);

void connection_close(struct connection *connection);

#endif
