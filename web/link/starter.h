/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * starter.h: a process that starts the daemon when none runs. findings-web
 * gives up writing files and running programs, and a program that it ran would
 * have given that up too; this process, which reads nothing from the network,
 * has not.
 */
#ifndef WEB_LINK_STARTER_H
#define WEB_LINK_STARTER_H

#include "ask/options.h"

#include "findings/places.h"

#include <stdbool.h>

struct starter;

/* Start the process. Call it before any thread is started and any socket
 * opened; it ends with this one. NULL with a reason if that fails. The options
 * are borrowed. */
struct starter *starter_new(const struct options *options,
                            char reason[FINDINGS_REASON_SIZE]);
void starter_free(struct starter *starter);

/* Have a daemon started, unless one answers, and wait until it does. False with
 * a reason if there is none. Any thread may call it: one at a time is
 * served. */
bool starter_start(struct starter *starter, char reason[FINDINGS_REASON_SIZE]);

#endif
