/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * commands.h: the list of commands, and which options can be combined.
 */
#ifndef CLIENT_COMMANDS_H
#define CLIENT_COMMANDS_H

#include "commands/command.h"

/* In the order in which --help lists them, NULL at the end. The first is run if
 * the first argument is not the name of a command. */
extern const struct command *const commands_all[];

/* The command of this name; NULL if there is none. */
const struct command *commands_find(const char *name);

/* The name of the command that somebody who typed the word may have meant; NULL
 * if there is none, or it is the name of one. */
const char *commands_near(const char *word);

/* Run the command, if it accepts the options and arguments given. Returns the
 * exit status; errors have been reported. */
int commands_run(const struct command *command, struct options *options);

#endif
