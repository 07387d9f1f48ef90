/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ask.h: requests to the daemon, one after the other, from connecting to their
 * answers. Errors are reported on standard error. The connection is made by the
 * first request, and kept for the next until ask_close().
 */
#ifndef CLIENT_ASK_ASK_H
#define CLIENT_ASK_ASK_H

#include "ask/connection.h"
#include "ask/options.h"

#include <jansson.h>
#include <stdbool.h>

/* The arguments from index `first` onwards, as they were typed, joined by
 * spaces; the caller frees it. If they are not valid UTF-8, reports that and
 * returns NULL. */
json_t *ask_query(const struct options *options, int first);

/* Connect to the daemon that the options choose, which is started if there is
 * none and it may be. False with a reason if that fails; close the connection
 * all the same. */
bool ask_connect(struct connection *connection,
                 const struct options *options,
                 char reason[FINDINGS_REASON_SIZE]);

/* Print the error of an answer, preceded by the option it is about. If it
 * refers to a place in the query, which may be NULL, print the query too, with
 * a mark there. */
void ask_report(const struct options *options,
                const json_t *error,
                const char *query);

/* If the result leaves out parts of the index, say so: on standard output,
 * maybe through a pager, if a person is to read the result, or else on standard
 * error. The same is not said again of the answers that follow, except to a
 * person of another line of standard input. The functions below that report
 * errors do it; it remains for what was asked otherwise. */
void ask_note_incomplete(const struct options *options, const json_t *result);

/* Send a request, taking ownership of params. Returns the result, which the
 * caller frees. On error, returns NULL and sets *status, the exit status. */
json_t *ask_daemon(const struct options *options,
                   const char *method,
                   json_t *params,
                   int *status);

/* The same, but if what is asked for does not exist, it is not reported: *error
 * is then the daemon's error, for ask_report(), which the caller frees;
 * otherwise NULL. */
json_t *ask_whether(const struct options *options,
                    const char *method,
                    json_t *params,
                    json_t **error,
                    int *status);

/* Ask for what a person would not wait for: NULL, without a message, if there
 * is no daemon, or if it does not answer within ASK_QUICKLY_MS. Never starts
 * one. */
enum { ASK_QUICKLY_MS = 300 };
json_t *
ask_quickly(const struct options *options, const char *method, json_t *params);

/* The same as ask_daemon() for an answer that comes in parts: take() is called
 * with each part before the next is read. If it returns false, the rest is not
 * read, and the result is NULL. */
json_t *ask_parts(const struct options *options,
                  const char *method,
                  json_t *params,
                  bool (*take)(const json_t *part, void *data),
                  void *data,
                  int *status);

/* Whether the last request was not answered at all, so that further ones would
 * probably not be either. */
bool ask_is_lost(void);

void ask_close(void);

#endif
