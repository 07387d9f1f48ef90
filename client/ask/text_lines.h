/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * text_lines.h: a small text file that a person writes, as lines.
 */
#ifndef CLIENT_ASK_TEXT_LINES_H
#define CLIENT_ASK_TEXT_LINES_H

#include "findings/places.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

enum { TEXT_LINES_MAX = 1 << 20 }; /* bytes of a file */

/* The lines of a text, as strings without line ends, which the caller frees. A
 * byte-order mark is left out. The strings may be anything but UTF-8; see
 * findings_utf8_fault(). NULL with a reason that begins with the name if the
 * text is too long, or not text. */
json_t *text_lines_of(const char *bytes,
                      size_t len,
                      const char *name,
                      char reason[FINDINGS_REASON_SIZE]);

/* The same of what is left of a stream. */
json_t *
text_lines_read(FILE *in, const char *name, char reason[FINDINGS_REASON_SIZE]);

#endif
