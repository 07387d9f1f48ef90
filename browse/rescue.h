/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * rescue.h: gives the terminal back as it was if the program crashes.
 */
#ifndef BROWSE_RESCUE_H
#define BROWSE_RESCUE_H

/* Remember how the terminal is; before ncurses takes it over. */
void rescue_remember(void);

/* After that: from now on, a signal that ends the program after a fault first
 * gives the terminal back. */
void rescue_begin(void);

#endif
