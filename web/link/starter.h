/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * starter.h: a process that starts the daemon when none runs. findings-web
 * gives up running programs and writing files, and a program that it ran would
 * have given that up too.
 */
#ifndef WEB_LINK_STARTER_H
#define WEB_LINK_STARTER_H

#include "link/servant.h"

#include "ask/options.h"

/* The process, which servant_free() ends. The options are borrowed. */
struct servant *starter_new(const struct options *options,
                            char reason[FINDINGS_REASON_SIZE]);

/* Have a daemon started, unless one answers, and wait until it does. False with
 * a reason if there is none. */
bool starter_start(struct servant *starter, char reason[FINDINGS_REASON_SIZE]);

#endif
