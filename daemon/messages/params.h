/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * params.h: a request's parameters, read strictly: what is not known, not of
 * the right type or out of range is an error that names it.
 */
#ifndef DAEMON_MESSAGES_PARAMS_H
#define DAEMON_MESSAGES_PARAMS_H

#include "messages/failure.h"

#include "findings/schema.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Each is false, with *failure filled, where the parameter is wrong. One that
 * is not given leaves *out alone. Strings are borrowed from params. */
bool params_known(const json_t *params,
                  const char *const *names,
                  struct failure *failure);
/* A method's read where it has no parameters. */
bool params_none(void *request, const json_t *params, struct failure *failure);
bool params_string(const json_t *params,
                   const char *name,
                   const char **out,
                   struct failure *failure);
bool params_count(const json_t *params,
                  const char *name,
                  size_t most,
                  size_t *out,
                  struct failure *failure);
bool params_bool(const json_t *params,
                 const char *name,
                 bool *out,
                 struct failure *failure);
/* One of the words, NULL-terminated; *out is its place. */
bool params_choice(const json_t *params,
                   const char *name,
                   const char *const *words,
                   size_t *out,
                   struct failure *failure);
/* A string that must be there and not be empty; hint says what it is. */
bool params_needed(const json_t *params,
                   const char *name,
                   const char *hint,
                   const char **out,
                   struct failure *failure);

/* The field of this name that values are kept of; NULL, with *failure naming
 * the parameter and the fields that there are, where there is none. */
const struct findings_field *
params_field(const char *param, const char *name, struct failure *failure);

#endif
