/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * layout.h: lines -> blocks, by what the lines look like: those of a text in
 * plain.c, those of a PDF, which have place and type, in typed.c.
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
