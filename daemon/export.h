/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * export.h: everything that a query finds, a part at a time, so that however
 * much it is, little of it is held.
 */
#ifndef DAEMON_EXPORT_H
#define DAEMON_EXPORT_H

#include "failure.h"

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>

struct export;

/* Check the parameters, which are an object. */
bool export_check(const json_t *params, struct failure *failure);

/* Begin; NULL with *failure filled. The reader need not be the same later. */
struct export *export_open(struct fe_reader *reader,
                           const json_t *params,
                           struct failure *failure);

/* The records of the next part: the text of a JSON array, free() it. NULL
 * where there are no more, or with *failure filled. */
char *export_part(struct export *export,
                  struct fe_reader *reader,
                  struct failure *failure);

/* Whether all has been handed out: the next part is none, and needs no
 * reader. */
bool export_is_done(const struct export *export);

/* What is told at the end: a new object. */
json_t *export_result(const struct export *export);

void export_close(struct export *export);

#endif
