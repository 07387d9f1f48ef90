/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * spelling_index.h: finds the words of a vocabulary that are at most two edits
 * away from a given one: a deletion neighbourhood (SymSpell, Garbe 2012). If
 * two words are at most n edits apart, then deleting at most n letters from
 * each can leave the same letters; so words are looked up by what deletions
 * leave of their first letters, rather than compared with every other.
 *
 * Words may be added at any time. spelling_index_prepare() indexes them in two
 * parts: a large one, and a small one of the words added since, which is
 * rebuilt each time until it is large enough to be merged into the first. The
 * last few hundred words are in neither and are always candidates.
 *
 * While one thread adds words or prepares the index, no other may use it; once
 * prepared, any number of threads may look words up. 90,000 words take 10 MB
 * and about a tenth of a second to index.
 */
#ifndef ENGINE_QUERY_SPELLING_INDEX_H
#define ENGINE_QUERY_SPELLING_INDEX_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct spelling_index;

struct spelling_index *spelling_index_new(void);
void spelling_index_free(struct spelling_index *index); /* NULL is allowed */

/* The word must outlive the index. A word that is not all letters, or has more
 * than LETTERS_MAX of them, is left out. */
void spelling_index_add(struct spelling_index *index, const char *word);

/* Call before words are looked up; does nothing if only a few were added. */
void spelling_index_prepare(struct spelling_index *index);

/* Append to found, a list of words, every word that is at most `most` edits
 * away (1 or 2), and some that are further away, each once. */
void spelling_index_find(const struct spelling_index *index,
                         const char *word,
                         unsigned most,
                         GPtrArray *found);

#endif
