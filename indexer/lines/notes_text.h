/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * notes_text.h: finds the footnotes of a text that is divided into pages.
 */
#ifndef INDEXER_NOTES_TEXT_H
#define INDEXER_NOTES_TEXT_H

#include "lines/lines.h"

#include <stdbool.h>

/* Mark the footnotes at the end of each page. Lines that are marked already,
 * such as page numbers, may follow them. */
void notes_mark_plain(const struct lines *lines, bool *drop);

#endif
