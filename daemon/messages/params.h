/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * params.h: reads a request's parameters, strictly: a parameter that is
 * unknown, of the wrong type or out of range is an error, which names it.
 */
#ifndef DAEMON_MESSAGES_PARAMS_H
#define DAEMON_MESSAGES_PARAMS_H

#include "messages/failure.h"

#include "findings/schema.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Each returns false if the parameter is wrong, with *failure set, and leaves
 * *out as it is if the parameter is not given. Strings are borrowed from
 * params. */
bool params_known(const json_t *params,
                  const char *const *names,
                  struct failure *failure);
/* The read() of a method that takes no parameters. */
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
bool params_count_from(const json_t *params,
                       const char *name,
                       size_t least,
                       size_t most,
                       size_t *out,
                       struct failure *failure);
bool params_bool(const json_t *params,
                 const char *name,
                 bool *out,
                 struct failure *failure);
/* One of the words, a list that ends in NULL; *out is its index. */
bool params_choice(const json_t *params,
                   const char *name,
                   const char *const *words,
                   size_t *out,
                   struct failure *failure);
/* A string that is required and must not be empty; the hint says what to give.
 */
bool params_needed(const json_t *params,
                   const char *name,
                   const char *hint,
                   const char **out,
                   struct failure *failure);

/* The id of a request as its answer repeats it, 4 for 4.0; NULL if this is not
 * an id. The caller owns it. */
json_t *params_id(json_t *given);

/* The field of this name, if it has values to filter or count by. Otherwise
 * NULL, with *failure naming the parameter and listing the fields. */
const struct findings_field *
params_field(const char *param, const char *name, struct failure *failure);

#endif
