/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * layout.h: turns lines into blocks by what they look like. Lines of a text are
 * read by plain.c; lines of a PDF, which have place and type, by typed.c.
 */
#ifndef INDEXER_LAYOUT_H
#define INDEXER_LAYOUT_H

#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "lines/lines.h"

void layout_read(const struct lines *lines,
                 const struct framework *framework,
                 struct blocks *out);

#endif
