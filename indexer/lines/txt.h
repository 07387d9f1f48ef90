/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * txt.h: reads the lines of a text, with pages separated by form feeds.
 */
#ifndef INDEXER_TXT_H
#define INDEXER_TXT_H

#include "base/text.h"
#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Read the bytes of a report, which are copied. False with a reason, for a
 * person, if they are not text. */
bool txt_read(const char *bytes,
              size_t len,
              struct lines *out,
              char reason[REASON_SIZE]);

#endif
