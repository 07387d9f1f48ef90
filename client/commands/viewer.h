/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * viewer.h: opens a file in the program with which a person looks at it, at a
 * page where that program can be told one, or an address in the browser. No
 * shell is involved.
 */
#ifndef CLIENT_COMMANDS_VIEWER_H
#define CLIENT_COMMANDS_VIEWER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether there is a display to open it on, or a viewer that was chosen with
 * FINDINGS_VIEWER, which may do without one. */
bool viewer_has_display(void);

/* Open the file, whose path is absolute, at the page, from 1; 0: it has none.
 * FINDINGS_VIEWER is waited for, others are not. On error, reports it and
 * returns false. */
bool viewer_open(const char *path, size_t page);

/* Whether there is a display, for the browser. */
bool viewer_has_screen(void);

/* Open the address of the web in the browser. On error, reports it and returns
 * false. */
bool viewer_open_address(const char *address);

#endif
