/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * browsing.h: hits that follow the query while it is typed, by a program of its
 * own (browse/), because every start of findings would otherwise load what only
 * that one needs.
 */
#ifndef CLIENT_COMMANDS_BROWSING_H
#define CLIENT_COMMANDS_BROWSING_H

#include "ask/options.h"

/* Run it in place of this program, with the request as it has been read. Only
 * returns, with the exit status, if that fails, which has been reported. */
int browsing_run(const struct options *options);

#endif
