/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * program.h: where the other programs are: beside this one, as they are built
 * and installed.
 */
#ifndef CLIENT_ASK_PROGRAM_H
#define CLIENT_ASK_PROGRAM_H

#include <limits.h>
#include <stdbool.h>

/* The path of a program by its own path from the folder of this one, such as
 * "findingsd" or "../lib/x". False if none can be run there. */
bool program_beside(const char *name, char out[PATH_MAX]);

#endif
