/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * command_line.h: what is wrong with an option, in place of getopt's own
 * messages, which begin with the program's path and print the option as it is.
 */
#ifndef FINDINGS_COMMAND_LINE_H
#define FINDINGS_COMMAND_LINE_H

#include "findings/places.h"

/* Explain an option that getopt_long() has just failed to read, with ':' at the
 * beginning of its letters and opterr 0; failure is what it returned. */
void findings_explain_option(const char *program,
                             char *const *argv,
                             int failure,
                             char reason[FINDINGS_REASON_SIZE]);

#endif
