/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * txt.h: the bytes of a text -> lines, with pages by its form feeds.
 */
#ifndef INDEXER_TXT_H
#define INDEXER_TXT_H

#include "base/text.h"
#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Read a report's bytes, which are copied. False with a reason, for a person,
 * where they are not text. */
bool txt_read(const char *bytes,
              size_t len,
              struct lines *out,
              char reason[REASON_SIZE]);

#endif
