/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * export.h: everything that a query finds, a part at a time, so that however
 * much it is, little of it is held.
 */
#ifndef DAEMON_METHODS_EXPORT_H
#define DAEMON_METHODS_EXPORT_H

#include "messages/failure.h"

#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

struct export;

/* Check the parameters, which are an object. */
bool export_check(const json_t *params, struct failure *failure);

/* Begin; NULL with *failure filled. The reader need not be the same later. */
struct export *export_open(struct fe_reader *reader,
                           const json_t *params,
                           struct failure *failure);

/* Append the list of the records of the next part. False where there are no
 * more, or with *failure filled, whatever was appended. */
bool export_part(struct export *export,
                 struct fe_reader *reader,
                 GString *out,
                 struct failure *failure);

/* Whether all has been handed out: the next part is none, and needs no
 * reader. */
bool export_is_done(const struct export *export);

/* What is told at the end: a new object. */
json_t *export_result(const struct export *export);

void export_close(struct export *export);

#endif
