/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * input.h: standard input as a file to read. It is kept in memory, because a
 * file is read more than once and by other processes.
 */
#ifndef INDEXER_INPUT_H
#define INDEXER_INPUT_H

#include "files/sources.h"

/* Read standard input to its end, and add it under this name, which decides how
 * it is read as that of a file does. Without one (NULL) it must be records,
 * each of whose reports is then a source of its own. What cannot be used is
 * refused. Stops at a signal that is_stopped() knows of. */
void
input_add(struct sources *sources, const char *name, int (*is_stopped)(void));

#endif
