/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * whole.h: reads and writes of a socket between two of our processes, until all
 * is done.
 */
#ifndef FINDINGS_WHOLE_H
#define FINDINGS_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

/* False at the end of the stream, or if that fails. */
bool whole_read(int fd, void *to, size_t len);
bool whole_write(int fd, const void *from, size_t len);

#endif
