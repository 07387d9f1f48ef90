/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * exporting.h: search --format: everything that is counted, for another
 * program, written as it arrives.
 */
#ifndef CLIENT_COMMANDS_EXPORTING_H
#define CLIENT_COMMANDS_EXPORTING_H

#include "ask/options.h"

/* Ask and write; the query must be set. Returns the exit status. */
int exporting_run(struct options *options);

#endif
