/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * help.h: what --help says.
 */
#ifndef CLIENT_HELP_H
#define CLIENT_HELP_H

#include "commands.h"

/* All of it, in short. */
void help_overview(void);

/* One command, with each of its options. */
void help_command(const struct command *command);

#endif
