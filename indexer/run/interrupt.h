/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * interrupt.h: handles requests to stop, by Ctrl-C or SIGTERM.
 */
#ifndef INDEXER_INTERRUPT_H
#define INDEXER_INTERRUPT_H

/* From now on the first of these signals is only noted; a second one ends the
 * program at once. */
void interrupt_catch(void);

/* The signal that was received; 0 if none was. */
int interrupt_signal(void);

#endif
