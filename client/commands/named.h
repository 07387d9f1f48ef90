/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * named.h: the paragraph or the report that a person names.
 */
#ifndef CLIENT_COMMANDS_NAMED_H
#define CLIENT_COMMANDS_NAMED_H

#include "ask/options.h"

#include <jansson.h>
#include <stdbool.h>

/* Ask for the paragraph with this id, with the parameters of the options, or
 * for the report with this id or the only one whose id begins with it. Returns
 * the result of "get" or, with *is_report, of "report", which the caller frees.
 * On error, reports it, returns NULL and sets *status, the exit status. */
json_t *named_ask(struct options *options,
                  const char *id,
                  bool *is_report,
                  int *status);

#endif
