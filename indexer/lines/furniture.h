/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * furniture.h: removes the lines that belong to the page and not to the report:
 * running headers and footers, page numbers and footnotes.
 */
#ifndef INDEXER_FURNITURE_H
#define INDEXER_FURNITURE_H

#include "lines/lines.h"

/* Remove the furniture of a text. With no place or type to go by, it looks for
 * what is repeated at the edges of many pages. */
void furniture_remove_text(struct lines *lines);

/* Remove the furniture of a PDF by place and type. This needs the report's body
 * type, so it is measured here and stored in the lines (measure.h). */
void furniture_remove_pdf(struct lines *lines);

/* The same for lines that say what they are (enum line_role): page numbers, if
 * there are several, and the lines beside them that recur. */
void furniture_remove_marked(struct lines *lines);

#endif
