/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * paragraph.h: the paragraph that a request names.
 */
#ifndef DAEMON_MESSAGES_PARAGRAPH_H
#define DAEMON_MESSAGES_PARAGRAPH_H

#include "messages/failure.h"

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>

/* Read the parameter "id", which is required; it is borrowed. */
bool paragraph_read_id(const json_t *params,
                       const char **id,
                       struct failure *failure);

/* The term by which it is found. The caller frees it with free(). */
char *paragraph_term(const char *id);

/* Fill *failure from the error that the engine returned for this id. */
void paragraph_fail(struct fe_reader *reader,
                    const char *id,
                    const struct fe_error *err,
                    struct failure *failure);

#endif
