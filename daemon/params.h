/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * params.h: a request's parameters, read strictly: what is not known, not of
 * the right type or out of range is an error that names it.
 */
#ifndef DAEMON_PARAMS_H
#define DAEMON_PARAMS_H

#include "failure.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Each is false, with *failure filled, where the parameter is wrong. One that
 * is not given leaves *out alone. Strings are borrowed from params. */
bool params_known(const json_t *params,
                  const char *const *names,
                  struct failure *failure);
bool params_string(const json_t *params,
                   const char *name,
                   const char **out,
                   struct failure *failure);
bool params_count(const json_t *params,
                  const char *name,
                  size_t most,
                  size_t *out,
                  struct failure *failure);
/* One of the words, NULL-terminated; *out is its place. */
bool params_choice(const json_t *params,
                   const char *name,
                   const char *const *words,
                   size_t *out,
                   struct failure *failure);

#endif
