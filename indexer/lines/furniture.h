/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * furniture.h: removes the lines that belong to the page and not to the
 * report: running heads and feet, page numbers and, of a PDF, footnotes.
 */
#ifndef INDEXER_FURNITURE_H
#define INDEXER_FURNITURE_H

#include "lines/lines.h"

/* Remove the furniture of a text, going only by what stands at the edges of
 * many pages. */
void furniture_remove_plain(struct lines *lines);

/* Remove the furniture of a PDF, going by place and type. The report's own type
 * is measured for it, and the lines have it then (measure.h). */
void furniture_remove_typed(struct lines *lines);

#endif
