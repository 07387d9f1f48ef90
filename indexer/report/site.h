/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * site.h: the body whose web address is printed among the ways to reach it.
 * "www.ofboat.gov.uk" is the site of what the report calls "Ofboat", or of a
 * board that it abbreviates so.
 */
#ifndef INDEXER_SITE_H
#define INDEXER_SITE_H

#include "blocks/blocks.h"

/* The name of the body whose address the text has, as the blocks print it. The
 * caller frees it; NULL if there is none. Councils are left out, and sites that
 * anybody can have count only if their name is that of a body. */
char *site_owner(const struct blocks *blocks, const char *text);

#endif
