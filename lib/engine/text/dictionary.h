/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dictionary.h: the words of an index and their numbers, from 1 in the order in
 * which they were first indexed. Words are never removed, so a word may be here
 * although no document has it any more.
 *
 * The index keeps the dictionary in its metadata, in chunks, with the stems of
 * the words, so that opening an index need not read and stem all its terms.
 *
 * Any number of threads may read a dictionary while one adds to it. The strings
 * that it returns are constant and live as long as the dictionary.
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

/* The number of words, which is also the highest number. */
uint32_t dictionary_size(const struct dictionary *dictionary);

/* The number of a word or a compound (with hyphens); 0 if it is not there. */
uint32_t dictionary_find(const struct dictionary *dictionary, const char *word);
const char *dictionary_word(const struct dictionary *dictionary,
                            uint32_t number);
const char *dictionary_stem(const struct dictionary *dictionary,
                            uint32_t number);

/* The number of the stem of a word, which is that of no other stem; *stem is
 * the same as above. A stem may have several numbers. */
uint32_t dictionary_stem_number(const struct dictionary *dictionary,
                                uint32_t number,
                                const char **stem);

/* The words of a stem, by rising numbers: the first, and the next after each; 0
 * at the end. Compounds have a list of their own, by the stem of their words
 * written as one. */
uint32_t dictionary_of_stem(const struct dictionary *dictionary,
                            const char *stem);
uint32_t dictionary_compound_of_stem(const struct dictionary *dictionary,
                                     const char *stem);
uint32_t dictionary_next(const struct dictionary *dictionary, uint32_t number);

/* The number of the word, which is added if it is new. */
uint32_t dictionary_add(struct dictionary *dictionary,
                        const char *word,
                        struct stemmer *stemmer);

/* The index keeps DICTIONARY_CHUNK words under each key of its metadata, words
 * 1 to 4096 under the first. The last chunk may have fewer; once it has grown,
 * loading it again adds the rest. */
enum { DICTIONARY_CHUNK = 4096 };
#define DICTIONARY_KEYS "words/"
#define DICTIONARY_KEY DICTIONARY_KEYS "%06u" /* of the chunk, from 0 */

/* The value of a chunk; the caller frees it with g_free(). */
char *dictionary_save(const struct dictionary *dictionary,
                      unsigned chunk,
                      size_t *len);

/* Make room for the words of so many chunks, which are about to be loaded. */
void dictionary_reserve(struct dictionary *dictionary, unsigned chunks);

/* Add the words of a chunk. False if it is not one, as the index is damaged. If
 * the stored stems were made by other rules, pass a stemmer to stem the words
 * again; else NULL. */
bool dictionary_load(struct dictionary *dictionary,
                     unsigned chunk,
                     const char *value,
                     size_t len,
                     struct stemmer *stemmer);

/* A name for the rules by which words are stemmed. The index keeps it beside
 * the stems, under this key. */
#define DICTIONARY_RULES_KEY "stems"
const char *dictionary_rules(void);

/* Whether a key of the metadata is one of the keys above. */
bool dictionary_owns_key(const char *key);

#endif
