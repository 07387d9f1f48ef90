/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * contents.h: the contents list of a PDF, whose entries are not text.
 */
#ifndef INDEXER_CONTENTS_H
#define INDEXER_CONTENTS_H

#include "lines/lines.h"

#include <stddef.h>

/* The number of lines of the contents list whose heading is at from, including
 * the heading. It ends with the last entry on its page, or on those following
 * pages that begin with an entry. */
size_t contents_length(const struct lines *lines, size_t from);

#endif
