/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * help.h: the text of --help.
 */
#ifndef CLIENT_HELP_H
#define CLIENT_HELP_H

#include "commands.h"

/* Print the usage of the program: a line for each command, and the options in
 * groups, each with an example. */
void help_overview(void);

/* Print the usage of a command, with each of its options. */
void help_command(const struct command *command);

#endif
