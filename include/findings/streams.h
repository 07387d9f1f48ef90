/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * streams.h: the standard streams of a program.
 */
#ifndef FINDINGS_STREAMS_H
#define FINDINGS_STREAMS_H

/* Call first. A program may be started with its standard output closed (>&-):
 * the next file or socket that it opens would then be its standard output, and
 * results would be written there. This opens /dev/null in place of what is
 * closed, for reading only, so that writing to it fails as it should. */
void findings_streams_open(void);

#endif
