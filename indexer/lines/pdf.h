/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pdf.h: reads the lines of a PDF, in reading order, with their place and type.
 * What belongs to the page (running headers and footers, page numbers,
 * footnotes and their marks) is removed by its place and font size.
 *
 * It uses poppler's GLib interface, which gives the place and font of every
 * character; the C++ interface gives them only for words. It is as fast, and it
 * is C. Run it in a process that may crash: poppler parses untrusted input.
 */
#ifndef INDEXER_PDF_H
#define INDEXER_PDF_H

#include "base/text.h"
#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Read a PDF, whose bytes are changed. False with a reason, for a person, if it
 * is damaged, encrypted or has no text. Free *out with lines_fini(). */
bool
pdf_read(char *bytes, size_t len, struct lines *out, char reason[REASON_SIZE]);

#endif
