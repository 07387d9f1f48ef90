/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * attempt.h: connects to the daemon in a thread, as ask_connect() does, so that
 * a program which does other things meanwhile never waits.
 */
#ifndef CLIENT_ASK_ATTEMPT_H
#define CLIENT_ASK_ATTEMPT_H

#include "ask/connection.h"
#include "ask/options.h"

#include <stdbool.h>

/* Begin. Returns a descriptor that can be read once the attempt has ended, for
 * attempt_end(); if the program ends before, it just closes it. -1 with a
 * reason if there can be no thread. The options must live as long as the
 * program. The greeting may take silence_ms; 0: as long as usual. */
int attempt_start(const struct options *options,
                  int silence_ms,
                  char reason[FINDINGS_REASON_SIZE]);

/* Take over the connection, which is not open, with a reason, if the attempt
 * has failed. Closes the descriptor. False if the attempt has not ended. */
bool attempt_end(int descriptor,
                 struct connection *connection,
                 char reason[FINDINGS_REASON_SIZE]);

#endif
