/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cover.h: what a report says of itself before it begins: authority, dates,
 * lead inspector; and, of a visit, what it was about.
 */
#ifndef INDEXER_COVER_H
#define INDEXER_COVER_H

#include "blocks/blocks.h"
#include "terms/frameworks.h"
#include "report/report.h"

/* Read the cover and, of a letter, the first sentences and the signature. */
void cover_read(const struct blocks *blocks,
                const struct framework *framework,
                struct report *report);

/* The service area that a visit was about, from the sentence of the letter that
 * says so, else from all of its opening; constant. The framework has themes. */
const char *cover_theme(const struct blocks *blocks,
                        const struct framework *framework);

#endif
