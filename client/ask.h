/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ask.h: a question to the daemon, from connecting to its answer; what goes
 * wrong is told on standard error.
 */
#ifndef CLIENT_ASK_H
#define CLIENT_ASK_H

#include "options.h"

#include <jansson.h>
#include <stdbool.h>

/* The words as they were typed, from the first-th on, a blank between. NULL
 * where they are no UTF-8. */
json_t *ask_query(const struct options *options, int first);

/* The result of one question, the caller's; NULL where an error was told, with
 * the exit status for it. params are taken over. */
json_t *ask(const struct options *options,
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
