/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * docx.h: reads the lines of the body of a Word document; see package.h.
 */
#ifndef INDEXER_DOCX_H
#define INDEXER_DOCX_H

#include "lines/lines.h"
#include "lines/package.h"

bool docx_is(const struct package *package);

/* Read the document. False with a reason, for a person, if it is damaged or
 * empty. */
bool
docx_read(struct package *package, struct lines *out, char reason[REASON_SIZE]);

#endif
