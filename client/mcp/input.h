/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * input.h: what a tool takes, from the tables of options and fields: its
 * schema, whether arguments follow it, and the parameters that they become.
 */
#ifndef CLIENT_MCP_INPUT_H
#define CLIENT_MCP_INPUT_H

#include "findings/places.h"

#include <jansson.h>
#include <stdbool.h>

struct tool;

/* The caller owns it. */
json_t *input_schema(const struct tool *tool);

/* Whether the arguments, an object, follow the tool's schema; false with a
 * reason. That a value is one of a few is left to the daemon, which also knows
 * other spellings of it ("Children in care"). */
bool input_check(const struct tool *tool,
                 const json_t *arguments,
                 char reason[FINDINGS_REASON_SIZE]);

/* The arguments as parameters of a request, with those that name a field as its
 * filter; the caller owns them. NULL with a reason if the query begins with the
 * name of a saved query that cannot be used. */
json_t *input_params(const struct tool *tool,
                     const json_t *arguments,
                     char reason[FINDINGS_REASON_SIZE]);

#endif
