/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * absentees.h: search --absent: the reports or authorities that never mention
 * what is searched for.
 */
#ifndef CLIENT_COMMANDS_ABSENTEES_H
#define CLIENT_COMMANDS_ABSENTEES_H

#include "ask/options.h"

/* Ask and print; the query must be set. Returns the exit status. */
int absentees_run(struct options *options);

#endif
