/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * detach.h: findings-web goes into the background. The process that was started
 * prints what the other writes to standard output until that answers, and ends.
 */
#ifndef WEB_DETACH_H
#define WEB_DETACH_H

#include "findings/places.h"

#include <stdbool.h>

/* Go on in a new process, without a terminal; call it before any thread is
 * started. Only the new process returns: the other exits with 0 once
 * detach_end() is called, else as the new one exits. False with a reason if
 * there can be no new process. */
bool detach_begin(char reason[FINDINGS_REASON_SIZE]);

/* It answers: leave the folder and the standard streams. */
void detach_end(void);

#endif
