/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dictionary.h: the words of an index and their numbers, from 1 in the order in
 * which they were first indexed. A word is never removed, so a dictionary only
 * grows: that a word is here does not mean that a document still has it.
 *
 * The index keeps it in its metadata, in chunks, with the words' stems, so that
 * opening an index neither reads all its terms nor stems them.
 *
 * Any number of threads may read a dictionary while one adds to it. What a
 * reader gets is constant and lives as long as the dictionary.
 */
#ifndef ENGINE_TEXT_DICTIONARY_H
#define ENGINE_TEXT_DICTIONARY_H

#include "engine/text/stem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dictionary;

struct dictionary *dictionary_new(void);
void dictionary_free(struct dictionary *dictionary); /* NULL is allowed */

/* The highest number. */
uint32_t dictionary_size(const struct dictionary *dictionary);

/* The number of a word, 0 if it is not there; compounds (with hyphens) too. */
uint32_t dictionary_find(const struct dictionary *dictionary, const char *word);
const char *dictionary_word(const struct dictionary *dictionary,
                            uint32_t number);
const char *dictionary_stem(const struct dictionary *dictionary,
                            uint32_t number);

/* The words of a stem: the first, and the next after each; 0 at the end.
 * Numbers rise. Compounds have a list of their own, by the stem of their words
 * written together. */
uint32_t dictionary_of_stem(const struct dictionary *dictionary,
                            const char *stem);
uint32_t dictionary_compound_of_stem(const struct dictionary *dictionary,
                                     const char *stem);
uint32_t dictionary_next(const struct dictionary *dictionary, uint32_t number);

/* The number of the word, which is added if it is not there. */
uint32_t dictionary_add(struct dictionary *dictionary,
                        const char *word,
                        struct stemmer *stemmer);

/* The chunks of words numbered 1 to DICTIONARY_CHUNK, and so on: a key of
 * metadata and its value. The last chunk may be a part; loading it again when
 * it has grown adds the rest. */
enum { DICTIONARY_CHUNK = 4096 };
#define DICTIONARY_KEYS "words/"
#define DICTIONARY_KEY DICTIONARY_KEYS "%06u" /* of the chunk, from 0 */

/* The chunk's value; the caller frees it with g_free(). */
char *dictionary_save(const struct dictionary *dictionary,
                      unsigned chunk,
                      size_t *len);

/* False if it is not a chunk: the index is damaged. Where stemmer is not NULL,
 * stored stems are not used: they were made by other rules. */
bool dictionary_load(struct dictionary *dictionary,
                     unsigned chunk,
                     const char *value,
                     size_t len,
                     struct stemmer *stemmer);

/* A name for the rules that words are stemmed by: the index keeps it beside the
 * stems, under this key. */
#define DICTIONARY_RULES_KEY "stems"
const char *dictionary_rules(void);

/* Whether a key of metadata is one of those above. */
bool dictionary_owns_key(const char *key);

#endif
