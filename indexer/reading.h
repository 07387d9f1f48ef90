/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * reading.h: reads the bytes of a report into a report: first lines, then
 * blocks, then what each block is according to the framework's table, and at
 * last the grade that governs each paragraph.
 */
#ifndef INDEXER_READING_H
#define INDEXER_READING_H

#include "base/text.h"
#include "terms/frameworks.h"
#include "lines/lines.h"
#include "report/report.h"

#include <stdbool.h>

/* Read the bytes of a file: a PDF, a report's text, or records. source is the
 * name by which reports refer to the file. The bytes may be changed. False with
 * a reason, for a person, if nothing can be read; out is then empty. */
bool reading_bytes(const char *source,
                   char *bytes,
                   size_t len,
                   struct report_list *out,
                   char reason[REASON_SIZE]);

/* From now on, also read pages by recognising their text: ocr_switch_on()
 * (lines/ocr.h). */
bool reading_with_ocr(void (*progress)(unsigned done, unsigned all),
                      char reason[REASON_SIZE]);

/* Call in a process that reads reports before it enters the sandbox
 * (sandbox.h): ocr_prepare(). */
void reading_prepare(void);

/* The framework of the report with these lines. Constant, never NULL. */
const struct framework *reading_framework(const struct lines *lines);

/* Read the lines of a report, as made by txt_read() and pdf_read(). Takes
 * ownership of them. False with a reason if they contain no paragraphs; out is
 * then empty. */
bool reading_lines(const char *source,
                   struct lines *lines,
                   struct report *out,
                   char reason[REASON_SIZE]);

#endif
