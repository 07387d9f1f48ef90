/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * detach.h: a program goes on in the background. The process that was started
 * waits until the other answers, and ends; what goes wrong before is said where
 * whoever started it reads it.
 */
#ifndef FINDINGS_DETACH_H
#define FINDINGS_DETACH_H

#include "findings/places.h"

#include <stdbool.h>

/* Go on in a new process, without a terminal; call it before any thread is
 * started. Only the new process returns, with a descriptor for
 * findings_detach_end(). The other one exits with 0 after that, else with the
 * exit status of the new one, or with 2 after a message of the program if a
 * signal has ended that. False with a reason if there can be no new process. */
bool findings_detach_begin(const char *program,
                           int *waiting,
                           char reason[FINDINGS_REASON_SIZE]);

/* Leave the folder, standard input and standard output. False, with errno, if
 * one of them has to stay. */
bool findings_detach_leave(void);

/* It answers: the process that waits prints the text, which has at most 511
 * bytes, on its standard output, and ends. False if it does not wait any more.
 * Closes the descriptor. */
bool findings_detach_end(int waiting, const char *text);

#endif
