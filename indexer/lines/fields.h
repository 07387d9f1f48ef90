/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fields.h: what people filled in or typed on a page of a PDF: values of form
 * fields, and notes typed on the page (FreeText). Poppler does not give them
 * with the text of the page.
 */
#ifndef INDEXER_FIELDS_H
#define INDEXER_FIELDS_H

#include "lines/glyphs.h"

#include <stddef.h>

/* What of a page is not read. */
struct unread {
    size_t fields; /* of forms, that belong to no form of the file */
    size_t marks;  /* comments, highlighting, stamps; no links */
};

/* Add them to the glyphs of the page, each in its place, unless there is text
 * in that place. */
struct unread fields_add(PopplerPage *source, struct glyphs *glyphs);

#endif
