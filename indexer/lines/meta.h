/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * meta.h: what a web page says of itself in its head, where sites name the
 * publisher of a page and the day of its publication.
 */
#ifndef INDEXER_META_H
#define INDEXER_META_H

#include "lines/lines.h"

#include <libxml/tree.h>

/* Read them into the members publisher and published of the lines. */
void meta_read(const xmlNode *root, struct lines *out);

#endif
