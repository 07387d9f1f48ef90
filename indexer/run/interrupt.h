/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * interrupt.h: being told to stop, by Ctrl-C or SIGTERM.
 */
#ifndef INDEXER_INTERRUPT_H
#define INDEXER_INTERRUPT_H

/* From now on the first of either signal only asks to stop; the second ends the
 * program at once. */
void interrupt_catch(void);

/* The signal that came; 0: none. */
int interrupt_signal(void);

#endif
