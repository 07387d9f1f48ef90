/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * signature.h: MinHash signatures (Broder 1997), by which near-duplicate texts
 * are found: of each of sixteen hash functions the least hash of all runs of
 * three words, so that two signatures agree in about as large a part as the
 * texts have runs in common.
 */
#ifndef ENGINE_TEXT_SIGNATURE_H
#define ENGINE_TEXT_SIGNATURE_H

#include "engine/text/tokens.h"

enum { SIGNATURE_HASHES = 16, SIGNATURE_SIZE = 2 * SIGNATURE_HASHES };

/* False for a text too short to be told from others by its words. */
bool signature_of(const struct tokens *tokens, char out[SIGNATURE_SIZE]);

/* In how many hashes two signatures agree. */
unsigned signature_agreement(const char *a, const char *b);

#endif
