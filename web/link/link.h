/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * link.h: the daemon, asked by several threads at a time. Connections are kept
 * for the next question; each is used by one thread at a time.
 */
#ifndef WEB_LINK_LINK_H
#define WEB_LINK_LINK_H

#include "ask/connection.h"
#include "ask/options.h"

#include "findings/places.h"

#include <jansson.h>
#include <stdbool.h>

struct link;

struct servant;

/* Questions go to the daemon that the options choose, which the starter
 * (starter.h) starts if none is running; with NULL, none is started. Both are
 * borrowed. */
struct link *link_new(const struct options *options, struct servant *starter);
void link_free(struct link *link);

/* A link for one request, for one thread, over the connections of another,
 * which must outlive it: it notes which parts of the index have been left out
 * of results, but for those of link_ask_text(), which say so themselves. Free
 * it with link_free(). */
struct link *link_for_request(const struct link *link);

/* Those parts (print/incomplete.h), borrowed; NULL if there are none. */
const json_t *link_incomplete(const struct link *link);

/* Why there is no result: a code of wire.h, or 0 if the daemon could not be
 * asked. */
struct link_failure {
    long long code;
    char message[FINDINGS_REASON_SIZE]; /* one line for a person */
    char param[64];                     /* that is wrong; "" if none is */
    long long offset; /* of the mistake in the query, in bytes; -1: none */
};

/* Ask one question, taking ownership of params, and wait for the answer. The
 * caller frees the result; NULL after a failure. */
json_t *link_ask(struct link *link,
                 const char *method,
                 json_t *params,
                 struct link_failure *failure);

/* The same, but the result is the text of a JSON object, as the daemon wrote
 * it: for who passes it on, at a tenth of the cost. The caller frees it with
 * g_free(). */
char *link_ask_text(struct link *link,
                    const char *method,
                    json_t *params,
                    struct link_failure *failure);

/* An answer that comes in parts. */
struct link_parts;

/* Ask for it, taking ownership of params, and wait for the first part. The
 * method must outlive it. NULL after a failure. */
struct link_parts *link_parts(struct link *link,
                              const char *method,
                              json_t *params,
                              struct link_failure *failure);

/* The next part, an array, or after the last the result, an object; the caller
 * frees it. NULL after a failure; do not call it again after that or after the
 * result. */
json_t *link_next(struct link_parts *parts, struct link_failure *failure);

/* All items of such an answer as one list, and in *result, if that is not NULL,
 * what the daemon says at its end; takes ownership of params. The caller frees
 * both; NULL after a failure. */
json_t *link_list(struct link *link,
                  const char *method,
                  json_t *params,
                  json_t **result,
                  struct link_failure *failure);

/* Give up what has not been read. */
void link_parts_end(struct link_parts *parts);

#endif
