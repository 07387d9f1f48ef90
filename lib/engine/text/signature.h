/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * signature.h: MinHash signatures (Broder 1997), by which near-duplicates are
 * found. A signature has, for each of sixteen hash functions, the least hash of
 * all runs of three words. The share of hashes in which two signatures agree is
 * about the share of runs that the texts have in common.
 */
#ifndef ENGINE_TEXT_SIGNATURE_H
#define ENGINE_TEXT_SIGNATURE_H

#include "engine/text/tokens.h"

enum { SIGNATURE_HASHES = 16, SIGNATURE_SIZE = 2 * SIGNATURE_HASHES };

/* False if the text is too short to have a meaningful signature. */
bool signature_of(const struct tokens *tokens, char out[SIGNATURE_SIZE]);

/* In how many hashes two signatures agree. */
unsigned signature_agreement(const char *a, const char *b);

#endif
