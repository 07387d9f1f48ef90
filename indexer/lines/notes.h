/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * notes.h: finds the footnotes of the pages, which do not belong to the text of
 * a report.
 */
#ifndef INDEXER_NOTES_H
#define INDEXER_NOTES_H

#include "lines/lines.h"

#include <stdbool.h>

/* The largest font size of a note in a PDF, as a fraction of the body size. */
#define NOTE_SIZE 0.92

/* Mark the footnotes at the end of each page of a text that is divided into
 * pages, or of a PDF whose type has been measured. Lines that are marked
 * already, such as page numbers, may follow them. */
void notes_mark_text(const struct lines *lines, bool *drop);
void notes_mark_pdf(const struct lines *lines, bool *drop);

#endif
