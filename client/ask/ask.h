/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ask.h: a question to the daemon, from connecting to its answer. Errors are
 * reported on standard error.
 */
#ifndef CLIENT_ASK_ASK_H
#define CLIENT_ASK_ASK_H

#include "ask/options.h"

#include <jansson.h>
#include <stdbool.h>

/* The words as they were typed, from the first-th on, a blank between. NULL
 * where they are not valid UTF-8. */
json_t *ask_query(const struct options *options, int first);

/* The result of one question, which the caller frees; NULL after an error,
 * which has been reported, with the exit status for it. Takes ownership of
 * params. */
json_t *ask_daemon(const struct options *options,
                   const char *method,
                   json_t *params,
                   int *status);

/* Likewise of a question that is answered in parts: take is given each part
 * before the next is read; false: that is enough, and there is no result. */
json_t *ask_parts(const struct options *options,
                  const char *method,
                  json_t *params,
                  bool (*take)(const json_t *part, void *data),
                  void *data,
                  int *status);

#endif
