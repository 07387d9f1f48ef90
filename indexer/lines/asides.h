/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * asides.h: text beside the text of a page, in another direction: a note up the
 * margin, or the turned headings of a table.
 */
#ifndef INDEXER_ASIDES_H
#define INDEXER_ASIDES_H

#include "lines/lines.h"
#include "lines/page.h"

/* Add the asides of a page, one for each block of lines. */
void
asides_add(struct lines *lines, const struct glyphs *glyphs, unsigned page);

/* Once all pages are read: leave out what is too short for a paragraph, and
 * what comes again on another page. Remarks say what was left out and kept. */
void asides_choose(struct lines *lines);

#endif
