/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * words.h: share/words.txt, which the build makes a part of the program.
 */
#ifndef DAEMON_WORDS_H
#define DAEMON_WORDS_H

#include <stddef.h>

extern const unsigned char words_shipped[];
extern const size_t words_shipped_len;

#endif
