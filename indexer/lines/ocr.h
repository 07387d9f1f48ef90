/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ocr.h: reads the pages of a PDF that are images, or whose letters are not
 * known, by recognising their text (tesseract.h). What is read has the shape of
 * what poppler reads (glyphs.h), so that columns, tables, headings and
 * furniture are found as on any other page: lines are level, those in one type
 * have the same size, and words in thick strokes are bold.
 */
#ifndef INDEXER_OCR_H
#define INDEXER_OCR_H

#include "base/text.h"
#include "lines/recognised.h"

#include <stdbool.h>

/* Whether pages are recognised is a setting of the process. It is off at first,
 * because it takes seconds for a page. Where it is on, progress is called
 * before each page, unless it is NULL, with how many of the pages of a file
 * that have to be recognised are done. False with a reason, for a person, if
 * what it needs is not installed. */
bool ocr_switch_on(void (*progress)(unsigned done, unsigned all),
                   char reason[REASON_SIZE]);
bool ocr_is_on(void);

/* Call in a process that recognises pages, before it gives up running programs
 * (sandbox.h). */
void ocr_prepare(void);

/* Tell how far the file is. */
void ocr_progress(unsigned done, unsigned all);

/* Recognise the text of the page with this number, and add it. False with a
 * reason, which follows the name of the page, if that failed. */
bool ocr_read(struct recognised *out,
              PopplerPage *source,
              unsigned number,
              char reason[REASON_SIZE]);

#endif
