/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * scanned.h: scans of typeset pages, and what is read from them.
 */
#ifndef TESTS_SCANNED_H
#define TESTS_SCANNED_H

#include "paper.h"

#include <stddef.h>

/* Adds to the paper images of the pages of a PDF, each laid on the scanner at
 * this angle. */
void
scanned_add(struct paper *paper, const char *pdf, size_t len, double degrees);

/* The PDF of a source (typeset.h) as a scan; the caller frees it. */
char *scanned(const char *source, double degrees, size_t *len);

/* Switches OCR on for the rest of the process. Skips the test without
 * tesseract. */
void scanned_need_ocr(void);

#endif
