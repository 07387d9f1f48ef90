/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * furniture.h: takes out the lines that belong to the page and not to the
 * report: running heads and feet, page numbers and, of a PDF, footnotes.
 *
 * Of text it can go only by what stands at many pages' edges. Of a PDF it goes
 * by place and type; there it also measures the report's own type: body size,
 * right margin, and which lines have a blank before them.
 */
#ifndef INDEXER_FURNITURE_H
#define INDEXER_FURNITURE_H

#include "lines/lines.h"

void furniture_remove(struct lines *lines);

#endif
