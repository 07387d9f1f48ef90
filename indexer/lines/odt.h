/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * odt.h: reads the lines of the body of an OpenDocument text; see package.h.
 */
#ifndef INDEXER_ODT_H
#define INDEXER_ODT_H

#include "lines/lines.h"
#include "lines/package.h"

bool odt_is(const struct package *package);

/* Read the document. False with a reason, for a person, if it is damaged or
 * empty. */
bool
odt_read(struct package *package, struct lines *out, char reason[REASON_SIZE]);

#endif
