/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * session.h: many questions over one connection, several of them at a time, and
 * their answers from one state of the index.
 *
 * Failures of the connection are reported on standard error.
 */
#ifndef CLIENT_ASK_SESSION_H
#define CLIENT_ASK_SESSION_H

#include "ask/connection.h"
#include "ask/options.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct question {
    const char *method; /* any but export; borrowed */
    json_t *params;     /* owned */
    json_t *answer;     /* owned; NULL until it has been asked */
    size_t bytes;       /* of the request, while it is on its way; else 0 */
};

/* The question then owns params. */
struct question question_of(const char *method, json_t *params);
void question_fini(struct question *question);

/* The result of the answer, or its error; NULL if it is not that. Borrowed from
 * the question. */
const json_t *question_result(const struct question *question);
const json_t *question_error(const struct question *question);

struct session {
    struct connection connection;
    json_t *latest; /* the latest result, owned; or NULL */
};

/* Initialise it with zeros, and close it even if it could not be opened. */
bool session_open(struct session *session, const struct options *options);
void session_close(struct session *session);

/* The revision of the latest result; 0 before the first. */
json_int_t session_revision(const struct session *session);

/* Called with the number of questions that have an answer. */
typedef void session_progress(size_t n_answered, void *data);

/* Ask those of the questions that have no answer yet; each then has a result or
 * an error. A request that cannot be sent, because it is too long, has an error
 * too. progress may be NULL. */
bool session_ask(struct session *session,
                 struct question *questions,
                 size_t n,
                 session_progress *progress,
                 void *data);

/* The same, and all results are from one state of the index: those that a
 * commit has made old, or for which other parts of it answered, are asked for
 * again. *is_one is false if it changed too fast for that. */
bool session_ask_together(struct session *session,
                          struct question *questions,
                          size_t n,
                          session_progress *progress,
                          void *data,
                          bool *is_one);

#endif
