/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * each.h: a command that is run once for each of its arguments, or, if its only
 * argument is "-", for each line of standard input, over one connection.
 */
#ifndef CLIENT_COMMANDS_EACH_H
#define CLIENT_COMMANDS_EACH_H

#include "ask/options.h"

#include <stdbool.h>

/* Whether the only argument is "-". */
bool each_is_input(const struct options *options);

/* Run a command for one text; is_first is false after the first. Returns the
 * exit status. */
typedef int each_run(struct options *options, const char *text, bool is_first);

/* Run it for each line of standard input that is not blank, in turn. Returns
 * the exit status of all: EXIT_ERROR if any failed, else EXIT_FOUND if any
 * found something. */
int each_line(struct options *options, each_run *run);

/* The same for each argument, or line, that contains an id: all of it, what is
 * before its first tab, or what is in brackets at its beginning or end. */
int each_id(struct options *options, each_run *run);

#endif
