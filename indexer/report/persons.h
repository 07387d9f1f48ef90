/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * persons.h: who led the inspection, by the label beside the name.
 */
#ifndef INDEXER_PERSONS_H
#define INDEXER_PERSONS_H

#include "blocks/blocks.h"

/* The name of the lead inspector; NULL if it is not printed. The caller frees
 * it. */
char *persons_lead(const struct blocks *blocks);

#endif
