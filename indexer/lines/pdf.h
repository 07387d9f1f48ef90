/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pdf.h: a PDF's bytes -> lines, in reading order, with their place and type.
 * What belongs to the page (running heads and feet, page numbers, footnotes
 * and their marks) is taken out by where it stands and how large it is.
 *
 * By poppler's GLib interface: it gives place and font of every character,
 * which its C++ interface gives of words only; it is as fast; and it is C.
 * Run it in a process that may be lost: poppler reads whatever it is given.
 */
#ifndef INDEXER_PDF_H
#define INDEXER_PDF_H

#include "base/text.h"
#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the bytes begin as a PDF does. */
bool pdf_is(const char *bytes, size_t len);

/* Read a PDF. False with a reason, for a person, where it is damaged,
 * encrypted or has no text. Free *out with lines_fini(). */
bool pdf_read(const char *bytes,
              size_t len,
              struct lines *out,
              char reason[REASON_SIZE]);

#endif
