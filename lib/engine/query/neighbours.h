/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * neighbours.h: the words of a vocabulary that are a few letters away from one:
 * a deletion neighbourhood (SymSpell, Garbe 2012). Two words are at most two
 * slips apart only if some letters deleted from each, at most as many, leave
 * the same; so what is left of each word's beginning is looked up, not
 * compared.
 *
 * Words may be added at any time. neighbours_prepare() makes an index of them:
 * a large part, and a small one of the words added since, which is rebuilt each
 * time until it is large enough to become part of the first. The last few
 * hundred words are in neither and are compared one by one.
 *
 * One thread at a time may change or prepare it; any number may look for words
 * then. 90,000 words take 10 MB, and about a tenth of a second to prepare.
 */
#ifndef ENGINE_QUERY_NEIGHBOURS_H
#define ENGINE_QUERY_NEIGHBOURS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct neighbours;

struct neighbours *neighbours_new(void);
void neighbours_free(struct neighbours *neighbours); /* NULL is allowed */

/* The word must outlive it. What is not all letters, or has more of them than
 * LETTERS_MAX, is left out. */
void neighbours_add(struct neighbours *neighbours, const char *word);

/* Call it before words are looked for: it does nothing if too few were added.
 */
void neighbours_prepare(struct neighbours *neighbours);

/* Add to found, a list of words, all that may be as many slips away (1 or 2),
 * and some that are further, each once. */
void neighbours_find(const struct neighbours *neighbours,
                     const char *word,
                     unsigned most,
                     GPtrArray *found);

#endif
