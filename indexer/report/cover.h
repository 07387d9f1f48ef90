/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cover.h: what a report says about itself before it begins: authority, dates,
 * lead inspector; and the theme of a visit.
 */
#ifndef INDEXER_COVER_H
#define INDEXER_COVER_H

#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "report/report.h"

/* Read the cover or, for a letter, its first sentences and its signature. */
void cover_read(const struct blocks *blocks,
                const struct framework *framework,
                struct report *report);

/* The service area that a visit was about, according to the sentence of the
 * letter that says so, or else to its whole opening; constant. The framework
 * must have themes. */
const char *cover_theme(const struct blocks *blocks,
                        const struct framework *framework);

#endif
