/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * reading.h: bytes of a report -> the report: lines, blocks, what each block
 * is by its framework's table, and the grade that governs each paragraph.
 */
#ifndef INDEXER_READING_H
#define INDEXER_READING_H

#include "base/text.h"
#include "terms/frameworks.h"
#include "lines/lines.h"
#include "report/report.h"

#include <stdbool.h>

/* Read a file's bytes, whatever they are: a PDF or a report's text. source is
 * the name to know the file by. False with a reason, for a person, where
 * nothing can be read; then out is empty. */
bool reading_bytes(const char *source,
                   const char *bytes,
                   size_t len,
                   struct report_list *out,
                   char reason[REASON_SIZE]);

/* The framework whose report these are the lines of. Constant, never NULL. */
const struct framework *reading_framework(const struct lines *lines);

/* Read a report's lines, as txt_read() and pdf_read() leave them. Takes
 * ownership of them. False with a reason where they contain no paragraphs; then
 * out is empty. */
bool reading_lines(const char *source,
                   struct lines *lines,
                   struct report *out,
                   char reason[REASON_SIZE]);

#endif
