/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pager.h: what is printed for a person at a terminal can be read through a
 * pager, so that the best hit is at the top of the screen.
 */
#ifndef CLIENT_PRINT_PAGER_H
#define CLIENT_PRINT_PAGER_H

#include <stdbool.h>

/* Use this pager if the environment names none; NULL: less, if it is installed.
 * "" or "cat" mean none. The text must remain. */
void pager_set(const char *command);

/* Use none, whatever the environment says. */
void pager_forbid(void);

/* Start the pager, which then reads standard output, if this is a terminal and
 * there is one; the second call does nothing. If it cannot be run, reports
 * that; the output then goes to the terminal. Call it before anything is
 * printed. */
void pager_start(void);

/* Wait until the person has left the pager. Returns whether there was one: then
 * standard output is closed, and it is no error that not all was read. */
bool pager_finish(void);

#endif
