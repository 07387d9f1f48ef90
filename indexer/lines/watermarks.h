/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * watermarks.h: finds the watermarks of a page: text at a slant, and large
 * letters printed over the text.
 */
#ifndef INDEXER_WATERMARKS_H
#define INDEXER_WATERMARKS_H

#include "base/text.h"
#include "lines/glyphs.h"

/* Mark the spans of watermarks as dropped, and add their words to the text. */
void watermarks_drop(const struct glyphs *glyphs,
                     struct spans *spans,
                     struct text *dropped);

#endif
