/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ask.h: one request to the daemon, from connecting to its answer. Errors are
 * reported on standard error.
 */
#ifndef CLIENT_ASK_ASK_H
#define CLIENT_ASK_ASK_H

#include "ask/options.h"

#include <jansson.h>
#include <stdbool.h>

/* The arguments from index `first` onwards, as they were typed, joined by
 * spaces; the caller frees it. If they are not valid UTF-8, reports that and
 * returns NULL. */
json_t *ask_query(const struct options *options, int first);

/* Send a request, taking ownership of params. Returns the result, which the
 * caller frees. On error, returns NULL and sets *status, the exit status. */
json_t *ask_daemon(const struct options *options,
                   const char *method,
                   json_t *params,
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

#endif
